"""Reads one YAML file strictly: composed, never constructed, with the line of every path (contract 1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from app.domain.problem import Problem
from app.errors import reason_of
from app.paths import open_to_read

#: What a file holds: text, "not known", lists and mappings; never numbers, dates or truth values.
Data = str | None | list["Data"] | dict[str, "Data"]
Place = tuple[str | int, ...]

_NULLS = ("", "~", "null")
#: What no table or terminal can show, and marks that turn the order of the letters round.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
#: No honest file is longer.
LARGEST = 4 * 1024 * 1024
#: … nor holds more values, keys included.
_MOST_VALUES = 50_000
#: So many faults of one file are told; more help nobody.
MOST_FAULTS = 200
_DEEPEST = 32


class _TooDeepError(Exception):
    """Nesting deeper than any honest file; carries the line."""


class _TooMuchError(Exception):
    """More values, or more faults, than any honest file; carries the line."""


@dataclass
class YamlFile:
    """One composed file: its data, the line on which each path begins, and the faults found so far."""

    name: str
    raw: bytes = b""
    data: Data = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    mended: set[Place] = field(default_factory=set)

    def line_of(self, place: Place) -> int:
        """Return the line of a path, or of the nearest thing round it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, message: str, remedy: str = "") -> None:
        """Record a fault at a path; none where a stand-in was put for something already told."""
        if any(place[: len(mended)] == mended for mended in self.mended):
            return
        self.problems.append(Problem(message, remedy, self.name, self.line_of(place)))


def read_yaml(path: Path, name: str = "") -> YamlFile:
    """Read a file; faults are in its ``problems``, and its data then may be incomplete."""
    file = YamlFile(name or path.name)
    try:
        with open_to_read(path) as opened:
            raw = opened.read(LARGEST + 1)
    except IsADirectoryError:
        file.problems.append(Problem("这是文件夹，不是文件", "请选择其中的 .yaml 文件", file.name))
        return file
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else f"文件无法读取：{reason_of(error)}"
        file.problems.append(Problem(reason, "请检查文件名和权限", file.name))
        return file
    return compose(raw, file)


def compose(raw: bytes, file: YamlFile) -> YamlFile:
    """Compose bytes into ``file``; whatever they hold is looked at for a bounded time."""
    if len(raw) > LARGEST:
        file.problems.append(Problem("文件超过 4 MB", "请检查是否选错了文件", file.name))
        return file
    file.raw = raw
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        file.problems.append(Problem("文件不是 UTF-8 编码的文本", "请另存为 UTF-8 后重试", file.name, line))
        return file
    try:
        _Composer(file).run(text)
    except _TooDeepError as error:
        _syntax_fault(file, error.args[0])
    except _TooMuchError as error:
        file.problems.append(
            Problem("内容或错误过多，以下未再读取", "请检查是否选错了文件", file.name, error.args[0])
        )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _syntax_fault(file, mark.line + 1 if mark else 1)
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        line = text.count("\n", 0, position) + 1
        file.problems.append(Problem("文件含有不能识别的控制字符", "请删除后重试", file.name, line))
    return file


def _syntax_fault(file: YamlFile, line: int) -> None:
    file.problems.append(
        Problem("格式有误，从这一行起无法识别", "请检查缩进、冒号后的空格和引号是否成对", file.name, line)
    )


class _Composer:
    """Builds data from parser events, so that anchors, aliases and tags are seen and never followed."""

    def __init__(self, file: YamlFile) -> None:
        self._file = file
        self._events: Iterator[yaml.Event] = iter(())

    def run(self, text: str) -> None:
        documents = 0
        self._events = yaml.parse(text, Loader=yaml.CSafeLoader)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault(event, "一个文件只能有一份内容", "请删除多余的 --- 及其后的内容")
                    return
            elif isinstance(event, yaml.NodeEvent):
                self._file.data = self._node(event, ())

    def _node(self, event: yaml.NodeEvent, place: Place) -> Data:
        self._file.lines.setdefault(place, _line(event))
        if len(self._file.lines) > _MOST_VALUES or len(self._file.problems) > MOST_FAULTS:
            raise _TooMuchError(_line(event))
        self._refuse_references(event)
        if len(place) > _DEEPEST:
            raise _TooDeepError(_line(event))
        if isinstance(event, yaml.ScalarEvent):
            if _CONTROL.search(event.value):
                self._fault(event, "文字含有控制字符", "请删除后重试")
            return None if not event.style and event.value in _NULLS else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        return None

    def _sequence(self, place: Place) -> list[Data]:
        items: list[Data] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            assert isinstance(event, yaml.NodeEvent)
            items.append(self._node(event, (*place, len(items))))
        return items

    def _mapping(self, place: Place) -> dict[str, Data]:
        entries: dict[str, Data] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, place)
            again = key in entries
            if again:
                first = self._file.lines[(*place, key)]
                self._fault(event, f"“{key}”重复出现（首次在第 {first} 行）", "请只保留一处")
            else:
                self._file.lines[(*place, key)] = _line(event)
            value = self._node(self._next_node(), (*place, key))
            if not again:
                entries[key] = value
        return entries

    def _next_node(self) -> yaml.NodeEvent:
        event = next(self._events)
        assert isinstance(event, yaml.NodeEvent)
        return event

    def _key(self, event: yaml.Event, place: Place) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_references(event)
            return str(event.value)
        assert isinstance(event, yaml.NodeEvent)
        self._fault(event, "键应为文字", "请改为“名称: 值”的写法")
        return str(self._node(event, (*place, "?")))

    def _refuse_references(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._fault(
                event, f"不支持锚点和引用（{event.anchor}）", "请把内容原样写出；以 & * 开头的文字请加引号"
            )
        elif tag := getattr(event, "tag", None):
            self._fault(event, f"不支持类型标记（{tag}）", "以 ! 开头的文字请加引号")

    def _fault(self, event: yaml.Event, message: str, remedy: str) -> None:
        self._file.problems.append(Problem(message, remedy, self._file.name, _line(event)))


def _line(event: yaml.Event) -> int:
    assert event.start_mark is not None
    return int(event.start_mark.line) + 1
