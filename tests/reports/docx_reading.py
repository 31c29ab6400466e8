"""What a Word document says, and what it should say: read back for tests."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from app.reports.docx_cells import BOXES
from app.reports.docx_chart import counted
from app.reports.pdf_front import BLANK_DATE, CODE_NOTES
from app.reports.report import (
    BarCell,
    BlankCell,
    Block,
    Cell,
    Chart,
    ChoiceCell,
    Cover,
    Field,
    Heading,
    OpinionBox,
    PageBreak,
    Paragraph,
    Record,
    Row,
    SignatureLines,
    StampPlace,
    Table,
    TextCell,
    plain,
)
from tests.reports.builders import flat

STAMP = "（盖章）"


def opened(content: bytes) -> DocumentObject:
    return Document(BytesIO(content))


def texts_of(element: object) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))  # type: ignore[attr-defined]


def sections_of(document: DocumentObject) -> list[str]:
    """Return the text of each section, without white; a heading of level 1 opens one."""
    sections = [""]
    for block in document.iter_inner_content():
        if not isinstance(block, WordTable) and block.style and block.style.name == "Heading 1":
            sections.append("")
        sections[-1] += flat(texts_of(block._element))
    return [text for text in sections if text]


def outline_of(document: DocumentObject) -> list[tuple[int, str]]:
    """Return what the navigation pane shows."""
    return [
        (int(p.style.name[-1]), p.text)
        for p in document.paragraphs
        if p.style and (p.style.name or "").startswith("Heading ")
    ]


def said(blocks: tuple[Block, ...]) -> str:
    return flat("".join(text for block in blocks for text in _said(block)))


def _said(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, _, note):
            yield from (text, note)
        case Paragraph(text, _):
            yield plain(text)
        case Table():
            yield from _table(block)
        case Chart():
            yield from _table(counted(block))
        case Record():
            yield from _record(block)
        case Cover():
            yield from _cover(block)
        case SignatureLines(rows):
            yield from (text for row in rows for entry in row for text in entry)
        case StampPlace(owner, date):
            yield from (owner, STAMP, date or BLANK_DATE)
        case OpinionBox(title, choices, authority):
            yield title
            yield from (f"{BOXES[0]}{choice}" for choice in choices)
            yield from ("经办人", authority, STAMP, BLANK_DATE)
        case PageBreak():
            pass


def pieces(block: Block) -> Iterator[str]:
    """Yield what stands together: a row of a table with its remark, a row of a record, a paragraph."""
    if isinstance(block, Table):
        yield from map(_row, block.rows)
    elif isinstance(block, Record):
        yield from (_fields(fields) for fields in block.rows)
    else:
        yield from _said(block)


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    yield from (column.title for column in table.columns)
    yield from map(_row, table.rows)


def _row(row: Row) -> str:
    return "".join(map(_cell, row.cells)) + plain(row.remark)


def _cell(cell: Cell) -> str:
    match cell:
        case TextCell(paragraphs):
            return "".join(plain(text) for text in paragraphs)
        case ChoiceCell(choices, chosen):
            return "".join(f"{BOXES[choice in chosen]}{choice}" for choice in choices)
        case BlankCell(_, unit):
            return unit
        case BarCell():
            raise AssertionError("no section has a bar outside a chart")
        case _:
            return cell.word


def _record(record: Record) -> Iterator[str]:
    yield plain(record.title)
    if record.status:
        yield record.status.word
    yield from map(_fields, record.rows)


def _fields(fields: Sequence[Field]) -> str:
    return "".join(field.label + "".join(map(plain, field.paragraphs)) for field in fields)


def _cover(cover: Cover) -> Iterator[str]:
    yield from (*cover.title, cover.subtitle)
    yield from (text for pair in cover.fields for text in pair)
    yield from (cover.school, STAMP, cover.date, *cover.notes)
    if cover.scanned:
        yield from ("指纹", cover.code, *CODE_NOTES)


def converted(content: bytes, folder: Path) -> bytes | None:
    """Return the document as LibreOffice prints it; None when there is no LibreOffice that reads Word files."""
    program = shutil.which("soffice")
    if program is None:
        return None
    for name, data in (("plain.docx", _plain()), ("report.docx", content)):
        (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*command, str(folder / "plain.docx"), str(folder / "report.docx")], check=True, capture_output=True
    )
    if not (folder / "plain.pdf").exists():
        return None
    return (folder / "report.pdf").read_bytes()


def _plain() -> bytes:
    target = BytesIO()
    Document().save(target)
    return target.getvalue()
