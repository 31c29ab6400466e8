"""标准 after an update: what changes for this school is shown, adopted once, and old answers stay in sight."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.catalog.catalog import load_rulebook
from app.domain.assessment import Assessment
from app.domain.facts import Answer
from app.domain.school_year import SchoolYear
from app.domain.verdict import Status
from app.paths import Paths
from app.services.library import store_assessment
from app.services.overlay import add_standard
from app.services.recent import RecentFiles
from app.ui.main_window import MainWindow, Surroundings
from app.ui.messages import MessageDialog
from app.ui.pages.documents_page import DocumentsPage
from app.ui.pages.tasks_page import TasksPage
from app.ui.settings import SettingsStore
from app.ui.theme import Theme
from tests.services.own import OWN, edition, own_pack, user
from tests.ui.hands import when_asked
from tests.ui.test_accessible import silent

from .windows import shown_window

DAY = date(2026, 11, 21)
ROW, TASK = "local-x-双师", "task.local-x.1"
SCHOOL = Assessment(
    SchoolYear(2026),
    {
        "school.kind": Answer("职业高中"),
        "teachers.specialist": Answer(100),
        "teachers.dual_qualified": Answer(82),
        TASK: Answer("是", note="已印发"),
    },
    date=DAY,
)


def stricter(text: str) -> str:
    """The same pack one edition later: more is asked, and of one task something else."""
    return edition(2, text.replace("80%", "85%").replace("培养办法", "培养和考核办法"))


@pytest.fixture
def paths(tmp_path: Path, shipped: Paths) -> Paths:
    return user(shipped, tmp_path / "user")


@pytest.fixture
def file(tmp_path: Path, paths: Paths) -> Path:
    """A school that was judged by the first edition; this computer has the second."""
    path = tmp_path / "学校.dabiao"
    add_standard(paths, load_rulebook(paths), own_pack(tmp_path / "stick"), "区教委", DAY)
    store_assessment(path, SCHOOL, load_rulebook(paths))
    newer = own_pack(tmp_path / "stick", stricter(OWN.split("examples:")[0]))
    add_standard(paths, load_rulebook(paths), newer, "区教委", DAY)
    return path


@pytest.fixture
def window(qtbot: QtBot, app_theme: Theme, paths: Paths, file: Path) -> Iterator[MainWindow]:
    around = Surroundings(paths, load_rulebook(paths), SettingsStore(paths.data), RecentFiles(paths.data))
    with shown_window(qtbot, around) as made:
        assert made.open_file(file) and made.work is not None
        made.work.go_to("documents")
        yield made


def page(window: MainWindow) -> DocumentsPage:
    assert window.work is not None
    found = window.work.page("documents")
    assert isinstance(found, DocumentsPage)
    return found


def status(window: MainWindow) -> Status:
    assert window.model is not None
    return next(v.status for v in window.model.session.evaluation.verdicts if v.indicator == ROW)


def answering(verb: str, seen: list[str]) -> Callable[[], None]:
    """Press a button of the dialog that comes up, and keep what it said."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MessageDialog)
        boxes = dialog.findChildren(QPlainTextEdit)
        assert silent(dialog) == []
        seen.append(dialog.message if not boxes else f"{dialog.message}\n{boxes[0].toPlainText()}")
        next(button for button in dialog.findChildren(QPushButton) if button.text() == verb).click()

    return press


def test_a_newer_edition_is_told_on_the_page_and_in_the_status_line(window: MainWindow) -> None:
    banner = page(window).editions
    assert banner.isVisible() and banner.banner.message.startswith("标准库有新版本：local-x 本机的版本为 2")
    assert "标准有新版本，见标准页" in [label.text() for label in window.status.findChildren(QLabel)]
    assert status(window) is Status.MET


def test_what_changes_is_listed_and_nothing_changes_by_looking(window: MainWindow) -> None:
    seen: list[str] = []
    when_asked(answering("以后再说", seen))
    page(window).editions.compared.emit()
    assert "数值：≥80% → ≥85%" in seen[0]
    assert "双师型教师占比（local-x-双师）：达到目标 → 未达到目标" in seen[0]
    assert "1 项任务须重新填报" in seen[0]
    assert status(window) is Status.MET and page(window).editions.isVisible()


def test_adopting_asks_once_and_judges_by_the_new_edition_on_the_same_page(
    window: MainWindow, qtbot: QtBot
) -> None:
    seen: list[str] = []
    when_asked(answering("采用新版本", seen))
    page(window).editions.adopt.click()
    qtbot.waitUntil(lambda: status(window) is Status.MISSED)
    assert len(seen) == 1 and "项判定随之改变" in seen[0] and "原版本留存备查" in seen[0]
    assert window.work is not None and window.work.current == "documents"
    assert not page(window).editions.isVisible()


def test_an_answer_to_a_task_that_asks_something_else_now_stands_beside_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    when_asked(answering("采用新版本", []))
    page(window).editions.adopt.click()
    qtbot.waitUntil(lambda: status(window) is Status.MISSED)
    assert window.work is not None
    window.work.navigation.show_fact(TASK)
    tasks = window.work.page("tasks")
    assert isinstance(tasks, TasksPage)
    row = tasks.view.current_row()
    assert row is not None and row.key == TASK
    assert row.note == "原答已完成（已印发），任务内容已改，请重新填报"  # type: ignore[attr-defined]
    assert row.state.value == "待填"  # type: ignore[attr-defined]


def test_a_school_judged_by_this_computers_editions_sees_no_banner(
    window: MainWindow, workspace_file: Path
) -> None:
    assert window.open_file(workspace_file)
    assert page(window).editions.isHidden() and page(window).editions.newer == ()
