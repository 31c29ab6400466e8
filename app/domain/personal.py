"""Identity and phone numbers in texts: they never leave the school unnoticed (design 2)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.assessment import Assessment
from app.domain.facts import Answer, Fact

#: Also as people group it: region, birthday, rest.
_NUMBER = re.compile(r"(?<![0-9])[1-9][0-9]{5}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
#: Also with the country's number before it, and in groups of three, four and four.
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
IDENTITY, MOBILE = "身份证号码", "手机号码"
#: Facts that ask for a phone number: what is answered there is meant to be printed.
_PHONES = frozenset({"filing.phone"})
_NAMED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Written:
    """A text somebody wrote: the fact, row, check or document that it belongs to, and how that is called."""

    target: str
    where: str
    text: str
    phone: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A number of a person, and where it stands."""

    target: str
    where: str
    kind: str


def identity_numbers(text: str) -> Iterator[str]:
    """Yield the 居民身份证号码 in a text: eighteen digits, of any width, whose last one fits (GB 11643)."""
    for match in _NUMBER.finditer(unicodedata.normalize("NFKC", text)):
        number = match[0].replace(" ", "").replace("-", "")
        if _fits(number.upper()):
            yield number


def _fits(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    month, day = int(number[10:12]), int(number[12:14])
    return number[17] == _CHECK[total % 11] and 1 <= month <= 12 and 1 <= day <= 31


def mobile_numbers(text: str) -> Iterator[str]:
    """Yield the mobile phone numbers in a text: eleven digits from 13 to 19."""
    for match in _MOBILE.finditer(unicodedata.normalize("NFKC", text)):
        yield re.sub("[ -]", "", match[0])[-11:]


def written_texts(assessment: Assessment, facts: Mapping[str, Fact]) -> Iterator[Written]:
    """Yield every text that somebody wrote into an assessment and that may be printed."""
    for prefix, answers in (("", assessment.answers), ("上年的", assessment.previous)):
        for key, answer in answers.items():
            if key in facts:
                yield from _answered(key, f"{prefix}{facts[key].name}", answer)
    for key, remedy in assessment.remedies.items():
        for text in (remedy.cause, remedy.measure, remedy.unit, remedy.person, remedy.due, remedy.budget):
            yield Written(key, f"{key} 的整改内容", text)
    for key, text in assessment.explanations.items():
        yield Written(key, "校验说明", text)
    for key, text in (*assessment.added.items(), *assessment.dropped.items()):
        yield Written(key, f"增减标准 {key} 的理由", text)
    for roster in assessment.rosters:
        if roster.mark is not None:
            yield Written(roster.id, f"{roster.title}的核对人", roster.mark.by)


def _answered(key: str, name: str, answer: Answer) -> Iterator[Written]:
    value = answer.value if isinstance(answer.value, str) else ""
    yield Written(key, name, value or (answer.typed if answer.value is None else ""), key in _PHONES)
    yield Written(key, f"{name}的备注", answer.note)
    yield Written(key, f"{name}的不适用理由", answer.na_reason)


def numbers_of_persons(assessment: Assessment, facts: Mapping[str, Fact]) -> tuple[Found, ...]:
    """Return where identity and mobile numbers stand, each place once; a phone that is asked for is none."""
    found: dict[Found, None] = {}
    for written in written_texts(assessment, facts):
        if any(identity_numbers(written.text)):
            found[Found(written.target, written.where, IDENTITY)] = None
        if not written.phone and any(mobile_numbers(written.text)):
            found[Found(written.target, written.where, MOBILE)] = None
    return tuple(found)


def warning(found: tuple[Found, ...]) -> str:
    """Return one sentence that names the places; "" where there are none."""
    if not found:
        return ""
    kinds = "和".join(
        dict.fromkeys(item.kind for item in sorted(found, key=lambda item: item.kind != IDENTITY))
    )
    places = list(dict.fromkeys(item.where for item in found))
    more = f" 等 {len(places)} 处" if len(places) > _NAMED_AT_MOST else ""
    return f"所填内容中有{kinds}：{'、'.join(places[:_NAMED_AT_MOST])}{more}。报告交给他人之前请删去。"
