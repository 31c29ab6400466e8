"""The overview: its figures are the conclusion's, its tables are filtered, and every row leads somewhere."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.conclusion import Conclusion
from app.domain.verdict import Status
from app.services.feeds import Feeds
from app.ui.navigation import Navigation
from app.ui.pages.overview_page import OverviewPage
from app.ui.pages.overview_rows import ALL, MISSED, RequirementRow, requirement_groups
from app.ui.session_model import SessionModel
from app.ui.tables.view import TableView
from app.ui.theme import Theme, theme
from app.ui.verdict_lookup import VerdictLookup


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> Iterator[OverviewPage]:
    widget = OverviewPage(model, navigation)
    qtbot.addWidget(widget)
    widget.resize(1366, 664)
    widget.show()
    widget.on_shown()
    QApplication.processEvents()
    yield widget


@pytest.fixture
def conclusion(model: SessionModel) -> Conclusion:
    return model.session.conclusion()


def rows_of(page: OverviewPage) -> list[RequirementRow]:
    return [row for row in page.requirements.table.rows() if isinstance(row, RequirementRow)]


def choose_document(page: OverviewPage, name: str) -> None:
    page.document.setCurrentIndex(page.document.findData(name))


def test_the_six_figures_are_the_conclusions(page: OverviewPage, conclusion: Conclusion) -> None:
    counted = Counter[Status]()
    for count in conclusion.counts:
        counted.update(dict(count.rows))
    assert {status: box.count for status, box in page.conclusion.counts.items()} == {
        status: counted[status] for status in page.conclusion.counts
    }


def test_what_is_missed_has_one_count_and_what_stands_apart_is_said(
    page: OverviewPage, conclusion: Conclusion, qtbot: QtBot
) -> None:
    missed = conclusion.of(Status.MISSED)
    assert page.conclusion.counts[Status.MISSED].count == missed == 5
    assert page.filter.button(MISSED).text() == "只看未达标 5"
    qtbot.mouseClick(page.filter.button(MISSED), Qt.MouseButton.LeftButton)
    assert len(rows_of(page)) == missed
    assert "指标 140 项（区域口径另计 5 项），已判定 68 项" in page.conclusion.opening
    assert "指标 140 项（区域口径另计 5 项），已判定 68 项，达标 63 项" in page.total


def test_a_document_of_which_it_is_not_known_whether_it_applies_is_counted_apart(
    page: OverviewPage, model: SessionModel
) -> None:
    applying = page.conclusion.opening.split("，")[1]
    assert applying == "适用本校的文件 13 件" and "合计　适用 13 件；" in page.total
    model.type_text("school.honours", "")
    assert "适用本校的文件 13 件，尚不能确定是否适用的 1 件，" in page.conclusion.opening
    assert "合计　适用 13 件，待定 1 件；" in page.total
    texts = [page.documents.table.words(row, 0) for row in page.documents.table.rows()]
    assert ["提质培优" in text for text in texts if text.endswith("待定")] == [True]


def test_how_a_document_of_the_schools_district_is_added_is_said_at_the_window(
    page: OverviewPage, model: SessionModel
) -> None:
    model.type_text("school.district", "万州区")
    last = page.conclusion.text.splitlines()[-1]
    assert "本程序没有收录万州区的文件。" in last and last.endswith("可在“标准”页用“增加标准…”加入。")


def test_the_sentences_stand_there_whole(page: OverviewPage, conclusion: Conclusion) -> None:
    for sentence, line in zip(conclusion.sentences, page.conclusion.text.splitlines(), strict=True):
        assert line.startswith(sentence.title) and line.endswith(sentence.emphasis)


def test_the_nine_conditions_stand_in_their_order(page: OverviewPage) -> None:
    assert [cell.text() for cell in page.conditions.cells][:4] == [
        "校园占地面积",
        "生均用地面积",
        "校舍建筑面积",
        "生均校舍建筑面积",
    ]
    assert len(page.conditions.cells) == 9
    assert "未达标" in page.conditions.cells[3].accessibleName()


def test_a_condition_leads_to_its_fact(page: OverviewPage, navigation: Navigation, qtbot: QtBot) -> None:
    with qtbot.waitSignal(navigation.fact_wanted) as wanted:
        page.conditions.cells[3].click()
    assert wanted.args == ["campus.building"]


def test_what_is_missed_stands_first_and_then_the_smallest_margin(page: OverviewPage) -> None:
    own = page.requirements.table.groups[0].rows
    statuses = [row.status for row in own]
    assert statuses == sorted(statuses, key=[Status.MISSED, Status.UNANSWERED, Status.MET].index)
    met = [row.key for row in own if row.status is Status.MET]
    assert max(met.index(name) for name in ("YZ-培训", "SZ-专业中级教师")) < met.index("DB-生均用地")
    assert met.index("DB-生均用地") < met.index("DB-生均图书") < met.index("SZ-跑道")


def test_of_equal_requirements_one_row_is_listed_and_says_how_many_documents(page: OverviewPage) -> None:
    titles = [row.title for row in rows_of(page) if row.title == "生均校舍建筑面积"]
    assert titles == ["生均校舍建筑面积"]
    (row,) = [row for row in rows_of(page) if row.key == "DB-生均校舍"]
    assert row.source == "教职成〔2022〕5号 附件1 指标4 等 2 件"
    assert (row.value.replace("\u00a0", " "), row.end) == ("19.65 ㎡", "还差 520 ㎡")


def test_area_rates_stand_apart_and_outside_the_conclusion(page: OverviewPage) -> None:
    (area,) = [group for group in page.requirements.table.groups if group.key == "area"]
    assert {row.key for row in area.rows} == {"YZ-双师", "YZ-升学", "YZ-匹配", "PX-双岗"}
    assert area.title.startswith("区域口径，本校对照") and area.note == "不计入达标结论"
    assert area.rows[0].word == "未达到目标"


def test_only_what_is_missed_is_shown_when_asked(page: OverviewPage, qtbot: QtBot) -> None:
    every = len(rows_of(page))
    qtbot.mouseClick(page.filter.button(MISSED), Qt.MouseButton.LeftButton)
    assert {row.status for row in rows_of(page)} == {Status.MISSED}
    assert page.filter.button(MISSED).text() == f"只看未达标 {len(rows_of(page))}"
    assert [group.key for group in page.requirements.table.groups] == ["own"]
    assert {row.clause for row in rows_of(page) if row.title == "生均校舍建筑面积"} == {
        "附件1 指标4",
        "第八条",
    }
    qtbot.mouseClick(page.filter.button(ALL), Qt.MouseButton.LeftButton)
    assert len(rows_of(page)) == every


def test_one_document_shows_every_row_of_it(page: OverviewPage, conclusion: Conclusion) -> None:
    for count in conclusion.counts:
        choose_document(page, count.standard)
        assert len(rows_of(page)) == count.total + count.area_total


def test_enter_on_a_document_shows_its_rows(page: OverviewPage, qtbot: QtBot) -> None:
    page.documents.set_current("establishment-2010")
    qtbot.keyClick(page.documents, Qt.Key.Key_Return)
    assert page.document.currentData() == "establishment-2010"
    assert all(row.key.startswith("SZ-") for row in rows_of(page))


def test_enter_on_a_row_leads_to_its_fact(page: OverviewPage, navigation: Navigation, qtbot: QtBot) -> None:
    page.requirements.set_current("SZ-报刊")
    with qtbot.waitSignal(navigation.fact_wanted) as wanted:
        qtbot.keyClick(page.requirements, Qt.Key.Key_Return)
    assert wanted.args == ["library.periodicals"]


def test_every_row_leads_to_a_fact(model: SessionModel, conclusion: Conclusion) -> None:
    lookup = VerdictLookup(model.session, Feeds(model.session.rulebook))
    groups = requirement_groups(lookup, conclusion)
    facts = {row.key: row.fact.removeprefix("previous.") for group in groups for row in group.rows}
    assert all(fact in model.session.rulebook.facts for fact in facts.values())
    assert facts["YZ-设置标准"] == "campus.building"


def test_documents_have_their_figures_and_an_ended_plan_says_so(page: OverviewPage) -> None:
    texts = [page.documents.table.words(row, 0) for row in page.documents.table.rows()]
    assert ["渝中" in text for text in texts if "规划期已满" in text] == [True]
    assert page.documents.table.words(next(page.documents.table.rows()), 2).startswith("达标 7，未达标 1")


def test_tasks_are_counted_apart(page: OverviewPage, navigation: Navigation, qtbot: QtBot) -> None:
    (text,) = [label.text() for label in page.findChildren(QLabel) if "任务清单（另计）" in label.text()]
    assert text.endswith("由本校承担 13 项：已完成 9，部分完成 2，未完成 1，不适用 1")
    (button,) = [b for b in page.findChildren(QAbstractButton) if b.accessibleName() == "到任务清单"]
    with qtbot.waitSignal(navigation.page_wanted) as wanted:
        button.click()
    assert wanted.args == ["tasks"]


def test_a_change_is_shown_in_place_and_the_chosen_row_stays(page: OverviewPage, model: SessionModel) -> None:
    page.requirements.set_current("SZ-章程")
    model.type_text("governance.charter", "否")
    (row,) = [row for row in rows_of(page) if row.key == "SZ-章程"]
    assert row.status is Status.MISSED
    assert page.requirements.current_key() == "SZ-章程"


def test_a_hidden_page_catches_up_when_it_is_shown(page: OverviewPage, model: SessionModel) -> None:
    before = page.conclusion.counts[Status.UNANSWERED].count
    page.hide()
    model.type_text("library.periodicals", "90")
    assert page.conclusion.counts[Status.UNANSWERED].count == before
    page.show()
    page.on_shown()
    assert page.conclusion.counts[Status.UNANSWERED].count == before - 1


def test_the_requirements_have_the_keyboard_when_one_comes_or_comes_back(page: OverviewPage) -> None:
    assert page.focusWidget() is page.requirements
    page.document.setFocus()
    page.hide()
    page.show()
    page.on_shown()
    assert page.focusWidget() is page.requirements


def test_the_first_look_is_at_what_is_missed(
    qtbot: QtBot, model: SessionModel, navigation: Navigation
) -> None:
    model.type_text("campus.land_return", "100亩")
    page = OverviewPage(model, navigation)
    qtbot.addWidget(page)
    page.resize(1366, 664)
    page.get_ready()
    former = page.requirements.current_key()
    model.type_text("campus.land_return", "3亩")  # what is missed now comes before
    page.show()
    page.on_shown()
    assert page.requirements.current_key() == rows_of(page)[0].key != former
    assert page.requirements.verticalScrollBar().value() == 0


def test_a_figure_stays_on_one_line_with_its_unit(page: OverviewPage) -> None:
    from PySide6.QtGui import QFontMetrics

    column = page.requirements.columnWidth(2)
    needed = QFontMetrics(theme().font(13, bold=True)).horizontalAdvance("149,140.00 ㎡")
    assert page.width() == 1366 and needed + theme().px(16) <= column


def test_a_document_that_no_longer_applies_leaves_the_filter(page: OverviewPage, model: SessionModel) -> None:
    choose_document(page, "yuzhong-2022-28")
    model.type_text("school.district", "北碚区")
    assert page.document.findData("yuzhong-2022-28") < 0
    assert page.document.currentData() == ""
    assert len(page.conditions.cells) == 9


def test_conditions_that_do_not_apply_say_why(page: OverviewPage, model: SessionModel) -> None:
    model.set_answer("school.kind", model.session.understood("school.kind", "技工学校"))
    if page.conditions.cells:
        pytest.skip("the monitored conditions address these schools too")
    assert any("不作判定" in label.text() for label in page.conditions.findChildren(QLabel))


@pytest.mark.parametrize(("width", "scale"), [(1366, 100), (1366, 150), (1366, 200), (1920, 100)])
def test_nothing_needs_more_width_than_there_is(
    page: OverviewPage, app_theme: Theme, width: int, scale: int
) -> None:
    app_theme.set_scale(scale)
    page.resize(width, 664)
    QApplication.processEvents()
    for sheet in page.findChildren(QWidget):
        if sheet.property("role") == "sheet":
            assert sheet.mapTo(page, sheet.rect().topRight()).x() <= width
    assert page.requirements.horizontalScrollBar().maximum() == 0


def test_everything_that_takes_the_keyboard_has_a_name(page: OverviewPage) -> None:
    reached = page.findChildren(QAbstractButton) + page.findChildren(QComboBox) + page.findChildren(TableView)
    assert reached and all(widget.accessibleName() for widget in reached if not widget.isHidden())


def test_the_documents_that_apply_are_one_step_away(
    qtbot: QtBot, page: OverviewPage, navigation: Navigation
) -> None:
    with qtbot.waitSignal(navigation.page_wanted) as asked:
        page._to_documents.click()
    assert asked.args == ["documents"]
