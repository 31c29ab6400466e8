"""Fits composed data to a shape and tells every misfit in Chinese, with its line and what to do."""

import difflib
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.catalog import shapes
from app.catalog.yaml_file import Place, YamlFile

S = TypeVar("S", bound=shapes.Shape)


def fit(file: YamlFile, shape: type[S]) -> S | None:
    """Return the file's data in a shape, or None after recording each misfit in the file's problems."""
    if not isinstance(file.data, dict):
        if not file.problems:
            file.fault((), "文件是空的或不是“名称: 值”的内容", "请检查是否选错了文件")
        return None
    try:
        return shape.model_validate(file.data)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            _record(file, fault)
        return None


def _record(file: YamlFile, fault: Any) -> None:
    place: Place = tuple(fault["loc"])
    place = _known_part(file, place) if fault["type"] not in ("missing", "extra_forbidden") else place
    name = str(place[-1]) if place else "文件"
    message, remedy = _words(fault, name)
    file.fault(place, message, remedy)


def _known_part(file: YamlFile, place: Place) -> Place:
    """Cut what the validator adds to a path (names of union branches)."""
    while place and place not in file.lines:
        place = place[:-1]
    return place


def _words(fault: Any, name: str) -> tuple[str, str]:
    given = fault["input"]
    match fault["type"]:
        case "missing":
            return f"缺少“{name}”", "请补上这一项"
        case "extra_forbidden":
            return f"不认识的键“{name}”", _suggestion(name)
        case "dabiao":
            return f"“{name}”{fault['msg']}", f"现为 {_brief(given)}"
        case "enum" | "literal_error":
            return f"“{name}”不能是 {_brief(given)}", f"可用：{_expected(fault)}"
        case "int_parsing" | "int_type":
            return f"“{name}”应为整数", f"现为 {_brief(given)}"
        case _:
            return f"“{name}”的写法不对", _kind_wanted(fault["type"], given)


def _kind_wanted(kind: str, given: Any) -> str:
    if given is None:
        return "不能留空"
    wanted = {
        "string_type": "应为文字",
        "list_type": "应为列表，每项前加“- ”，或写在方括号内",
        "dict_type": "应为一组“名称: 值”",
        "model_type": "应为一组“名称: 值”",
    }
    return wanted.get(kind, f"现为 {_brief(given)}")


def _expected(fault: Any) -> str:
    return (
        str(fault.get("ctx", {}).get("expected", ""))
        .replace("'", "")
        .replace(" or ", "、")
        .replace(", ", "、")
    )


def _brief(given: Any) -> str:
    text = "空" if given is None else str(given)
    return text if len(text) <= 30 else text[:30] + "…"


def _suggestion(name: str) -> str:
    return near(name, _all_keys()) or "请删除，或检查拼写和缩进"


def near(name: str, known: Iterable[str]) -> str:
    """Return a suggestion of the known name that looks most like a misspelt one, or nothing."""
    found = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return f"是否为“{found[0]}”？" if found else ""


@cache
def _all_keys() -> tuple[str, ...]:
    kinds = [item for item in vars(shapes).values() if isinstance(item, type) and issubclass(item, BaseModel)]
    fields = [item for kind in kinds for item in kind.model_fields.items()]
    return tuple({field.alias or name for name, field in fields})
