"""Folders of real packages, made of varied samples, for tests of the district desk."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.facts import Answer, Value
from app.domain.filing import FilingNumber, Occasion
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.units import Kind
from app.exchange.packing import pack, parts_of, write_zip
from app.paths import Paths
from app.reports.filing_data import filing_data
from tests.services.filings import ready

DAY = date(2026, 11, 21)
FROZEN = datetime(2026, 12, 1, 9, 30)
_LARGE = 20


class Schools:
    """Writes packages of one sample whose figures differ from school to school."""

    def __init__(self, shipped: Paths, rulebook: Rulebook) -> None:
        self._rulebook, self._sample = rulebook, ready(shipped, rulebook)
        self._files = {"report.pdf": b"%PDF-1.7 a report", "report.xlsx": b"PK a sheet"}

    def data(
        self,
        number: int,
        sequence: int = 1,
        at: datetime = FROZEN,
        year: int = 2026,
        changes: Mapping[str, Value | None] | None = None,
    ) -> dict[str, Any]:
        """Return the frozen data of a school; schools of different numbers differ in every large figure."""
        assessment = replace(self._varied(number, changes or {}), year=SchoolYear(year))
        evaluation = evaluate(self._rulebook, assessment, DAY)
        former, own = (
            FilingNumber(code_of(number), assessment.year, each) for each in (sequence - 1, sequence)
        )
        again = sequence > 1
        occasion = Occasion(
            own, at, reason="按退回意见更正" if again else "", replaces=str(former) if again else ""
        )
        return filing_data(
            self._rulebook, assessment, evaluation, conclude(evaluation, self._rulebook), occasion
        )

    def write(self, folder: Path, name: str, data: dict[str, Any]) -> Path:
        """Write data as a package."""
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        members = pack(data, self._files)
        with path.open("wb") as file:
            write_zip(file, ((member, parts_of(held), len(held)) for member, held in members.items()))
        return path

    def package(self, folder: Path, number: int, **changes: Any) -> Path:
        """Write the package of a school; ``name`` is its file's."""
        name = changes.pop("name", f"{code_of(number)}-{changes.get('sequence', 1)}.zip")
        return self.write(folder, name, self.data(number, **changes))

    def _varied(self, number: int, changes: Mapping[str, Value | None]) -> Assessment:
        given, chance = dict(self._sample.answers), random.Random(number)
        for fact, answer in self._sample.answers.items():
            given[fact] = _answer(answer, self._rulebook.facts[fact].kind, chance)
        own: dict[str, Value | None] = {
            "school.name": name_of(number),
            "school.code": code_of(number),
            "school.uscc": uscc_of(number),
        }
        given |= {fact: Answer(value) for fact, value in (own | dict(changes)).items()}
        return replace(self._sample, answers=given)


def _answer(answer: Answer, kind: Kind, chance: random.Random) -> Answer:
    value = answer.value
    if kind is Kind.COUNT and isinstance(value, int) and value > _LARGE:
        return Answer(value * chance.randrange(70, 126) // 100)
    if kind in (Kind.AREA, Kind.MONEY) and value is not None:
        return Answer(value * chance.randrange(70, 126) / 100)  # type: ignore[operator,arg-type]
    return answer


def code_of(number: int) -> str:
    return f"31500{number:05d}"


def uscc_of(number: int) -> str:
    return f"12500103{number:09d}T"


def name_of(number: int) -> str:
    return f"示例第{number}职业高级中学"


def school_list(path: Path, numbers: list[int]) -> Path:
    """Write a list of schools as CSV."""
    lines = ["学校名称,学校标识码,类别,联系人"]
    lines += [f"{name_of(number)},{code_of(number)},职业高中,王老师" for number in numbers]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path
