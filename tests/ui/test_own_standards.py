"""标准, of one's own: a figure that was read is confirmed and judges; a pack is added, refused or removed."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.catalog.catalog import load_rulebook
from app.domain.standard import Confirmation, SourceState
from app.domain.verdict import Verdict
from app.paths import Paths
from app.services.clauses import ClauseRow
from app.services.recent import RecentFiles
from app.storage.workspace import Workspace
from app.ui.main_window import MainWindow, Surroundings
from app.ui.messages import MessageDialog
from app.ui.pages.documents_page import DocumentsPage
from app.ui.settings import SettingsStore
from app.ui.standards.confirm_dialog import ConfirmDialog
from app.ui.theme import Theme
from tests.services.own import OWN, edition, own_pack, user
from tests.ui.hands import when_asked
from tests.ui.test_accessible import silent

from .windows import shown_window

ROW, RECALLED = "local-x-双师", "SZ-计算机"
TEXT = "教职成〔2010〕12号第八条，区教委存原件"


@pytest.fixture
def paths(tmp_path: Path, shipped: Paths) -> Paths:
    return user(shipped, tmp_path / "user")


@pytest.fixture
def window(qtbot: QtBot, app_theme: Theme, paths: Paths, workspace_file: Path) -> Iterator[MainWindow]:
    settings = SettingsStore(paths.data)
    settings.change(typist="李晓岚")
    around = Surroundings(paths, load_rulebook(paths), settings, RecentFiles(paths.data))
    with shown_window(qtbot, around) as made:
        assert made.open_file(workspace_file) and made.work is not None
        made.work.go_to("documents")
        yield made


def page(window: MainWindow) -> DocumentsPage:
    assert window.work is not None
    found = window.work.page("documents")
    assert isinstance(found, DocumentsPage)
    return found


def verdict(window: MainWindow, indicator: str) -> Verdict | None:
    assert window.model is not None
    return next((v for v in window.model.session.evaluation.verdicts if v.indicator == indicator), None)


def shown(window: MainWindow) -> ClauseRow:
    row = page(window).clause.row
    assert row is not None
    return row


def answering(verb: str, seen: list[str]) -> Callable[[], None]:
    """Press a button of the dialog that comes up, and keep what it said."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MessageDialog)
        details = [box.toPlainText() for box in dialog.findChildren(QPlainTextEdit)]
        seen.append("\n".join([dialog.message, *details]))
        next(button for button in dialog.findChildren(QPushButton) if button.text() == verb).click()

    return press


