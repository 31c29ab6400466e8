"""The codes of a school, 学校标识码 and 统一社会信用代码: how they are compared, and what looks like a slip."""

import re
import unicodedata

CODE, USCC = "school.code", "school.uscc"
_FORMS = {CODE: re.compile(r"[0-9A-Z]{4,20}"), USCC: re.compile(r"[0-9A-Z]{18}")}
#: As the ministry issues it; others that issue codes of schools do it otherwise.
_USUAL = re.compile(r"[0-9]{10}")
#: GB 32100-2015: letters that are taken for figures are left out; the last sign is worked out from the others.
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def plain_code(text: str) -> str:
    """Return a code without blanks, in half-width capitals, as codes are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def is_well_formed(fact: str, code: str) -> bool:
    """Whether a plain code can be one at all; ``fact`` tells which of the two."""
    return _FORMS[fact].fullmatch(code) is not None


def doubt(fact: str, text: str) -> str:
    """Say what looks odd about a code that was typed, for somebody to look again; "" for nothing, or no code.

    An odd code may be real: it is never refused.
    """
    code = plain_code(text)
    if fact == CODE and not _USUAL.fullmatch(code):
        return f"学校标识码通常为 10 位数字，此处为 {len(code)} 位{_other(code)}，请核对"
    if fact == USCC and not is_well_formed(USCC, code):
        return f"统一社会信用代码应为 18 位数字和大写字母，此处为 {len(code)} 位{_other(code)}，请核对"
    if fact == USCC and _check_sign(code) != code[-1]:
        return "统一社会信用代码的末位与前 17 位不符，可能有误，请核对"
    return ""


def _other(code: str) -> str:
    return "" if re.fullmatch(r"[0-9A-Z]*", code) else "，含有其他字符"


def _check_sign(code: str) -> str:
    if any(sign not in _SIGNS for sign in code[:-1]):
        return ""
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:-1]))
    return _SIGNS[-total % 31]
