"""Fonts: what none of them has is named before printing, what is rare can still be copied."""

from pathlib import Path

import pytest

from app.errors import ExportError
from app.reports.pdf_fonts import MissingGlyphError, clean, load_fonts, missing_glyphs
from tests.reports.builders import FONTS, a_paragraph, a_report, a_table, flat, pages_of, printed


def test_a_character_without_glyph_is_named_with_its_place_and_nothing_is_printed() -> None:
    report = a_report(a_table(["甲", "分管领导丁𪚥签字"]))
    with pytest.raises(MissingGlyphError) as caught:
        printed(report)
    assert "“𪚥”（U+2A6A5，见一、正文“分管领导丁𪚥签字”）" in str(caught.value)
    assert isinstance(caught.value, ExportError)


def test_tick_boxes_of_users_are_named_too_since_no_font_has_them() -> None:
    (missing,) = missing_glyphs(a_report(a_paragraph("同意☑")), load_fonts(FONTS))
    assert missing.char == "☑"


def test_every_character_is_named_once_for_each_section() -> None:
    report = a_report(a_paragraph("𪚥𪚥"), a_paragraph("𪚥"))
    assert len(missing_glyphs(report, load_fonts(FONTS))) == 1


@pytest.mark.parametrize("rare", ["𬭊", "㛃", "䶮", "𫟹"])
def test_rare_characters_of_names_are_extracted_as_they_are(rare: str) -> None:
    (page,) = pages_of(printed(a_report(a_paragraph(f"校长{rare}某"))))
    assert f"校长{rare}某" in page


def test_control_and_invisible_characters_are_left_out() -> None:
    assert clean("甲\x00乙\x1b[31m\u200b丙\ufeff\u202e") == "甲乙[31m丙"


def test_tabs_and_odd_spaces_are_spaces_and_separators_line_ends() -> None:
    assert clean("甲\t乙\u2009丙\u2028丁\r\n戊") == "甲 乙 丙\n丁\n戊"


@pytest.mark.parametrize("text", ["a<b", "<b>粗", "A&B公司", "</para>", "&lt;", "{x} %s", "1 < 2 & 3 > 2"])
def test_text_of_users_is_printed_literally(text: str) -> None:
    (page,) = pages_of(printed(a_report(a_paragraph(f"起{text}止"), a_table([text]))))
    assert flat(page).count(flat(text)) == 2


def test_missing_fonts_are_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="字体文件缺失或损坏"):
        printed(a_report(), tmp_path)
