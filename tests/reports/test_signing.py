"""Lines to be signed: what is known stands on them, whatever its length, and nothing of it is lost."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.reports.build import build_report
from app.reports.pdf_fonts import load_fonts
from app.reports.pdf_signing import SignatureBox, signature_box
from app.reports.pdf_style import HEIGHT, SIGN_LINE
from app.reports.report import SignatureLines
from tests.reports.builders import FONTS, a_report, flat, pages_of, printed

SHORT = (("填表人", "李晓岚"), ("日期", "2026 年 11 月 26 日"))


def a_meeting(length: int) -> SignatureLines:
    text = "".join(f"第{number}项议题，" for number in range(length))
    return SignatureLines((SHORT, (("审议会议", text),)))


def box_of(length: int) -> SignatureBox:
    return signature_box(a_meeting(length), load_fonts(FONTS))


def test_a_long_entry_is_set_smaller_and_the_others_stay() -> None:
    names, meeting = box_of(80).rows
    assert {entry.leading for entry in names} == {SIGN_LINE.leading}
    assert meeting[0].leading < SIGN_LINE.leading
    assert box_of(80).height < HEIGHT / 2


@pytest.mark.parametrize("length", [1, 80, 400, 1500])
def test_an_entry_of_any_length_is_printed_whole(length: int) -> None:
    pages = pages_of(printed(a_report(a_meeting(length), draft=False)))
    assert len(pages) > 1 or length < 400
    text = "".join(flat(page) for page in pages)
    assert all(f"第{number}项议题" in text for number in (0, length // 2, length - 1))
    assert sum(text.count(f"第{number}项") for number in range(length)) >= length


def first_pages(assessment: Assessment, rulebook: Rulebook) -> str:
    evaluation = evaluate(rulebook, assessment, date(2026, 11, 21))
    report = build_report(rulebook, assessment, evaluation, conclude(evaluation, rulebook))
    return "".join(flat(page) for page in pages_of(printed(report))[:2])


def test_dates_copied_from_last_year_are_left_to_be_written(
    shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    copied = {
        fact: replace(answer, confirmed=not fact.startswith("filing."))
        for fact, answer in signed.answers.items()
    }
    assert "2026年11月27日" in first_pages(signed, shipped_rulebook)
    assert "2026年11月27日" not in first_pages(replace(signed, answers=copied), shipped_rulebook)


def test_what_fits_a_page_is_never_parted() -> None:
    assert box_of(80).cut(200.0) is None
    assert box_of(1500).cut(10.0) is None
