"""A district's roll-up becomes a workbook: figures as numbers, exact values and stable ids beside."""

from collections.abc import Callable, Iterable, Iterator

from app.domain.district import Apart, FiledRow, ListedSchool, Standing, Submission
from app.domain.district_lines import figure_of
from app.domain.district_rollup import RollUp
from app.domain.fingerprint import grouped
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.reports.district_excel_lines import (
    contributions_sheet,
    lines_sheet,
    need_parts_sheet,
    needs_sheet,
    number_of,
    rates_sheet,
)
from app.reports.district_words import (
    BROKEN,
    OTHER_YEAR,
    STATE_STATUS,
    UNLISTED,
    missed_count,
    row_word,
    standing_of_conditions,
    summary,
    title_of,
    without_data,
)
from app.reports.excel import Frame, Marked, Note, Sheet, Value, book_bytes


def district_workbook(roll_up: RollUp, rulebook: Rulebook) -> bytes:
    """Return the sheets of a roll-up as an .xlsx file; the same input, the same bytes."""
    collection = roll_up.collection
    due = f"截止 {collection.due.isoformat()}" if collection.due else "未设截止日期"
    frame = Frame(title_of(collection), "职校达标自评", title_of(collection), due)
    return book_bytes(district_sheets(roll_up, rulebook), frame)


def district_sheets(roll_up: RollUp, rulebook: Rulebook) -> tuple[Sheet, ...]:
    """Return every worksheet in order."""
    return (
        _standings(roll_up, rulebook),
        lines_sheet(roll_up),
        _matrix("各校判定", roll_up, lambda row: Marked(row_word(row), row.status)),
        _matrix("各校数值", roll_up, _shown_value),
        rates_sheet(roll_up),
        contributions_sheet(roll_up),
        needs_sheet(roll_up),
        need_parts_sheet(roll_up),
        _troubles(roll_up),
    )


#: Of which school a row is.
SCHOOL_COLUMNS = (
    ("学校", 30.0),
    ("学校标识码", 14.0),
    ("统一社会信用代码", 21.0),
    ("类别", 12.0),
    ("联系人", 12.0),
)
_STANDING_COLUMNS = (
    *SCHOOL_COLUMNS,
    ("状态", 11.0),
    ("状态代码", 11.0),
    ("备案编号", 21.0),
    ("指纹", 14.0),
    ("备案时间", 17.0),
    ("判定日期", 11.0),
    ("监测指标达标", 9.0),
    ("未达标指标", 8.0),
    ("此前的备案", 24.0),
    ("更正原因", 24.0),
    ("文件", 34.0),
    ("说明", 44.0),
)


def _standings(roll_up: RollUp, rulebook: Rulebook) -> Sheet:
    collection = roll_up.collection
    monitored = rulebook.conclusion[0].standards if rulebook.conclusion else ()
    above: list[tuple[Value, ...]] = [(Note(title_of(collection)),)]
    above += [(Note(text),) for text in (*summary(collection), without_data(collection)) if text]
    rows = [_standing_row(standing, monitored) for standing in collection.standings]
    rows += [_apart_row(apart, UNLISTED, "unlisted") for apart in collection.unlisted]
    rows += [_apart_row(apart, OTHER_YEAR, "other_year") for apart in collection.other_years]
    return Sheet("报送情况", _STANDING_COLUMNS, tuple(rows), (*above, (None,)))


def school_cells(school: ListedSchool) -> tuple[Value, ...]:
    """Return the five cells that tell which school it is: name, codes, category, contact."""
    told = (school.code, school.uscc, school.category, school.contact)
    return (school.name, *(text or None for text in told))


def _standing_row(standing: Standing, monitored: tuple[str, ...]) -> tuple[Value, ...]:
    return (
        *school_cells(standing.school),
        Marked(standing.word, STATE_STATUS[standing.state]),
        standing.state.value,
        *_filing_cells(standing.counted),
        standing_of_conditions(standing, monitored) or None,
        missed_count(standing),
        "、".join(s.number for s in standing.earlier) or None,
        (standing.counted.reason or None) if standing.counted else None,
        "、".join(s.file for s in standing.filings()) or None,
        "；".join(standing.notes) or None,
    )


