"""The files of a user's own packs and confirmed values: written beside and moved in, former ones kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.domain.standard import Confirmation
from app.errors import AppError, ExportError, reason_of
from app.services.writing import write_files

_SHOWN = 12


class OverlayError(AppError):
    """Something could not be added, confirmed or removed; nothing was changed."""


class OwnFiles:
    """The folder of a user's own packs; every file that is changed or taken away stays in ``history``."""

    def __init__(self, folder: Path) -> None:
        from app.catalog.overlay import CONFIRMED, HISTORY, read_notes

        self._folder, self._history, self._confirmed = folder, folder / HISTORY, folder / CONFIRMED
        self.notes = read_notes(folder)
        if self.notes.problems:
            raise OverlayError(f"{self.notes.problems[0]}。未作改动，请先改正该文件，或将其移到别处。")

    def place(self, pack: str) -> Path:
        """Return where a pack stands, or would."""
        return self._folder / f"{pack}.yaml"

    def add(self, pack: str, raw: bytes) -> None:
        """Put a pack in, and what the notes say now."""
        self._write({self.place(pack): raw, **self._notes()})

    def remove(self, pack: str) -> None:
        """Take a pack out, and write what the notes say now."""
        self._write(self._notes(), leaving=self.place(pack))

    def save_notes(self) -> None:
        """Write what the notes say now."""
        self._write(self._notes())

    def confirm(self, confirmation: Confirmation) -> None:
        """Put a confirmation into the notes, in the place of an earlier one of the same value."""
        key = (confirmation.indicator, confirmation.start)
        others = tuple(item for item in self.notes.confirmed if (item.indicator, item.start) != key)
        self.notes = replace(self.notes, confirmed=(*others, confirmation))

    def drop(self, *indicators: str) -> tuple[Confirmation, ...]:
        """Take the confirmations of some rows out of the notes; return them."""
        gone = tuple(item for item in self.notes.confirmed if item.indicator in indicators)
        kept = tuple(item for item in self.notes.confirmed if item.indicator not in indicators)
        self.notes = replace(self.notes, confirmed=kept)
        return gone

    def _notes(self) -> dict[Path, bytes]:
        from app.catalog.overlay import written_notes

        return {self._confirmed: written_notes(self.notes.confirmed, self.notes.added)}

    def _write(self, files: Mapping[Path, bytes], leaving: Path | None = None) -> None:
        replaced = [place for place in (*files, leaving) if place is not None and place.exists()]
        try:
            self._history.mkdir(parents=True, exist_ok=True)
            kept = {
                self._former(place, raw): raw
                for place in replaced
                if (raw := place.read_bytes()) != files.get(place)
            }
            write_files(kept)
            write_files(files)
            if leaving is not None:
                leaving.unlink()
        except ExportError as error:
            raise OverlayError(f"{error.path} 未能写入：{error.reason}。请处理后重试。") from error
        except OSError as error:
            raise OverlayError(f"{self._folder} 未能写入：{reason_of(error)}。请处理后重试。") from error

    def _former(self, place: Path, raw: bytes) -> Path:
        """Name a former file by its content, so that none takes the place of another."""
        mark = hashlib.sha256(raw).hexdigest()[:_SHOWN]
        return self._history / f"{place.stem}-{mark}.yaml"
