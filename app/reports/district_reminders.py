"""催报名单: the schools that have not filed, have to file again, or were late; as text to send and as a sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from app.domain.district import Collection, Standing, State
from app.domain.receipt import Receipt, Ruling
from app.domain.verdict import Status
from app.reports.district_excel import SCHOOL_COLUMNS, school_cells
from app.reports.district_words import STATE_STATUS, district_name
from app.reports.excel import Frame, Marked, Note, Sheet, Value, book_bytes

RETURNED = "已退回"
NONE = "没有需要催报的学校。"
NO_LIST = "没有打开学校名单，不知道谁未报；以下只列已有备案的学校。"
_NOT_RECEIVED = "未收到备案包"
#: In the order in which they are urged.
_ORDER = (State.MISSING, State.CONFLICT, RETURNED, State.LATE)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One school to be written to: how it stands, in a word and in a sentence."""

    standing: Standing
    kind: str
    word: str
    status: Status
    what: str


def reminders(collection: Collection, receipts: Mapping[str, Receipt]) -> tuple[Reminder, ...]:
    """Return the schools to be written to, those without any filing first; ``receipts`` are by fingerprint."""
    found = [item for standing in collection.standings if (item := _reminder(standing, receipts))]
    return tuple(sorted(found, key=lambda item: (_ORDER.index(item.kind), item.word)))


def _reminder(standing: Standing, receipts: Mapping[str, Receipt]) -> Reminder | None:
    filed = standing.counted
    receipt = receipts.get(filed.fingerprint) if filed is not None else None
    if filed is not None and receipt is not None and receipt.ruling is Ruling.RETURNED:
        what = f"{receipt.date} 退回修改，尚未收到更正的备案"
        return Reminder(standing, RETURNED, RETURNED, Status.UNANSWERED, what)
    if filed is not None and standing.late:
        what = f"{filed.frozen_at:%Y-%m-%d} 备案，晚于截止日期"
        return Reminder(standing, State.LATE, standing.word, Status.UNANSWERED, what)
    if filed is not None:
        return None
    what = "；".join(standing.notes) or _NOT_RECEIVED
    return Reminder(standing, standing.state, standing.word, STATE_STATUS[standing.state], what)


def reminder_title(collection: Collection) -> str:
    """Return the heading of the list."""
    due = f"（截止 {collection.due.isoformat()}）" if collection.due else ""
    return f"{district_name(collection)} {collection.year} 学年备案催报名单{due}".strip()


def reminder_text(collection: Collection, found: tuple[Reminder, ...]) -> str:
    """Return the list as plain text, to be pasted into a message."""
    lines = [reminder_title(collection)]
    if not collection.listed:
        lines.append(NO_LIST)
    if not found:
        lines.append(NONE)
    for word, group in groupby(found, key=lambda item: item.word):
        schools = list(group)
        lines += ["", f"{word} {len(schools)} 所"]
        lines += [f"{number}. {_line(item)}" for number, item in enumerate(schools, start=1)]
    return "\n".join(lines)


def _line(item: Reminder) -> str:
    contact = item.standing.school.contact
    named = f"{item.standing.school.name}（联系人 {contact}）" if contact else item.standing.school.name
    return named if item.what == _NOT_RECEIVED else f"{named}：{item.what}"


_COLUMNS = (*SCHOOL_COLUMNS, ("状态", 12.0), ("事项", 50.0), ("催报日期", 12.0), ("回复", 24.0))


def reminder_workbook(collection: Collection, found: tuple[Reminder, ...]) -> bytes:
    """Return the list as an .xlsx file with room for what becomes of it; the same input, the same bytes."""
    title = reminder_title(collection)
    above: list[tuple[Value, ...]] = [(Note(title),)]
    above += [(Note(text),) for text in _remarks(collection, found)]
    sheet = Sheet("催报名单", _COLUMNS, tuple(_row(item) for item in found), (*above, (None,)))
    due = f"截止 {collection.due.isoformat()}" if collection.due else "未设截止日期"
    return book_bytes((sheet,), Frame(title, "职校达标自评", title, due))


def _remarks(collection: Collection, found: tuple[Reminder, ...]) -> Iterator[str]:
    if not collection.listed:
        yield NO_LIST
    if not found:
        yield NONE


def _row(item: Reminder) -> tuple[Value, ...]:
    return (*school_cells(item.standing.school), Marked(item.word, item.status), item.what, None, None)
