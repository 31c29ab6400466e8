"""A mapping becomes a standard: its document, indicators and tasks, each checked for sense and citation."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.catalog.hashing import indicator_hash, task_hash
from app.catalog.reading import Reader
from app.catalog.required import RequiredReader
from app.catalog.shapes import (
    DeadlineShape,
    IndicatorShape,
    StandardShape,
    TaskShape,
    WiderShape,
)
from app.catalog.yaml_file import Place, YamlFile
from app.domain.canonical import digest
from app.domain.facts import Fact
from app.domain.measures import AllOf, AnswerTo, Measure, measure_terms
from app.domain.standard import (
    Deadline,
    Document,
    Example,
    Exclusion,
    Force,
    Indicator,
    Reach,
    Scope,
    Standard,
    Style,
    Task,
    Way,
    Wider,
)
from app.domain.terms import facts_of
from app.domain.units import Kind


def task_id(standard: str, no: str) -> str:
    """Return the id of the fact that answers a task."""
    return f"task.{standard}.{no}"


def tasks_of(shape: StandardShape) -> Iterable[tuple[str, TaskShape]]:
    """Yield each task of a pack with the id of its fact."""
    return [(task_id(shape.id, task.no), task) for task in shape.tasks or []]


class StandardReader:
    """Reads one pack; ``facts`` and ``members`` are what its rows may name, over all forms and packs."""

    def __init__(self, file: YamlFile, facts: Mapping[str, Fact], members: Mapping[str, Any]) -> None:
        self._file, self._facts, self._members = file, facts, members
        self._reader = Reader(file, facts)
        self._required = RequiredReader(file, facts)

    def standard(self, shape: StandardShape) -> Standard:
        """Return the pack as a domain value; faults are recorded in the file."""
        self._check_head(shape)
        raw = self._file.data
        assert isinstance(raw, dict)
        rows = [self._indicator(row, index) for index, row in enumerate(shape.indicators or [])]
        return Standard(
            id=shape.id,
            edition=shape.edition,
            document=self._document(shape),
            complete=shape.complete,
            lacking=shape.lacking or "",
            applies_to=self._reader.conditions(shape.applies_to, ("applies_to",)),
            excludes=self._excludes(shape),
            indicators=tuple(row for row in rows if row is not None),
            tasks=tuple(self._task(shape.id, task, index) for index, task in enumerate(shape.tasks or [])),
            hash=digest(raw),
        )

    def _check_head(self, shape: StandardShape) -> None:
        stem = self._file.name.rsplit("/", 1)[-1].removesuffix(".yaml")
        if stem != shape.id:
            self._file.fault(
                ("id",), f"编号“{shape.id}”与文件名“{stem}”不同", "编号须与文件名（不含 .yaml）相同"
            )
        if not shape.complete and not shape.lacking:
            self._file.fault(("complete",), "complete 为 no 时须写 lacking", "请写明原文缺少哪些内容")
        document = shape.document
        if document.to is not None and document.to < document.from_:
            self._file.fault(("document", "to"), "document.to 早于 document.from", "请核对日期")

    def _document(self, shape: StandardShape) -> Document:
        document = shape.document
        return Document(
            title=document.title,
            number=document.number or "",
            issuer=document.issuer,
            issued=document.issued,
            start=document.from_,
            end=document.to,
            period_end=document.period_end,
            superseded_by=document.superseded_by or "",
        )

    def _excludes(self, shape: StandardShape) -> tuple[Exclusion, ...]:
        return tuple(
            Exclusion(
                when=self._reader.conditions(item.when, ("excludes", index, "when")),
                clause=item.clause or "",
                text=item.text,
            )
            for index, item in enumerate(shape.excludes or [])
        )

    def _task(self, standard: str, shape: TaskShape, index: int) -> Task:
        place: Place = ("tasks", index)
        return Task(
            no=shape.no,
            fact=task_id(standard, shape.no),
            text=shape.text,
            clause=shape.clause,
            lead=shape.lead or "",
            responsible=tuple(shape.responsible),
            scope=shape.scope,
            force=Force(shape.force),
            applies=self._reader.conditions(shape.applies, (*place, "applies")),
            answered_by=tuple(shape.answered_by),
            hash=task_hash(_raw(self._file, place)),
        )

    def _indicator(self, shape: IndicatorShape, index: int) -> Indicator | None:
        place: Place = ("indicators", index)
        measure = self._reader.measure(shape.measure, (*place, "measure"), self._members)
        if measure is None:
            self._check_without_measure(shape, place)
            return None
        style = shape.as_ or Style.NUMBER
        row = Indicator(
            id=shape.id,
            title=shape.title,
            clause=shape.clause,
            measure=measure,
            requirement=shape.requirement,
            style=style,
            values=self._required.values(shape, measure, place),
            scope=shape.scope,
            force=shape.force,
            reach=shape.reach,
            topic=shape.topic or "",
            subset=bool(shape.subset),
            wider=self._wider(shape.wider, place),
            applies=self._reader.conditions(shape.applies, (*place, "applies")),
            deadline=_deadline(shape.deadline),
            when_zero=self._when_zero(shape.when_zero, place),
            ways=None if shape.ways is None else tuple(shape.ways),
            advice=shape.advice or "",
            note=shape.note or "",
            at_exactly=shape.at_exactly or "",
            hash=indicator_hash(_raw(self._file, place)),
        )
        self._check_sense(row, place)
        return row

    def _check_without_measure(self, shape: IndicatorShape, place: Place) -> None:
        """Tell what else is wrong with an indicator whose measure could not be read."""
        self._required.values(shape, None, place)
        self._wider(shape.wider, place)
        self._reader.conditions(shape.applies, (*place, "applies"))
        self._when_zero(shape.when_zero, place)

    def _wider(self, shape: WiderShape | None, place: Place) -> Wider | None:
        if shape is None:
            return None
        measure = self._reader.measure(shape.measure, (*place, "wider", "measure"), {})
        return Wider(measure, shape.why) if measure else None

    def _when_zero(self, data: Any, place: Place) -> str:
        """Return the reason of ``not_applicable``; empty for ``unjudgeable``."""
        if data in (None, "unjudgeable"):
            return ""
        reason = data.get("not_applicable") if isinstance(data, dict) and len(data) == 1 else None
        if not isinstance(reason, str):
            self._file.fault(
                (*place, "when_zero"), "when_zero 的写法不对", "写 unjudgeable 或 {not_applicable: 理由}"
            )
            return ""
        return reason

    def _check_sense(self, row: Indicator, place: Place) -> None:
        if (
            row.scope is Scope.SCHOOL
            and row.force is not Force.REFERENCE
            and not isinstance(row.measure, AllOf)
        ):
            self._check_judgeable(row, place)
        if row.reach is Reach.AREA_RATE and row.force is Force.BINDING:
            self._file.fault((*place, "reach"), "区域口径的指标不能是约束性的", "force 应为 expected")
        self._check_kinds(row.measure, row, place)
        if row.subset and row.style is not Style.PERCENT:
            self._file.fault((*place, "subset"), "subset 只用于占比（as: percent）")
        for way in row.ways or ():
            self._check_way(way, row, place)

    def _check_judgeable(self, row: Indicator, place: Place) -> None:
        if row.requirement is None:
            self._file.fault(place, f"{row.id} 缺少 requirement", "本校应达到的指标须写明要求")
        if not row.values:
            self._file.fault(place, f"{row.id} 缺少 values", "请写明要求的数值、起始日期和出处")

    def _check_kinds(self, measure: Measure, row: Indicator, place: Place) -> None:
        """Refuse an amount of land written as money, and the like."""
        wanted = {Style.AREA: Kind.AREA, Style.MONEY: Kind.MONEY}.get(row.style)
        terms = measure_terms(measure)
        if isinstance(measure, AllOf | AnswerTo) or not terms:
            return
        kinds = [[self._facts[fact].kind for fact in facts_of(term)] for term in terms]
        top = set(kinds[0])
        if wanted is not None and top - {wanted}:
            self._file.fault((*place, "as"), f"as: {row.style} 与数据项的类型不符", "请核对 as 或 measure")
        if len(terms) == 1 and wanted is None and top & {Kind.AREA, Kind.MONEY}:
            self._file.fault((*place, "as"), "面积用 as: area，金额用 as: money")
        for mixed in kinds:
            if len(set(mixed)) > 1:
                self._file.fault((*place, "measure"), "不同类型的数据项不能相加减", "请核对单位")
        if row.style is Style.PERCENT and len(terms) == 2 and top != set(kinds[1]):
            self._file.fault((*place, "measure"), "占比的分子与分母类型不同", "请核对单位")

    def _check_way(self, way: Way, row: Indicator, place: Place) -> None:
        subset_ways = (Way.CONVERT, Way.ADD_BOTH)
        if (way in subset_ways and not row.subset) or (way is Way.RAISE and row.subset):
            self._file.fault(
                (*place, "ways"), f"ways 的 {way} 与 subset 不符", "subset: yes 用 convert、add_both"
            )
        floor_ways = (Way.CONVERT, Way.RAISE, Way.ADD_BOTH, Way.LOWER_DENOMINATOR)
        one_sided = row.requirement is not None and (row.requirement.is_floor or row.requirement.is_ceiling)
        if one_sided and row.requirement is not None and (way in floor_ways) is row.requirement.is_ceiling:
            self._file.fault((*place, "ways"), f"ways 的 {way} 与要求的方向不符")


def _deadline(shape: DeadlineShape | None) -> Deadline | None:
    return None if shape is None else Deadline(shape.date, shape.basis == "inferred", shape.note or "")


def _raw(file: YamlFile, place: Place) -> dict[str, Any]:
    data: Any = file.data
    for part in place:
        data = data[part]
    assert isinstance(data, dict)
    return data


def read_examples(shape: StandardShape, file: YamlFile) -> tuple[Example, ...]:
    """Return a pack's worked examples with their lines; their facts stay as the file has them."""
    return tuple(
        Example(
            name=example.name,
            date=example.date,
            facts=tuple((example.facts or {}).items()),
            previous=tuple((example.previous or {}).items()),
            expect=tuple(example.expect.items()),
            line=file.line_of(("examples", index)),
        )
        for index, example in enumerate(shape.examples or [])
    )
