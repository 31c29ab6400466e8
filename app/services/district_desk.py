"""What a district clerk goes on with from one day to the next: folder, list, day, codes from paper, answers given."""

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from app.domain.district import Broken, Collection, ListedSchool, Submission
from app.domain.district_standing import gather
from app.domain.receipt import Receipt, Ruling
from app.errors import PackageError, RefusedError
from app.exchange.receipts import ENDING, read_receipt
from app.exchange.submissions import Keeper
from app.services.district import Step, read_below
from app.services.kept_choices import KeptChoices

_FILE = "district.json"
RECEIPT_FILES = f"回执 (*{ENDING})"
_RULED = {Ruling.ACCEPTED: "接收回执", Ruling.RETURNED: "退回意见"}


@dataclass(frozen=True, slots=True)
class Notes:
    """What is kept of the desk: ``codes`` as typed from paper, by ``paper_key``; where its window stood."""

    folder: str = ""
    schools: str = ""
    due: str = ""
    year: str = ""
    authority: str = ""
    officer: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    geometry: str = ""

    @property
    def due_day(self) -> datetime.date | None:
        """The last day on which filings are in time."""
        return datetime.date.fromisoformat(self.due) if self.due else None


class NotesStore(KeptChoices[Notes]):
    """The notes of this user."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / _FILE, Notes(), _decode)


def _decode(written: object) -> Notes:
    """Read notes; names from another version of the program are left out, wrong values raise."""
    if not isinstance(written, dict):
        raise TypeError(written)
    notes = Notes(**{item.name: written[item.name] for item in fields(Notes) if item.name in written})
    texts = [getattr(notes, item.name) for item in fields(Notes) if item.name != "codes"]
    for text in (*texts, *notes.codes.values()):
        if not isinstance(text, str):
            raise TypeError(text)
    _ = notes.due_day  # raises where it is no day
    return notes


@dataclass(frozen=True)
class FolderRead:
    """What a folder holds: every package as far as it was read, and the last answer to each filing."""

    folder: Path
    filed: tuple[Submission, ...]
    broken: tuple[Broken, ...]
    names: Mapping[str, str]
    receipts: Mapping[str, Receipt]

    def sorted_out(
        self, schools: Sequence[ListedSchool] | None, due: datetime.date | None, year: str = ""
    ) -> Collection:
        """Sort what was read out by school; nothing is read again."""
        return gather(str(self.folder), self.filed, self.broken, schools, due, year, self.names)

    @property
    def years(self) -> tuple[str, ...]:
        """The school years of the filings, the last one first."""
        return tuple(sorted({filed.year for filed in self.filed}, reverse=True))


def read_folder(folder: Path, step: Step | None = None) -> FolderRead:
    """Read every package and every receipt below a folder; what is broken is listed, the rest goes on.

    Raises:
        PackageError: there is no such folder.
    """
    keeper = Keeper()
    filed, broken = read_below(folder, keeper, step)
    receipts, unread = receipts_below(folder)
    return FolderRead(folder, tuple(filed), (*broken, *unread), keeper.names, receipts)


def receipts_below(folder: Path) -> tuple[dict[str, Receipt], tuple[Broken, ...]]:
    """Return the last receipt of each filing by fingerprint, and receipts that cannot be read."""
    found, broken = list[tuple[datetime.date, float, Receipt]](), list[Broken]()
    for path in _receipt_files(folder):
        try:
            receipt = read_receipt(path)
            found.append((receipt.date, path.stat().st_mtime, receipt))
        except (PackageError, OSError) as error:
            told = error if isinstance(error, PackageError) else RefusedError(error)
            broken.append(Broken(path.relative_to(folder).as_posix(), str(told)))
    found.sort(key=lambda item: item[:2])
    return {receipt.fingerprint: receipt for _, _, receipt in found}, tuple(broken)


def _receipt_files(folder: Path) -> list[Path]:
    """Return the receipts below a folder; folders that are closed are told of where packages are read."""
    return sorted(
        Path(base, name)
        for base, _, names in os.walk(folder)
        for name in names
        if name.lower().endswith(ENDING) and not name.startswith(".")
    )


def paper_key(year: str, school: ListedSchool) -> str:
    """Return by what a code from a school's paper is kept."""
    return f"{year}:{school.known_by}"


def receipt_place(package: Path, ruling: Ruling) -> Path:
    """Return a free name for a receipt beside its package."""
    stem, number = f"{package.stem}-{_RULED[ruling]}", 1
    place = package.with_name(f"{stem}{ENDING}")
    while place.exists():
        number += 1
        place = package.with_name(f"{stem}-{number}{ENDING}")
    return place
