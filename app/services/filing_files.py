"""Filing from files on the disk: a workspace or facts become a package, a receipt goes into a workspace."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.domain.evaluation import evaluate
from app.domain.filing import Filed, FilingNumber, Occasion, school_code
from app.domain.fingerprint import grouped
from app.domain.readiness import signed_ahead
from app.domain.receipt import Receipt
from app.domain.rulebook import Rulebook
from app.errors import ExportError, FilingError, StorageError
from app.exchange.reading import Package
from app.exchange.receipts import read_receipt_text
from app.paths import Paths
from app.services.deliveries import Deliveries
from app.services.editions import Input, kept_input
from app.services.exports import Judged
from app.services.filing import (
    freeze,
    hindrances,
    make_filing,
    open_receipt,
    write_package,
    write_unkept,
)
from app.services.inputs import EmptyWorkspaceError, is_workspace, judgement_date, load_input
from app.services.library import typist
from app.services.own_faces import kept_faces
from app.services.receipts import receipt_sentences
from app.services.writing import ensure_place
from app.storage.workspace import Workspace


def file_input(
    path: Path, rulebook: Rulebook, paths: Paths, output: Path | None, at: datetime
) -> Iterator[str]:
    """File the school in a file and write its package; without ``output`` only say what is to be mended.

    A year that is frozen already gives the package of its filing once more. The fonts are those of the settings.

    Raises:
        FilingError: something is to be mended first, and nothing was written.
    """
    if not is_workspace(path):
        yield from _file_facts(path, rulebook, paths, output, at)
        return
    with _opened(path, paths, only_look=output is None) as workspace:
        year = workspace.years()[-1]
        filed = workspace.archive.frozen(year)
        if output is None:
            yield from _report(filed, _judged(workspace, rulebook, paths), at)
            return
        if filed is None:
            ensure_place(output)
            filed = freeze(workspace, _judged(workspace, rulebook, paths), at)
        package = _written(workspace, filed, output)
        yield f"已备案 {filed.number}　指纹 {grouped(package.fingerprint)}"
        yield f"已写出 {output}"
        yield from _remembered(Deliveries(paths.data), filed, output, at)


def _written(workspace: Workspace, filed: Filed, output: Path) -> Package:
    """Write the package of a filing that is kept by now, whatever becomes of the package."""
    try:
        return write_package(workspace, filed, output)
    except ExportError as error:
        raise FilingError(
            f"已备案 {filed.number}，备案包未写出（{error.path}：{error.reason}）",
            "请处理后再执行一次，写出的是同一份备案",
        ) from error


def _remembered(deliveries: Deliveries, filed: Filed, output: Path, at: datetime) -> Iterator[str]:
    """Keep where the package stands; that this cannot be done is told, and the package is written all the same."""
    try:
        deliveries.remember(filed, output, at)
    except StorageError as error:
        yield f"写出的位置未能记住：{error}"


def _file_facts(
    path: Path, rulebook: Rulebook, paths: Paths, output: Path | None, at: datetime
) -> Iterator[str]:
    """File a file of facts: nothing is kept, so it is always the first filing of its year."""
    given = load_input(path, rulebook)
    assessment = given.assessment
    judged = _judge(given, paths)
    if output is None:
        yield from _report(None, judged, at)
        return
    number = FilingNumber(school_code(assessment), assessment.year, 1)
    package = write_unkept(make_filing(judged, Occasion(number, at)), output, lambda _: b"")
    yield f"备案编号 {number}　指纹 {grouped(package.fingerprint)}（数据文件不留存备案记录）"
    yield f"已写出 {output}"


def _report(filed: Filed | None, judged: Judged, at: datetime) -> Iterator[str]:
    if filed is not None:
        yield f"{filed.year} 学年已备案 {filed.number}　指纹 {grouped(filed.fingerprint)}"
        return
    found = hindrances(judged)
    yield "可以备案" if not found else f"备案前还须处理 {len(found)} 项："
    yield from (f"  {item.text}" for item in found)
    ahead = signed_ahead(judged.assessment, judged.rulebook.facts, at.date())
    yield from (f"提醒：{item.text}" for item in ahead)


def _judged(workspace: Workspace, rulebook: Rulebook, paths: Paths) -> Judged:
    return _judge(kept_input(workspace, workspace.years()[-1], rulebook), paths)


def _judge(given: Input, paths: Paths) -> Judged:
    """Judge an assessment by the editions that are kept with it."""
    evaluation = evaluate(given.rulebook, given.assessment, judgement_date(given.assessment, None))
    fonts = kept_faces(paths.data).fonts
    return Judged(given.assessment, evaluation, given.rulebook, paths, fonts=fonts)


def _opened(path: Path, paths: Paths, only_look: bool) -> Workspace:
    workspace = Workspace.open(path, who=typist(), read_only=only_look, backups=paths.backups)
    if not workspace.years():
        workspace.close()
        raise EmptyWorkspaceError(path)
    return workspace


def reopen_input(path: Path, reason: str) -> str:
    """Open the last year of a workspace for corrections again; return the number of the filing that stays.

    Raises:
        FilingError: the year is not frozen, or no reason is given.
    """
    with Workspace.open(path, who=typist()) as workspace:
        years = workspace.years()
        filed = workspace.archive.frozen(years[-1]) if years else None
        if filed is None:
            raise FilingError("这个学年没有冻结的备案", "可以直接修改")
        workspace.archive.reopen(filed, reason)
        return filed.number


def receipt_lines(path: Path, receipt_file: Path, rulebook: Rulebook) -> Iterator[str]:
    """Keep a receipt in a workspace and say what it says.

    Raises:
        PackageError: it is no sound receipt.
        FilingError: it answers none of this school's filings.
    """
    text = read_receipt_text(receipt_file)
    with Workspace.open(path, who=typist()) as workspace:
        filed, receipt = open_receipt(workspace, receipt_file, text)
    yield from said(filed, receipt, rulebook)


def said(filed: Filed, receipt: Receipt, rulebook: Rulebook) -> Iterator[str]:
    """Yield what a receipt says, in sentences."""
    ruling, *rest = receipt_sentences(receipt, rulebook)
    yield f"{filed.number}：{ruling}"
    yield from rest
