"""Rows of a roster are counted: which pass, which do not and why, and which cannot be decided (contract 5)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain.facts import Value
from app.domain.personal import identity_numbers
from app.domain.problem import Problem
from app.domain.roster import UNLIMITED, Column, Computation, Moment, Roster, RowTest, Take, TestWord
from app.domain.roster_summary import Mark, RosterSummary, Tally, Undecided
from app.domain.school_year import SchoolYear
from app.domain.units import Kind
from app.domain.values import parse_value


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was typed: the number it has in its sheet, and the text of each column that is not empty."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptRoster:
    """A roster as it is kept with a year: its rows, and the mark 已核对完整 with the hash of the rules it was given under."""

    id: str
    rows: tuple[Row, ...] = ()
    mark: Mark | None = None
    asked: str = ""


class State(StrEnum):
    """What a count makes of a row."""

    COUNTED = "counted"
    LEFT_OUT = "left_out"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a count makes of one row: why it is not in, or what it adds (an amount, a word that is told apart)."""

    row: int
    state: State
    reason: str = ""
    value: Value | None = None


def summarise(roster: Roster, rows: Sequence[Row], mark: Mark | None, year: SchoolYear) -> RosterSummary:
    """Count everything that a roster computes."""
    counts = RosterCount(roster, rows, year)
    tallies = tuple(counts.tally(computation) for computation in roster.computes)
    return RosterSummary(roster.id, roster.title, len(rows), mark, tallies)


class RosterCount:
    """The rows of one roster in one school year, read once and counted by each of its rules."""

    def __init__(self, roster: Roster, rows: Sequence[Row], year: SchoolYear) -> None:
        self._roster, self._rows, self._year = roster, rows, year
        self._columns = {column.id: column for column in roster.columns}
        self._doubtful = _without_identity(roster, rows)
        self._values: dict[str, list[Value | Problem | None]] = {}

    def tally(self, computation: Computation) -> Tally:
        """Return what the rows give for one fact."""
        outcomes = self.outcomes(computation)
        counted = [outcome for outcome in outcomes if outcome.state is State.COUNTED]
        left_out = Counter(outcome.reason for outcome in outcomes if outcome.state is State.LEFT_OUT)
        return Tally(
            computation.fact,
            _taken(computation.take, counted),
            len(counted),
            tuple((test, left_out[test]) for test in _reasons(computation) if left_out[test]),
            tuple(Undecided(item.row, item.reason) for item in outcomes if item.state is State.UNDECIDED),
        )

    def outcomes(self, computation: Computation) -> list[Outcome]:
        """Return what a count makes of each row, in the order of the rows."""
        return [self._outcome(computation, index) for index in range(len(self._rows))]

    def _outcome(self, computation: Computation, index: int) -> Outcome:
        number = self._rows[index].number
        if number in self._doubtful:
            return Outcome(number, State.UNDECIDED, self._doubtful[number])
        for test in computation.where:
            outcome = self._tested(test, index)
            if outcome is not None:
                return outcome
        if not computation.column:
            return Outcome(number, State.COUNTED)
        value = self._value(computation.column, index)
        if value is None or isinstance(value, Problem):
            return self._undecided(computation.column, index)
        return Outcome(number, State.COUNTED, value=value)

    def _tested(self, test: RowTest, index: int) -> Outcome | None:
        """Return why a row is not in by one test; None where it passes."""
        value = self._value(test.column, index)
        if isinstance(value, Problem):
            return self._undecided(test.column, index)
        if test.word is TestWord.FILLED:
            passes = (value is not None) is test.operand
        elif value is not None:
            passes = _TESTS[test.word](value, self._operand(test))
        elif self._columns[test.column].blank == UNLIMITED:
            passes = test.word in (TestWord.ON_OR_AFTER, TestWord.AT_LEAST)
        else:
            return self._undecided(test.column, index)
        return None if passes else Outcome(self._rows[index].number, State.LEFT_OUT, test.otherwise)

    def _value(self, name: str, index: int) -> Value | Problem | None:
        """Return what a row holds in a column; each column that decides is read once."""
        if name not in self._values:
            read = _Cells(self._columns[name])
            self._values[name] = [read[row.cells.get(name, "")] for row in self._rows]
        return self._values[name][index]

    def _undecided(self, name: str, index: int) -> Outcome:
        reason = _lacking(self._columns[name], self._value(name, index))
        return Outcome(self._rows[index].number, State.UNDECIDED, reason)

    def _operand(self, test: RowTest) -> object:
        operand = test.operand
        return operand.day(self._year) if isinstance(operand, Moment) else operand


