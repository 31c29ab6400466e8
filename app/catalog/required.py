"""Required values of an indicator: each dated, cited and of the kind that its measure yields."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from app.catalog.shapes import IndicatorShape, ValueShape
from app.catalog.yaml_file import Place, YamlFile
from app.domain.facts import Fact
from app.domain.measures import AllOf, AnswerTo, Measure, Ratio, measure_facts
from app.domain.problem import Problem
from app.domain.standard import Comparison, DatedValue, Force, Scope, SourceState, Style
from app.domain.units import Kind, scales
from app.domain.values import parse_amount

_KINDS = {Style.PERCENT: Kind.SHARE, Style.AREA: Kind.AREA, Style.MONEY: Kind.MONEY}
_HUNDRED = 100


class RequiredReader:
    """Reads ``values:`` of the indicators of one file."""

    def __init__(self, file: YamlFile, facts: Mapping[str, Fact]) -> None:
        self._file, self._facts = file, facts

    def values(self, row: IndicatorShape, measure: Measure | None, place: Place) -> tuple[DatedValue, ...]:
        """Return the dated values in order; faults are recorded in the file."""
        read = [
            self._value(row, measure, value, (*place, "values", index))
            for index, value in enumerate(row.values)
        ]
        if any(later.from_ <= earlier.from_ for earlier, later in pairwise(row.values)):
            self._file.fault((*place, "values"), "values 应按 from 从早到晚排列，日期不能相同")
        return tuple(read)

    def _value(
        self, row: IndicatorShape, measure: Measure | None, shape: ValueShape, place: Place
    ) -> DatedValue:
        if shape.state is not SourceState.RECALLED and not (shape.seen_in or "").strip():
            self._file.fault(place, "缺少出处 seen_in", "state 为 read 或 secondary 时须写明在何处见到")
        if shape.state is SourceState.CONFIRMED:
            self._file.fault((*place, "state"), "规范文件中不能写 confirmed", "confirmed 只由学校确认产生")
        texts = shape.value if isinstance(shape.value, list) else [] if shape.value is None else [shape.value]
        unseen = shape.state is SourceState.RECALLED and not texts
        amounts, words = ((), ()) if unseen else self.content(row, measure, texts, (*place, "value"))
        return DatedValue(
            start=shape.from_,
            state=shape.state,
            text="、".join(texts),
            amounts=amounts,
            words=words,
            seen_in=shape.seen_in or "",
            checked=shape.checked,
        )

    def content(
        self, row: IndicatorShape, measure: Measure | None, texts: list[str], place: Place
    ) -> tuple[tuple[Fraction, ...], tuple[str, ...]]:
        """Return the exact amounts, or the words, that are required; faults are recorded in the file."""
        words = isinstance(measure, AllOf | AnswerTo)
        if measure is None and (row.requirement is None or row.requirement.is_word or row.as_ not in _KINDS):
            return (), ()  # how it is to be read depends on the measure
        if row.requirement is not None and row.requirement.is_word and not words:
            self._file.fault(place, f"{row.requirement} 只能用于 answer", "数值请用 at_least 等")
            return (), ()
        if words:
            self._check_words(row, measure, texts, place)
            return (), tuple(texts)
        if row.requirement is None:
            return (), tuple(texts)
        wanted = 2 if row.requirement is Comparison.BETWEEN else 1
        if len(texts) != wanted:
            judged = row.scope is Scope.SCHOOL and row.force is not Force.REFERENCE
            if texts or (judged and row.requirement is not Comparison.ABOUT):
                self._file.fault(place, f"{row.requirement} 须有 {wanted} 个数值")
            return (), ()
        return self._amounts(row, measure, texts, place), ()

    def _amounts(
        self, row: IndicatorShape, measure: Measure | None, texts: list[str], place: Place
    ) -> tuple[Fraction, ...]:
        units, style = self._units(row, measure), row.as_ or Style.NUMBER
        amounts: list[Fraction] = []
        for text in texts:
            amount = parse_amount(text, units, "要求的数值")
            if isinstance(amount, Problem):
                self._file.fault(place, amount.message, amount.remedy)
            elif style is Style.PERCENT and "%" not in text and "％" not in text:
                self._file.fault(place, f"占比的要求应写百分号（{text}）", f"例如 {text}%")
            else:
                amounts.append(amount / _HUNDRED if style is Style.PER_100 else amount)
        if len(amounts) == 2 and amounts[0] > amounts[1]:
            self._file.fault(place, "between 的两个数应先小后大")
        return tuple(amounts)

    def _units(self, row: IndicatorShape, measure: Measure | None) -> Mapping[str, Fraction]:
        style = row.as_ or Style.NUMBER
        if style in _KINDS:
            return scales(_KINDS[style], "")
        named = [self._facts[fact] for fact in measure_facts(measure)] if measure is not None else []
        if style is Style.NUMBER and named:
            of_numerator = named[0]
            if not isinstance(measure, Ratio) or of_numerator.kind is Kind.COUNT:
                return scales(of_numerator.kind, of_numerator.unit)
        return {}

    def _check_words(
        self, row: IndicatorShape, measure: Measure | None, texts: list[str], place: Place
    ) -> None:
        judged = row.scope is Scope.SCHOOL and row.force is not Force.REFERENCE
        if not isinstance(measure, AnswerTo) or row.requirement is None:
            return
        if not row.requirement.is_word:
            self._file.fault(place, "answer 只能与 is 或 within 相配", "requirement: is")
        if judged and not texts:
            self._file.fault(place, "缺少要求的词", "例如 value: 是")
        fact = self._facts[measure.fact]
        for text in texts:
            if fact.options and text not in fact.options:
                self._file.fault(
                    place, f"{fact.name}没有“{text}”这一选项", f"可选：{'、'.join(fact.options)}"
                )
