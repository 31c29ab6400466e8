"""Receipts: the authority accepts a filing or returns it; the answer is a small file for the school."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.fingerprint import grouped
from app.domain.receipt import RULING_WORDS, Receipt, Remark, Ruling
from app.domain.rulebook import Rulebook
from app.errors import FilingError
from app.exchange.reading import Package, read_package
from app.exchange.receipts import read_receipt, receipt_bytes
from app.services.writing import write_files


@dataclass(frozen=True, slots=True)
class Answer:
    """What the authority says of one filing; ``remarks`` by the id of indicator or task."""

    ruling: Ruling
    authority: str
    officer: str
    on: date
    text: str = ""
    remarks: tuple[Remark, ...] = ()


def make_receipt(package: Path, answer: Answer, place: Path) -> Receipt:
    """Verify a package, answer its filing, and write the receipt: beside its place, read back, then moved in.

    Raises:
        PackageError: the package cannot be read, or is not what it says.
        FilingError: the answer is not complete, or remarks on a row that the filing does not have.
        ExportError: what stood in the place is unchanged.
    """
    if place.exists() and place.samefile(package):
        raise FilingError("回执不能写在备案包上", "请换一个文件名")
    receipt = answered(read_package(package), answer)
    content = receipt_bytes(receipt)
    write_files({place: content})
    return receipt


def answered(package: Package, answer: Answer) -> Receipt:
    """Return the receipt of an answer to a verified package.

    Raises:
        FilingError: the answer is not complete, or remarks on a row that the filing does not have.
    """
    faults = [*_faults(answer), *_strange(answer.remarks, rows_of(package.data))]
    if faults:
        raise FilingError("；".join(faults), "请补正后再出具回执")
    return Receipt(
        number=package.number,
        fingerprint=package.fingerprint,
        school=str(package.data["school"]["name"]),
        ruling=answer.ruling,
        authority=answer.authority.strip(),
        officer=answer.officer.strip(),
        date=answer.on,
        text=answer.text.strip(),
        remarks=tuple(Remark(remark.row, remark.text.strip()) for remark in answer.remarks),
    )


def _faults(answer: Answer) -> Iterator[str]:
    if not answer.authority.strip():
        yield "没有写明机关"
    if not answer.officer.strip():
        yield "没有写明经办人"
    if answer.ruling is Ruling.RETURNED and not (answer.text.strip() or answer.remarks):
        yield "退回须写明意见"
    if any(not remark.text.strip() for remark in answer.remarks):
        yield "有的意见没有内容"


def _strange(remarks: Iterable[Remark], rows: Mapping[str, str]) -> Iterator[str]:
    for remark in remarks:
        if remark.row not in rows:
            yield f"备案中没有编号为“{remark.row}”的指标或任务"


def rows_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the titles of a filing's rows by id: what can be remarked on."""
    return {row["indicator"]: row["title"] for row in data["verdicts"]}


def told_apart(titles: Mapping[str, str]) -> dict[str, str]:
    """Return the titles of rows by id; those that several rows have are followed by the id."""
    often = Counter(titles.values())
    return {row: title if often[title] == 1 else f"{title}（{row}）" for row, title in titles.items()}


def show_receipt(path: Path, rulebook: Rulebook) -> Iterator[str]:
    """Yield what a receipt says, in sentences.

    Raises:
        PackageError: it is no sound receipt.
    """
    receipt = read_receipt(path)
    yield f"{receipt.school}　备案编号 {receipt.number}　指纹 {grouped(receipt.fingerprint)}"
    yield from receipt_sentences(receipt, rulebook)


def receipt_sentences(receipt: Receipt, rulebook: Rulebook) -> Iterator[str]:
    """Yield ruling, text and remarks; rows go by their titles where they are installed here."""
    yield f"{RULING_WORDS[receipt.ruling]}（{receipt.authority}，{receipt.officer}，{receipt.date}）"
    if receipt.text:
        yield f"  {receipt.text}"
    titles = {row.id: row.title for std in rulebook.standards.values() for row in std.indicators}
    titles |= {task.fact: task.text for task in rulebook.tasks()}
    for remark in receipt.remarks:
        yield f"  {titles.get(remark.row, remark.row)}（{remark.row}）：{remark.text}"
