"""Packs and confirmed values of one's own are printed, with who added or read what, and when."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.confirming import Confirmed, with_confirmed
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.domain.standard import Addition, Confirmation, SourceState
from app.reports.build import build_report
from app.reports.excel import workbook_bytes
from app.reports.listing import standard_lines, standards_lines
from tests.builders import TODAY, assessment, dated, indicator, ratio, rulebook, standard
from tests.reports.builders import flat, pages_of, printed
from tests.reports.test_excel import sheet_of

SAID = Confirmation(
    "local-row", date(2020, 1, 1), "2", "示例〔2020〕1号第一条，区教委存原件", "李老师", TODAY
)
LOCAL = "本地增补，由区教委职成科于 2026-11-20 加入"
SEEN = "示例〔2020〕1号第一条，区教委存原件；李老师确认（程序所载：3，待核实）"


def book(confirmed: bool = True) -> Rulebook:
    stated = replace(dated(3, state=SourceState.RECALLED), text="3")
    row = replace(indicator(ratio("students", "teachers")), id="local-row", values=(stated,))
    pack = standard(row, name="local-pack")
    pack = replace(pack, added=Addition("区教委职成科", date(2026, 11, 20)))
    if not confirmed:
        return rulebook(pack)
    pack = with_confirmed(pack, [Confirmed(SAID, (stated.amounts[0] - 1,), ())])
    return replace(rulebook(pack), confirmations=(SAID,))


@pytest.fixture
def school() -> Assessment:
    return assessment({"students": 250, "teachers": 100})


def test_the_report_names_who_confirmed_and_who_added(school: Assessment) -> None:
    evaluation = evaluate(book(), school, TODAY)
    report = build_report(book(), school, evaluation, conclude(evaluation, book()))
    text = flat("".join(pages_of(printed(report))))
    assert flat(LOCAL) in text
    assert flat(SEEN) in text
    assert flat("本校已确认：由署名的人核对原文后确认，据以判定。") in text


def test_the_report_of_others_says_nothing_of_it(school: Assessment) -> None:
    evaluation = evaluate(book(confirmed=False), school, TODAY)
    report = build_report(book(False), school, evaluation, conclude(evaluation, book(False)))
    assert "由署名的人" not in flat("".join(pages_of(printed(report))))


def test_the_sheet_has_them_in_columns_of_their_own(school: Assessment) -> None:
    evaluation = evaluate(book(), school, TODAY)
    content = workbook_bytes(book(), school, evaluation, conclude(evaluation, book()))
    (source,) = sheet_of(content, "来源")
    assert source["核对情况"] == "本校已确认"
    assert source["见于"] == SEEN
    assert (source["确认人"], source["程序所载"], source["增补"]) == ("李老师", "程序所载：3，待核实", LOCAL)
    (document,) = sheet_of(content, "适用文件")
    assert document["增补"] == LOCAL


def test_the_lists_of_the_terminal_say_it_too() -> None:
    packs = list(book().standards.values())
    assert next(standards_lines(packs)).endswith("；本地增补）")
    lines = "\n".join(standard_lines(packs[0]))
    assert LOCAL in lines and f"2020-01-01 起　2　本校已确认：{SEEN}" in lines
