import errno
import os
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from app.catalog.facts_file import read_facts
from app.cli import run
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.errors import ExportError
from app.paths import Paths
from app.reports.layouts import Layout
from app.services.exports import Judged
from app.services.writing import Output, ensure_place, write_checked, write_files
from tests.builders import TODAY

TITLES = {
    Layout.FULL: "办学标准达标自评报告",
    Layout.SHORT: "自评报告简本",
    Layout.PUBLIC: "公开版",
    Layout.LETTER: "请予备案",
}


def test_files_are_written_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    write_files({tmp_path / "a.pdf": b"one", tmp_path / "b.xlsx": b"two"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.xlsx"]
    write_files({tmp_path / "a.pdf": b"new"})
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_when_one_of_two_cannot_be_written_neither_is_changed(tmp_path: Path) -> None:
    report = tmp_path / "a.pdf"
    report.write_bytes(b"old")
    with pytest.raises(ExportError, match="所在文件夹不存在"):
        write_files({report: b"new", tmp_path / "none" / "b.xlsx": b"two"})
    assert report.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="这是文件夹"):
        write_files({tmp_path: b"x"})


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "正被其他程序打开"), (errno.EIO, "重试")],
)
def test_a_full_or_refusing_disk_leaves_the_old_file(
    code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "a.pdf"
    report.write_bytes(b"old")

    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ExportError, match=words) as error:
        write_files({report: b"new"})
    assert "原有文件未改动" in str(error.value)
    assert report.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize(
    "write",
    [
        lambda place: write_files({place: b"new"}),
        lambda place: write_checked(place, lambda file: file.write(b"new"), lambda draft: None),
        ensure_place,
    ],
)
def test_a_name_that_is_too_long_is_told_with_its_remedy(
    tmp_path: Path, write: Callable[[Path], object]
) -> None:
    with pytest.raises(ExportError) as told:
        write(tmp_path / f"{'长' * 100}.pdf")
    assert "文件名过长" in str(told.value) and "请换一个较短的名称。" in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_a_report_never_takes_the_place_of_a_school_file_or_a_device(tmp_path: Path) -> None:
    workspace = tmp_path / "学校.dabiao"
    workspace.write_bytes(b"SQLite format 3\x00 answers")
    renamed = tmp_path / "学校.pdf"
    renamed.write_bytes(workspace.read_bytes())
    for place in (workspace, renamed):
        with pytest.raises(ExportError, match="学校自评文件"):
            write_files({place: b"%PDF"})
        assert place.read_bytes() == b"SQLite format 3\x00 answers"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExportError, match="不是普通文件"):
        write_files({pipe: b"%PDF"})


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_is_written_as_a_word_document_too(
    layout: Layout, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    given = read_facts(shipped.samples / "示例学校.yaml", shipped_rulebook)
    assert given.date is not None
    judged = Judged(given, evaluate(shipped_rulebook, given, given.date), shipped_rulebook, shipped)
    document = Document(BytesIO(judged.written(Output.WORD, layout)))
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    assert TITLES[layout] in text and document.core_properties.author == "渝中区枇杷山职业高级中学"


def test_a_medium_that_refuses_even_to_clear_away_is_told_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(ExportError, match="只能读取"):
        write_files({tmp_path / "a.pdf": b"new"})


def test_the_workbook_beside_the_public_version_holds_no_remarks(
    shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    given = read_facts(shipped.samples / "示例学校.yaml", shipped_rulebook)
    answers = {fact: replace(answer, note="只供本校") for fact, answer in given.answers.items()}
    given = replace(given, answers=answers | {"filing.preparer": Answer("欧阳某某")})
    judged = Judged(given, evaluate(shipped_rulebook, given, TODAY), shipped_rulebook, shipped)

    def texts(layout: Layout) -> str:
        book = load_workbook(BytesIO(judged.written(Output.EXCEL, layout)))
        return "".join(str(cell) for sheet in book for row in sheet.values for cell in row)

    assert "只供本校" in texts(Layout.FULL)
    assert "只供本校" not in texts(Layout.PUBLIC)
    assert "欧阳某某" in texts(Layout.FULL)
    assert "欧阳某某" not in texts(Layout.PUBLIC)


CITIZEN = "11010519491231002X"


def with_a_number_in_a_remark(shipped: Paths, path: Path) -> Path:
    text = (shipped.samples / "示例学校.yaml").read_text("utf-8")
    assert "  teachers.full_time: 72\n" in text
    noted = f"  teachers.full_time: {{value: 72, note: 名单见 {CITIZEN}}}\n"
    path.write_text(text.replace("  teachers.full_time: 72\n", noted), "utf-8")
    return path


@pytest.mark.parametrize("form", ["full", "short", "public"])
def test_a_draft_with_an_identity_number_is_written_and_the_place_is_told(
    form: str, shipped: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school, made = with_a_number_in_a_remark(shipped, tmp_path / "我校.yaml"), tmp_path / "报告.pdf"
    assert run(["report", str(school), "-o", str(made), "--form", form]) == 0
    told = capsys.readouterr().err
    assert made.exists() and CITIZEN not in told
    assert ("身份证号码：专任教师数的备注。" in told) is (form != "public")
