"""A frozen year printed again: under its seal, if what is judged now is what was filed."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.canonical import canonical
from app.domain.filing import Evidence, EvidenceLink, Filed, FilingNumber, Occasion, Seal
from app.domain.fingerprint import fingerprint
from app.errors import FilingError
from app.services.exports import Judged
from app.services.filing import data_of, filed_data
from app.storage.workspace import Workspace


def as_filed(workspace: Workspace, judged: Judged) -> Judged:
    """Return a judgement with the seal of the filing that froze its year; as it is where none did.

    The data of the filing are made anew and held to its fingerprint, so that no page ever bears the code of
    other figures.

    Raises:
        FilingError: judged now the result is another than was filed.
    """
    filed = workspace.archive.frozen(judged.assessment.year)
    if filed is None:
        return judged
    data = filed_data(workspace, filed)
    if data["date"] != judged.evaluation.date.isoformat():
        return judged  # asked for another day: a draft, and no filing
    occasion, evidence = _occasion(filed, data), tuple(map(_evidence, data["evidence"]))
    if _made_anew(judged, occasion, evidence, filed) != filed.fingerprint:
        raise FilingError(
            f"{filed.number} 由 {filed.program} 冻结，本程序算出的结果与备案数据不一致，未印出",
            "请使用备案时保存的报告；备案数据未受影响",
        )
    return replace(judged, seal=Seal(occasion, filed.fingerprint), evidence=evidence)


def file_as_filed(path: Path, judged: Judged) -> Judged:
    """Do as ``as_filed`` does with the workspace at ``path``, which is only looked at."""
    with Workspace.open(path, read_only=True) as workspace:
        return as_filed(workspace, judged)


def _made_anew(judged: Judged, occasion: Occasion, evidence: tuple[Evidence, ...], filed: Filed) -> str:
    return fingerprint(canonical(data_of(judged, occasion, evidence) | {"program": filed.program}))


def _occasion(filed: Filed, data: Mapping[str, Any]) -> Occasion:
    school = filed.number.removesuffix(f"-{filed.year.first}-{filed.sequence}")
    return Occasion(
        FilingNumber(school, filed.year, filed.sequence),
        filed.frozen_at,
        reason=filed.reason,
        replaces=filed.replaces,
        answers=data["answers_return"] or "",
    )


def _evidence(item: Mapping[str, Any]) -> Evidence:
    links = tuple(EvidenceLink(link["kind"], link["id"], link["pages"] or "") for link in item["links"])
    return Evidence(item["sha256"], item["name"], item["size"], links, item["included"])