def _filing_cells(filed: Submission | None) -> tuple[Value, ...]:
    if filed is None:
        return (None,) * 4
    return (filed.number, grouped(filed.fingerprint), filed.frozen_at.isoformat(" ", "minutes"), filed.date)


def _apart_row(apart: Apart, word: str, code: str) -> tuple[Value, ...]:
    filed = apart.submission
    status = Status.UNANSWERED if word == UNLISTED else Status.NOT_APPLICABLE
    return (
        filed.name,
        filed.code or None,
        filed.uscc or None,
        filed.kind or None,
        None,
        Marked(word, status),
        code,
        *_filing_cells(filed),
        None,
        None,
        None,
        filed.reason or None,
        filed.file,
        apart.why,
    )


_LONGEST_TITLE = 20
_SCHOOL_COLUMNS = (("学校", 26.0), ("代码", 20.0), ("状态", 10.0))


def _matrix(name: str, roll_up: RollUp, show: Callable[[FiledRow], Value]) -> Sheet:
    """Return a sheet with a row for each school and a column for each line, its ids above."""
    lines = roll_up.lines
    places = {line.key: place for place, line in enumerate(lines)}
    columns = (*_SCHOOL_COLUMNS, *((line.key.indicator, 12.0) for line in lines))
    above: tuple[tuple[Value, ...], ...] = (
        (None, None, "文件编号", *(line.key.standard for line in lines)),
        (None, None, "版本", *(line.key.edition for line in lines)),
        (None, None, "指标", *(_short(line.key.title) for line in lines)),
        (None, None, "要求", *(line.key.required or None for line in lines)),
    )
    rows = []
    for standing in roll_up.collection.standings:
        cells: list[Value] = [None] * len(lines)
        for row in standing.counted.rows if standing.counted else ():
            cells[places[row.key]] = show(row)
        state = Marked(standing.word, STATE_STATUS[standing.state])
        rows.append((standing.school.name, standing.school.known_by, state, *cells))
    return Sheet(name, columns, tuple(rows), above, frozen=len(_SCHOOL_COLUMNS))


def _short(title: str) -> str:
    """Return the beginning of a long title; the whole one stands in the sheet of lines."""
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"


def _shown_value(row: FiledRow) -> Value:
    figure = figure_of(row)
    return number_of(figure) if figure else row.value or None


_TROUBLE_COLUMNS = (("文件", 44.0), ("问题", 14.0), ("学校", 30.0), ("备案编号", 21.0), ("说明", 90.0))


def _troubles(roll_up: RollUp) -> Sheet:
    return Sheet("问题文件", _TROUBLE_COLUMNS, tuple(_trouble_rows(roll_up)))


def _trouble_rows(roll_up: RollUp) -> Iterator[tuple[Value, ...]]:
    collection = roll_up.collection
    for broken in collection.broken:
        yield (broken.file, Marked(BROKEN, Status.MISSED), broken.school or None, None, broken.sentence)
    for standing in collection.standings:
        told = "；".join(standing.notes) or None
        for filed in standing.rivals:
            word = Marked(standing.word, STATE_STATUS[standing.state])
            yield (filed.file, word, filed.name, filed.number, told)
    yield from _apart_rows(collection.unlisted, Marked(UNLISTED, Status.UNANSWERED))
    yield from _apart_rows(collection.other_years, Marked(OTHER_YEAR, Status.NOT_APPLICABLE))


def _apart_rows(aparts: Iterable[Apart], word: Marked) -> Iterator[tuple[Value, ...]]:
    for apart in aparts:
        filed = apart.submission
        yield (filed.file, word, filed.name, filed.number, apart.why)
