"""How long it takes to judge one school, and a thousand whose figures all differ.

python -m bench.judging
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from app.catalog.facts_file import read_facts
from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer
from app.domain.measures import AllOf, evaluate_measure
from app.domain.verdict import Status
from app.reports.verdicts_json import verdicts_json
from bench import Sample, load_sample, show, timed

SCHOOLS = 1_000


def main() -> None:
    sample = load_sample()
    evaluation = evaluate(sample.rulebook, sample.assessment, sample.date)
    print(f"Judging: {len(sample.assessment.answers)} answers, {len(evaluation.verdicts)} rows and tasks")
    one(sample)
    many(sample)


def one(sample: Sample) -> None:
    rulebook, assessment, day = sample.rulebook, sample.assessment, sample.date
    evaluation = evaluate(rulebook, assessment, day)
    bare = timed("the measures alone, exact", lambda: measures(sample, assessment))
    shown = [
        bare,
        timed("judge one school", lambda: evaluate(rulebook, assessment, day), bare),
        timed("… and conclude", lambda: conclude(evaluate(rulebook, assessment, day), rulebook), bare),
        timed("write it as JSON", lambda: verdicts_json(evaluation), bare),
        timed(
            "read its FACTS.yaml", lambda: read_facts(sample.paths.samples / "示例学校.yaml", rulebook), bare
        ),
    ]
    show("One school", shown)


def many(sample: Sample) -> None:
    schools = list(varied(sample.assessment, SCHOOLS))
    outcomes: set[tuple[Status, ...]] = set()

    def judge() -> None:
        for school in schools:
            evaluation = evaluate(sample.rulebook, school, sample.date)
            outcomes.add(tuple(verdict.status for verdict in evaluation.verdicts))

    def measure() -> None:
        for school in schools:
            measures(sample, school)

    bare = timed("the measures alone, exact", measure, repeats=3)
    judged = timed(f"judge {SCHOOLS:,} schools", judge, bare, repeats=3, warm=False)
    show(f"{SCHOOLS:,} schools, one after the other in one process", [bare, judged])
    print(f"  {len(outcomes):,} different outcomes among {SCHOOLS:,} schools")


def measures(sample: Sample, assessment: Assessment) -> None:
    """Compute every measure and nothing else: what judging cannot do without."""
    now = FactSheet(sample.rulebook.facts, assessment.answers)
    before = FactSheet(sample.rulebook.facts, assessment.previous)
    for standard in sample.rulebook.standards.values():
        for row in standard.indicators:
            if not isinstance(row.measure, AllOf):
                evaluate_measure(row.measure, now, before)


def varied(assessment: Assessment, number: int) -> Iterator[Assessment]:
    """Yield schools like the one given, every figure between half and one and a half times as large."""
    chance = random.Random(number)
    for _ in range(number):
        yield replace(
            assessment, answers={key: vary(answer, chance) for key, answer in assessment.answers.items()}
        )


def vary(answer: Answer, chance: random.Random) -> Answer:
    share = Fraction(chance.randrange(50, 151), 100)
    if isinstance(answer.value, int) and answer.value < 1800:
        return replace(answer, value=int(answer.value * share))
    if isinstance(answer.value, Fraction):
        return replace(answer, value=answer.value * share)
    return answer


if __name__ == "__main__":
    main()
