"""The words inside packs and forms become terms, measures and conditions, or faults with their line."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from app.catalog.shaping import near
from app.catalog.yaml_file import Place, YamlFile
from app.domain.conditions import Condition, Relation
from app.domain.facts import Fact
from app.domain.measures import AllOf, AnswerTo, Change, Chosen, Measure, Ratio, ValueOf
from app.domain.problem import Problem
from app.domain.terms import Difference, FactTerm, Number, Sum, Term, Times
from app.domain.units import Kind
from app.domain.values import parse_amount

_SHARE = {"%": Fraction(1, 100)}


class Reader:
    """Reads the free parts of one file; ``facts`` are the facts that may be named, by id."""

    def __init__(self, file: YamlFile, facts: Mapping[str, Fact]) -> None:
        self.file, self.facts = file, facts

    def fault(self, place: Place, message: str, remedy: str = "") -> None:
        """Record a fault at a path."""
        self.file.fault(place, message, remedy)

    def known_fact(self, name: Any, place: Place) -> Fact | None:
        """Return the fact of an id, or record that there is none."""
        if isinstance(name, str) and name in self.facts:
            return self.facts[name]
        self.fault(place, f"没有数据项“{name}”", near(str(name), self.facts) or "数据项编号见 dabiao facts")
        return None

    # Terms

    def term(self, data: Any, place: Place) -> Term | None:
        """Read a term: a fact id, a number, sum, difference or times."""
        if isinstance(data, str):
            return self._leaf(data, place)
        word, inner = self._single(data, place, ("sum", "difference", "times"), "算式")
        match word:
            case "sum":
                parts = self.terms(inner, (*place, word))
                return Sum(parts) if parts else None
            case "difference":
                parts = self.terms(inner, (*place, word), 2)
                return Difference(*parts) if parts else None
            case "times":
                return self._times(inner, (*place, word))
        return None

    def _leaf(self, text: str, place: Place) -> Term | None:
        if text[:1].isdigit():
            number = parse_amount(text, _SHARE, "算式中的数")
            if isinstance(number, Fraction):
                return Number(number)
            self.fault(place, number.message, number.remedy)
            return None
        fact = self.known_fact(text, place)
        if fact is not None and not fact.kind.is_number:
            self.fault(place, f"{fact.name}（{fact.id}）不是数值，不能参与计算")
            return None
        return FactTerm(fact.id) if fact else None

    def terms(self, data: Any, place: Place, count: int = 0) -> tuple[Term, ...] | None:
        """Read a list of terms, exactly ``count`` of them unless that is 0."""
        if not isinstance(data, list) or not data or (count and len(data) != count):
            self.fault(place, f"应为{count or '若干'}项的列表", "写作 [一项, 另一项]")
            return None
        terms = [self.term(item, (*place, index)) for index, item in enumerate(data)]
        read = tuple(term for term in terms if term is not None)
        return read if len(read) == len(terms) else None

    def _times(self, data: Any, place: Place) -> Term | None:
        terms = self.terms(data, place, 2)
        if terms is None:
            return None
        if not isinstance(terms[0], Number):
            self.fault(place, "times 的第一项应为数字", "写作 times: [2, 数据项]")
            return None
        return Times(terms[0].value, terms[1])

    # Measures

    def measure(self, data: Any, place: Place, members: Mapping[str, Any]) -> Measure | None:
        """Read a measure; ``members`` are the indicator and pack ids that ``all_of`` may name."""
        words = ("value", "ratio", "change", "chosen", "answer", "all_of")
        word, inner = self._single(data, place, words, "measure")
        if word is None:
            return None
        within = (*place, word)
        if word == "all_of":
            return self._all_of(inner, within, members)
        if word == "change":
            of = self.measure(inner, within, members)
            if of is not None and not isinstance(of, ValueOf | Ratio):
                self.fault(within, "change 只能用于 value 或 ratio")
            return Change(of) if isinstance(of, ValueOf | Ratio) else None
        return _MEASURES[word](self, inner, within)

    def _value(self, data: Any, place: Place) -> Measure | None:
        term = self.term(data, place)
        return ValueOf(term) if term else None

    def _ratio(self, data: Any, place: Place) -> Measure | None:
        terms = self.terms(data, place, 2)
        return Ratio(*terms) if terms else None

    def _chosen(self, data: Any, place: Place) -> Measure | None:
        fact = self.known_fact(data, place)
        if fact is not None and fact.kind is not Kind.CHOICES:
            self.fault(place, f"chosen 只能用于多选的数据项，{fact.id} 不是")
            return None
        return Chosen(fact.id) if fact else None

    def _answer(self, data: Any, place: Place) -> Measure | None:
        fact = self.known_fact(data, place)
        if fact is not None and not (fact.kind.is_word or fact.kind is Kind.CHOICES):
            self.fault(place, f"answer 只能用于文字类数据项，{fact.id} 是数值", "数值请用 value")
            return None
        return AnswerTo(fact.id) if fact else None

    def _all_of(self, data: Any, place: Place, members: Mapping[str, Any]) -> Measure | None:
        if not isinstance(data, list) or not data:
            self.fault(place, "all_of 应为指标或文件编号的列表")
            return None
        unknown = [item for item in data if item not in members]
        for item in unknown:
            remedy = near(str(item), members) or "应为指标编号或文件编号"
            self.fault((*place, data.index(item)), f"没有指标或文件“{item}”", remedy)
        return None if unknown else AllOf(tuple(data))

    # Conditions

    def conditions(self, data: Mapping[str, Any] | None, place: Place) -> tuple[Condition, ...]:
        """Read conditions; faulty lines are recorded and left out."""
        read = [self._condition(fact, test, (*place, fact)) for fact, test in (data or {}).items()]
        return tuple(condition for condition in read if condition is not None)

    def _condition(self, name: str, test: Any, place: Place) -> Condition | None:
        fact = self.known_fact(name, place)
        if fact is None:
            return None
        if isinstance(test, str | list):
            return self._any_of(fact, [test] if isinstance(test, str) else test, place)
        word, inner = self._single(test, place, tuple(Relation), "条件")
        if word is None:
            return None
        if word == Relation.ANY_OF:
            return self._any_of(fact, inner if isinstance(inner, list) else [inner], (*place, word))
        number = parse_amount(str(inner), {}, "条件中的数")
        if isinstance(number, Problem) or not fact.kind.is_number:
            self.fault(place, f"{word} 只能用于数值，并写一个数字")
            return None
        return Condition(fact.id, Relation(word), number=number)

    def _any_of(self, fact: Fact, words: list[Any], place: Place) -> Condition | None:
        strange = [word for word in words if not isinstance(word, str)]
        if fact.kind.is_number or strange or not words:
            self.fault(place, f"{fact.name}的条件应为一个或几个词", "数值请用 at_least 或 before")
            return None
        for word in words:
            if fact.options and word not in fact.options:
                self.fault(place, f"{fact.name}没有“{word}”这一选项", f"可选：{'、'.join(fact.options)}")
        return Condition(fact.id, Relation.ANY_OF, words=tuple(words))

    # Helpers

    def _single(self, data: Any, place: Place, words: tuple[str, ...], what: str) -> tuple[str | None, Any]:
        """Return the only key of a mapping and what it holds, or record a fault."""
        if not isinstance(data, dict) or len(data) != 1:
            self.fault(place, f"{what}应为一个词和它的内容", f"可用：{'、'.join(words)}")
            return None, None
        word, inner = next(iter(data.items()))
        if word not in words:
            self.fault(
                (*place, word), f"{what}不认识“{word}”", near(word, words) or f"可用：{'、'.join(words)}"
            )
            return None, None
        return str(word), inner


_MEASURES: dict[str, Callable[[Reader, Any, Place], Measure | None]] = {
    "value": Reader._value,
    "ratio": Reader._ratio,
    "chosen": Reader._chosen,
    "answer": Reader._answer,
}
