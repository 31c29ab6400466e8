"""What a report is made of: an evaluation with everything that explains it, looked up by id."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.domain.assessment import Assessment
from app.domain.conclusion import Conclusion, DocumentCount
from app.domain.countings import Counting, Countings
from app.domain.display import fact_text
from app.domain.evaluation import Evaluation
from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer, Fact
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.domain.standard import DatedValue, Indicator, Reach, Standard, Task
from app.domain.terms import Inapplicable, Missing
from app.domain.verdict import StandardResult, Status, Verdict
from app.reports.phrases import short_title

PREVIOUS = "previous."


@dataclass(frozen=True)
class Material:
    """One school's evaluation together with its answers, the rulebook and the conclusion.

    Without a ``seal`` it is a draft; ``evidence`` is what proves it.
    """

    rulebook: Rulebook
    assessment: Assessment
    evaluation: Evaluation
    conclusion: Conclusion
    seal: Seal | None = None
    evidence: tuple[Evidence, ...] = ()

    @cached_property
    def now(self) -> FactSheet:
        """This year's facts."""
        return FactSheet(self.rulebook.facts, self.assessment.judged_answers)

    @cached_property
    def before(self) -> FactSheet:
        """The facts one school year earlier."""
        return FactSheet(self.rulebook.facts, self.assessment.previous)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator by id."""
        return {row.id: row for standard in self.rulebook.standards.values() for row in standard.indicators}

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Every task by the id of its fact."""
        return {task.fact: task for task in self.rulebook.tasks()}

    @cached_property
    def results(self) -> dict[str, StandardResult]:
        """Whether each document applies, by id."""
        return {result.id: result for result in self.evaluation.standards}

    def documents(self) -> Iterator[tuple[Standard, DocumentCount]]:
        """Yield the documents that are listed, in the order of the conclusion."""
        for count in self.conclusion.counts:
            yield self.rulebook.standards[count.standard], count

    def rows(self, standard: str) -> list[Verdict]:
        """Return the indicators of one document."""
        return [verdict for verdict in self.evaluation.of(standard) if not verdict.task]

    def all_rows(self) -> list[Verdict]:
        """Return the indicators of all listed documents, in the order of the conclusion."""
        return [verdict for standard, _ in self.documents() for verdict in self.rows(standard.id)]

    @cached_property
    def _titles(self) -> Counter[str]:
        return Counter(verdict.title for verdict in self.all_rows())

    def title(self, verdict: Verdict) -> str:
        """Return a row's title; one that rows of several documents have bears its document."""
        if self._titles[verdict.title] < 2:
            return verdict.title
        document = self.rulebook.standards[verdict.standard].document
        return f"{verdict.title}（{document.number or short_title(document)}）"

    @cached_property
    def contested(self) -> frozenset[str]:
        """The topics on which documents ask different things: there "strictest" tells something."""
        topics = self.evaluation.contested()
        asked: dict[str, set[str | None]] = {topic: set() for topic in topics}
        for verdict in self.all_rows():
            if verdict.topic in topics:
                asked[verdict.topic].add(verdict.required)
        return frozenset(topic for topic, required in asked.items() if len(required) > 1)

    def task_rows(self, standard: str) -> list[Verdict]:
        """Return the tasks of one document."""
        return [verdict for verdict in self.evaluation.of(standard) if verdict.task]

    def value_in_force(self, verdict: Verdict) -> DatedValue | None:
        """Return the dated value that a row was held against."""
        indicator = self.indicators.get(verdict.indicator)
        return indicator.value_on(self.evaluation.date) if indicator else None

    @cached_property
    def _countings(self) -> Countings:
        before = FactSheet(self.rulebook.facts, self.assessment.previous, prefix=PREVIOUS)
        return Countings(self.rulebook.facts, self.rulebook.blanks, self.now, before)

    def countings(self, verdict: Verdict) -> tuple[Counting, ...]:
        """Return the counting rules of a row that another stands beside."""
        row = self.indicators[verdict.indicator]
        standard = self.rulebook.standards[verdict.standard]
        blank = self.rulebook.blanks.of(standard, row, self.evaluation.date)
        return self._countings.of(verdict, blank)

    def answer(self, fact: str) -> Answer | None:
        """Return what was answered for a fact this year."""
        return self.assessment.judged_answers.get(fact)

    def fact(self, fact: str) -> Fact:
        """Return the definition of a fact; ``previous.`` in front of its id is left aside."""
        return self.rulebook.facts[fact.removeprefix(PREVIOUS)]

    def fact_name(self, fact: str) -> str:
        """Return a fact's name; last year's are marked."""
        return ("上年" if fact.startswith(PREVIOUS) else "") + self.fact(fact).name

    def shown(self, fact: str, sheet: FactSheet | None = None) -> str:
        """Return a fact's value as it is shown, empty when there is none."""
        value = (sheet or self.now).value(fact)
        return "" if isinstance(value, Missing | Inapplicable) else fact_text(self.fact(fact), value)


def counts_apart(verdict: Verdict) -> bool:
    """Whether a row stands outside the verdict tables: a rate of the whole area, or only shown."""
    return verdict.reach is Reach.AREA_RATE or verdict.status is Status.SHOWN
