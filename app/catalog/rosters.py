"""A mapping becomes a roster: its columns, and how facts are counted from its rows; strictly (contract 5)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from app.catalog.forms import check_name
from app.catalog.hashing import roster_hash
from app.catalog.roster_shapes import ID_NUMBER, ColumnShape, ComputationShape, RosterShape, RowTestShape
from app.catalog.shaping import fit, near
from app.catalog.yaml_file import Place, YamlFile
from app.domain.facts import Fact
from app.domain.problem import Problem
from app.domain.roster import (
    ANCHORS,
    UNLIMITED,
    Column,
    Computation,
    Moment,
    Operand,
    Roster,
    RowTest,
    Take,
    TestWord,
)
from app.domain.roster_count import plain_text
from app.domain.units import Kind
from app.domain.values import parse_number, parse_value


def read_rosters(files: Iterable[YamlFile], facts: Mapping[str, Fact]) -> tuple[Roster, ...]:
    """Read all rosters together; faults are recorded in their files. Sorted by ``order``, then by id."""
    counted: dict[str, str] = {}
    read: list[tuple[bool, int, Roster]] = []
    for file in files:
        shape = fit(file, RosterShape)
        if shape is not None:
            check_name(file, shape.id)
            roster = _RosterReader(file, facts, counted).roster(shape)
            read.append((shape.order is None, shape.order or 0, roster))
    return tuple(roster for *_, roster in sorted(read, key=lambda item: (*item[:2], item[2].id)))


class _RosterReader:
    """Reads one roster once the facts of all forms are known; ``counted`` are those that rosters count, by fact."""

    def __init__(self, file: YamlFile, facts: Mapping[str, Fact], counted: dict[str, str]) -> None:
        self._file, self._facts, self._counted = file, facts, counted
        self._columns: dict[str, Column] = {}
        self._unsure: set[str] = set()

    def roster(self, shape: RosterShape) -> Roster:
        columns = tuple(self._column(item, ("columns", i)) for i, item in enumerate(shape.columns))
        self._refuse_doubled_headings(columns)
        self._check_key(shape.key)
        read = [self._computation(item, ("computes", i)) for i, item in enumerate(shape.computes)]
        computes = tuple(item for item in read if item)
        # What a file with faults says is used nowhere.
        told = (
            ""
            if self._file.problems or not isinstance(self._file.data, dict)
            else roster_hash(self._file.data)
        )
        return Roster(
            shape.id, shape.title, shape.office, shape.when, tuple(shape.key), columns, computes, told
        )

    # Columns

    def _column(self, shape: ColumnShape, place: Place) -> Column:
        if shape.id in self._columns:
            self._fault((*place, "id"), f"列“{shape.id}”重复定义", "每列的编号各不相同")
        identity = shape.kind == ID_NUMBER
        column = Column(
            id=shape.id,
            title=shape.title,
            kind=Kind.TEXT if identity else Kind(shape.kind),
            personal=shape.personal,
            identity=identity,
            unit=shape.unit or "",
            choices=tuple(shape.choices or ()),
            synonyms=tuple(shape.synonyms or ()),
            blank=shape.blank or "",
            note=shape.note or "",
            spellings=tuple(
                (plain_text(word), value or "") for word, value in (shape.spellings or {}).items()
            ),
        )
        self._columns[column.id] = column
        if (*place, "kind") in self._file.mended:
            self._unsure.add(column.id)
        self._check_column(column, place)
        self._check_spellings(column, shape.spellings or {}, place)
        return column

    def _check_column(self, column: Column, place: Place) -> None:
        if column.identity and not column.personal:
            self._fault(place, f"{column.id}：身份证号列须写 personal: yes", "身份证号不离开学校")
        if (column.kind is Kind.COUNT) != bool(column.unit):
            self._fault(place, f"{column.id}：count 须写 unit，其他类型不写", "例如 unit: 人")
        if (column.kind in (Kind.CHOICE, Kind.CHOICES)) != bool(column.choices):
            self._fault(
                place, f"{column.id}：choice 和 choices 须写 choices，其他类型不写", "例如 choices: [是, 否]"
            )
        if len(set(map(plain_text, column.choices))) != len(column.choices):
            self._fault((*place, "choices"), f"{column.id} 的 choices 中有重复的词", "每个词只写一次")
        if column.blank and column.kind is not Kind.DATE and not column.kind.is_number:
            self._fault(
                (*place, "blank"), f"{column.id}：只有日期和数值可写 blank: {UNLIMITED}", "请删除 blank"
            )

    def _check_spellings(self, column: Column, given: Mapping[str, str | None], place: Place) -> None:
        words = [plain_text(word) for word in given]
        for word, value in given.items():
            within = (*place, "spellings", word)
            if words.count(plain_text(word)) > 1 or plain_text(word) in map(plain_text, column.choices):
                self._fault(within, f"{column.id} 的 spellings 中“{word}”重复或已是选项", "请删除这一行")
            read = parse_value(value, column.as_fact) if value else None
            if isinstance(read, Problem):
                self._fault(within, f"“{word}”的写法：{read.message}", read.remedy)

    def _refuse_doubled_headings(self, columns: Sequence[Column]) -> None:
        seen: dict[str, str] = {}
        for index, column in enumerate(columns):
            for heading in (column.title, *column.synonyms):
                plain = plain_text(heading)
                if plain in seen:
                    place = ("columns", index)
                    self._fault(place, f"列名“{heading}”重复（已用于 {seen[plain]}）", "一个列名只属于一列")
                seen[plain] = column.id

    def _check_key(self, key: Sequence[str]) -> None:
        if not key:
            self._fault(("key",), "key 应写明按哪些列区分各行", "例如 key: [id_number]")
        for index, name in enumerate(key):
            self._known(name, ("key", index))
            if name in key[:index]:
                self._fault(("key", index), f"key 中“{name}”重复", "每列只写一次")

    def _known(self, name: Any, place: Place) -> Column | None:
        """Return a column; None where there is none, or where its kind is a fault that was told."""
        if isinstance(name, str) and name in self._columns:
            return None if name in self._unsure else self._columns[name]
        remedy = near(str(name), self._columns) or f"可用：{'、'.join(self._columns)}"
        self._fault(place, f"没有列“{name}”", remedy)
        return None

    # Computations

    def _computation(self, shape: ComputationShape, place: Place) -> Computation | None:
        fact = self._counted_fact(shape.fact, (*place, "fact"))
        taken = self._take(shape.take, (*place, "take"), fact)
        tests = [self._test(test, (*place, "where", i)) for i, test in enumerate(shape.where or [])]
        if fact is None or taken is None:
            return None
        return Computation(fact.id, *taken, tuple(test for test in tests if test))

    def _counted_fact(self, name: str, place: Place) -> Fact | None:
        fact = self._facts.get(name)
        if fact is None:
            self._fault(place, f"没有数据项“{name}”", near(name, self._facts) or "数据项编号见 dabiao facts")
            return None
        if fact.computed is not None:
            self._fault(place, f"{name} 由其他数据项计算，不能再由花名册统计", "请改为统计它的组成部分")
        elif not fact.kind.is_number:
            self._fault(place, f"{name} 不是数值，不能由花名册统计", "请只统计数值类数据项")
        if name in self._counted:
            self._fault(place, f"{name} 已由花名册统计（见 {self._counted[name]}）", "一个数据项只统计一次")
        self._counted.setdefault(name, self._file.name)
        return fact

    def _take(self, data: Any, place: Place, fact: Fact | None) -> tuple[Take, str] | None:
        if data == Take.COUNT:
            self._refuse_uncounted(fact, place)
            return Take.COUNT, ""
        word, name = next(iter(data.items())) if isinstance(data, dict) and len(data) == 1 else ("", None)
        if word not in (Take.SUM, Take.DISTINCT):
            self._fault(place, "take 的写法不对", "可用：count、{sum: 列}、{distinct: 列}")
            return None
        column = self._known(name, (*place, word))
        if column is None:
            return None
        if word == Take.SUM:
            self._refuse_unlike(fact, column, place)
        else:
            self._refuse_uncounted(fact, place)
        return Take(word), column.id

    def _refuse_uncounted(self, fact: Fact | None, place: Place) -> None:
        if fact is not None and fact.kind is not Kind.COUNT:
            self._fault(place, f"{fact.id} 不是计数的数据项，不能由行数得出", "请改用 {sum: 列}")

    def _refuse_unlike(self, fact: Fact | None, column: Column, place: Place) -> None:
        if not column.kind.is_number or column.kind is Kind.YEAR:
            self._fault(place, f"列“{column.id}”不是数值，不能求和", "请改用 count 或 {distinct: 列}")
        elif fact is not None and (fact.kind, fact.unit) != (column.kind, column.unit):
            self._fault(place, f"列“{column.id}”与 {fact.id} 的类型或单位不同", "两者的 kind 和 unit 须相同")

    # Tests

    def _test(self, shape: RowTestShape, place: Place) -> RowTest | None:
        column = self._known(shape.column, (*place, "column"))
        given = shape.model_dump(by_alias=True, exclude={"column", "else_"}, exclude_none=True)
        if len(given) != 1:
            remedy = f"可用：{'、'.join(TestWord)}"
            self._fault(place, "每项条件应有一个判断词" if not given else "一项条件只能有一个判断词", remedy)
            return None
        word, data = next(iter(given.items()))
        if column is None:
            return None
        operand = _OPERANDS[TestWord(word)](self, column, data, (*place, word))
        return None if operand is None else RowTest(column.id, TestWord(word), operand, shape.else_)

    def _words(self, column: Column, data: str | list[str], place: Place) -> Operand | None:
        if column.identity or not column.kind.is_word:
            self._fault(
                place, f"is 和 one_of 不能用于列“{column.id}”", "只用于 choice、yes_no 和 text 类的列"
            )
            return None
        given = [data] if isinstance(data, str) else data
        if not given:
            self._fault(place, "one_of 应至少有一个词", "写作 one_of: [一项, 另一项]")
        return tuple(word for item in given if (word := self._word(column, item, place)))

    def _word(self, column: Column, text: str, place: Place) -> str | None:
        word = parse_value(text, column.as_fact)
        if isinstance(word, Problem):
            self._fault(place, word.message, word.remedy)
        return word if isinstance(word, str) else None

    def _filled(self, column: Column, data: bool, place: Place) -> Operand | None:
        return data

    def _amount(self, column: Column, data: str, place: Place) -> Operand | None:
        if not column.kind.is_number:
            self._fault(place, f"at_least 和 at_most 不能用于列“{column.id}”", "只用于数值类的列")
            return None
        amount = parse_number(data, column.as_fact)
        if isinstance(amount, Problem):
            self._fault(place, amount.message, amount.remedy)
            return None
        return Fraction(amount)

    def _moment(self, column: Column, data: str, place: Place) -> Operand | None:
        if column.kind is not Kind.DATE:
            self._fault(place, f"on_or_before 和 on_or_after 不能用于列“{column.id}”", "只用于日期类的列")
            return None
        moment = Moment.parse(data)
        if moment is None:
            remedy = f"可用：{'、'.join(ANCHORS)}，其后可加若干年前，如 T-5y"
            self._fault(place, f"不认识的日期“{data}”", remedy)
        return moment

    def _fault(self, place: Place, message: str, remedy: str) -> None:
        self._file.fault(place, message, remedy)


_OPERANDS: dict[TestWord, Callable[[_RosterReader, Column, Any, Place], Operand | None]] = {
    TestWord.IS: _RosterReader._words,
    TestWord.ONE_OF: _RosterReader._words,
    TestWord.FILLED: _RosterReader._filled,
    TestWord.AT_LEAST: _RosterReader._amount,
    TestWord.AT_MOST: _RosterReader._amount,
    TestWord.ON_OR_BEFORE: _RosterReader._moment,
    TestWord.ON_OR_AFTER: _RosterReader._moment,
}
