"""Error values of an .xlsx file become texts; everything else stays byte for byte."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from app.exchange.sheet_safety import made_safe


def book(*cells: object) -> bytes:
    made, target = Workbook(), BytesIO()
    made.worksheets[0].append(list(cells))
    made.save(target)
    return target.getvalue()


def test_an_error_value_is_a_text_and_its_neighbours_are_what_they_were() -> None:
    safe = made_safe(book("#N/A", 3, "甲"))
    assert safe is not None
    told = load_workbook(BytesIO(safe), read_only=True, data_only=True)
    (row,) = told.worksheets[0].iter_rows()
    assert [(cell.value, cell.data_type) for cell in row] == [("#N/A", "s"), (3, "n"), ("甲", "s")]


@pytest.mark.parametrize(
    "content", [book("甲", 3), b"", b"PK\x03\x04", "姓名,#N/A".encode(), b"\xd0\xcf\x11\xe0"]
)
def test_a_file_without_any_is_left_alone(content: bytes) -> None:
    assert made_safe(content) == content
