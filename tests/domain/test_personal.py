import pytest

from app.domain.personal import identity_numbers


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        "教师王11010519491231002X，",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
    ],
)
def test_an_identity_number_is_found_however_it_is_typed(text: str) -> None:
    assert [number.upper() for number in identity_numbers(text)] == ["11010519491231002X"]


@pytest.mark.parametrize(
    "text", ["110105194912310021", "211010519491231002X", "2026-11-21", "12500103MB1234567X"]
)
def test_other_numbers_are_none(text: str) -> None:
    assert list(identity_numbers(text)) == []
