"""What stands at the head and foot of each page of the Word document."""

from app.reports.docx_xml import Element, element, field, paragraph, ruled, run, tab, twips
from app.reports.pdf_style import HEAD_RULE_INK, RULE, WIDTH
from app.reports.phrases import CODE_WORDS
from app.reports.report import Report

#: A file that anybody can change proves nothing; PDF and package do.
EDITABLE = "可编辑稿，不作备案依据"
DRAFT_WORD = "草稿"
_STYLE = "Furniture"
_RULE_GAP = 3


def page_head(report: Report) -> list[Element]:
    """Return the head of a running page: report and school, that it can be edited, and is a draft."""
    if not report.head:
        return cover_head(report)
    first = _across([run(report.head)], [run(EDITABLE)])
    second = _across([run(report.school)], [run(DRAFT_WORD, bold=True)] if report.draft else [])
    _rule(second, "bottom", HEAD_RULE_INK)
    return [first, second]


def cover_head(report: Report) -> list[Element]:
    """Return the head of a cover or a letter: only what it must not be taken for."""
    draft = [run(f"{DRAFT_WORD}\u3000", bold=True)] if report.draft else []
    return [_across([], [*draft, run(EDITABLE)])]


def page_foot(report: Report) -> list[Element]:
    """Return the foot of a running page: number, page and day; below them the fingerprint."""
    place = [run("第 "), field("PAGE"), run(" 页 共 "), field("NUMPAGES"), run(" 页")]
    first = _across([run(report.foot_left)], [run(report.foot_right)], place)
    _rule(first, "top", RULE)
    return [first, paragraph(_STYLE, [run(f"{CODE_WORDS} {report.code}")] if report.code else [])]


def _across(left: list[Element], right: list[Element], centre: list[Element] | None = None) -> Element:
    """Set texts at the left and right end of a line, and in its middle."""
    middle = [tab(), *centre] if centre is not None else []
    one = paragraph(_STYLE, [*left, *middle, tab(), *right])
    stops = [element("tab", val="right", pos=twips(WIDTH))]
    if centre is not None:
        stops.insert(0, element("tab", val="center", pos=twips(WIDTH / 2)))
    one[0].insert(1, element("tabs", *stops))
    return one


def _rule(one: Element, side: str, ink: str) -> None:
    one[0].insert(1, element("pBdr", *ruled((side,), ink, gap=_RULE_GAP)))
