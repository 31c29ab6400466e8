"""Writing a package: a zip without compression, the same bytes for the same members on every machine."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from app.domain.canonical import canonical
from app.exchange.layout import DATA, MANIFEST, manifest

_PART = 1 << 20
#: The first moment that a zip can name: members carry no time of their own.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def pack(data: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return every member of a package by name, manifest first, then in the order of the names."""
    written = canonical(data)
    members = {DATA: written, **files}
    sizes = {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in members.items()}
    return {MANIFEST: manifest(data, written, sizes)} | {name: members[name] for name in sorted(members)}


def write_zip(target: IO[bytes], members: Iterable[tuple[str, Iterable[bytes], int]]) -> None:
    """Write members (name, parts, size) to a zip in the order given; nothing in it tells when or where."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, parts, size in members:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
            info.file_size = size
            with archive.open(info, "w") as member:
                for part in parts:
                    member.write(part)


def parts_of(content: bytes) -> Iterator[bytes]:
    """Yield content in parts of a megabyte."""
    for start in range(0, len(content), _PART):
        yield content[start : start + _PART]
