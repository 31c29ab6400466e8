"""LibreOffice as a second reader of what this program writes; where it is not installed, tests that ask it are skipped."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook


def recalculated(sheet: Path) -> Path:
    """Return a workbook as LibreOffice reads it, calculates it and writes it again."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not here")
    folder = sheet.parent / "recalculated"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(folder), str(sheet)], check=True, capture_output=True)
    return folder / sheet.name


def changed_cells(sheet: Path, other: Path) -> list[str]:
    """Return where two workbooks differ: another value, or a number that became a text."""
    ours, theirs = load_workbook(sheet), load_workbook(other)
    changed = [] if ours.sheetnames == theirs.sheetnames else ["the sheets"]
    for page in ours.worksheets:
        beside = theirs[page.title]
        for cell in (cell for row in page.iter_rows() for cell in row):
            found = beside.cell(cell.row, cell.column)
            kept = cell.value is None or found.data_type == cell.data_type
            if found.value != cell.value or not kept:
                changed.append(f"{page.title} {cell.coordinate}: {cell.value!r}, {found.value!r}")
    return changed
