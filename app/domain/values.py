"""One parser of answers for YAML, window and sheets: typed text becomes an exact value (contract 1)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from app.domain.facts import Answer, Fact, Value
from app.domain.problem import Problem
from app.domain.units import ANSWER_WORDS, Kind, scales

_NUMBER = re.compile(
    r"([+-]?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?:\s*([^0-9,.\s].*))?", re.DOTALL
)
_DATES = (
    re.compile(r"([0-9]{4})\s*(?P<mark>[-/.])\s*([0-9]{1,2})\s*(?P=mark)\s*([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
#: Says of several choices that none of them holds, which an empty text does not say.
NONE_CHOSEN = "均无"
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
#: What people write instead of a figure; none of it says whether there are none or nobody knows.
_NO_FIGURE = frozenset(
    (
        "无",
        "没有",
        "暂无",
        "未知",
        "不知道",
        "不详",
        "不清楚",
        "待定",
        "待查",
        "不适用",
        "/",
        "-",
        "--",
        "—",
        "——",
        "?",
    )
)
#: Longer numbers than this are slips of the finger or attacks, never figures of a school.
_LONGEST = 40


def parse_value(text: str, fact: Fact) -> Value | Problem:
    """Turn one typed text into the exact value of ``fact``, or say what is wrong with it."""
    if not text.strip():
        return Problem(f"{fact.name}是空白文字", "不知道的请留空或写 null")
    if fact.kind is Kind.CHOICES:
        if _tidy(text) == NONE_CHOSEN:
            return ()
        return parse_choices([part for part in re.split(r"[、,，;；]", text) if part.strip()], fact)
    if fact.kind.is_number:
        return parse_number(text, fact)
    return _parse_word(text, fact)


def parse_choices(words: list[str], fact: Fact) -> Value | Problem:
    """Check several chosen words against the choices of ``fact``; none at all is an answer too."""
    chosen = [_tidy(word) for word in words]
    allowed = {_tidy(choice): choice for choice in fact.choices}
    unknown = [word for word in chosen if word not in allowed]
    if unknown:
        return Problem(f"{fact.name}没有“{unknown[0]}”这一选项", f"可选：{'、'.join(fact.choices)}")
    if len(set(chosen)) != len(chosen):
        return Problem(f"{fact.name}中有重复的选项", "每个选项只写一次")
    return tuple(choice for choice in fact.choices if _tidy(choice) in chosen)


def parse_number(text: str, fact: Fact) -> int | Fraction | Problem:
    """Read a number with optional 千分位, decimals and a unit of the fact's kind."""
    units = scales(fact.kind, fact.unit)
    amount = parse_amount(text, units, fact.name)
    if isinstance(amount, Problem):
        return replace(amount, remedy=_no_figure(fact)) if _tidy(text) in _NO_FIGURE else amount
    return _of_kind(amount, fact, text)


def _no_figure(fact: Fact) -> str:
    """Say how it is written that there is none, that nobody knows, or that nothing is asked."""
    return f"没有的填 0，还不知道的留空{'，不适用的写明原因' if fact.na else ''}"


def parse_amount(text: str, units: Mapping[str, Fraction], name: str) -> Fraction | Problem:
    """Read a number that is not negative, alone or followed by one of ``units``, into the base unit."""
    hint = _unit_hint(units)
    match = _NUMBER.fullmatch(_tidy(text))
    if match is None or len(match[2]) > _LONGEST:
        return Problem(f"{name}应填数字，“{_short(text)}”无法识别", hint)
    sign, digits, unit = match[1], match[2].replace(",", ""), (match[3] or "").strip()
    if sign == "-" and Fraction(digits) != 0:
        return Problem(f"{name}不能为负数（{_short(text)}）", "请填 0 或正数")
    if unit and unit not in units:
        return Problem(f"{name}不能用单位“{_short(unit)}”", hint)
    return Fraction(digits) * (units[unit] if unit else 1)


def _of_kind(amount: Fraction, fact: Fact, text: str) -> int | Fraction | Problem:
    if fact.kind is Kind.COUNT:
        if amount.denominator != 1:
            return Problem(
                f"{fact.name}应为整数，不能是{_short(text)}", f"按{fact.unit or '个'}计，不能有小数"
            )
        return int(amount)
    if fact.kind is Kind.YEAR:
        if amount.denominator != 1 or not _FIRST_YEAR <= amount <= _LAST_YEAR:
            return Problem(f"{fact.name}应填四位年份", "例如 1985")
        return int(amount)
    if fact.kind is Kind.SHARE and "%" not in _tidy(text) and amount > 1:
        return Problem(f"{fact.name}应写百分号", f"例如 {text.strip()}%")
    return amount


def _parse_word(text: str, fact: Fact) -> Value | Problem:
    match fact.kind:
        case Kind.YES_NO | Kind.YES_PARTLY_NO:
            return _parse_answer(text, fact)
        case Kind.CHOICE:
            chosen = parse_choices([text], fact)
            return chosen[0] if isinstance(chosen, tuple) else chosen
        case Kind.DATE:
            return parse_date(text) or Problem(
                f"{fact.name}应填日期，“{_short(text)}”无法识别", "须写明年月日，例如 2026-11-21"
            )
        case _:
            return _parse_text(text, fact)


def _parse_answer(text: str, fact: Fact) -> str | Problem:
    word = ANSWER_WORDS.get(_tidy(text))
    if word is None or word not in fact.options:
        return Problem(f"{fact.name}不能填“{_short(text)}”", f"可选：{'、'.join(fact.options)}")
    return word


def _parse_text(text: str, fact: Fact) -> str | Problem:
    if any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") and char not in "\n\t" for char in text):
        return Problem(f"{fact.name}含有不能打印的字符", "请删除后重新输入")
    plain = _tidy(text)  # codes and telephone numbers; full-width signs among Chinese words stay
    return plain if plain.isascii() else text.strip()


def parse_date(text: str) -> date | None:
    """Read 2026-11-21, 2026/11/21, 2026.11.21, 20261121 or 2026年11月21日; None when it is no day."""
    plain = _tidy(text)
    match = next((found for pattern in _DATES if (found := pattern.fullmatch(plain))), None)
    if match is None:
        return None
    try:
        year, month, day = (int(part) for part in match.groups() if part.isdigit())
        return date(year, month, day)
    except ValueError:
        return None


def dated(answer: Answer, text: str) -> Answer:
    """Return an answer with the day that a text says; a text that is no day is kept and says none."""
    day = parse_date(text)
    return replace(answer, date=day, date_typed=text if day is None and text.strip() else "")


def says_day_of(answer: Answer, text: str) -> bool:
    """Whether a text says the day of an answer, or stands for it where that is no day."""
    if answer.date is None:
        return text.strip() == answer.date_typed.strip()
    return parse_date(text) == answer.date


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 20 else flat[:20] + "…"


def _unit_hint(units: Mapping[str, Fraction]) -> str:
    words = "、".join(dict.fromkeys(unit.replace("m2", "㎡") for unit in units))
    return f"只写数字，或数字后加：{words}" if words else "只写数字"
