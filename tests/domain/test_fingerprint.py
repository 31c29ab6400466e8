"""The code on each page: what it is computed from, and how a person types it from paper."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fingerprint import fingerprint, grouped, typed


def by_hand(data: bytes) -> str:
    """Base 32 digit by digit from the binary writing of the hash: another way to the same ten characters."""
    bits = bin(int(hashlib.sha256(data).hexdigest(), 16))[2:].zfill(256)
    return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[int(bits[at : at + 5], 2)] for at in range(0, 50, 5))


@given(st.binary())
def test_the_fingerprint_is_the_first_fifty_bits_of_the_hash(data: bytes) -> None:
    assert fingerprint(data) == by_hand(data)


@given(st.binary())
def test_a_printed_code_that_is_typed_is_the_code(data: bytes) -> None:
    code = fingerprint(data)
    assert typed(grouped(code)) == typed(f" {grouped(code).lower()} ") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("B808H-CZNH5", "B808HCZNH5"),
        ("b8o8h cznh5", "B808HCZNH5"),
        ("Ｂ８０８Ｈ－ＣＺＮＨ５", "B808HCZNH5"),
        ("IL0OI-LOIL0", "1100110110"),
        ("B808H-CZNH", None),
        ("B808H-CZNHU", None),
        ("", None),
    ],
)
def test_small_and_full_width_letters_blanks_and_misread_letters_are_taken(
    text: str, code: str | None
) -> None:
    assert typed(text) == code
