"""Where on this computer the package of each filing was written last, and whether it is still there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.domain.filing import Filed
from app.services.kept_choices import KeptChoices

_FILE, _KEPT = "packages.json", 200


@dataclass(frozen=True, slots=True)
class Written:
    """A package as it was when it was read back: its place, its size, and when that was."""

    path: Path
    size: int
    at: datetime

    @property
    def found(self) -> bool:
        """Whether it is where it was written, as large as it was."""
        try:
            return self.path.stat().st_size == self.size
        except OSError:
            return False  # taken away, or on a medium that is not there


@dataclass(frozen=True, slots=True)
class Packages:
    """What is kept: by fingerprint the place, size and time of the package that was written last."""

    written: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Deliveries(KeptChoices[Packages]):
    """The packages that were written on this computer."""

    def __init__(self, data: Path) -> None:
        super().__init__(data / _FILE, Packages(), _decode)

    def of(self, filed: Filed) -> Written | None:
        """Return where the package of a filing was written last; None where nothing is known of it."""
        kept = self.current.written.get(filed.fingerprint)
        return None if kept is None else _written(kept)

    def remember(self, filed: Filed, place: Path, at: datetime) -> None:
        """Keep where a package stands now.

        Raises:
            UnreachableFileError: it is known in this run only.
        """
        self.current = self._load()  # another window or a command may have written one meanwhile
        size, when = str(place.stat().st_size), at.isoformat(timespec="seconds")
        others = {mark: kept for mark, kept in self.current.written.items() if mark != filed.fingerprint}
        newest = {filed.fingerprint: {"path": str(place.absolute()), "size": size, "at": when}, **others}
        self.change(written=dict(list(newest.items())[:_KEPT]))


def _written(kept: Mapping[str, str]) -> Written:
    return Written(Path(kept["path"]), int(kept["size"]), datetime.fromisoformat(kept["at"]))


def _decode(kept: object) -> Packages:
    """Read what is kept; raises where it is wrong."""
    if not isinstance(kept, dict) or not isinstance(kept.get("written"), dict):
        raise TypeError(kept)
    packages = Packages(kept["written"])
    for item in packages.written.values():
        if not all(isinstance(item.get(key), str) for key in ("path", "size", "at")):
            raise TypeError(item)
        _written(item)
    return packages
