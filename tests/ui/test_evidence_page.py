"""佐证材料: files in, linked to what they show with page numbers, looked at, saved, removed; nothing when frozen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.filing import EvidenceLink
from app.domain.rulebook import Rulebook
from app.paths import Paths, program_folder
from app.services.recent import RecentFiles
from app.ui import messages, opening_out
from app.ui.finder import Finder
from app.ui.main_window import MainWindow, Surroundings
from app.ui.navigation import Navigation
from app.ui.pages import evidence_page
from app.ui.pages.evidence_page import EvidencePage
from app.ui.runner import Runner
from app.ui.session_model import SessionModel
from app.ui.settings import SettingsStore
from app.ui.theme import Theme
from tests.reports.builders import a_pdf
from tests.ui.hands import focus, shown_page

FACT, TASK, ROW = "teachers.dual_qualified", "task.yuzhong-2022-28.19", "YZ-双师"


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation) -> Iterator[EvidencePage]:
    runner = Runner()
    widget = shown_page(qtbot, EvidencePage(model, navigation, runner))
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    yield widget
    runner.close()


@pytest.fixture
def files(tmp_path: Path, shipped: Paths) -> list[Path]:
    picture, text = tmp_path / "照片.png", tmp_path / "名册.txt"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(picture))
    text.write_text("名册", "utf-8")
    return [picture, text]


def names(page: EvidencePage) -> list[str]:
    return [item.name for item in page.model.session.evidence]


def put_in(qtbot: QtBot, page: EvidencePage, files: list[Path], target: str = "") -> None:
    page.add(files, target)
    qtbot.waitUntil(lambda: not page.jobs.busy, timeout=10000)


def settle(qtbot: QtBot, page: EvidencePage) -> None:
    """Wait until what is chosen is shown, or said to be no PDF."""
    preview = page.panel.preview
    qtbot.waitUntil(lambda: not page._runner.busy and not preview._settle.isActive(), timeout=10000)


def test_a_picture_chosen_while_a_broken_pdf_is_looked_at_stays(
    qtbot: QtBot, page: EvidencePage, files: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"no pdf")
    put_in(qtbot, page, [*files, broken])
    by_name = {item.name: item.sha256 for item in page.model.session.evidence}
    for name in ("坏.pdf", "照片.png"):
        page.view.set_current(by_name[name])
    settle(qtbot, page)
    assert page.panel.stack.currentWidget() is page.panel.picture


def button(page: EvidencePage, name: str) -> QPushButton:
    return next(found for found in page.findChildren(QPushButton) if found.accessibleName() == name)


def test_an_empty_page_says_how_to_begin_and_what_fits(page: EvidencePage) -> None:
    assert page.empty.isVisible() and not page.view.isVisible()
    assert "50 MB" in page.empty._text.text()


def test_files_are_added_by_the_button_and_by_dropping(
    qtbot: QtBot, page: EvidencePage, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(files[0])], ""))
    page.add_button.click()
    qtbot.waitUntil(lambda: not page.jobs.busy and bool(names(page)), timeout=10000)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files[1]))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, Qt.MouseButton.LeftButton, none))
    qtbot.waitUntil(lambda: len(names(page)) == 2, timeout=10000)
    assert sorted(names(page)) == ["名册.txt", "照片.png"]
    assert page.view.isVisible() and not page.empty.isVisible()


def test_a_file_is_linked_to_a_fact_with_its_pages(
    qtbot: QtBot, page: EvidencePage, files: list[Path]
) -> None:
    put_in(qtbot, page, files[:1])
    page.link(FACT)
    pages = page.panel.pages[FACT]
    pages.setText("3–5")
    pages.editingFinished.emit()
    assert page.model.session.evidence[0].links == (EvidenceLink("fact", FACT, "3–5"),)
    assert "（3–5）" in page.view.table.words(next(iter(page.view.table.rows())), 3)
    page.panel.unlinked.emit(EvidenceLink("fact", FACT, "3–5"))
    assert page.model.session.evidence[0].links == ()


def test_the_keyboard_stays_with_what_is_linked(qtbot: QtBot, page: EvidencePage, files: list[Path]) -> None:
    put_in(qtbot, page, files[:1])
    button(page, "添加关联").setFocus()
    page.link(FACT)
    assert focus() is page.panel.pages[FACT]
    qtbot.keyClicks(focus(), "3")
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is page.panel.pages[FACT] and page.panel.pages[FACT].text() == "3"
    off = button(page, "解除与双师型教师数的关联")
    off.setFocus()
    off.click()
    assert focus().accessibleName() == "添加关联"


def test_what_documents_that_do_not_apply_ask_is_not_offered(
    qtbot: QtBot, page: EvidencePage, files: list[Path]
) -> None:
    put_in(qtbot, page, files[:1])
    button(page, "添加关联").click()
    finder = page.findChild(Finder)
    assert isinstance(finder, Finder)
    session = page.model.session
    offered = {entry.target for entry in finder._entries}
    apart = {result.id for result in session.evaluation.standards if result.applies is False}
    rows = {row.id for standard in apart for row in session.rulebook.standards[standard].indicators}
    tasks = {task.fact for standard in apart for task in session.rulebook.standards[standard].tasks}
    assert rows and tasks and not offered & (rows | tasks)
    finder.reject()
    qtbot.waitUntil(lambda: not page._runner.busy, timeout=10000)


@pytest.mark.parametrize(("target", "kind"), [(FACT, "fact"), (TASK, "task"), (ROW, "indicator")])
def test_facts_tasks_and_indicators_can_be_chosen_and_gone_to(
    qtbot: QtBot, page: EvidencePage, files: list[Path], target: str, kind: str
) -> None:
    put_in(qtbot, page, files[:1])
    button(page, "添加关联").click()
    finder = page.findChild(Finder)
    assert isinstance(finder, Finder)
    assert target in {entry.target for entry in finder._entries}
    finder.chosen.emit(target)
    finder.reject()
    qtbot.waitUntil(lambda: not page._runner.busy, timeout=10000)
    assert page.model.session.evidence[0].links == (EvidenceLink(kind, target),)
    asked: list[str] = []
    for signal in (
        page.navigation.fact_wanted,
        page.navigation.task_wanted,
        page.navigation.verdict_wanted,
    ):
        signal.connect(asked.append)
    page.panel.target_wanted.emit(target)
    assert asked == [target]


def test_pictures_and_reports_are_previewed_and_other_files_say_how_to_look(
    qtbot: QtBot, page: EvidencePage, files: list[Path], tmp_path: Path
) -> None:
    put_in(qtbot, page, files)
    broken, report = tmp_path / "坏.pdf", tmp_path / "报告.pdf"
    broken.write_bytes(b"no pdf")
    report.write_bytes(a_pdf((595, 842)))
    put_in(qtbot, page, [broken, report])
    by_name = {item.name: item.sha256 for item in page.model.session.evidence}
    shown = {}
    for name, sha256 in by_name.items():
        page.view.set_current(sha256)
        settle(qtbot, page)
        shown[name] = page.panel.stack.currentWidget()
        assert page.panel.preview.page_count == (name == "报告.pdf")
    assert shown["照片.png"] is page.panel.picture and shown["报告.pdf"] is page.panel.preview
    assert shown["名册.txt"] is shown["坏.pdf"] is page.panel._none


def test_a_file_is_opened_as_a_copy_and_saved_as_it_was(
    qtbot: QtBot,
    page: EvidencePage,
    files: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put_in(qtbot, page, files[1:])
    opened: list[Path] = []
    monkeypatch.setattr(
        opening_out.QDesktopServices,
        "openUrl",
        lambda url: opened.append(Path(url.toLocalFile())) or True,
    )
    button(page, "打开佐证文件").click()
    assert opened[0].read_bytes() == files[1].read_bytes() and opened[0] != files[1]
    place = tmp_path / "另存.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    button(page, "另存为佐证文件").click()
    assert place.read_bytes() == files[1].read_bytes()


def test_a_program_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(opening_out.CannotOpenError):
        opening_out.copy_out("报表.exe", b"MZ")


def test_removing_asks_first(
    qtbot: QtBot, page: EvidencePage, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(qtbot, page, files[:1])
    monkeypatch.setattr(messages, "ask", lambda *_, **__: False)
    button(page, "移除佐证文件").click()
    assert names(page) == ["照片.png"]
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    button(page, "移除佐证文件").click()
    assert names(page) == [] and page.empty.isVisible()


def test_what_is_too_large_is_told_and_not_added(
    qtbot: QtBot, page: EvidencePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large, told = tmp_path / "大.pdf", list[str]()
    with large.open("wb") as file:
        file.truncate((50 << 20) + 1)
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))
    put_in(qtbot, page, [large])
    assert names(page) == [] and "不超过 50 MB" in told[0]


def test_adding_cancelled_half_way_adds_nothing(
    qtbot: QtBot, page: EvidencePage, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed = Event()
    work: Callable[..., object] = evidence_page.add_files

    def begin(*given: object) -> object:
        assert pressed.wait(10)
        return work(*given)

    def press(_: str, cancel: Callable[[], None]) -> None:
        cancel()
        pressed.set()

    monkeypatch.setattr(evidence_page, "add_files", begin)
    monkeypatch.setattr(page._working, "begin", press)
    page.add(files)
    qtbot.waitUntil(lambda: not page._runner.busy, timeout=10000)
    assert names(page) == [] and page._working.text.startswith("已取消")


def test_a_field_shows_its_evidence_and_leads_to_it(
    qtbot: QtBot,
    app_theme: Theme,
    tmp_path: Path,
    shipped_rulebook: Rulebook,
    workspace_file: Path,
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paths = Paths(program_folder(), tmp_path / "data")
    window = MainWindow(
        Surroundings(paths, shipped_rulebook, SettingsStore(paths.data), RecentFiles(paths.data))
    )
    qtbot.addWidget(window)
    window.show()
    assert window.open_file(workspace_file)
    work = window.work
    assert work is not None
    work.jumps.focus_fact(FACT)
    row = work.fill.row(FACT)
    assert row.head.clip is None and row.detail is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(files[0])], ""))
    row.detail.add_evidence.click()
    assert work.current == "evidence"
    assert window.model is not None
    session = window.model.session
    qtbot.waitUntil(lambda: bool(session.evidence_for(FACT)), timeout=10000)
    work.jumps.go_back()
    assert work.current == "fill"
    QApplication.processEvents()
    row = work.fill.row(FACT)
    assert row.head.clip is not None and row.head.clip.text() == "1"
    row.head.clip.click()
    assert work.current == "evidence" and focus() is not None
    window.close_session()
    window.runner.close()


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_needs_to_be_scrolled_sideways(
    qtbot: QtBot, page: EvidencePage, files: list[Path], app_theme: Theme, scale: int
) -> None:
    put_in(qtbot, page, files)
    app_theme.set_look(dark=True, scale=scale)
    page.resize(1366, 600)
    QApplication.processEvents()
    assert page.view.horizontalScrollBar().maximum() == 0
    assert page.minimumSizeHint().width() <= 1366
