"""The same content for other engines: a report as HTML and as typst, plainly set."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from app.reports.report import (
    BarCell,
    BlankCell,
    Block,
    Cell,
    Chart,
    ChoiceCell,
    Cover,
    Heading,
    OpinionBox,
    PageBreak,
    Paragraph,
    Record,
    Report,
    SignatureLines,
    SourceCell,
    StampPlace,
    StatusCell,
    Table,
    TextCell,
    plain,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A heading (level 1 to 3) or a paragraph (level 0)."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of texts; the head, if there is one, is repeated on each page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Words | Grid


def parts(report: Report) -> Iterator[Part]:
    """Yield a report's content without how our printer sets it."""
    for _, block in report.blocks():
        yield from _parts(block)


def _parts(block: Block) -> Iterator[Part]:
    match block:
        case Heading(text, level, note):
            yield Words(text, level)
            yield from (Words(note),) if note else ()
        case Paragraph(text):
            yield Words(plain(text))
        case Table(columns, rows):
            yield Grid(tuple(c.title for c in columns), tuple(_row(row.cells, row.remark) for row in rows))
        case Record(rows, title):
            yield Words(plain(title), 3)
            yield Grid((), tuple((f.label, "\n".join(map(plain, f.paragraphs))) for row in rows for f in row))
        case Chart(rows):
            yield Grid(
                ("文件", "判定"),
                tuple((r.label, "，".join(f"{s.value} {n}" for s, n in r.counts)) for r in rows),
            )
        case SignatureLines(rows):
            yield Grid((), tuple(entry for row in rows for entry in row))
        case StampPlace(owner, date):
            yield Words(f"{owner}（盖章）{date}")
        case OpinionBox(title, choices, authority):
            yield Words(f"{title} {' '.join(choices)} {authority}（盖章）")
        case Cover():
            yield from (Words(text, 1) for text in block.title)
            yield Grid((), block.fields)
        case PageBreak():
            return


def _row(cells: tuple[Cell, ...], remark: object) -> tuple[str, ...]:
    texts = [_text(cell) for cell in cells]
    if isinstance(remark, tuple) and remark:
        place = min(1, len(texts) - 1)
        texts[place] += f"\n{plain(remark)}"
    return tuple(texts)


def _text(cell: Cell) -> str:
    match cell:
        case TextCell(paragraphs):
            return "\n".join(map(plain, paragraphs))
        case StatusCell(_, word) | SourceCell(_, word):
            return word
        case ChoiceCell(choices):
            return "　".join(choices)
        case BarCell() | BlankCell():
            return ""


_STYLE = """
@font-face { font-family: Song; src: url("%(fonts)s/NotoSerifSC-Regular.ttf"); }
@page { size: A4; margin: 30mm 26mm 35mm 28mm; @bottom-center { content: counter(page) " / " counter(pages); } }
body { font-family: Song, "Noto Serif SC", serif; font-size: 12pt; line-height: 1.6; }
table { border-collapse: collapse; width: 100%%; font-size: 9.5pt; }
td, th { border: 0.5pt solid #777; padding: 2pt 3pt; } tr { page-break-inside: avoid; }
"""


def html(report: Report, fonts: Path) -> str:
    """Return a report as one HTML page."""
    body = "\n".join(_html(part) for part in parts(report))
    style = _STYLE % {"fonts": fonts.as_uri()}
    head = f'<meta charset="utf-8"><title>{escape(report.title)}</title><style>{style}</style>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'


def _html(part: Part) -> str:
    if isinstance(part, Words):
        tag = f"h{part.level}" if part.level else "p"
        return f"<{tag}>{_broken(part.text)}</{tag}>"
    head = "".join(f"<th>{_broken(text)}</th>" for text in part.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_broken(text)}</td>" for text in row) + "</tr>" for row in part.rows
    )
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{rows}</tbody></table>"


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")


_TYPST = """#set page(paper: "a4", margin: (top: 30mm, right: 26mm, bottom: 35mm, left: 28mm), numbering: "1 / 1")
#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")
"""


def typst(report: Report) -> str:
    """Return a report as typst markup."""
    return _TYPST + "\n\n".join(_typst(part) for part in parts(report))


def _typst(part: Part) -> str:
    if isinstance(part, Words):
        return f"{'=' * part.level} #{_quoted(part.text)}" if part.level else f"#{_quoted(part.text)}"
    count = max((len(row) for row in (part.head, *part.rows)), default=1)
    head = f"table.header({', '.join(map(_quoted, part.head))})," if part.head else ""
    cells = ", ".join(_quoted(text) for row in part.rows for text in row)
    return f"#text(size: 9.5pt, table(columns: {count}, {head} {cells}))"


def _quoted(text: str) -> str:
    plain_text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain_text}"'