class _Cells(dict[str, "Value | Problem | None"]):
    """What is meant by each text of a column; the same few stand in most of its cells and are read once."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self._column = column

    def __missing__(self, text: str) -> Value | Problem | None:
        value = self[text] = read_cell(self._column, text)
        return value


_NAMED_AT_MOST = 6
#: Strokes are what people write where there is nothing to write.
_NOTHING = re.compile(r"[-\u2010-\u2015\u2212\u2500_/\\]*")


#: What is left in a sheet of a long number that was typed as a number.
_SHORTENED = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]+")


#: What Excel and WPS show where a formula gave nothing.
_FAILED = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")


def read_cell(column: Column, text: str) -> Value | Problem | None:
    """Read what was typed in a cell; None where it is empty or says that there is nothing.

    What is told of a cell that cannot be understood never cites it: a name may have slipped into any column.
    """
    text = dict(column.spellings).get(plain_text(text), text)
    if _says_nothing(text):
        return None
    if _FAILED.fullmatch(plain_text(text)):
        return Problem(f"{column.title}的公式出错，没有结果", "请改正公式，或直接填写内容")
    if column.kind is Kind.TEXT and _SHORTENED.fullmatch(plain_text(text)):
        remedy = "请把该列设为文本格式，再重新填写"
        return Problem(f"{column.title}被电子表格存成了数字，末几位已丢失", remedy)
    if column.identity and not any(identity_numbers(text)):
        return Problem(f"{column.title}不是有效的身份证号", "请核对；单元格请设为文本格式")
    value = parse_value(text, column.as_fact)
    if not isinstance(value, Problem):
        return value
    return Problem(_lacking(column, value), "" if text.strip() in value.remedy else value.remedy)


def row_problems(roster: Roster, rows: Iterable[Row]) -> tuple[Problem, ...]:
    """Return every cell that cannot be understood and every row that repeats another or has no key."""
    rows = list(rows)
    doubtful = _without_identity(roster, rows)
    found: list[Problem] = []
    read = [(column.id, _Cells(column)) for column in roster.columns]
    for row in rows:
        for name, cells in read:
            value = cells[row.cells.get(name, "")]
            if isinstance(value, Problem):
                found.append(value.at(roster.title, row.number))
        if row.number in doubtful:
            remedy = "每行须能与其他行区分，请补填或删去重复的行"
            found.append(Problem(doubtful[row.number], remedy, roster.title, row.number))
    return tuple(found)


def _says_nothing(text: str) -> bool:
    return bool(_NOTHING.fullmatch(plain_text(text)))


def row_key(roster: Roster, row: Row) -> tuple[str, ...]:
    """Return what tells a row from all others, spelling left aside; () where a part of it is empty."""
    cells = [row.cells.get(column, "") for column in roster.key]
    return (
        ()
        if any(_says_nothing(text) or _FAILED.fullmatch(plain_text(text)) for text in cells)
        else tuple(map(_plain, cells))
    )


def _plain(text: str) -> str:
    numbers = list(identity_numbers(text))
    return numbers[0].upper() if numbers else plain_text(text)


def plain_text(text: str) -> str:
    """Return a text as it is compared: letters and digits of any width and case alike, blanks left out."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _without_identity(roster: Roster, rows: Sequence[Row]) -> dict[int, str]:
    """Return the rows that cannot be told from others, with the reason: each of several that agree, and keyless ones."""
    places: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        places.setdefault(row_key(roster, row), []).append(row.number)
    title = "、".join(roster.titles(roster.key))
    doubtful = dict.fromkeys(places.pop((), []), f"{title}未填")
    for same in places.values():
        if len(same) > 1:
            named = "、".join(map(str, same[:_NAMED_AT_MOST]))
            more = "" if len(same) <= _NAMED_AT_MOST else f" 等 {len(same)}"
            doubtful |= dict.fromkeys(same, f"第 {named}{more} 行的{title}相同")
    return doubtful


def _lacking(column: Column, value: object) -> str:
    return f"{column.title}未填" if value is None else f"{column.title}的内容无法识别"


def _reasons(computation: Computation) -> list[str]:
    return list(dict.fromkeys(test.otherwise for test in computation.where))


def _taken(take: Take, counted: Sequence[Outcome]) -> int | Fraction:
    match take:
        case Take.COUNT:
            return len(counted)
        case Take.DISTINCT:
            return len({_plain(str(outcome.value)) for outcome in counted})
        case Take.SUM:
            total = sum((Fraction(outcome.value) for outcome in counted), Fraction(0))  # type: ignore[arg-type]
            return total.numerator if total.denominator == 1 else total


def _at_least(value: object, bound: object) -> bool:
    return value >= bound  # type: ignore[operator, no-any-return]


def _at_most(value: object, bound: object) -> bool:
    return value <= bound  # type: ignore[operator, no-any-return]


def _among(value: object, words: object) -> bool:
    assert isinstance(words, tuple)
    return value in words


#: A reader of rosters lets only operands through that fit the column's kind.
_TESTS: dict[TestWord, Callable[[object, object], bool]] = {
    TestWord.IS: _among,
    TestWord.ONE_OF: _among,
    TestWord.AT_LEAST: _at_least,
    TestWord.AT_MOST: _at_most,
    TestWord.ON_OR_AFTER: _at_least,
    TestWord.ON_OR_BEFORE: _at_most,
}
