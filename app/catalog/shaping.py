"""Fits composed data to a shape and tells every misfit in Chinese, with its line and what to do."""

import difflib
from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.catalog import shapes
from app.catalog.yaml_file import MOST_FAULTS, Data, Place, YamlFile

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
        faults = error.errors(include_url=False)
    if len(faults) > MOST_FAULTS:
        for fault in faults[:MOST_FAULTS]:
            _record(file, fault)
        file.fault((), f"另有 {len(faults) - MOST_FAULTS} 处错误", "请先改正以上各处")
        return None
    mended = deepcopy(file.data)
    for fault in faults:
        _record(file, fault)
        _mend(mended, tuple(fault["loc"]), fault["type"] == "extra_forbidden")
    return _fit_mended(file, shape, mended, [tuple(fault["loc"]) for fault in faults])


def _fit_mended(file: YamlFile, shape: type[S], mended: Data, places: list[Place]) -> S | None:
    """Fit data whose misfits were told and replaced, so that what else is wrong is told in the same go."""
    try:
        fitted = shape.model_validate(mended)
    except ValidationError:
        return None
    file.data = mended
    file.mended.update(places)
    return fitted


#: What stands in for a faulty value while the rest is looked at; any other key gets the last one.
_STAND_INS: dict[str, Any] = {
    "from": "2000-01-01",
    "date": "2000-01-01",
    "to": None,
    "issued": None,
    "period_end": None,
    "checked": None,
    "state": "recalled",
    "scope": "context",
    "force": "reference",
    "reach": "each_school",
    "requirement": "about",
    "as": "number",
    "kind": "text",
    "when": "none",
    "basis": "stated",
    "measure": {"value": "0"},
    "rule": {"at_most": ["0", "0"]},
    "complete": "yes",
    "order": "0",
    "year": "2000-2001",
    "personal": "no",
    "take": "count",
    "blank": None,
    "filled": None,
}
_MAPPINGS = ("document", "facts", "previous", "rows", "expect", "applies_to", "applies")
_LISTS = (
    "values",
    "indicators",
    "tasks",
    "pages",
    "checks",
    "excludes",
    "examples",
    "ways",
    "parts",
    "standards",
    "columns",
    "computes",
    "key",
    "where",
    "synonyms",
    "choices",
)


def _mend(data: Any, place: Place, superfluous: bool) -> None:
    """Put a stand-in at a path, or take out what should not be there."""
    *way, last = place
    for part in way:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return
    if superfluous and isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(data, dict):
        data[last] = _stand_in(str(last), data)
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        data[last] = "？"


def _stand_in(key: str, data: dict[str, Any]) -> Any:
    if key == "format":
        return next(name for name in _known_formats() if _fits(name, data))
    if key in _MAPPINGS:
        return {}
    if key in _LISTS:
        return []
    return deepcopy(_STAND_INS.get(key, "？"))


def _known_formats() -> tuple[str, ...]:
    return (
        "dabiao-facts/1",
        "dabiao-form/1",
        "dabiao-plan/1",
        "dabiao-conclusion/1",
        "dabiao-overlay/1",
        "dabiao-roster/1",
        "dabiao-standard/1",
    )


def _fits(name: str, data: dict[str, Any]) -> bool:
    marks = {
        "facts": "facts",
        "form": "pages",
        "plan": "rows",
        "conclusion": "parts",
        "overlay": "confirmed",
        "roster": "columns",
    }
    kind = name.removeprefix("dabiao-").removesuffix("/1")
    return kind not in marks or marks[kind] in data


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
    text = "空" if given is None or not str(given).strip() else str(given)
    return text if len(text) <= 30 else text[:30] + "…"


def _suggestion(name: str) -> str:
    others = (key for key in _all_keys() if key != name)  # it may be a key of another place
    return near(name, others) or "请删除，或检查拼写和缩进"


def near(name: str, known: Iterable[str]) -> str:
    """Return a suggestion of the known name that looks most like a misspelt one, or nothing."""
    found = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return f"是否为“{found[0]}”？" if found else ""


@cache
def _all_keys() -> tuple[str, ...]:
    kinds = [item for item in vars(shapes).values() if isinstance(item, type) and issubclass(item, BaseModel)]
    fields = [item for kind in kinds for item in kind.model_fields.items()]
    return tuple({field.alias or name for name, field in fields})
