"""A mapping becomes a form: pages, facts and checks, cross-checked against all forms."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from app.catalog.reading import Reader
from app.catalog.shapes import CheckShape, FactShape, FormShape, OtherwiseShape, PageShape
from app.catalog.shaping import fit
from app.catalog.yaml_file import Place, YamlFile
from app.domain.checks import RULE_WORDS
from app.domain.facts import Fact, Otherwise
from app.domain.form import Form, Page
from app.domain.standard import Check, CheckRule
from app.domain.terms import FactTerm, Number, Term, facts_of
from app.domain.units import Kind

_TERMS = {"between": 3, "change_within": 1}


def read_forms(files: Iterable[YamlFile]) -> tuple[Form, ...]:
    """Read all forms together; faults are recorded in their files. Sorted by ``order``."""
    shaped = [(file, shape) for file in files if (shape := fit(file, FormShape)) is not None]
    facts: dict[str, Fact] = {}
    for file, shape in shaped:
        check_name(file, shape.id)
        for place, fact, office in _facts(shape):
            if fact.id in facts:
                file.fault((*place, "id"), f"数据项“{fact.id}”重复定义", "每个数据项只在一张表中出现一次")
            facts[fact.id] = _fact(file, place, fact, office)
    ids: set[str] = set()
    forms = [_FormReader(file, facts, ids).form(shape) for file, shape in shaped]
    _refuse_circles(forms, [file for file, _ in shaped])
    return tuple(sorted(forms, key=lambda form: (form.order, form.id)))


def check_name(file: YamlFile, identity: str) -> None:
    """Record an id that is not the file's name."""
    stem = file.name.rsplit("/", 1)[-1].removesuffix(".yaml")
    if stem != identity:
        file.fault(("id",), f"编号“{identity}”与文件名“{stem}”不同", "编号须与文件名（不含 .yaml）相同")


def _facts(shape: FormShape) -> Iterable[tuple[Place, FactShape, str]]:
    for page_index, page in enumerate(shape.pages):
        for index, fact in enumerate(page.facts):
            yield ("pages", page_index, "facts", index), fact, page.office


def _fact(file: YamlFile, place: Place, shape: FactShape, office: str) -> Fact:
    if (shape.kind is Kind.COUNT) != bool(shape.unit):
        file.fault(place, f"{shape.id}：count 须写 unit，其他类型不写", "例如 unit: 人")
    if (shape.kind in (Kind.CHOICE, Kind.CHOICES)) != bool(shape.choices):
        file.fault(place, f"{shape.id}：choice 和 choices 须写 choices，其他类型不写")
    return Fact(
        id=shape.id,
        name=shape.name,
        kind=shape.kind,
        unit=shape.unit or "",
        when=shape.when,
        counting=shape.counting or "",
        statistics=shape.statistics or "",
        na=bool(shape.na),
        previous=bool(shape.previous),
        choices=tuple(shape.choices or ()),
        office=office,
    )


class _FormReader:
    """Reads one form once the facts of all forms are known."""

    def __init__(self, file: YamlFile, facts: dict[str, Fact], check_ids: set[str]) -> None:
        self._file, self._facts, self._check_ids = file, facts, check_ids
        self._reader = Reader(file, facts)

    def form(self, shape: FormShape) -> Form:
        pages = [self._page(page, ("pages", index)) for index, page in enumerate(shape.pages)]
        return Form(shape.id, shape.title, shape.order, tuple(pages))

    def _page(self, shape: PageShape, place: Place) -> Page:
        facts = [self._fact(fact, (*place, "facts", i)) for i, fact in enumerate(shape.facts)]
        checks = [self._check(check, (*place, "checks", i)) for i, check in enumerate(shape.checks or [])]
        return Page(
            shape.id, shape.title, shape.office, tuple(facts), tuple(check for check in checks if check)
        )

    def _fact(self, shape: FactShape, place: Place) -> Fact:
        fact = self._computed(shape, place)
        read = [self._otherwise(o, (*place, "otherwise", i)) for i, o in enumerate(shape.otherwise or [])]
        if read and not fact.kind.is_number:
            self._file.fault((*place, "otherwise"), f"{fact.id} 不是数值，没有其他口径的结果")
        fact = self._facts[fact.id] = replace(fact, otherwise=tuple(other for other in read if other))
        return fact

    def _otherwise(self, shape: OtherwiseShape, place: Place) -> Otherwise | None:
        term = self._reader.term(shape.term, (*place, "term"))
        return Otherwise(shape.text, term, shape.why) if term else None

    def _computed(self, shape: FactShape, place: Place) -> Fact:
        fact = self._facts[shape.id]
        if shape.computed is None:
            return fact
        term = self._reader.term(shape.computed, (*place, "computed"))
        fact = self._facts[shape.id] = replace(fact, computed=term)
        if not fact.kind.is_number:
            self._file.fault(place, f"{fact.id} 不是数值，不能由其他数据项计算")
        return fact

    def _check(self, shape: CheckShape, place: Place) -> Check | None:
        if shape.id in self._check_ids:
            self._file.fault((*place, "id"), f"校验“{shape.id}”重复定义")
        self._check_ids.add(shape.id)
        rule = self._rule(shape.rule, (*place, "rule"))
        return Check(shape.id, shape.kind, rule, shape.text) if rule else None

    def _rule(self, data: Mapping[str, Any], place: Place) -> CheckRule | None:
        word, inner = next(iter(data.items()), ("", None))
        if len(data) != 1 or word not in RULE_WORDS:
            self._file.fault(place, "rule 应为一个词和它的内容", f"可用：{'、'.join(RULE_WORDS)}")
            return None
        share = Fraction(0)
        if word == "change_within" and isinstance(inner, list) and len(inner) == 2:
            share = self._share(inner[1], (*place, word))
            inner = inner[:1]
        return self._rule_of(word, inner, share, (*place, word))

    def _rule_of(self, word: str, data: Any, share: Fraction, place: Place) -> CheckRule | None:
        if word == "together":
            terms = self._named(data, place)
        else:
            terms = self._reader.terms(data, place, _TERMS.get(word, 2))
        return CheckRule(word, terms, share) if terms else None

    def _named(self, data: Any, place: Place) -> tuple[Term, ...] | None:
        named = data if isinstance(data, list) and len(data) == 2 else []
        facts = [self._reader.known_fact(item, (*place, index)) for index, item in enumerate(named)]
        if not named:
            self._file.fault(place, "together 应为两个数据项的列表")
        return tuple(FactTerm(fact.id) for fact in facts if fact) if facts and all(facts) else None

    def _share(self, data: Any, place: Place) -> Fraction:
        term = self._reader.term(data, place)
        if isinstance(term, Number):
            return term.value
        self._file.fault(place, "change_within 的第二项应为百分数", "写作 change_within: [数据项, 20%]")
        return Fraction(0)


def _refuse_circles(forms: Iterable[Form], files: list[YamlFile]) -> None:
    """Record computed facts that are, in the end, computed from themselves."""
    facts = {fact.id: fact for form in forms for page in form.pages for fact in page.facts}
    for fact in facts.values():
        seen, pending = set[str](), [fact.id]
        while pending:
            computed = facts[pending.pop()].computed
            for part in facts_of(computed) if computed else ():
                if part == fact.id:
                    files[0].fault((), f"数据项“{fact.id}”由它自己计算而来", "请检查 computed")
                    pending.clear()
                    break
                if part not in seen and part in facts:
                    seen.add(part)
                    pending.append(part)
