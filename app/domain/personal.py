"""Identity numbers in texts: they never leave the school (design 2)."""

import re
import unicodedata
from collections.abc import Iterator

#: Also as people group it: region, birthday, rest.
_NUMBER = re.compile(r"(?<![0-9])[1-9][0-9]{5}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


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
