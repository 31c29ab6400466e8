"""Names across packs: composites that contain themselves, tasks that another row is to answer."""

from collections.abc import Collection

from app.catalog.shapes import StandardShape
from app.catalog.shaping import near
from app.catalog.yaml_file import YamlFile
from app.domain.judging import is_shown
from app.domain.measures import AllOf, AnswerTo
from app.domain.standard import Indicator, Reach, Standard

Packs = dict[str, tuple[YamlFile, StandardShape]]


def refuse_circles(standards: dict[str, Standard], packs: Packs) -> None:
    """Record composites of ``packs`` that, in the end, contain themselves; ``standards`` are all there are."""
    inside = {
        row.id: row.measure.members if isinstance(row.measure, AllOf) else ()
        for standard in standards.values()
        for row in standard.indicators
    }
    rows_of = {key: tuple(row.id for row in standard.indicators) for key, standard in standards.items()}
    for name, (file, _) in packs.items():
        for index, row in enumerate(standards[name].indicators):
            if row.id in _reached(row.id, inside, rows_of):
                file.fault(("indicators", index), f"{row.id} 的 all_of 包含它自己")


def _reached(start: str, inside: dict[str, tuple[str, ...]], rows_of: dict[str, tuple[str, ...]]) -> set[str]:
    reached: set[str] = set()
    pending = [start]
    while pending:
        name = pending.pop()
        for member in inside.get(name, ()) + rows_of.get(name, ()):
            if member not in reached:
                reached.add(member)
                pending.append(member)
    return reached


def refuse_strange_answers(standards: dict[str, Standard], packs: Packs, members: Collection[str]) -> None:
    """Record tasks of ``packs`` whose ``answered_by`` names something that gives no 是, 部分 or 否."""
    rows = {row.id: row for standard in standards.values() for row in standard.indicators}
    for pack, (file, _) in packs.items():
        for index, task in enumerate(standards[pack].tasks):
            for at, name in enumerate(task.answered_by):
                place = ("tasks", index, "answered_by", at)
                if name not in members:
                    file.fault(place, f"没有指标“{name}”", near(name, rows) or "应为指标编号")
                elif name in standards or (name in rows and not _answers(name, rows, frozenset())):
                    file.fault(place, f"{name} 说不出是、部分还是否，不能代替任务的填报")


def _answers(name: str, rows: dict[str, Indicator], above: frozenset[str]) -> bool:
    """Whether a row tells 是, 部分 or 否: by its word, by its verdict, or as a composite of rows that do.

    A rate of the whole area does not: that the area misses it is no failing of the school's task.
    """
    row = rows.get(name)
    if row is None or name in above:
        return False
    if isinstance(row.measure, AllOf):
        parts = row.measure.members
        within = above | {name}
        return all(_answers(part, rows, within) for part in parts)
    return isinstance(row.measure, AnswerTo) or (row.reach is Reach.EACH_SCHOOL and not is_shown(row))
