"""The district desk: a folder of packages is read, every one verified, and sorted out by school."""

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from app.domain.district import Broken, Collection, ListedSchool, Submission
from app.domain.district_standing import gather
from app.domain.school_year import SchoolYear
from app.errors import FilingError, PackageError, reason_of
from app.exchange.claims import claim_of
from app.exchange.reading import read_package
from app.exchange.submissions import Keeper

Step = Callable[[int, int], None]
ENDING = ".zip"


def collect(
    folder: Path,
    schools: Sequence[ListedSchool] | None = None,
    due: datetime.date | None = None,
    year: str = "",
    step: Step | None = None,
) -> Collection:
    """Read every package below a folder and sort them out; one that is broken is listed, the rest goes on.

    ``step`` is told how far the work is; what it raises ends the work.

    Raises:
        PackageError: there is no such folder.
        FilingError: the year is no school year.
    """
    if year and SchoolYear.parse(year) is None:
        raise FilingError(f"学年“{year}”应为相连的两年", "例如 2026-2027")
    keeper = Keeper()
    filed, broken = read_below(folder, keeper, step)
    return gather(str(folder), filed, broken, schools, due, year, keeper.names)


def read_below(
    folder: Path, keeper: Keeper, step: Step | None = None
) -> tuple[list[Submission], list[Broken]]:
    """Return every package below a folder as far as it was read, the sound ones and the others.

    Raises:
        PackageError: there is no such folder.
    """
    filed, broken = list[Submission](), list[Broken]()
    for found in read_all(folder, keeper, step):
        if isinstance(found, Submission):
            filed.append(found)
        else:
            broken.append(found)
    return filed, broken


def read_all(folder: Path, keeper: Keeper, step: Step | None = None) -> Iterator[Submission | Broken]:
    """Yield what each package below a folder holds, in the order of their paths, as far as it was read."""
    paths, closed = packages_below(folder)
    yield from closed
    for number, path in enumerate(paths):
        if step is not None:
            step(number, len(paths))
        yield read_one(path, folder, keeper)
    if step is not None:
        step(len(paths), len(paths))


def read_one(path: Path, folder: Path, keeper: Keeper) -> Submission | Broken:
    """Verify one package and keep what the roll-up needs, or say why it cannot be read."""
    file = path.relative_to(folder).as_posix()
    try:
        return keeper.keep(read_package(path), file)
    except PackageError as error:
        return Broken(file, str(error), claim_of(path))


def packages_below(folder: Path) -> tuple[list[Path], list[Broken]]:
    """Return every package below a folder, and the folders in it that could not be looked into.

    Raises:
        PackageError: there is no such folder.
    """
    if not folder.is_dir():
        raise PackageError(folder, "找不到这个文件夹", "请检查名称；在 U 盘上的，请插好后重试")
    closed = list[Broken]()

    def refused(error: OSError) -> None:
        place = Path(str(error.filename))
        name = place.relative_to(folder).as_posix() if place.is_relative_to(folder) else str(place)
        closed.append(Broken(name, f"{name}：无法读取文件夹（{reason_of(error)}）。请检查权限后重试。"))

    found = [
        Path(base, name) for base, _, names in os.walk(folder, onerror=refused) for name in _packages(names)
    ]
    return sorted(found), closed


def _packages(names: Iterable[str]) -> Iterator[str]:
    """Yield the names that packages may have; what a file system hides (``._…``) is none."""
    return (name for name in names if name.lower().endswith(ENDING) and not name.startswith("."))
