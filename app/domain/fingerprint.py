"""The fingerprint of a filing: ten characters, computed from the filed data, printed on every page (design 7)."""

import hashlib
import unicodedata

#: Crockford's base 32: no I, L, O, U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10
_BITS = 5 * _LENGTH
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def fingerprint(data: bytes) -> str:
    """Return the first ten base 32 characters of the SHA-256 of canonical data."""
    first_bits = int.from_bytes(hashlib.sha256(data).digest(), "big") >> (256 - _BITS)
    return "".join(_ALPHABET[first_bits >> shift & 31] for shift in range(_BITS - 5, -1, -5))


def grouped(code: str) -> str:
    """Write a fingerprint as it is printed: ``B808H-CZNH5``."""
    return f"{code[:5]}-{code[5:]}"


def typed(text: str) -> str | None:
    """Return the fingerprint that a person typed from paper, or None when it cannot be one.

    Small letters, full-width letters, blanks and dashes are taken; O is read as 0, I and L as 1.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)
    code = "".join(char for char in plain if not char.isspace() and char not in "-–—_")
    return code if len(code) == _LENGTH and set(code) <= set(_ALPHABET) else None
