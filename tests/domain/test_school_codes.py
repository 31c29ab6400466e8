"""A code that looks like a slip is doubted at the school, and refused nowhere that it may be real."""

import pytest

from app.domain.school_codes import CODE, USCC, doubt, is_well_formed, plain_code


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        (CODE, "3150010999"),
        (CODE, "３１５００１０９９９"),
        (CODE, "31500 10999"),
        (USCC, "12500103000000000T"),
        (USCC, "91110000600037341l"),
        (USCC, "9111 0000 6000 3734 1L"),
        ("school.name", "枇杷山职高"),
    ],
)
def test_what_is_written_as_codes_are_is_not_doubted(fact: str, typed: str) -> None:
    assert doubt(fact, typed) == ""


@pytest.mark.parametrize(
    ("fact", "typed", "said"),
    [
        (CODE, "315001099", "10 位数字，此处为 9 位"),
        (CODE, "315001099A", "10 位数字，此处为 10 位"),
        (CODE, "3150010999-1", "此处为 12 位，含有其他字符"),
        (USCC, "12500103000000000", "18 位数字和大写字母，此处为 17 位"),
        (USCC, "12500103000000000-", "含有其他字符"),
        (USCC, "12500103000000001T", "末位与前 17 位不符"),
        (USCC, "1250010300000000OT", "末位与前 17 位不符"),
    ],
)
def test_what_looks_like_a_slip_is_named(fact: str, typed: str, said: str) -> None:
    assert said in doubt(fact, typed) and doubt(fact, typed).endswith("请核对")


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_sign_is_noticed_wherever_it_stands(place: int) -> None:
    code = "91110000600037341L"
    wrong = code[:place] + ("2" if code[place] != "2" else "3") + code[place + 1 :]
    assert doubt(USCC, wrong)


def test_a_code_that_is_doubted_may_be_real_all_the_same() -> None:
    assert is_well_formed(CODE, "J5001A") and doubt(CODE, "J5001A")
    assert is_well_formed(USCC, plain_code("12500103000000001t"))
