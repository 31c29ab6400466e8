"""A file of facts (FACTS.yaml) becomes an assessment, or every fault in it (contract 2)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.catalog.shapes import FactsShape
from app.catalog.shaping import fit, near
from app.catalog.yaml_file import Place, YamlFile, compose, read_yaml
from app.domain.assessment import Assessment
from app.domain.facts import Answer, Fact, Value
from app.domain.problem import Problem
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.units import Kind
from app.domain.values import parse_choices, parse_date, parse_value
from app.errors import DataFileError

FORMAT = "dabiao-facts/1"
_LONG_KEYS = ("value", "date", "note")


def read_facts(path: Path, rulebook: Rulebook) -> Assessment:
    """Read a file of facts.

    Raises:
        DataFileError: with every fault of the file, each with its line and remedy.
    """
    return _assessment(read_yaml(path), rulebook)


def parse_facts(raw: bytes, rulebook: Rulebook, name: str = "") -> Assessment:
    """Read facts from bytes; as ``read_facts``."""
    return _assessment(compose(raw, YamlFile(name)), rulebook)


def _assessment(file: YamlFile, rulebook: Rulebook) -> Assessment:
    shape = fit(file, FactsShape)
    assessment = None if shape is None else _FactsReader(file, rulebook).assessment(shape)
    if file.problems or assessment is None:
        problems: list[Problem] = sorted(file.problems, key=_line)
        raise DataFileError(problems)
    return assessment


def _line(problem: Problem) -> int:
    return problem.line


class _FactsReader:
    def __init__(self, file: YamlFile, rulebook: Rulebook) -> None:
        self._file, self._rulebook = file, rulebook

    def assessment(self, shape: FactsShape) -> Assessment | None:
        year = SchoolYear.parse(shape.year)
        if year is None:
            self._file.fault(("year",), f"学年“{shape.year}”应为相连的两年", "例如 2026-2027")
        choices = shape.standards
        added = self._reasons(choices.add if choices else None, "add")
        dropped = self._reasons(choices.drop if choices else None, "drop")
        for both in added.keys() & dropped.keys():
            self._file.fault(("standards", "drop", both), f"{both}既添加又移除", "只保留一处")
        answers = read_answers(shape.facts, ("facts",), self._rulebook.facts, self._file.fault)
        previous = read_answers(shape.previous or {}, ("previous",), self._rulebook.facts, self._file.fault)
        if year is None:
            return None
        return Assessment(year, answers, previous, shape.date, added, dropped)

    def _reasons(self, reasons: Mapping[str, str] | None, word: str) -> dict[str, str]:
        for standard, reason in (reasons or {}).items():
            place: Place = ("standards", word, standard)
            if standard not in self._rulebook.standards:
                remedy = near(standard, self._rulebook.standards) or "编号见 dabiao standards list"
                self._file.fault(place, f"没有标准文件“{standard}”", remedy)
            if not reason.strip():
                self._file.fault(place, f"{standard}未写理由", "添加或移除标准须写明理由")
        return dict(reasons or {})


Fault = Callable[[Place, str, str], None]


def read_answers(
    data: Mapping[str, Any], place: Place, facts: Mapping[str, Fact], fault: Fault
) -> dict[str, Answer]:
    """Read answers by fact id; faults are told to ``fault`` and their facts left out."""
    answers: dict[str, Answer] = {}
    for name, node in data.items():
        fact = facts.get(name)
        if fact is None:
            fault((*place, name), f"没有数据项“{name}”", near(name, facts) or "编号见 dabiao facts")
            continue
        answer = _answer(node, fact)
        if isinstance(answer, Problem):
            fault((*place, name), f"{name}：{answer.message}", answer.remedy)
        else:
            answers[name] = answer
    return answers


def _answer(node: Any, fact: Fact) -> Answer | Problem:
    if isinstance(node, dict):
        return _not_applicable(node, fact) if "not_applicable" in node else _long_form(node, fact)
    value = _value(node, fact)
    return value if isinstance(value, Problem) else Answer(value=value, typed=_typed(node))


def _not_applicable(node: dict[str, Any], fact: Fact) -> Answer | Problem:
    reason = node["not_applicable"]
    if len(node) != 1:
        return Problem("not_applicable 不能与其他内容并列", "只写 {not_applicable: 理由}")
    if not fact.na:
        return Problem(f"{fact.name}不能填“不适用”", "没有的请填 0；不知道的请留空")
    if not isinstance(reason, str) or not reason.strip():
        return Problem(f"{fact.name}填“不适用”须写理由", "写作 {not_applicable: 理由}")
    return Answer(na_reason=reason.strip())


def _long_form(node: dict[str, Any], fact: Fact) -> Answer | Problem:
    unknown = [key for key in node if key not in _LONG_KEYS]
    if unknown and unknown[0][:1].isdigit():
        return Problem(f"“{unknown[0]}”前的逗号把一个数分成了两段", "花括号内带千分位的数字请加引号")
    if unknown or "value" not in node:
        named = f"不认识的键“{unknown[0]}”" if unknown else "缺少 value"
        return Problem(named, f"可用：{'、'.join(_LONG_KEYS)}，或 not_applicable")
    value = _value(node["value"], fact)
    if isinstance(value, Problem):
        return value
    day, note = node.get("date"), node.get("note")
    if day is not None and (not isinstance(day, str) or parse_date(day) is None):
        return Problem(f"日期“{day}”无法识别", "写作 2026-11-21")
    if note is not None and not isinstance(note, str):
        return Problem("note 应为文字", "请写成一行文字")
    parsed = parse_date(day) if isinstance(day, str) else None
    return Answer(value=value, typed=_typed(node["value"]), date=parsed, note=note or "")


def _value(node: Any, fact: Fact) -> Value | Problem | None:
    if node is None:
        return None
    if isinstance(node, str):
        return parse_value(node, fact)
    if isinstance(node, list) and fact.kind is Kind.CHOICES:
        words = [word for word in node if isinstance(word, str)]
        return (
            parse_choices(words, fact) if len(words) == len(node) else Problem(f"{fact.name}的选项应为文字")
        )
    return Problem(f"{fact.name}只能填一个值", "请检查括号和缩进")


def _typed(node: Any) -> str:
    if node is None:
        return ""
    return "、".join(node) if isinstance(node, list) else str(node)
