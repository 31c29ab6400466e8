"""The sample school made ready for filing, as an assessment and as a workspace."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from app.catalog.facts_file import parse_facts
from app.catalog.plan_file import read_plan
from app.domain.assessment import Assessment
from app.domain.evaluation import evaluate
from app.domain.facts import Answer, Value
from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.services.exports import Judged
from app.storage.workspace import Workspace

NOW = datetime(2026, 11, 27, 16, 20, 41, 123456)
SIGNED: dict[str, Value] = {
    "filing.preparer": "李晓岚",
    "filing.prepared_on": date(2026, 11, 26),
    "filing.reviewer": "郑国平",
    "filing.reviewed_on": date(2026, 11, 27),
    "filing.principal": "沈文清",
    "filing.signed_on": date(2026, 11, 27),
    "filing.date": date(2026, 11, 28),
    "filing.recipient": "渝中区教育委员会",
}


def sample(shipped: Paths, rulebook: Rulebook) -> Assessment:
    assessment = parse_facts((shipped.samples / "示例学校.yaml").read_bytes(), rulebook)
    return replace(assessment, remedies=read_plan(shipped.samples / "整改.yaml", rulebook))


def ready(shipped: Paths, rulebook: Rulebook) -> Assessment:
    """Return the sample signed, and with every unusual figure explained."""
    assessment = sample(shipped, rulebook)
    answers = {
        **assessment.answers,
        **{fact: Answer(value, typed=str(value)) for fact, value in SIGNED.items()},
    }
    signed = replace(assessment, answers=answers)
    checks = evaluate(rulebook, signed, date(2026, 11, 21)).checks
    return replace(signed, explanations={check.id: "本年新增定点培训项目" for check in checks})


def judged(assessment: Assessment, rulebook: Rulebook, paths: Paths) -> Judged:
    day = assessment.date or date(2026, 11, 21)
    return Judged(assessment, evaluate(rulebook, assessment, day), rulebook, paths)


def ready_file(path: Path, shipped: Paths, rulebook: Rulebook) -> Path:
    """Make a closed workspace that is ready for filing."""
    with Workspace.create(path, "李晓岚") as workspace:
        workspace.import_assessment(ready(shipped, rulebook))
    return path
