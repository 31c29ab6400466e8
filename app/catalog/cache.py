"""Content kept compiled, keyed by its hash, so that the window need not wait for YAML and validation."""

import hashlib
import pickle
import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app import __version__
from app.domain.rulebook import Rulebook
from app.paths import Paths

_PREFIX = "content-"
#: One byte more than the longest file that is read (yaml_file.LARGEST, which would bring all of YAML with it).
_MOST = 4 * 1024 * 1024 + 1


def load_rulebook_fast(paths: Paths) -> Rulebook:
    """Load all content, the user's own included, from the compiled copy, or from its sources if there is none.

    The copy lies in this user's own data folder and is trusted as this program's own files are.

    Raises:
        DataFileError: with every fault of every shipped file.
    """
    place = paths.data / "cache" / f"{_PREFIX}{content_key(paths)}"
    kept = _read(place)
    if kept is not None:
        return kept
    from app.catalog.catalog import load_rulebook

    rulebook = load_rulebook(paths)
    with suppress(OSError):  # without room or right to write, the next start reads the sources again
        _write(place, rulebook)
    return rulebook


def content_key(paths: Paths) -> str:
    """Return a hash of every content file, of the code that reads them, and of the program's version.

    A bundle holds its code inside its executable file, which stands for it then.
    """
    digest = hashlib.sha256(__version__.encode())
    for file in _sources(paths):
        digest.update(file.as_posix().encode())
        digest.update(file.read_bytes())
    for file in _own(paths):
        digest.update(file.as_posix().encode())
        digest.update(_beginning(file))
    return digest.hexdigest()


def _own(paths: Paths) -> Iterator[Path]:
    """Yield the user's own packs and confirmed values."""
    yield from sorted(paths.overlay.glob("*.yaml"))


def _beginning(file: Path) -> bytes:
    """Return as much of a file as is ever read; what cannot be read is told by the reader of packs."""
    try:
        with file.open("rb") as opened:
            return opened.read(_MOST)
    except OSError as error:
        return str(error.errno).encode()


def _sources(paths: Paths) -> Iterator[Path]:
    yield from sorted(paths.forms.rglob("*.yaml"))
    yield from sorted(paths.standards.rglob("*.yaml"))
    if getattr(sys, "frozen", False):
        yield Path(sys.executable)
        return
    code = Path(__file__).parent
    yield from sorted(code.glob("*.py"))
    yield from sorted((code.parent / "domain").glob("*.py"))


def _read(place: Path) -> Rulebook | None:
    """Return the compiled copy; None when there is none or it cannot be read, whatever the reason."""
    try:
        kept = pickle.loads(place.read_bytes())
    except Exception:  # a damaged copy may fail in any way; the sources are at hand
        return None
    return kept if isinstance(kept, Rulebook) else None


def _write(place: Path, rulebook: Rulebook) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    for old in place.parent.glob(f"{_PREFIX}*"):
        old.unlink(missing_ok=True)
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    draft.write_bytes(pickle.dumps(rulebook, protocol=pickle.HIGHEST_PROTOCOL))
    draft.replace(place)
