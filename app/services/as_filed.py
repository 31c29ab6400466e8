"""A frozen year printed again: under its seal, if what is judged now is what was filed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.canonical import canonical
from app.domain.filing import Evidence, EvidenceLink, Filed, FilingNumber, Occasion, Seal
from app.domain.fingerprint import fingerprint
from app.errors import FilingError
from app.reports.layouts import Layout
from app.reports.pdf_reading import page_count
from app.services.exports import Judged
from app.services.filing import PDF, XLSX, data_of, filed_data
from app.services.writing import Output
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


@dataclass(frozen=True, slots=True)
class Reprint:
    """A filing to be written once more: report and sheet are those kept with it, all else bears its seal."""

    workspace: Workspace
    filed: Filed
    judged: Judged

    def written(self, output: Output, layout: Layout = Layout.FULL) -> bytes:
        """Return the content of one kind of file.

        Raises:
            FilingError: it is not kept, and judged now the result is another than was filed.
        """
        archive, name = self.workspace.archive, _KEPT.get(output, "")
        as_kept = layout is Layout.FULL or (output is Output.EXCEL and layout is not Layout.PUBLIC)
        if as_kept and name in dict(archive.filed_files(self.filed.number)):
            return archive.filed_file(self.filed.number, name)
        sealed = as_filed(self.workspace, self.judged)
        if layout is Layout.LETTER:
            sealed = replace(sealed, kept=page_count(archive.filed_file(self.filed.number, PDF)))
        return sealed.written(output, layout)


#: What is kept with a filing, by kind of file.
_KEPT = {Output.PDF: PDF, Output.EXCEL: XLSX}


def printable(workspace: Workspace, judged: Judged) -> Judged | Reprint:
    """Return what is written of a year: as it was filed where it was and for the same day, else a draft."""
    filed = workspace.archive.frozen(judged.assessment.year)
    if filed is None or filed_data(workspace, filed)["date"] != judged.evaluation.date.isoformat():
        return judged
    return Reprint(workspace, filed, judged)


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
