"""Fonts of the user's own, from the settings into every PDF; what cannot be used is told and never in the way."""

import json
import re
import shutil
from pathlib import Path

import pytest

from app.cli import run
from app.domain.problem import Problem
from app.domain.rulebook import Rulebook
from app.paths import Paths, program_folder
from app.reports.own_fonts import BUNDLED, FontCheck, OwnFonts
from app.services.own_faces import kept_faces, look_at, usable_faces
from tests.reports.builders import FONTS
from tests.services.filings import ready_file

OWN = "MyFangSong-Regular"


@pytest.fixture
def fangsong(tmp_path: Path) -> Path:
    """A Chinese font under a name of its own, of the same length as the one in the file."""
    path = tmp_path / "simfang.ttf"
    content = (FONTS / "NotoSansSC-Regular.ttf").read_bytes()
    for coding in ("ascii", "utf-16-be"):
        content = content.replace("NotoSansSC-Regular".encode(coding), OWN.encode(coding))
    path.write_bytes(content)
    return path


def choose(data: Path, **fonts: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    kept = {face: str(path) for face, path in fonts.items()}
    (data / "settings.json").write_text(json.dumps({"typist": "周敏", "fonts": kept}), "utf-8")


def embedded(path: Path) -> set[str]:
    """Return the names of the fonts that are embedded in a PDF, as its font descriptors give them."""
    found = re.findall(rb"/FontFile2 .*?/FontName /[A-Z]{6}\+(\S+)", path.read_bytes(), re.DOTALL)
    return {name.decode() for name in found}


def test_without_a_choice_there_are_the_bundled_faces(tmp_path: Path) -> None:
    assert kept_faces(tmp_path / "none").fonts == BUNDLED
    for text in ("{", "[]", '{"fonts": 3}', '{"fonts": {"kaiti": 3, "wingdings": "x"}}'):
        (tmp_path / "settings.json").write_text(text)
        assert kept_faces(tmp_path) == usable_faces({})


def test_a_chosen_font_is_used_and_one_that_vanished_is_told(tmp_path: Path, fangsong: Path) -> None:
    choose(tmp_path, fangsong=fangsong, heiti=fangsong)
    assert kept_faces(tmp_path).fonts == OwnFonts(fangsong=fangsong, heiti=fangsong)
    assert kept_faces(tmp_path).told == ()
    fangsong.unlink()
    gone = kept_faces(tmp_path)
    assert gone.fonts == BUNDLED
    assert gone.told[0] == f"仿宋改用程序自带的字体；可在窗口的设置中另选：找不到字体文件 {fangsong}。"


def test_a_font_that_was_replaced_by_something_else_is_told(tmp_path: Path, fangsong: Path) -> None:
    choose(tmp_path, kaiti=fangsong)
    assert isinstance(look_at(fangsong), FontCheck)
    fangsong.write_bytes(b"OTTO" + bytes(60))
    faces = kept_faces(tmp_path)
    assert faces.fonts == BUNDLED and "PostScript" in faces.told[0]


@pytest.mark.parametrize("end", [4, 300, 50_000, 3_000_000])
def test_a_font_that_was_cut_off_is_no_font(fangsong: Path, end: int) -> None:
    fangsong.write_bytes(fangsong.read_bytes()[:end])
    assert isinstance(look_at(fangsong), Problem)


@pytest.mark.parametrize("command", ["report", "letter", "file", "forms"])
def test_the_command_line_prints_in_the_fonts_of_the_settings(
    tmp_path: Path,
    own_data_folder: Path,
    fangsong: Path,
    shipped: Paths,
    shipped_rulebook: Rulebook,
    command: str,
) -> None:
    choose(own_data_folder, fangsong=fangsong, kaiti=fangsong, heiti=fangsong)
    school, made = ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook), tmp_path / "报告.pdf"
    called = {
        "report": ["report", str(school), "-o", str(made)],
        "letter": ["report", str(school), "-o", str(made), "--form", "letter"],
        "file": ["file", str(school), "-o", str(tmp_path / "包.zip")],
        "forms": ["forms", "--blank", str(made), "--school", str(school)],
    }[command]
    assert run(called) == 0
    if command == "file":
        shutil.unpack_archive(tmp_path / "包.zip", tmp_path / "包")
        made = tmp_path / "包" / "report.pdf"
    assert OWN in embedded(made)


def test_the_command_line_tells_that_a_font_has_vanished_and_goes_on(
    tmp_path: Path, own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(own_data_folder, kaiti=tmp_path / "simkai.ttf")
    sample = program_folder() / "resources" / "samples" / "示例学校.yaml"
    assert run(["report", str(sample), "-o", str(tmp_path / "报告.pdf")]) == 0
    assert "楷体改用程序自带的字体" in capsys.readouterr().err
    assert (tmp_path / "报告.pdf").stat().st_size > 1000
