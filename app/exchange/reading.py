"""Reading a package that may be anything: bounded, nothing unpacked, every byte accounted for."""

import hashlib
import json
import struct
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.domain.canonical import rewritten
from app.domain.fingerprint import fingerprint
from app.errors import PackageError, reason_of
from app.exchange.layout import (
    DATA,
    DATA_FORMAT,
    FORMAT,
    MANIFEST,
    MOST_BYTES,
    MOST_JSON,
    MOST_MEMBERS,
    NAME,
    evidence_member,
    manifest,
)
from app.exchange.packing import write_zip
from app.paths import open_to_read

_PART = 1 << 20
_IN_MEMORY = 16 << 20
_ASK = "请向报送学校重新索取备案包"
_NEW = "请更新程序后再打开"


@dataclass(frozen=True, slots=True)
class Package:
    """A package every byte of which was found to be as it was written."""

    path: Path
    data: Mapping[str, Any]
    fingerprint: str
    files: Mapping[str, int]

    @property
    def number(self) -> str:
        """The number of the filing."""
        return str(self.data["number"])

    def read(self, member: str) -> bytes:
        """Return a member's bytes."""
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(member)


def read_package(path: Path) -> Package:
    """Read and verify a package; nothing is written outside of memory and temporary files.

    Raises:
        PackageError: it cannot be read, or is not what its own data says.
    """
    try:
        with open_to_read(path) as file:
            return _read(path, file)
    except FileNotFoundError:
        raise PackageError(path, "找不到文件", "请检查文件名和所在文件夹") from None
    except OSError as error:
        raise PackageError(path, f"无法读取（{reason_of(error)}）", "请检查文件所在的磁盘") from error


def _read(path: Path, file: IO[bytes]) -> Package:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error):
        raise PackageError(path, "不是备案包，或已损坏", _ASK) from None
    with archive:
        infos = _checked(path, archive)
        data_bytes, data = _json(path, archive, DATA)
        _refuse_other_format(path, data, DATA_FORMAT)
        manifest_bytes, head = _json(path, archive, MANIFEST)
        _refuse_other_format(path, head, FORMAT)
        files = {name: _measured(path, archive, info) for name, info in infos.items() if name != MANIFEST}
        _compare_head(path, data, data_bytes, manifest_bytes, files)
        _compare_evidence(path, data, files)
        _compare_bytes(path, file, archive, infos)
    sizes = {name: size for name, (size, _) in files.items()}
    return Package(path, data, fingerprint(data_bytes), sizes)


def _checked(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the members in order; names, number and sizes are looked at before any is read."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_BYTES:
        raise PackageError(path, "内容过多或过大，不是正常的备案包", _ASK)
    for info in infos:
        if NAME.fullmatch(info.filename) is None or info.is_dir():
            raise PackageError(path, "内有不合规定的文件名", _ASK)
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise PackageError(path, "不是本程序写出的备案包（内容经过压缩）", _ASK)
    members = {info.filename: info for info in infos}
    if len(members) != len(infos):
        raise PackageError(path, "内有重复的文件名", _ASK)
    for needed in (MANIFEST, DATA):
        if needed not in members:
            raise PackageError(path, f"缺少 {needed}，不是备案包", _ASK)
    if list(members) != [MANIFEST, *sorted(members.keys() - {MANIFEST})]:
        raise PackageError(path, "内容的次序不对，备案包已被改动", _ASK)
    return members


def _json(path: Path, archive: zipfile.ZipFile, name: str) -> tuple[bytes, dict[str, Any]]:
    info = archive.getinfo(name)
    if info.file_size > MOST_JSON:
        raise PackageError(path, f"{name} 过大，不是正常的备案包", _ASK)
    content = b"".join(_parts(path, archive, info))
    try:
        data = json.loads(content.decode(), parse_float=_no_float, parse_constant=_no_float)
        sound = isinstance(data, dict) and rewritten(data) == content
    except (ValueError, TypeError, RecursionError):
        raise PackageError(path, f"{name} 已损坏", _ASK) from None
    if not sound:
        raise PackageError(path, f"{name} 已损坏", _ASK)
    return content, data


def _no_float(text: str) -> None:
    raise ValueError(f"no whole number: {text}")


def _refuse_other_format(path: Path, data: Mapping[str, Any], known: str) -> None:
    name, _, version = str(data.get("format")).partition("/")
    if name == known.partition("/")[0] and version.isdecimal() and int(version) > 1:
        raise PackageError(path, "由较新的程序建立，本程序不能读取", _NEW)
    if data.get("format") != known:
        raise PackageError(path, "不是备案包", _ASK)


def _parts(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as member:
            while part := member.read(_PART):
                yield part
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise PackageError(path, f"{info.filename} 已损坏", _ASK) from None


def _measured(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[int, str]:
    size, sha256 = 0, hashlib.sha256()
    for part in _parts(path, archive, info):
        size += len(part)
        sha256.update(part)
    return size, sha256.hexdigest()


def _compare_head(
    path: Path,
    data: Mapping[str, Any],
    data_bytes: bytes,
    manifest_bytes: bytes,
    files: Mapping[str, tuple[int, str]],
) -> None:
    try:
        expected = manifest(data, data_bytes, files)
    except (KeyError, TypeError):
        raise PackageError(path, f"{DATA} 缺少应有的内容", _ASK) from None
    if expected != manifest_bytes:
        raise PackageError(path, "清单与内容不一致，备案包已被改动或损坏", _ASK)


def _compare_evidence(path: Path, data: Mapping[str, Any], files: Mapping[str, tuple[int, str]]) -> None:
    """Each piece of evidence that the data says is included must be there, and no other."""
    try:
        included = [item for item in data["evidence"] if item["included"]]
        named = {evidence_member(item["sha256"], item["name"]): item["sha256"] for item in included}
    except (KeyError, TypeError, AttributeError):
        raise PackageError(path, f"{DATA} 缺少应有的内容", _ASK) from None
    held = {name: sha256 for name, (_, sha256) in files.items() if name.startswith("evidence/")}
    if named != held:
        raise PackageError(path, "佐证材料与数据不一致，备案包已被改动或损坏", _ASK)


def _compare_bytes(
    path: Path, file: IO[bytes], archive: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo]
) -> None:
    """Write the package anew from its members: what is not the same to the last byte was altered."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as fresh:
        write_zip(
            fresh, ((name, _parts(path, archive, info), info.file_size) for name, info in infos.items())
        )
        fresh.seek(0)
        file.seek(0)
        while part := fresh.read(_PART):
            if file.read(len(part)) != part:
                raise PackageError(path, "备案包已被改动或损坏", _ASK)
        if file.read(1):
            raise PackageError(path, "备案包末尾有多余内容，已被改动或损坏", _ASK)
