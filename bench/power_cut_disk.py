"""A recording of system calls, and the model of a disk that is built from it (for ``bench.power_cut``)."""

import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: Rebuilt by SQLite after a crash, or no part of the data.
IGNORED = ("-shm", ".lock")


# ---- the recording


@dataclass(frozen=True)
class Event:
    kind: str  # write, truncate, sync, create, link, unlink, rename, saved
    file: str = ""
    offset: int = 0
    data: bytes = b""
    target: str = ""


CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
TRACED = "openat,close,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,link,linkat"


def record(folder: Path, child: list[str]) -> list[Event]:
    log = folder.with_suffix(".strace")
    command = ["strace", "-f", "-xx", "-s", "200000", "-e", f"trace={TRACED}", "-o", str(log)]
    subprocess.run([*command, *child], check=True, stdout=subprocess.DEVNULL)
    return list(read_log(log, str(folder)))


def read_log(log: Path, folder: str) -> Iterator[Event]:
    open_files: dict[str, str] = {}
    for line in log.open(encoding="ascii"):
        match = CALL.match(line)
        if match is None or int(match[3]) < 0:
            continue
        call, arguments = match[1], match[2]
        texts = [unescape(text) for text in re.findall(r'"([^"]*)"', arguments)]
        number = arguments.split(",")[0].split(")")[0]
        if call == "openat":
            path = texts[0].decode()
            open_files[match[3]] = path if path == folder or path.startswith(folder + "/") else ""
            if open_files[match[3]] and "O_CREAT" in arguments and not path.endswith(IGNORED):
                yield Event("create", path)
        elif call == "close":
            open_files.pop(number, None)
        elif call in ("unlink", "unlinkat", "rename", "link", "linkat"):
            paths = [text.decode() for text in texts]
            if paths[0].startswith(folder + "/") and not paths[0].endswith(IGNORED):
                yield Event(call.removesuffix("at"), paths[0], target=paths[-1])
        elif call == "write" and number == "1" and texts[0].startswith(b"saved "):
            yield Event("saved", offset=int(texts[0].split()[1]))
        elif (file := open_files.get(number, "")) and not file.endswith(IGNORED):
            yield data_event(call, file, arguments, texts)


def data_event(call: str, file: str, arguments: str, texts: list[bytes]) -> Event:
    if call == "pwrite64":
        size, offset = (int(part) for part in arguments.split(", ")[-2:])
        assert len(texts[0]) == size, "strace cut a write short"
        return Event("write", file, offset, texts[0])
    if call == "ftruncate":
        return Event("truncate", file, int(arguments.split(", ")[-1]))
    assert call in ("fsync", "fdatasync"), f"{call} is not in the model"
    return Event("sync", file)


def unescape(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


# ---- the model of the disk


@dataclass
class File:
    """``certain`` bytes survive; ``current`` is what programs see; between lie the ``pending`` events."""

    certain: bytes = b""
    current: bytes = b""
    pending: list[Event] = field(default_factory=list)


@dataclass
class Disk:
    certain_names: dict[str, File] = field(default_factory=dict)
    names: dict[str, File] = field(default_factory=dict)
    pending_names: list[dict[str, File]] = field(default_factory=list)
    saved: int = -1

    def apply(self, event: Event) -> None:
        match event.kind:
            case "saved":
                self.saved = event.offset
            case "sync" if event.file in self.names:
                file = self.names[event.file]
                file.certain, file.pending = file.current, []
            case "sync":  # of the folder
                self.certain_names, self.pending_names = dict(self.names), []
            case "write" | "truncate":
                file = self.names[event.file]
                file.current = changed(file.current, event)
                file.pending.append(event)
            case _:
                self._rename(event)

    def _rename(self, event: Event) -> None:
        names = dict(self.names)
        if event.kind == "create":
            names.setdefault(event.file, File())
        elif event.kind == "link":
            names[event.target] = names[event.file]
        elif event.kind == "rename":
            names[event.target] = names.pop(event.file)
        else:
            names.pop(event.file)
        if names != self.names:
            self.pending_names.append(names)
        self.names = names

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Draw what is on the disk when the power fails now."""
        names = chance.choice([self.certain_names, self.names, *self.pending_names])
        extreme = chance.choice(["none", "all", "any", "any"])
        return {name: surviving(file, extreme, chance) for name, file in names.items()}


def changed(contents: bytes, event: Event) -> bytes:
    if event.kind == "truncate":
        return contents[: event.offset].ljust(event.offset, b"\0")
    end = event.offset + len(event.data)
    return contents[: event.offset].ljust(event.offset, b"\0") + event.data + contents[end:]


def surviving(file: File, extreme: str, chance: random.Random) -> bytes:
    how = extreme if extreme != "any" else chance.choice(["none", "all", "first", "512", "4096"])
    match how:
        case "none":
            return file.certain
        case "all":
            return file.current
        case "first":
            contents = file.certain
            for event in file.pending[: chance.randint(0, len(file.pending))]:
                contents = changed(contents, event)
            return contents
        case _:
            return mixed(file, int(how), chance)


def mixed(file: File, sector: int, chance: random.Random) -> bytes:
    """Take each sector as it certainly was or as it is now, and either length; what was cut off comes back old."""
    length = chance.choice([len(file.certain), len(file.current)])
    share = chance.random()
    old = file.certain.ljust(length, b"\0")
    new = (file.current + file.certain[len(file.current) :]).ljust(length, b"\0")
    starts = range(0, length, sector)
    return b"".join((new if chance.random() < share else old)[at : at + sector] for at in starts)[:length]
