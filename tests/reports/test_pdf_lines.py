"""The line breaker: 避头尾, whole words and figures, nothing lost, nothing outside the frame."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.pdf_clusters import CANNOT_END, CANNOT_START
from app.reports.pdf_fonts import load_fonts
from app.reports.pdf_lines import Line, Run, break_lines, chunk_width, natural_width
from app.reports.pdf_style import SERIF, SERIF_BOLD
from tests.reports.builders import FONTS

SIZE = 10.0
_WORDS = st.sampled_from(
    [
        *"学校教师专业课程建筑面积仪器设备图书在校生毕业就业达标判定依据来源",
        "，",
        "。",
        "；",
        "（一般类）",
        "《设置标准》",
        "“双师型”",
        "〔2010〕12号",
        "1,480 名",
        "62.86 %",
        "≥ 70 %",
        "33.20㎡",
        "2026-11-21",
        "GB/T",
        " ",
        "……",
    ]
)
_TEXTS = st.lists(_WORDS, max_size=80).map("".join)
_ANY = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")),
        st.sampled_from("，。（）《》“”、；：… —年%≥１２３abc123\u3000\u00a0𬭊"),
    ),
    max_size=60,
)


def lines_of(text: str, width: float, *, indent: float = 0, justify: bool = False) -> list[Line]:
    return break_lines([Run(text, SERIF, SIZE, "#000000")], load_fonts(FONTS), width, indent, justify)


def texts_of(text: str, width: float) -> list[str]:
    return [line.text for line in lines_of(text, width)]


def test_a_line_never_begins_with_a_closing_mark() -> None:
    assert texts_of("一二三四五，六七八九十。", 5 * SIZE) == ["一二三四", "五，六七八", "九十。"]


def test_a_line_never_ends_with_an_opening_mark() -> None:
    assert texts_of("一二三四（五六七八）九", 5 * SIZE) == ["一二三四", "（五六七", "八）九"]


@pytest.mark.parametrize(
    "whole",
    [
        "1,480 名",
        "62.86 %",
        "70%",
        "≥ 70 %",
        "2026 年",
        "33.20㎡",
        "GB/T",
        "dual-qualified",
        "〔2010〕12号",
        "第 3 页",
        "第七条",
        "二（九）",
        "附件12",
        "393.2万元",
        "1,240 人次",
        "……",
        "——",
        "2026-11-21",
    ],
)
def test_figures_words_and_clauses_stay_whole(whole: str) -> None:
    for before in range(9):
        lines = texts_of("字" * before + whole + "字" * 9, 9 * SIZE)
        assert any(whole in line for line in lines), lines


def test_a_word_longer_than_the_line_is_torn_inside_the_frame() -> None:
    lines = lines_of("x" * 500, 100)
    assert "".join(line.text for line in lines) == "x" * 500
    assert all(line.width <= 100.01 for line in lines)


def test_a_line_end_in_the_text_begins_a_new_paragraph_with_its_indent() -> None:
    first, second = lines_of("甲乙\n丙丁", 200, indent=20)
    assert [first.text, second.text] == ["甲乙", "丙丁"]
    assert first.pieces[0].x == second.pieces[0].x == 20


def test_neighbouring_marks_share_the_white_between_them() -> None:
    fonts = load_fonts(FONTS)
    apart = natural_width([Run("》字（", SERIF, SIZE, "#000000")], fonts)
    together = natural_width([Run("字》（", SERIF, SIZE, "#000000")], fonts)
    assert apart - together == pytest.approx(SIZE / 2)


def test_justified_lines_fill_the_frame_and_the_last_one_does_not() -> None:
    text = "截至 2026 年 11 月 27 日，适用本校的标准 9 件、指标 63 项，可判定 47 项，其中达标 42 项，未达标 5 项。"
    *full, last = lines_of(text, 160, indent=20, justify=True)
    assert len(full) > 2
    assert all(line.width == pytest.approx(160, abs=0.01) for line in full)
    assert last.width < 160


def test_bold_and_plain_pieces_keep_their_face() -> None:
    runs = [Run("目前", SERIF, SIZE, "#000000"), Run("不能认定", SERIF_BOLD, SIZE, "#000000")]
    (line,) = break_lines(runs, load_fonts(FONTS), 200)
    assert [(piece.text, piece.face) for piece in line.pieces] == [("目前", SERIF), ("不能认定", SERIF_BOLD)]


def test_a_character_that_a_face_lacks_is_taken_from_another() -> None:
    fonts = load_fonts(FONTS)
    lacking = next(c for c in map(chr, range(0x21, 0xFFFF)) if not fonts.has(c, SERIF) and fonts.covers(c))
    (line,) = break_lines([Run(f"字{lacking}", SERIF, SIZE, "#000000")], fonts, 200)
    assert line.pieces[-1].face != SERIF


def test_an_empty_text_is_one_empty_line() -> None:
    assert [line.text for line in lines_of("", 100)] == [""]


@given(_TEXTS, st.floats(9 * SIZE, 60 * SIZE))
def test_every_line_of_ordinary_text_obeys_the_rules(text: str, width: float) -> None:
    run = [Run(text, SERIF, SIZE, "#000000")]
    whole = chunk_width(run, load_fonts(FONTS)) <= width
    lines = lines_of(text, width, justify=True)
    for line, following in itertools.pairwise(lines):
        if whole:
            assert following.text[0] not in CANNOT_START
            assert line.text[-1] not in CANNOT_END
    assert all(line.width <= width + 0.01 for line in lines)


@given(_ANY, st.floats(2 * SIZE, 40 * SIZE), st.booleans())
def test_nothing_is_lost_and_nothing_hangs_outside(text: str, width: float, justify: bool) -> None:
    lines = lines_of(text, width, justify=justify)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(line.width <= width + 0.01 for line in lines if len(line.text) > 1)
    for line in lines:
        for piece, following in zip(line.pieces, line.pieces[1:], strict=False):
            assert piece.x <= following.x
