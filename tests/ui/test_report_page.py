"""自评报告: empty forms for this school or with everything."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.fingerprint import grouped
from app.domain.rulebook import Rulebook
from app.paths import Paths, program_folder
from app.reports.layouts import LETTER_PAGES, SHORT_PAGES, Layout
from app.reports.pdf_reading import page_count
from app.services.filing import freeze
from app.services.session import Session
from app.services.writing import Output
from app.storage.workspace import Workspace
from app.ui import messages
from app.ui.navigation import Navigation
from app.ui.pages.report_page import ReportPage
from app.ui.runner import Runner
from app.ui.session_model import SessionModel
from app.ui.settings import SettingsDialog, SettingsStore
from app.ui.theme import Theme
from tests.reports.builders import pages_of
from tests.services.filings import NOW, judged, ready_file
from tests.ui.hands import shown_page


def pages(path: Path) -> int:
    return page_count(path.read_bytes())


def test_the_empty_forms_are_those_of_the_school_or_all(
    qtbot: QtBot,
    model: SessionModel,
    navigation: Navigation,
    shipped: Paths,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runner = Runner()
    page = shown_page(qtbot, ReportPage(model, navigation, runner, shipped))
    qtbot.waitUntil(lambda: page.preview.page_count > 0, timeout=30000)
    button = next(button for button in page.findChildren(QPushButton) if button.menu() is not None)
    assert [action.text() for action in button.menu().actions()] == ["本校需填的数据项…", "全部数据项…"]
    own, every = tmp_path / "本校.pdf", tmp_path / "全部.pdf"
    for action, place in zip(button.menu().actions(), (own, every), strict=True):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, place=place: (str(place), ""))
        action.trigger()
        qtbot.waitUntil(lambda place=place: place.exists() and not runner.busy, timeout=30000)
    assert pages(own) < pages(every)
    runner.close()


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation, shipped: Paths) -> Iterator[ReportPage]:
    runner = Runner()
    made = shown_page(qtbot, ReportPage(model, navigation, runner, shipped))
    qtbot.waitUntil(lambda: made.preview.page_count > 0, timeout=30000)
    yield made
    runner.close()


def settle(qtbot: QtBot, page: ReportPage) -> None:
    """Wait until every page in view is drawn: the page is gone before its runner."""
    preview = page.preview
    qtbot.waitUntil(lambda: not preview._runner.busy and not preview._settle.isActive(), timeout=30000)


def test_the_report_is_read_by_the_runner_alone(
    qtbot: QtBot, readers: list[threading.Thread], page: ReportPage
) -> None:
    settle(qtbot, page)
    page.layouts.button(Layout.LETTER).click()
    qtbot.waitUntil(lambda: page.preview.page_count == LETTER_PAGES, timeout=30000)
    settle(qtbot, page)
    assert readers and threading.main_thread() not in readers


@pytest.mark.parametrize(("layout", "count"), [(Layout.SHORT, SHORT_PAGES), (Layout.LETTER, LETTER_PAGES)])
def test_another_layout_is_shown_and_saved(
    qtbot: QtBot,
    page: ReportPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    layout: Layout,
    count: int,
) -> None:
    whole = page.preview.page_count
    page.layouts.button(layout).click()
    qtbot.waitUntil(lambda: page.preview.page_count == count, timeout=30000)
    assert whole > count
    suggested: list[str] = []
    place = tmp_path / "存.pdf"

    def choose(*asked: str) -> tuple[str, str]:
        suggested.append(Path(asked[2]).name)
        return str(place), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page._ask_and_write(Output.PDF)
    qtbot.waitUntil(lambda: place.exists(), timeout=30000)
    assert pages(place) == count
    assert suggested[0].endswith({Layout.SHORT: "自评报告（简本）.pdf", Layout.LETTER: "报送函.pdf"}[layout])
    settle(qtbot, page)


def test_the_layout_chosen_last_is_the_one_that_is_shown(qtbot: QtBot, page: ReportPage) -> None:
    for layout in (Layout.PUBLIC, Layout.SHORT, Layout.LETTER):
        page.layouts.button(layout).click()
    qtbot.waitUntil(lambda: not page.jobs.busy and page.preview.page_count == LETTER_PAGES, timeout=30000)
    settle(qtbot, page)


def test_an_edit_while_a_file_is_written_reaches_the_preview(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    page.write_to(tmp_path / "存.xlsx", Output.EXCEL)
    page.layouts.button(Layout.LETTER).click()
    qtbot.waitUntil(lambda: page.preview.page_count == LETTER_PAGES, timeout=30000)
    assert (tmp_path / "存.xlsx").exists()
    settle(qtbot, page)


def test_a_draft_names_where_it_holds_numbers_of_persons(qtbot: QtBot, page: ReportPage) -> None:
    assert not page.banner.isVisible()
    page.model.set_answer("teachers.full_time", Answer(82, note="组长 13800138000"))
    qtbot.waitUntil(lambda: "手机号码：专任教师数的备注。" in page.banner.message, timeout=30000)
    page.layouts.button(Layout.PUBLIC).click()
    qtbot.waitUntil(lambda: not page.banner.isVisible() and not page.jobs.busy, timeout=30000)
    settle(qtbot, page)


def test_a_frozen_year_is_shown_and_saved_as_it_was_filed(
    qtbot: QtBot,
    app_theme: Theme,
    navigation: Navigation,
    shipped: Paths,
    shipped_rulebook: Rulebook,
    tmp_path: Path,
) -> None:
    with Workspace.open(ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)) as workspace:
        year = workspace.years()[-1]
        filed = freeze(workspace, judged(workspace.load(year), shipped_rulebook, shipped), NOW)
        report = workspace.archive.filed_file(filed.number, "report.pdf")
    model = SessionModel(Session.open_latest(Workspace.open(tmp_path / "我校.dabiao"), shipped_rulebook))
    runner = Runner()
    page = shown_page(qtbot, ReportPage(model, navigation, runner, shipped))
    qtbot.waitUntil(lambda: page.preview.page_count > 0, timeout=30000)
    assert page._pdf == report and page.banner.message.startswith("已备案 2026-1。")
    page.write_to(tmp_path / "存.pdf", Output.PDF)
    qtbot.waitUntil(lambda: (tmp_path / "存.pdf").exists() and not page.jobs.busy, timeout=30000)
    assert (tmp_path / "存.pdf").read_bytes() == report
    page.layouts.button(Layout.LETTER).click()
    qtbot.waitUntil(lambda: page.preview.page_count == LETTER_PAGES, timeout=30000)
    (letter,) = pages_of(page._pdf)
    assert grouped(filed.fingerprint) in letter and "草稿" not in letter
    settle(qtbot, page)
    runner.close()
    model.close()


def test_another_font_in_the_settings_reaches_the_preview(
    qtbot: QtBot, model: SessionModel, navigation: Navigation, tmp_path: Path
) -> None:
    runner, paths = Runner(), Paths(program_folder(), tmp_path / "data")
    page = shown_page(qtbot, ReportPage(model, navigation, runner, paths))
    qtbot.waitUntil(lambda: page.preview.page_count > 0, timeout=30000)
    before = page._pdf
    dialog = SettingsDialog(SettingsStore(paths.data))
    qtbot.addWidget(dialog)
    dialog.fonts.choose("fangsong", paths.fonts / "NotoSansSC-Regular.ttf")
    dialog.accept()
    qtbot.waitUntil(lambda: page._pdf != before, timeout=30000)
    settle(qtbot, page)
    runner.close()


def test_a_second_file_is_not_asked_for_while_one_is_being_written(
    page: ReportPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda *said: told.append(said[2]))
    page.write_to(tmp_path / "一.pdf", Output.PDF)
    page._ask_and_write(Output.WORD)
    assert told == ["上一个文件正在写出或打印。"]
    qtbot.waitUntil(lambda: (tmp_path / "一.pdf").exists() and not page.jobs.busy, timeout=30000)
    settle(qtbot, page)


def test_what_is_shown_is_printed_and_told_while_the_window_goes_on(
    qtbot: QtBot, page: ReportPage, paper: Path
) -> None:
    page.print_report()
    assert page.jobs.busy
    qtbot.waitUntil(lambda: not page.jobs.busy, timeout=30000)
    assert page_count(paper.read_bytes()) == 2
    assert page._working.text == f"已打印到文件 2 页：{paper}"
    settle(qtbot, page)


def test_a_report_that_is_being_made_is_not_printed_and_is_made(
    qtbot: QtBot, page: ReportPage, paper: Path
) -> None:
    page.layouts.button(Layout.LETTER).click()
    page.print_report()
    assert page._working.text == "报告正在更新，完成后请再点打印"
    qtbot.waitUntil(lambda: page.preview.page_count == LETTER_PAGES, timeout=30000)
    assert not paper.exists()
    settle(qtbot, page)


def test_nothing_is_printed_while_a_file_is_written(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda *said: told.append(said[2]))
    page.write_to(tmp_path / "存.xlsx", Output.EXCEL)
    page.print_report()
    assert told == ["上一个文件正在写出或打印。"]
    qtbot.waitUntil(lambda: not page.jobs.busy, timeout=30000)
    assert (tmp_path / "存.xlsx").exists() and not paper.exists()
    settle(qtbot, page)


def test_who_only_passes_by_has_no_report_made(
    qtbot: QtBot, model: SessionModel, navigation: Navigation, shipped: Paths
) -> None:
    runner = Runner()
    made = shown_page(qtbot, ReportPage(model, navigation, runner, shipped))
    made.hide()
    qtbot.waitUntil(lambda: not made._again.isActive(), timeout=30000)
    assert not runner.busy and made.preview.page_count == 0
    made.show()
    made.on_shown()
    qtbot.waitUntil(lambda: made.preview.page_count > 0, timeout=30000)
    settle(qtbot, made)
    runner.close()
