"""The right panel: what each card says, that it changes in its place, and that its links lead somewhere."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.verdict import Status
from app.services.feeds import Feeds
from app.ui.navigation import Navigation
from app.ui.session_model import SessionModel
from app.ui.theme import Theme
from app.ui.verdict_card import Mode, VerdictCard
from app.ui.verdict_lookup import VerdictLookup
from app.ui.verdict_panel import MOST_CARDS, VerdictPanel
from app.ui.verdict_texts import (
    explanation,
    force_words,
    formula,
    gap_text,
    is_area,
    look,
    other_line,
    required_words,
    row_end,
)
from tests.ui.hands import colours_of

NBSP = "\u00a0"


def facts_of(model: SessionModel, form: str) -> list[str]:
    forms = model.session.rulebook.forms
    return [fact.id for item in forms if item.id == form for page in item.pages for fact in page.facts]


@pytest.fixture
def lookup(model: SessionModel) -> VerdictLookup:
    return VerdictLookup(model.session, Feeds(model.session.rulebook))


@pytest.fixture
def panel(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> Iterator[VerdictPanel]:
    widget = VerdictPanel(model, navigation)
    qtbot.addWidget(widget)
    widget.resize(376, 660)
    widget.show()
    yield widget


def enter(panel: VerdictPanel, model: SessionModel, form: str, focused: str | None = None) -> None:
    panel.show_facts(facts_of(model, form), focused)
    panel.finish()
    QApplication.processEvents()


def opened(panel: VerdictPanel, indicator: str) -> VerdictCard:
    card = panel.card(indicator)
    assert card is not None
    card.set_mode(max(card.mode, Mode.OPEN))
    return card


def said(lookup: VerdictLookup, indicator: str) -> str:
    verdict = lookup.verdicts[indicator]
    return str(formula(verdict, lookup.indicator(verdict), lookup.sheet)).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("YZ-双师", "25 ÷ 42 = 59.52 %　要求 ≥ 70 %"),
        ("DB-专任教师", "本校 72 人　要求 ≥ 60 人"),
        ("DB-师生比", "1,480 ÷ 72 = 1 : 20.56　要求 每师 ≤ 20 生"),
        ("SZ-报刊", "？　要求 ≥ 80 种"),
        ("SZ-计算机", "236 ÷ 1,480 = 15.95　要求 〔≥ 15〕"),
        ("SZ-占地", "要求 ≥ 40,000 ㎡"),
        ("SZ-教师学历", "70 ÷ 72 = 97.22 %"),
        ("SZ-章程", "本校 是　要求 是"),
        ("SX-报酬", "本校 82.00 %　要求 ≥ 80 %"),
        ("YZ-设置标准", "所含 26 项：达标 15，未达标 1，待填 1，无法判定 9　要求 全部达标"),
    ],
)
def test_the_formula_has_the_numbers_put_in(lookup: VerdictLookup, indicator: str, text: str) -> None:
    assert said(lookup, indicator) == text


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("DB-生均图书", "余量：学历教育在校生数再增加 61 名即不达标"),
        ("YZ-培训", "恰好达标，学历教育在校生数再增加 1 名即不达标"),
        ("SZ-计算机", "该数值尚未见原文，不作判定"),
        ("SX-报酬", "余量：岗位实习报酬与岗位工资之比（最低的岗位）最多可减少 2 个百分点，再多即达不到目标"),
        ("ZJ-资助提取", "余量：提取的资助经费减至 0 元即不达标"),
        ("SZ-占地", "不适用：适用于建校年份不早于2010年，本校为1985年"),
        ("YZ-创新团队", "区县目标，只报送本校贡献，不判定本校达标与否"),
        ("YZ-经费-总量", "区县承担的事项，本校数据仅供了解"),
        ("SZ-教师学历", "参考事项，只列示，不判定"),
    ],
)
def test_a_row_that_is_not_missed_says_its_margin_or_why_it_is_not_judged(
    lookup: VerdictLookup, indicator: str, text: str
) -> None:
    assert explanation(lookup.verdicts[indicator]) == text


def test_links_of_two_cards_are_told_apart_by_their_names(panel: VerdictPanel, model: SessionModel) -> None:
    enter(panel, model, "equipment")
    panel._on_all()
    names = [
        part.accessibleName()
        for part in panel.findChildren(QLabel)
        if part.isVisible() and part.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert len(names) > 1 and len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("title", "required", "words"),
    [
        ("教职工与学生之比", "≤5", "每名教职工 ≤ 5 生"),
        ("师生比（技工学校）", "〔≤20〕", "〔每师 ≤ 20 生〕"),
        ("教职工配备标准", "〔数值未见〕", "〔数值未见〕"),
        ("教职工阅览座位占教职工比例", "≥20%", "≥ 20 %"),
    ],
)
def test_pupils_per_teacher_are_required_in_words(
    lookup: VerdictLookup, title: str, required: str, words: str
) -> None:
    verdict = replace(lookup.verdicts["DB-师生比"], title=title, required=required)
    assert required_words(verdict).replace(NBSP, " ") == words


def test_a_gap_says_what_is_lacking_and_then_numbers_the_ways(lookup: VerdictLookup) -> None:
    gap = gap_text(lookup.verdicts["YZ-双师"], lookup.sheet)
    assert gap.head == "还差 5 名双师型教师（现 25 名，需 30 名）"
    assert [way[0] for way in gap.ways] == ["①", "②"]
    assert gap.ways[0].endswith("；或") and not gap.ways[1].endswith("；或")


def test_a_way_that_the_gap_told_already_is_said_in_short(lookup: VerdictLookup) -> None:
    gap = gap_text(lookup.verdicts["DB-生均校舍"], lookup.sheet)
    assert gap.head == "计入达标的校舍建筑面积还差 520 ㎡（现 29,080 ㎡，需 29,600 ㎡）"
    assert gap.ways == ("① 补足 520 ㎡；或", "② 学历教育在校生不超过 1,454 名（减少 26 名）")


def test_a_task_that_is_not_done_says_where_it_is_reported_as_done(lookup: VerdictLookup) -> None:
    undone = [v for v in lookup.verdicts.values() if v.task and v.status is Status.MISSED and not v.reason]
    assert undone
    for verdict in undone:
        assert gap_text(verdict, lookup.sheet).head == "完成后在“任务清单”中改为“已完成”。"


def test_a_district_rate_is_named_as_such_with_its_inferred_deadline(lookup: VerdictLookup) -> None:
    assert force_words(lookup.verdicts["YZ-双师"]) == (
        "预期性",
        "区域口径，本校对照 · 期限 2025-12-31（已过，推定）",
    )


def test_other_documents_on_the_same_topic_are_told_with_their_verdicts(lookup: VerdictLookup) -> None:
    others = lookup.others(lookup.verdicts["YZ-双师"])
    lines = [other_line(other, lookup.standard(other)).replace(NBSP, " ") for other in others]
    assert "教职成〔2010〕12号 第七条：≥ 30 %，达标" in lines
    assert {other.indicator for other in others} == {"SZ-双师", "RD-政策水平"}


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("DB-生均校舍", "还差 520 ㎡"),
        ("DB-生均用地", "余量 9 名"),
        ("SZ-报刊", "缺 1 项"),
        ("YZ-培训", "恰好达标"),
        ("SX-报酬", "余量 2 个百分点"),
        ("ZJ-资助提取", "余量 18.6 万元"),
    ],
)
def test_a_row_ends_in_a_few_words(lookup: VerdictLookup, indicator: str, text: str) -> None:
    assert row_end(lookup.verdicts[indicator], lookup.sheet) == text


def test_every_row_of_the_sample_can_be_shown_with_its_trace(
    panel: VerdictPanel, lookup: VerdictLookup, model: SessionModel
) -> None:
    for form in model.session.rulebook.forms:
        enter(panel, model, form.id)
        assert len(panel.cards) <= MOST_CARDS
        for card in panel.cards:
            card.set_mode(Mode.TRACE)
            assert card.body is not None and card.body.chip.word and card.body.source.text
            assert "《" in card.body.trace.text()


def test_a_trace_says_which_counting_was_used_and_what_another_would_give(
    panel: VerdictPanel, model: SessionModel
) -> None:
    enter(panel, model, "campus")
    card = opened(panel, "DB-生均校舍")
    card.set_mode(Mode.TRACE)
    assert card.body is not None
    told = flat(card.body.trace.text())
    assert "所用口径：计入达标的校舍建筑面积" in told
    assert "30,612−1,532=29,080㎡" in told
    assert "按统计报表数，不扣除：20.68㎡，则为达标" in told
    assert "另加独立使用的非学校产权校舍：19.65㎡，仍为未达标" in told
    assert "指标释义未读到，本程序不自动计入" in told


def test_a_trace_follows_a_fact_that_only_another_counting_names(
    panel: VerdictPanel, model: SessionModel
) -> None:
    enter(panel, model, "campus")
    card = opened(panel, "DB-生均校舍")
    card.set_mode(Mode.TRACE)
    model.type_text("campus.building_independent_use", "1000")
    assert card.body is not None
    assert "另加独立使用的非学校产权校舍：20.32㎡，则为达标" in flat(card.body.trace.text())


def flat(html: str) -> str:
    return "".join(re.sub("<[^>]+>", "", html).replace("&nbsp;", "").split())


def test_what_the_focused_fact_feeds_stands_first_then_what_is_missed(
    panel: VerdictPanel, model: SessionModel
) -> None:
    enter(panel, model, "teachers", "teachers.senior")
    order = [card.verdict.indicator for card in panel.cards if card.verdict]
    assert order[0] == "SZ-高级职务"
    assert panel.cards[0].mode is Mode.OPEN
    assert {card.verdict.status for card in panel.cards[1:3] if card.verdict} == {Status.MISSED}
    assert panel.cards[-1].mode is Mode.ROW


def test_a_verdict_turns_in_the_same_card_in_its_place_and_is_marked_until_the_next_key(
    panel: VerdictPanel, model: SessionModel, qtbot: QtBot
) -> None:
    enter(panel, model, "teachers", "teachers.dual_qualified")
    card, place = panel.cards[0], list(panel.cards)
    assert card.verdict is not None and card.verdict.indicator == "YZ-双师"
    model.type_text("teachers.dual_qualified", "30")
    assert card.verdict.status is Status.MET and panel.cards == place
    assert card.chip is not None and card.chip.word == "达到目标" and card.chip.marked
    assert card.body is not None and not card.body.lack.shown
    QApplication.processEvents()
    qtbot.keyClick(panel, Qt.Key.Key_F1)
    assert not card.chip.marked


def test_a_word_from_an_input_method_takes_the_mark_away_too(
    panel: VerdictPanel, model: SessionModel, qtbot: QtBot
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    enter(panel, model, "teachers", "teachers.dual_qualified")
    model.type_text("teachers.dual_qualified", "30")
    qtbot.waitUntil(lambda: panel.cards[0].chip is not None and panel.cards[0].chip.marked)
    QApplication.processEvents()
    event = QInputMethodEvent()
    event.setCommitString("学校")
    QApplication.sendEvent(field, event)
    assert panel.cards[0].chip is not None and not panel.cards[0].chip.marked


def test_a_card_that_nothing_changed_is_not_touched(panel: VerdictPanel, model: SessionModel) -> None:
    enter(panel, model, "teachers", "teachers.dual_qualified")
    card = opened(panel, "SZ-高级职务")
    former = card.verdict
    model.type_text("teachers.dual_qualified", "26")
    panel.refresh()
    assert card.verdict is former


def test_cards_out_of_sight_follow_a_moment_later(
    panel: VerdictPanel, model: SessionModel, qtbot: QtBot
) -> None:
    enter(panel, model, "students", "students.enrolled")
    last = panel.card("SZ-计算机")
    assert last is not None and last.visibleRegion().isEmpty()
    model.type_text("students.enrolled", "1500")
    qtbot.waitUntil(lambda: last.verdict is not None and last.verdict.value == "15.73")


def test_a_card_that_says_more_pushes_the_next_one_down(panel: VerdictPanel, model: SessionModel) -> None:
    enter(panel, model, "teachers", "teachers.dual_qualified")
    first, second = panel.cards[:2]
    former = first.height()
    model.type_text("teachers.dual_qualified", "30")
    QApplication.processEvents()
    assert first.height() < former and second.y() == first.geometry().bottom() + 1
    model.undo_stack.undo()
    QApplication.processEvents()
    assert first.height() == former and second.y() == first.geometry().bottom() + 1


def test_cards_are_reused_from_page_to_page(panel: VerdictPanel, model: SessionModel) -> None:
    enter(panel, model, "teachers")
    former = set(panel.cards)
    enter(panel, model, "campus")
    assert set(panel.cards) <= former


def test_the_head_counts_the_rows_of_the_page(panel: VerdictPanel, model: SessionModel) -> None:
    enter(panel, model, "teachers")
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert len(panel.cards) == 21
    assert "本页 18 项指标，区域口径 3 项" in texts
    own = [card.verdict for card in panel.cards if card.verdict is not None and not is_area(card.verdict)]
    missed = sum(verdict.status is Status.MISSED for verdict in own)
    assert panel.head.count_words()[Status.MISSED] == f"未达标 {missed}"


def test_the_head_says_what_decides_which_documents_apply_until_it_is_decided(
    panel: VerdictPanel, model: SessionModel
) -> None:
    enter(panel, model, "school")
    assert panel.head.undecided == ""
    for fact in ("school.district", "school.kind"):
        model.type_text(fact, "")
    said = panel.head.undecided
    assert re.match("[0-9]+ 份文件是否适用尚未确定。先填写或确认所在区县、学校类别，", said)
    model.type_text("school.kind", "职业高中")
    assert "所在区县，" in panel.head.undecided and "学校类别" not in panel.head.undecided
    model.type_text("school.district", "渝中区")
    assert panel.head.undecided == ""


def test_a_missing_fact_is_a_link_to_its_field(
    panel: VerdictPanel, model: SessionModel, navigation: Navigation, qtbot: QtBot
) -> None:
    enter(panel, model, "equipment")
    card = opened(panel, "SZ-报刊")
    assert card.body is not None and "报刊种类" in card.body.missing.text()
    with qtbot.waitSignal(navigation.fact_wanted) as wanted:
        card.body.missing.linkActivated.emit("fact:library.periodicals")
    assert wanted.args == ["library.periodicals"]


def test_a_member_of_a_composite_is_a_link_to_its_verdict(
    panel: VerdictPanel, model: SessionModel, navigation: Navigation, qtbot: QtBot
) -> None:
    enter(panel, model, "campus")
    card = opened(panel, "YZ-设置标准")
    card.set_mode(Mode.TRACE)
    assert card.body is not None and "row:SZ-生均校舍" in card.body.trace.text()
    with qtbot.waitSignal(navigation.verdict_wanted) as wanted:
        card.body.trace.linkActivated.emit("row:SZ-生均校舍")
    assert wanted.args == ["SZ-生均校舍"]


def test_enter_opens_a_row_then_its_trace_and_escape_closes_it(
    panel: VerdictPanel, model: SessionModel, qtbot: QtBot
) -> None:
    enter(panel, model, "teachers")
    card = panel.cards[-1]
    assert card.mode is Mode.ROW
    for key, mode in (
        (Qt.Key.Key_Return, Mode.OPEN),
        (Qt.Key.Key_Return, Mode.TRACE),
        (Qt.Key.Key_Escape, Mode.OPEN),
        (Qt.Key.Key_Escape, Mode.ROW),
    ):
        qtbot.keyClick(card, key)
        assert card.mode is mode


def test_a_click_opens_a_row_and_it_stays_open_when_another_field_is_entered(
    panel: VerdictPanel, model: SessionModel, qtbot: QtBot
) -> None:
    enter(panel, model, "teachers", "teachers.dual_qualified")
    card = panel.card("SZ-专业中级教师") or panel.cards[-1]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert card.mode is Mode.OPEN
    panel.show_facts(facts_of(model, "teachers"), "teachers.senior")
    panel.finish()
    assert card.mode is Mode.OPEN


def test_reveal_opens_a_card_of_the_page_and_any_other(
    panel: VerdictPanel, model: SessionModel, qtbot: QtBot
) -> None:
    enter(panel, model, "teachers")
    panel.reveal("SZ-高级职务")
    card = panel.card("SZ-高级职务")
    assert card is not None and card.mode is Mode.OPEN
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
    panel.reveal("SZ-跑道")
    assert [card.verdict.indicator for card in panel.cards if card.verdict] == ["SZ-跑道"]


def test_a_row_that_comes_into_force_appears(panel: VerdictPanel, model: SessionModel) -> None:
    enter(panel, model, "teachers")
    assert panel.card("YZ-双师") is not None
    model.type_text("school.district", "北碚区")
    panel.refresh()
    assert panel.card("YZ-双师") is None
    model.undo_stack.undo()
    panel.refresh()
    assert panel.card("YZ-双师") is not None


def test_a_page_that_feeds_nothing_says_so(panel: VerdictPanel) -> None:
    panel.show_facts(["filing.phone"])
    assert panel.cards == []
    assert any("不直接用于判定" in label.text() and label.isVisible() for label in panel.findChildren(QLabel))


def test_everything_that_takes_the_keyboard_has_a_name(panel: VerdictPanel, model: SessionModel) -> None:
    enter(panel, model, "campus", "campus.land")
    for card in panel.cards:
        card.set_mode(Mode.TRACE)
    reached = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible() and (isinstance(widget, QAbstractButton | VerdictCard) or _takes_keys(widget))
    ]
    assert reached and all(widget.accessibleName() for widget in reached)


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def test_colours_follow_the_theme(panel: VerdictPanel, model: SessionModel, app_theme: Theme) -> None:
    enter(panel, model, "teachers", "teachers.dual_qualified")
    body = panel.cards[0].body
    assert body is not None
    for dark in (False, True):
        app_theme.set_dark(dark)
        formula_line = body.grab(body.place_of(body.formula)).toImage()
        assert app_theme.colour("missed.text").name() in colours_of(formula_line)


def test_a_screen_reader_hears_all_that_an_open_card_says(panel: VerdictPanel, model: SessionModel) -> None:
    enter(panel, model, "teachers", "teachers.dual_qualified")
    said = panel.cards[0].accessibleDescription().replace(NBSP, " ")
    for text in ("25 ÷ 42 = 59.52 %", "还差 5 名双师型教师", "②", "同项：教职成〔2010〕12号", "附件18"):
        assert text in said
    panel.cards[0].set_mode(Mode.ROW)
    assert panel.cards[0].accessibleDescription() == ""


def test_a_card_that_waits_to_be_filled_is_left_when_its_document_no_longer_applies(
    model: SessionModel, navigation: Navigation
) -> None:
    panel = VerdictPanel(model, navigation)
    panel.show_facts(["teachers.dual_qualified", "teachers.specialist", "teachers.full_time"], None)
    panel._waiting = [*panel._waiting, "JD-占地-技师"]
    panel.finish()
    assert panel._waiting == []


@pytest.mark.parametrize(("word", "expected"), [("部分完成", "unanswered"), ("未完成", "missed")])
def test_what_is_partly_done_is_amber_wherever_it_is_shown(word: str, expected: str) -> None:
    assert look(Status.MISSED, word) == expected
