"""Phrases that sections share: dates and figures as print wants them, names of documents, remarks."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from app.domain.school_year import SchoolYear, When
from app.domain.standard import Document, SourceState
from app.domain.verdict import Status, Verdict
from app.domain.wording import SOURCE_WORDS, deadline_text, status_word
from app.reports.chart import ORDER
from app.reports.report import BlankCell, Cell, SourceCell, StatusCell, Text, TextCell, muted, say

STRICTEST = "同一事项中要求最严"
UNREAD_WORDS = "标准数值待主管部门确认，本次不作判定"
#: What the fingerprint is called, and what a reader does with it.
CODE_WORDS, MATCHING = "指纹", "本页指纹应与备案文件一致"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
DASH = "—"
#: What stands where no change of one figure closes a gap.
NO_WAY = "所用数据属于已结束的学年、年度，或由多项共同决定，不能按数量补足；请写明今后的措施。"
#: What stands where nobody wrote anything, and nobody is to write by hand any more.
UNWRITTEN = "未写"
#: How the reference dates are called beside a figure; the dates themselves are said once.
WHEN_WORDS = {
    When.DAY: "时点",
    When.SCHOOL_YEAR: "学年",
    When.CALENDAR_YEAR: "年度",
    When.NONE: DASH,
}
#: What stands in a cell whose text is too long for it.
BELOW = "见下"
_DIGITS = "〇一二三四五六七八九十"
_SHORT_TITLE = 16
_NBSP = "\u00a0"
_UNIT_GAP = re.compile(r"(?<=[0-9])\s?(?=[%％㎡㎥一-鿿]|m$)")
_PERCENT_GAP = re.compile(r"(?<=[0-9])%")
_SIGN_GAP = re.compile(r"([≥≤><约])\s?(?=[0-9])")
_ONE_TO = re.compile(r"^1:(?=[0-9])")
#: Marks after which no text is cut off.
_NOT_LAST = " ，、；：。（〔《“‘"
_AFTER_BRACKET = re.compile(r"(?<=[）》”〕]) (?=[0-9])")


def figure(text: str | None) -> str:
    """Set a figure apart from its sign and unit: ``≥70%`` becomes ``≥ 70 %``; nothing becomes a dash."""
    if not text:
        return DASH
    text = _SIGN_GAP.sub(rf"\1{_NBSP}", _ONE_TO.sub(f"1{_NBSP}:{_NBSP}", text))
    return _UNIT_GAP.sub(_NBSP, text)


def without_unit(required: str | None, unit: str) -> str:
    """Return a requirement as ``figure`` does, without its unit; a percentage keeps its sign."""
    if required and unit and unit != "%":
        required = required.replace(unit, "")
    return figure(required)


def prose(text: str) -> str:
    """Set percentages in running text apart from their sign, and brackets close to what follows."""
    return _AFTER_BRACKET.sub("", _PERCENT_GAP.sub(f"{_NBSP}%", text))


def long_date(day: date) -> str:
    """Write a date as on a cover: 2026 年 11 月 21 日."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def year_words(year: SchoolYear) -> str:
    """Write a school year as in a title."""
    return f"{year.first}–{year.first + 1} 学年"


def chinese(number: int) -> str:
    """Write a number up to 99 in Chinese, as sections and parts are counted."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def short_title(document: Document) -> str:
    """Return a short name for tables: the title with its year, or the number where the title is long."""
    base = document.title.split("（")[0]
    if len(base) > _SHORT_TITLE and document.number:
        return document.number
    base = shortened(base, _SHORT_TITLE)
    return f"{base}（{document.issued.year}）" if document.issued else base


def full_title(document: Document) -> str:
    """Return the title with the document's number."""
    return f"{document.title}（{document.number}）" if document.number else document.title


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters; where some were left out, the last is …."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip(_NOT_LAST)}…"


def cell(text: str | Text) -> TextCell:
    """Return a cell with one paragraph."""
    return TextCell(((say(text) if isinstance(text, str) else text),))


def written_cell(text: str, closed: bool, lines: int = 1) -> Cell:
    """Return what was written; else room for a pen, or in a ``closed`` report that nothing was."""
    if text or closed:
        return cell(prose(text) if text else say(muted(UNWRITTEN)))
    return BlankCell(lines)


def beside_or_below(text: str, label: str, most: int) -> tuple[str, str]:
    """Return what stands in a cell, and what below the row across its columns: there goes what is longer."""
    text = text.strip()
    return (BELOW, f"{label}：{prose(text)}") if len(text) > most else (text, "")


def all_beside_or_below(texts: Iterable[str], places: Iterable[tuple[str, int]]) -> tuple[list[str], Text]:
    """Return what stands in the cells of a row, and together below it what is longer than its place allows."""
    placed = [beside_or_below(text, label, most) for text, (label, most) in zip(texts, places, strict=True)]
    below = "；".join(text.rstrip("。；") for _, text in placed if text)
    return [beside for beside, _ in placed], say(below)


def status_cell(verdict: Verdict) -> StatusCell:
    """Return a row's status in the word that its force asks for."""
    return StatusCell(verdict.status, status_word(verdict))


def source_cell(state: SourceState | None) -> Cell:
    """Return how surely a figure is known; a row without a figure has a dash."""
    return SourceCell(state, SOURCE_WORDS[state]) if state else cell(DASH)


def tally(verdicts: Iterable[Verdict]) -> str:
    """Count rows by the words of their statuses: 达标 8，未达标 1."""
    counted = Counter((verdict.status, status_word(verdict)) for verdict in verdicts)
    parts = sorted(counted.items(), key=lambda item: (ORDER.index(item[0][0]), item[0][1]))
    return "，".join(f"{word} {count}" for (_, word), count in parts)


def remark(verdict: Verdict, strictest: bool = False) -> str:
    """Return what must be said beside a row: that it asks most, deadline, and why it was not judged."""
    parts = [STRICTEST if strictest else "", deadline_text(verdict)]
    if verdict.status in (Status.UNANSWERED, Status.UNJUDGEABLE, Status.NOT_APPLICABLE, Status.SHOWN) or (
        verdict.status is Status.MISSED and verdict.trace.members
    ):
        parts.append(unread_reason(verdict))
    return prose("；".join(part for part in parts if part))


def unread_reason(verdict: Verdict) -> str:
    """Return the reason of a row; on paper a figure that nobody has read is left to the authority."""
    if verdict.source is SourceState.RECALLED and verdict.status is Status.UNJUDGEABLE:
        return UNREAD_WORDS
    return verdict.reason
