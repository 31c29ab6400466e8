"""What a user's choices are kept in between runs: a small JSON file, whose loss never stops the program."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from app.services.recent import write_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


class KeptChoices(Generic[T]):
    """A user's choices as one value; reading them never fails, and what could not be read is kept aside.

    ``decode`` makes the value of what stands in the file and raises where that is wrong.
    """

    def __init__(self, file: Path, empty: T, decode: Callable[[object], T]) -> None:
        self._file, self._empty, self._decode = file, empty, decode
        self.current = self._load()

    def change(self, **changes: Any) -> T:
        """Change some choices and write them; return all of them.

        Raises:
            UnreachableFileError: they hold for this run only.
        """
        changed = replace(self.current, **changes)
        if changed != self.current:
            self.current = changed
            write_text(self._file, json.dumps(asdict(changed), ensure_ascii=False, indent=1))
        return changed

    def _load(self) -> T:
        try:
            return self._decode(json.loads(self._file.read_text("utf-8")))
        except FileNotFoundError:
            return self._empty
        except (OSError, ValueError, TypeError, AttributeError):
            self._keep_aside()
            return self._empty

    def _keep_aside(self) -> None:
        try:
            self._file.replace(self._file.with_suffix(".broken.json"))
        except OSError:
            return  # it stays where it is until choices are written the next time