def filling(value: str, text: str, by: str, then: Callable[[ConfirmDialog], None]) -> Callable[[], None]:
    """Fill the dialog that comes up and press 确认; ``then`` looks at it and closes it if it is still there."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        dialog.value.setText(value)
        dialog.text.setPlainText(text)
        dialog.by.setText(by)
        next(each for each in dialog.findChildren(QPushButton) if each.text() == "确认").click()
        then(dialog)

    return fill


def confirm(window: MainWindow, qtbot: QtBot) -> None:
    page(window).focus_clause(RECALLED)
    when_asked(filling("15", TEXT, "王老师", lambda _: None))
    page(window).clause.confirm.click()
    qtbot.waitUntil(lambda: judged_by(window, RECALLED) is SourceState.CONFIRMED)


def judged_by(window: MainWindow, indicator: str) -> SourceState | None:
    found = verdict(window, indicator)
    return found.source if found is not None else None


def test_a_recalled_figure_that_was_read_and_confirmed_judges_the_open_school(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = verdict(window, RECALLED)
    assert before is not None and not before.judged
    confirm(window, qtbot)
    after = verdict(window, RECALLED)
    assert after is not None and after.judged
    assert window.work is not None and window.work.current == "documents"
    assert page(window).clauses.current_key() == RECALLED and page(window).back.isVisible()
    assert shown(window).key == RECALLED and window.focusWidget() is page(window).clauses
    assert page(window).told.message.startswith("已确认“") and "的数值 15，" in page(window).told.message
    assert page(window).told.isVisible()
    said = page(window).clause.history.accessibleDescription()
    assert f"所见文本：{TEXT}" in said and f"王老师于 {date.today().isoformat()} 确认" in said
    assert "程序所载：15" in said
    titles = [label.text() for label in page(window).clause.findChildren(QLabel)]
    assert "程序原注（数值已确认，以确认的为准）" in titles and "说明" not in titles


def test_a_confirmation_without_text_or_reader_is_refused_in_words(window: MainWindow, paths: Paths) -> None:
    seen: list[str] = []

    def look(dialog: ConfirmDialog) -> None:
        seen.append(dialog.fault.text())
        dialog.reject()

    page(window).focus_clause(RECALLED)
    when_asked(filling("15", " ", "", look))
    page(window).clause.confirm.click()
    assert seen == ["请写明所见的文本、确认人。"]
    assert not (paths.overlay / "confirmed.yaml").exists()


def test_a_figure_that_cannot_be_read_keeps_the_dialog_open_and_says_why(
    window: MainWindow, paths: Paths
) -> None:
    seen: list[str] = []

    def look(dialog: ConfirmDialog) -> None:
        assert dialog.result() != QDialog.DialogCode.Accepted
        seen.append(dialog.fault.text())
        dialog.reject()

    page(window).focus_clause(RECALLED)
    when_asked(filling("十五台左右", TEXT, "王老师", look))
    page(window).clause.confirm.click()
    assert len(seen) == 1 and "未确认" in seen[0] and "十五台左右" in seen[0]
    assert not (paths.overlay / "confirmed.yaml").exists()


def test_a_confirmation_taken_back_no_longer_judges_even_where_the_year_had_kept_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    confirm(window, qtbot)
    assert window.model is not None
    session = window.model.session
    answer = session.answer("teachers.full_time")
    window.model.type_text("teachers.full_time", f"{int(str(answer.value)) + 1}")
    assert window.model.save_now()
    assert [item.indicator for item in session.workspace.kept(session.year).confirmations] == [RECALLED]
    page(window).focus_clause(RECALLED)
    when_asked(answering("撤销确认", []))
    page(window).clause.withdraw.click()
    qtbot.waitUntil(lambda: judged_by(window, RECALLED) is SourceState.RECALLED)
    session = window.model.session
    assert session.workspace.kept(session.year).confirmations == ()
    assert page(window).editions.isHidden()
    assert page(window).clauses.current_key() == RECALLED
    assert page(window).told.message.startswith("已撤销对“")


def test_enter_alone_takes_no_confirmation_back(window: MainWindow, qtbot: QtBot) -> None:
    confirm(window, qtbot)

    def enter() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        next(found for found in dialog.findChildren(QPushButton) if found.isDefault()).click()

    page(window).focus_clause(RECALLED)
    when_asked(enter)
    page(window).clause.withdraw.click()
    assert judged_by(window, RECALLED) is SourceState.CONFIRMED


def test_what_was_done_is_no_longer_said_when_one_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    confirm(window, qtbot)
    assert window.work is not None
    window.work.go_to("fill")
    window.work.go_to("documents")
    assert not page(window).told.isVisible()
    assert page(window).clauses.current_key() == RECALLED


def test_a_faulty_pack_is_refused_with_its_lines_and_remedies(
    window: MainWindow, tmp_path: Path, paths: Paths
) -> None:
    seen: list[str] = []
    wrong = OWN.replace("teachers.dual_qualified, ", "teachers.dual_qualifid, ").replace(
        "scope: school}\n  - {no", "skope: school}\n  - {no"
    )
    source = own_pack(tmp_path / "stick", wrong)
    when_asked(answering("知道了", seen))
    page(window).own.add(source)
    assert len(seen) == 1 and "处错误，未作改动" in seen[0]
    assert f"{source}:1" in seen[0] and "skope" in seen[0]
    assert not (paths.overlay / "local-x.yaml").exists()


def test_a_pack_is_added_judges_the_open_school_and_is_removed_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, paths: Paths
) -> None:
    seen: list[str] = []
    when_asked(answering("知道了", seen))
    page(window).own.add(own_pack(tmp_path / "stick"))
    qtbot.waitUntil(lambda: verdict(window, ROW) is not None)
    assert seen[0].startswith("已加入《某区师资要求》版本 1") and "指标 1 项" in seen[0]
    assert window.model is not None and window.model.save_now()
    assert page(window).view.current_key() == "local-x"
    assert page(window).told.message == "已加入《某区师资要求》版本 1，见所选的一行。"
    assert page(window).panel.remove.isVisible()
    when_asked(answering("移除", seen))
    page(window).panel.remove.click()
    qtbot.waitUntil(lambda: verdict(window, ROW) is None)
    assert not (paths.overlay / "local-x.yaml").exists()
    assert page(window).editions.isHidden()
    assert page(window).told.message.startswith("已移除《某区师资要求》")
    assert page(window).view.isVisible()


def test_a_pack_that_is_removed_while_its_rows_are_shown_leads_back_to_the_documents(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    when_asked(answering("知道了", []))
    page(window).own.add(own_pack(tmp_path / "stick"))
    qtbot.waitUntil(lambda: verdict(window, ROW) is not None)
    page(window).open_clauses("local-x")
    when_asked(answering("移除", []))
    page(window).own.remove("local-x")
    qtbot.waitUntil(lambda: verdict(window, ROW) is None)
    assert page(window).view.isVisible() and not page(window).back.isVisible()


def test_a_pack_kept_with_the_year_goes_with_its_removal(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    when_asked(answering("知道了", []))
    page(window).own.add(own_pack(tmp_path / "stick"))
    qtbot.waitUntil(lambda: verdict(window, ROW) is not None)
    assert window.model is not None
    window.model.type_text("teachers.full_time", "90")
    assert window.model.save_now()
    session = window.model.session
    assert "local-x" in session.workspace.kept(session.year).pins
    when_asked(answering("移除", []))
    page(window).own.remove("local-x")
    qtbot.waitUntil(lambda: verdict(window, ROW) is None)
    session = window.model.session
    assert "local-x" not in session.workspace.kept(session.year).pins


def test_the_same_pack_once_more_and_its_next_edition(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    seen: list[str] = []
    for number in (1, 1, 2):
        when_asked(answering("知道了", seen))
        page(window).own.add(own_pack(tmp_path / "stick", edition(number)))
        qtbot.waitUntil(lambda: verdict(window, ROW) is not None)
    assert "内容相同，未改动" in seen[1] and "原版本 1 留存备查" in seen[2]


def test_the_start_page_counts_a_pack_once(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    when_asked(answering("知道了", []))
    before = window.start._standards._rows
    page(window).own.add(own_pack(tmp_path / "stick"))
    qtbot.waitUntil(lambda: verdict(window, ROW) is not None)
    assert window.start._standards._rows == before + 1


def test_what_is_only_to_be_looked_at_offers_nothing_to_change(
    window: MainWindow, workspace_file: Path
) -> None:
    window.close_session()
    with Workspace.open(workspace_file, who="别人"):
        when_asked(answering("知道了", []))
        assert window.open_file(workspace_file) and window.work is not None
        window.work.go_to("documents")
        page(window).focus_clause(RECALLED)
        assert not page(window).clause.confirm.isVisible() and not page(window).add.isVisible()


def test_what_was_written_becomes_a_confirmation_of_the_chosen_value(
    window: MainWindow, qtbot: QtBot
) -> None:
    page(window).focus_clause(RECALLED)
    dialog = ConfirmDialog(shown(window), "王老师", lambda _: None)
    qtbot.addWidget(dialog)
    dialog.text.setPlainText(f"{TEXT}\n第 3 页")
    assert dialog.value.text() == "15"
    assert dialog.confirmation == Confirmation(
        RECALLED, date(2010, 7, 6), "15", f"{TEXT} 第 3 页", "王老师", date.today()
    )


def test_everything_that_takes_the_keyboard_says_its_name(window: MainWindow, qtbot: QtBot) -> None:
    assert silent(page(window)) == []
    page(window).focus_clause(RECALLED)
    QApplication.processEvents()
    assert page(window).clause.confirm.isVisible() and silent(page(window)) == []
    dialog = ConfirmDialog(shown(window), "", lambda _: None, window)
    qtbot.addWidget(dialog)
    dialog.open()
    assert silent(dialog) == []
    dialog.reject()


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_in_the_dialog_is_cut_by_its_neighbour_at_any_size(
    window: MainWindow, qtbot: QtBot, app_theme: Theme, scale: int
) -> None:
    app_theme.set_scale(scale)
    page(window).focus_clause(RECALLED)
    dialog = ConfirmDialog(shown(window), "", lambda _: None)
    qtbot.addWidget(dialog)
    dialog.show()
    for _ in range(2):
        widgets = [
            each for each in dialog.findChildren(QWidget) if each.parent() is dialog and each.isVisible()
        ]
        places = [each.geometry() for each in widgets]
        assert not any(one.intersects(other) for one, other in combinations(places, 2))
        dialog.accept()  # now with what is wrong
        QApplication.processEvents()
    assert dialog.fault.isVisible()
