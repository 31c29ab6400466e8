"""Worked examples: the facts beside each standard must lead to the verdicts that it states (design 4)."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from app.catalog.facts_file import read_answers
from app.catalog.yaml_file import Place
from app.domain.assessment import Assessment
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.problem import Problem
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.standard import Example
from app.domain.verdict import Status

#: No honest pack has more; each takes some milliseconds.
MOST_EXAMPLES = 500


class Judged(Protocol):
    """Packs with their worked examples."""

    rulebook: Rulebook
    examples: dict[str, tuple[Example, ...]]
    files: dict[str, str]


def example_problems(content: Judged) -> Iterator[Problem]:
    """Run every worked example and yield each that does not come out as stated."""
    for standard, examples in content.examples.items():
        if len(examples) > MOST_EXAMPLES:
            told = Problem(f"算例超过 {MOST_EXAMPLES} 个，未逐个核对", f"请只保留 {MOST_EXAMPLES} 个以内")
            yield told.at(content.files[standard], examples[MOST_EXAMPLES].line)
            continue
        for example in examples:
            run = _Run(content.rulebook, standard, example)
            for problem in run.problems():
                yield problem.at(content.files[standard], example.line)


class _Run:
    """One example, judged with its document taken as named (its profile need not be given)."""

    def __init__(self, rulebook: Rulebook, standard: str, example: Example) -> None:
        self._rulebook, self._standard, self._example = rulebook, standard, example
        self._problems: list[Problem] = []

    def problems(self) -> list[Problem]:
        assessment = self._assessment()
        if self._problems:
            return self._problems
        evaluation = evaluate(self._rulebook, assessment, self._example.date, frozenset({self._standard}))
        found = {verdict.indicator: verdict for verdict in evaluation.verdicts}
        for indicator, expected in self._example.expect:
            verdict = found.get(indicator)
            self._compare(indicator, expected, verdict.status if verdict else None)
        return self._problems

    def _compare(self, indicator: str, expected: str, status: Status | None) -> None:
        name = self._example.name
        if expected not in tuple(Status):
            self._problems.append(Problem(f"算例“{name}”：不认识的结果“{expected}”", "、".join(Status)))
        elif status is None:
            self._problems.append(Problem(f"算例“{name}”：没有 {indicator} 这一行", "请核对编号和日期"))
        elif status != expected:
            message = f"算例“{name}”：{indicator} 应为 {expected}，判定为 {status}"
            self._problems.append(Problem(message, "请核对数值、数据和日期"))

    def _assessment(self) -> Assessment:
        return Assessment(
            year=SchoolYear.containing(self._example.date),
            answers=self._answers(dict(self._example.facts)),
            previous=self._answers(dict(self._example.previous)),
        )

    def _answers(self, data: Mapping[str, Any]) -> dict[str, Answer]:
        return read_answers(data, (), self._rulebook.facts, self._fault)

    def _fault(self, place: Place, message: str, remedy: str) -> None:
        self._problems.append(Problem(f"算例“{self._example.name}”：{message}", remedy))
