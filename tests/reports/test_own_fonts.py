"""Fonts of the user's own: looked at before they are used, and lent what they lack by the bundled ones."""

import re
import shutil
from pathlib import Path

import pytest
import reportlab

from app.domain.problem import Problem
from app.errors import ExportError
from app.reports.own_fonts import FontCheck, OwnFonts, check_font, common_characters
from app.reports.pdf import pdf_bytes
from app.reports.pdf_fonts import load_fonts
from app.reports.pdf_style import FANGSONG, HEITI, KAITI, SANS_BOLD, SERIF
from app.reports.report import Heading
from tests.reports.builders import FONTS, a_paragraph, a_report, flat, pages_of, printed

#: A font with Latin letters only.
LATIN = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


@pytest.fixture
def chinese(tmp_path: Path) -> Path:
    """A Chinese font where a user might have it."""
    return Path(shutil.copy(FONTS / "NotoSansSC-Regular.ttf", tmp_path / "我的仿宋.ttf"))


def test_a_chinese_font_is_named_with_what_it_lacks(chinese: Path) -> None:
    assert check_font(chinese) == FontCheck("NotoSansSC-Regular", 0)


def test_the_common_characters_are_those_of_gb2312() -> None:
    assert len(common_characters()) == 6763


def test_a_font_without_chinese_is_refused() -> None:
    assert check_font(LATIN) == Problem("字体 Vera.ttf 没有足够的汉字", "请选用中文字体")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"OTTO" + bytes(60), "PostScript 轮廓"),
        (b"not a font", "不是可用的字体文件"),
        (b"", "不是可用的字体文件"),
    ],
)
def test_what_cannot_be_embedded_is_told_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "字体.otf"
    path.write_bytes(content)
    found = check_font(path)
    assert isinstance(found, Problem) and words in found.message
    with pytest.raises(ExportError, match=words):
        pdf_bytes(a_report(), FONTS, OwnFonts(fangsong=path))


def test_a_font_that_is_gone_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="不能读取"):
        pdf_bytes(a_report(), FONTS, OwnFonts(heiti=tmp_path / "u盘.ttf"))


def test_without_own_fonts_the_bundled_faces_stand_in() -> None:
    fonts = load_fonts(FONTS)
    assert [fonts.face_for("校", face) for face in (FANGSONG, KAITI, HEITI)] == [SERIF, SANS_BOLD, SANS_BOLD]


def test_an_own_font_is_used_for_what_it_has_and_the_bundled_one_for_the_rest() -> None:
    fonts = load_fonts(FONTS, OwnFonts(fangsong=LATIN))
    assert (fonts.face_for("8", FANGSONG), fonts.face_for("校", FANGSONG)) == (FANGSONG, SERIF)
    assert fonts.width("校", FANGSONG) == fonts.width("校", SERIF)
    assert fonts.width("8", FANGSONG) != fonts.width("8", SERIF)


def test_a_report_in_own_fonts_embeds_them_and_reads_back_whole(chinese: Path) -> None:
    report = a_report(Heading("（一）甲"), a_paragraph("示例学校 1,480 名学生，𬭊某负责"))
    content = pdf_bytes(report, FONTS, OwnFonts(fangsong=LATIN, kaiti=chinese, heiti=chinese))
    named = set(re.findall(rb"/BaseFont /[A-Z]{6}\+([^\s/]+)", content))
    assert {b"BitstreamVeraSans-Roman", b"NotoSansSC-Regular", b"NotoSerifSC-Regular"} <= named
    assert len(re.findall(rb"/FontFile2 ", content)) == len(set(re.findall(rb"/FontName /(\S+)", content)))
    (page,) = pages_of(content)
    assert "示例学校1,480名学生，𬭊某负责" in flat(page) and "（一）甲" in page


def test_own_fonts_leave_no_trace_in_the_next_report(chinese: Path) -> None:
    report = a_report(a_paragraph("甲 1"))
    before = printed(report)
    pdf_bytes(report, FONTS, OwnFonts(fangsong=chinese))
    assert printed(report) == before


def test_one_file_may_stand_for_several_faces_and_be_one_of_the_bundled(chinese: Path) -> None:
    bundled = FONTS / "NotoSerifSC-Regular.ttf"
    report = a_report(Heading("（一）甲"), a_paragraph("乙"))
    for own in (OwnFonts(chinese, chinese, chinese), OwnFonts(kaiti=bundled, fangsong=bundled)):
        assert "乙" in pages_of(pdf_bytes(report, FONTS, own))[0]
