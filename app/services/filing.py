"""Filing: an assessment is looked over, frozen with everything that judged it, and written as a package."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from app import __version__
from app.domain.canonical import canonical
from app.domain.conclusion import conclude
from app.domain.editions import still_to_keep
from app.domain.filing import Evidence, Filed, FilingNumber, Occasion, Seal, school_code
from app.domain.fingerprint import fingerprint
from app.domain.readiness import Obstacle, obstacles
from app.domain.receipt import Receipt, Ruling, latest
from app.errors import FilingError
from app.exchange.layout import evidence_member
from app.exchange.packing import pack, parts_of, write_zip
from app.exchange.reading import Package, read_package
from app.exchange.receipts import parse_receipt
from app.services.exports import Judged
from app.services.writing import Step, no_step, write_checked
from app.storage.workspace import Workspace

PDF, XLSX = "report.pdf", "report.xlsx"
Content = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing as it is made: its seal, its data, and the files that are made of them."""

    seal: Seal
    data: Mapping[str, Any]
    files: Mapping[str, bytes]
    evidence: tuple[Evidence, ...]


def hindrances(judged: Judged) -> tuple[Obstacle, ...]:
    """Return what keeps an assessment from being filed."""
    return obstacles(judged.assessment, judged.evaluation, judged.rulebook.facts)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A filing that is made and only has to be kept, with the answers and verdicts that it was made of."""

    judged: Judged
    filed: Filed
    filing: Filing


def make_filing(
    judged: Judged, occasion: Occasion, evidence: Sequence[Evidence] = (), step: Step = no_step
) -> Filing:
    """Return a filing with its fingerprint and its files; nothing is stored.

    ``step`` is told how many of them are made; what it raises ends the work.

    Raises:
        FilingError: something is to be mended first; all of it is named.
    """
    found = hindrances(judged)
    if found:
        raise FilingError("尚不能备案：" + "；".join(item.text for item in found), "请逐项处理后再备案")
    data = data_of(judged, occasion, evidence)
    seal = Seal(occasion, fingerprint(canonical(data)))
    sealed = replace(judged, seal=seal, evidence=tuple(evidence))
    files: dict[str, bytes] = {}
    for name, make in _MAKERS.items():
        step(len(files), len(_MAKERS))
        files[name] = make(sealed)
    step(len(files), len(_MAKERS))
    return Filing(seal, data, files, tuple(evidence))


#: How each file of a filing is made.
_MAKERS: Mapping[str, Callable[[Judged], bytes]] = {PDF: Judged.pdf, XLSX: Judged.workbook}


def data_of(judged: Judged, occasion: Occasion, evidence: Sequence[Evidence]) -> dict[str, Any]:
    """Return the data of a filing: what its fingerprint is computed from."""
    from app.reports.filing_data import filing_data

    conclusion = conclude(judged.evaluation, judged.rulebook)
    return filing_data(judged.rulebook, judged.assessment, judged.evaluation, conclusion, occasion, evidence)


def next_occasion(workspace: Workspace, judged: Judged, at: datetime) -> Occasion:
    """Return number, reason and forerunner of the next filing of a year.

    Raises:
        FilingError: the year is frozen already.
    """
    year = judged.assessment.year
    earlier = workspace.archive.filings(year)
    last = earlier[-1] if earlier else None
    if last is not None and not last.reopened:
        raise FilingError(f"{year} 学年已备案（{last.number}）", "需要更正的，请先写明原因重新打开")
    number = FilingNumber(school_code(judged.assessment), year, last.sequence + 1 if last else 1)
    if last is None:
        return Occasion(number, at)
    answered = last.fingerprint if is_returned(workspace, last) else ""
    return Occasion(number, at, reason=last.reopened, replaces=last.number, answers=answered)


def freeze(
    workspace: Workspace, judged: Judged, at: datetime, included: Iterable[str] | None = None
) -> Filed:
    """Make a filing of a year and keep it for good; ``included`` names the evidence that goes along (all).

    The judgement date is fixed with it.

    Raises:
        FilingError: something is to be mended first, or the year is frozen.
        StorageError: nothing was changed.
    """
    return keep_filing(workspace, prepare(workspace, judged, at, included))


def prepare(
    workspace: Workspace,
    judged: Judged,
    at: datetime,
    included: Iterable[str] | None = None,
    step: Step = no_step,
) -> Prepared:
    """Make the filing of a year, and keep nothing yet; as ``freeze``."""
    year = judged.assessment.year
    occasion = next_occasion(workspace, judged, at)
    chosen = None if included is None else set(included)
    evidence = [
        replace(item, included=chosen is None or item.sha256 in chosen)
        for item in workspace.archive.evidence(year)
    ]
    filing = make_filing(judged, occasion, evidence, step)
    filed = Filed(
        number=str(occasion.number),
        year=year,
        sequence=occasion.number.sequence,
        fingerprint=filing.seal.fingerprint,
        frozen_at=at.replace(microsecond=0, tzinfo=None),
        frozen_by=workspace.who,
        program=f"dabiao {__version__}",
        reason=occasion.reason,
        replaces=occasion.replaces,
    )
    return Prepared(judged, filed, filing)


def keep_filing(workspace: Workspace, prepared: Prepared) -> Filed:
    """Keep a filing for good; from now on its year is frozen.

    Raises:
        FilingError: the year was frozen meanwhile.
        StorageError: nothing was changed.
    """
    judged, filed, filing = prepared.judged, prepared.filed, prepared.filing
    year = filed.year
    kept = workspace.kept(year)
    keeping = still_to_keep(judged.rulebook, judged.evaluation, judged.assessment, kept)
    if keeping:
        workspace.keep(year, keeping)
    workspace.set_date(year, judged.evaluation.date)
    workspace.archive.freeze(filed, canonical(filing.data), filing.files)
    return filed


def write_package(workspace: Workspace, filed: Filed, place: Path, step: Step = no_step) -> Package:
    """Write the package of a frozen filing: beside its place, read back, verified, then moved in.

    ``step`` is told how many members are written; what it raises ends the work.

    Raises:
        ExportError: what stood in the place is unchanged.
        EvidenceMissingError: a piece of evidence is not in this file.
    """
    archive = workspace.archive
    files = {name: archive.filed_file(filed.number, name) for name, _ in archive.filed_files(filed.number)}
    data = filed_data(workspace, filed)
    return _write(place, data, files, _included(data), archive.content, step)


def write_unkept(filing: Filing, place: Path, content: Content) -> Package:
    """Write the package of a filing that no workspace keeps; as ``write_package``."""
    return _write(place, filing.data, filing.files, filing.evidence, content)


def filed_data(workspace: Workspace, filed: Filed) -> dict[str, Any]:
    """Return the frozen data of a filing."""
    import json

    data: dict[str, Any] = json.loads(workspace.archive.filed_data(filed.number))
    return data


def package_size(workspace: Workspace, filed: Filed) -> int:
    """Return how large the package of a filing will be, in bytes, but for what the zip itself adds."""
    files = sum(size for _, size in workspace.archive.filed_files(filed.number))
    data = workspace.archive.filed_data(filed.number)
    return files + len(data) + sum(item.size for item in _included(filed_data(workspace, filed)))


def _included(data: Mapping[str, Any]) -> list[Evidence]:
    return [
        Evidence(item["sha256"], item["name"], item["size"]) for item in data["evidence"] if item["included"]
    ]


def _write(
    place: Path,
    data: Mapping[str, Any],
    files: Mapping[str, bytes],
    evidence: Sequence[Evidence],
    content: Content,
    step: Step = no_step,
) -> Package:
    proofs = {evidence_member(item.sha256, item.name): item.sha256 for item in evidence if item.included}
    contents = {name: content(sha256) for name, sha256 in proofs.items()}
    members = pack(data, {**files, **contents})

    def fill(draft: IO[bytes]) -> None:
        write_zip(draft, _parts(members, step))

    found: list[Package] = []

    def check(draft: Path) -> None:
        found.append(read_package(draft))
        step(len(members), len(members))

    write_checked(place, fill, check)
    return replace(found[0], path=place)


def _parts(members: Mapping[str, bytes], step: Step) -> Iterator[tuple[str, Iterable[bytes], int]]:
    for number, (name, content) in enumerate(members.items()):
        step(number, len(members))
        yield name, parts_of(content), len(content)


def open_receipt(workspace: Workspace, path: Path, content: str) -> tuple[Filed, Receipt]:
    """Keep a receipt of the authority beside the filing that it answers.

    Raises:
        PackageError: it is no sound receipt.
        FilingError: it answers none of this school's filings.
    """
    receipt = parse_receipt(path, content.encode())
    for filed in workspace.archive.filings():
        if (filed.number, filed.fingerprint) == (receipt.number, receipt.fingerprint):
            workspace.archive.add_receipt(filed, content)
            return filed, receipt
    raise FilingError(
        f"回执针对的备案 {receipt.number}（{receipt.school}）不在此文件中",
        "请核对是否为本校的回执，并打开对应的文件",
    )


def receipts_of(workspace: Workspace, filed: Filed) -> tuple[Receipt, ...]:
    """Return the receipts of a filing, the first that was opened first."""
    texts = workspace.archive.receipts(filed.number)
    return tuple(parse_receipt(workspace.path, text.encode()) for text in texts)


def returned_remarks(workspace: Workspace, filed: Filed) -> dict[str, str]:
    """Return what is to be mended by row, if the authority's last word on a filing was to return it."""
    if not is_returned(workspace, filed):
        return {}
    last = latest(receipts_of(workspace, filed))
    return {
        remark.row: f"退回意见（{last.authority}，{last.date}）：{remark.text}" for remark in last.remarks
    }


def is_returned(workspace: Workspace, filed: Filed) -> bool:
    """Whether the authority's last word on a filing was to return it."""
    receipts = receipts_of(workspace, filed)
    return bool(receipts) and latest(receipts).ruling is Ruling.RETURNED
