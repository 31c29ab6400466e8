import errno
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.paths import Paths
from app.services.progress import Figures
from app.services.recent import RecentFile, RecentFiles
from app.services.years import create_school_file, current_year
from app.storage.workspace import Workspace
from app.ui.help import HelpDialog
from app.ui.settings import SettingsStore
from app.ui.start import StartWidget
from app.ui.start_new import NewSchoolDialog
from app.ui.start_parts import BigButton, PaintedButton, dropped_files
from app.ui.start_recent import RecentRow, moment
from app.ui.start_standards import SourceCount, StandardsTable, issuer_lines
from app.ui.theme import Theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.scroll import VerticalScroll

NOW = datetime(2026, 11, 20, 14, 31)
FIGURES = Figures(75, 78, 1, 0, 39, 47)
SIZE = (1366, 690)


@pytest.fixture
def paths(shipped: Paths, tmp_path: Path) -> Paths:
    return Paths(shipped.program, tmp_path / "data")


@pytest.fixture
def recent(paths: Paths) -> RecentFiles:
    return RecentFiles(paths.data)


@pytest.fixture
def settings(paths: Paths, tmp_path: Path) -> SettingsStore:
    store = SettingsStore(paths.data)
    store.change(typist="李晓岚", folder=str(tmp_path))
    return store


Make = Callable[[], StartWidget]


@pytest.fixture
def make(
    qtbot: QtBot,
    app_theme: Theme,
    shipped_rulebook: Rulebook,
    settings: SettingsStore,
    recent: RecentFiles,
    paths: Paths,
) -> Make:
    kept: list[StartWidget] = []

    def made() -> StartWidget:
        start = StartWidget(shipped_rulebook, settings, recent, paths)
        kept.append(start)
        qtbot.addWidget(start)
        start.resize(*SIZE)
        with qtbot.waitActive(start):
            start.show()
        return start

    return made


def remember(recent: RecentFiles, path: Path, school: str = "枇杷山职高", there: bool = True) -> Path:
    if there:
        path.touch()
    recent.remember(RecentFile(path, school, "2026-2027", FIGURES, NOW, "李晓岚"))
    return path


def way(start: StartWidget, title: str) -> BigButton:
    return next(found for found in start.findChildren(BigButton) if found.text() == title)


def rows(start: StartWidget) -> list[RecentRow]:
    return [row for row in start.findChildren(RecentRow) if not row.isHidden()]


def when_open(act: Callable[[QDialog], None]) -> None:
    def now() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        act(dialog)

    QTimer.singleShot(0, now)


def press(dialog: QDialog, verb: str) -> None:
    next(found for found in dialog.findChildren(QPushButton) if found.text() == verb).click()


def test_continuing_opens_the_file_used_last_by_one_key(
    qtbot: QtBot, make: Make, recent: RecentFiles, tmp_path: Path
) -> None:
    path = remember(recent, tmp_path / "a.dabiao")
    start = make()
    assert QApplication.focusWidget() is way(start, "继续填报")
    with qtbot.waitSignal(start.open_wanted) as opened:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened.args == [path]


def test_continuing_passes_over_a_file_that_is_not_there(
    qtbot: QtBot, make: Make, recent: RecentFiles, tmp_path: Path
) -> None:
    path = remember(recent, tmp_path / "a.dabiao")
    remember(recent, tmp_path / "stick.dabiao", there=False)
    start = make()
    with qtbot.waitSignal(start.open_wanted) as opened:
        way(start, "继续填报").click()
    assert opened.args == [path]


def test_the_first_time_there_is_nothing_to_continue(make: Make) -> None:
    start = make()
    assert way(start, "继续填报").isHidden() and not rows(start)
    assert QApplication.focusWidget() is way(start, "新建学校文件")
    assert any("还没有打开过" in label.text() and label.isVisible() for label in start.findChildren(QLabel))


def test_a_row_says_all_three_figures_apart(make: Make, recent: RecentFiles, tmp_path: Path) -> None:
    remember(recent, tmp_path / "a.dabiao")
    [row] = rows(make())
    assert row.accessibleName() == (
        "枇杷山职高，2026-2027 学年，已填 75/78，逻辑矛盾 1 处，达标 39/47，" + moment(NOW)
    )


def test_a_row_opens_its_file(qtbot: QtBot, make: Make, recent: RecentFiles, tmp_path: Path) -> None:
    first = remember(recent, tmp_path / "a.dabiao")
    remember(recent, tmp_path / "b.dabiao")
    start = make()
    with qtbot.waitSignal(start.open_wanted) as opened:
        qtbot.mouseClick(rows(start)[1], Qt.MouseButton.LeftButton)
    assert opened.args == [first]


def test_a_missing_file_stays_listed_until_somebody_removes_it(
    qtbot: QtBot, make: Make, recent: RecentFiles, tmp_path: Path
) -> None:
    remember(recent, tmp_path / "stick.dabiao", there=False)
    start = make()
    [row] = rows(start)
    assert "找不到文件" in row.accessibleName()
    when_open(lambda dialog: press(dialog, "取消"))
    with qtbot.assertNotEmitted(start.open_wanted):
        row.click()
    assert len(rows(start)) == 1
    when_open(lambda dialog: press(dialog, "从列表移除"))
    rows(start)[0].click()
    assert not rows(start) and recent.entries() == ()


def test_delete_removes_a_row_and_leaves_the_file(
    qtbot: QtBot, make: Make, recent: RecentFiles, tmp_path: Path
) -> None:
    path = remember(recent, tmp_path / "a.dabiao")
    start = make()
    qtbot.keyClick(rows(start)[0], Qt.Key.Key_Delete)
    assert not rows(start) and path.exists()


def test_a_new_file_asks_for_name_and_year_and_suggests_its_place(
    qtbot: QtBot, make: Make, settings: SettingsStore, tmp_path: Path
) -> None:
    start = make()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, NewSchoolDialog)
        dialog.school_field.setText("渝中区枇杷山职业高级中学")
        press(dialog, "新建")

    when_open(fill)
    with qtbot.waitSignal(start.new_wanted) as wanted:
        way(start, "新建学校文件").click()
    path = tmp_path / "渝中区枇杷山职业高级中学.dabiao"
    assert wanted.args == [path, "渝中区枇杷山职业高级中学", current_year(), "李晓岚"]
    assert settings.current.folder == str(tmp_path)


@pytest.fixture
def dialog(qtbot: QtBot, app_theme: Theme, tmp_path: Path) -> NewSchoolDialog:
    made = NewSchoolDialog(tmp_path, "李晓岚")
    qtbot.addWidget(made)
    made.show()
    return made


def problem(dialog: NewSchoolDialog) -> str:
    dialog.accept()
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.property("ink") == "missed"]
    return "".join(shown) if dialog.result() != QDialog.DialogCode.Accepted else ""


def test_a_new_file_needs_the_schools_name(dialog: NewSchoolDialog) -> None:
    assert "请填写学校名称" in problem(dialog)


def test_a_name_pasted_in_two_lines_is_one_name_of_school_and_file(dialog: NewSchoolDialog) -> None:
    dialog.school_field.setText("")
    dialog.school_field.setFocus()
    QApplication.clipboard().setText("重庆市枇杷山\r\n职业教育中心\r\n")
    dialog.school_field.paste()
    assert dialog.school == "重庆市枇杷山职业教育中心"
    assert dialog.path.name == "重庆市枇杷山职业教育中心.dabiao"


def test_a_new_file_never_takes_a_name_that_exists(dialog: NewSchoolDialog, tmp_path: Path) -> None:
    (tmp_path / "一中.dabiao").touch()
    dialog.school_field.setText("一中")
    assert "已有同名文件" in problem(dialog)
    dialog.name_field.setText("一中二")
    assert problem(dialog) == "" and dialog.path == tmp_path / "一中二.dabiao"


def test_a_file_name_cannot_lead_into_another_folder(dialog: NewSchoolDialog) -> None:
    dialog.school_field.setText("一中")
    dialog.name_field.setText("../一中")
    assert "文件名中不能有" in problem(dialog)


def test_the_file_name_follows_the_school_until_somebody_writes_one(
    qtbot: QtBot, dialog: NewSchoolDialog
) -> None:
    dialog.school_field.setText("一中")
    assert dialog.name_field.text() == "一中.dabiao"
    dialog.name_field.clear()
    qtbot.keyClicks(dialog.name_field, "mine")
    dialog.school_field.setText("二中")
    assert dialog.path.name == "mine.dabiao"


def test_the_years_around_the_present_one_can_be_chosen(dialog: NewSchoolDialog) -> None:
    box = dialog.year_field
    years = [SchoolYear(box.itemData(row)) for row in range(box.count())]
    assert dialog.year == current_year() and dialog.year.previous in years


def test_opening_offers_school_files_first(
    qtbot: QtBot, make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen = tmp_path / "a.dabiao"
    filters: list[str] = []

    def choose(parent: object, title: str, folder: str, names: str) -> tuple[str, str]:
        filters.append(names)
        return str(chosen), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    start = make()
    with qtbot.waitSignal(start.open_wanted) as opened:
        way(start, "打开学校文件…").click()
    assert opened.args == [chosen]
    assert filters == ["学校自评文件 (*.dabiao);;所有文件 (*)"]


def test_the_next_year_is_asked_for_and_says_what_it_copies(
    qtbot: QtBot, make: Make, recent: RecentFiles, tmp_path: Path
) -> None:
    path = tmp_path / "a.dabiao"
    create_school_file(path, "枇杷山职高", SchoolYear(2026), "李晓岚")
    remember(recent, path)
    start, asked = make(), list[str]()

    def leave(dialog: QDialog) -> None:
        asked.extend(label.text() for label in dialog.findChildren(QLabel))
        press(dialog, "取消")

    when_open(leave)
    with qtbot.assertNotEmitted(start.next_year_wanted):
        way(start, "新学年").click()
    assert any(text.startswith("为 枇杷山职高 新建 2027-2028 学年（统计时点 2027-09-01") for text in asked)
    when_open(lambda dialog: press(dialog, "新建学年"))
    with qtbot.waitSignal(start.next_year_wanted) as wanted:
        way(start, "新学年").click()
    assert wanted.args == [path]


def test_settings_help_and_the_desk_are_in_sight_however_long_the_other_half_is(
    make: Make, recent: RecentFiles, tmp_path: Path
) -> None:
    for name in "abcdefgh":
        remember(recent, tmp_path / f"{name}.dabiao", school=f"学校{name}")
    start = make()
    QApplication.processEvents()
    for name in ("设置", "帮助（F1）", "区县工作台"):
        link = next(each for each in start.findChildren(QPushButton) if each.accessibleName() == name)
        assert start.rect().contains(link.mapTo(start, link.rect().bottomRight())), name


def test_without_a_folder_for_documents_files_go_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from app.ui import start_new

    place = tmp_path / "文档"
    monkeypatch.setattr(start_new.QStandardPaths, "writableLocation", lambda _: str(place))
    assert start_new.documents_folder() == Path.home()
    place.mkdir()
    assert start_new.documents_folder() == place


def test_the_sample_is_one_button(qtbot: QtBot, make: Make) -> None:
    start = make()
    with qtbot.waitSignal(start.sample_wanted):
        way(start, "示例学校").click()


def test_a_file_dropped_on_the_page_is_opened(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    start, data = make(), QMimeData()
    ours = tmp_path / "学校.dabiao"
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "note.txt")), QUrl.fromLocalFile(str(ours))])
    enter = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    start.dragEnterEvent(enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(start.open_wanted) as opened:
        start.dropEvent(drop)
    assert opened.args == [ours]


def test_text_and_web_addresses_are_not_files() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.dabiao")])
    assert dropped_files(data).first is None


def test_the_typists_name_is_kept(qtbot: QtBot, make: Make, settings: SettingsStore) -> None:
    start = make()
    field = next(f for f in start.findChildren(QLineEdit) if f.accessibleName() == "填表人姓名")
    assert field.text() == "李晓岚"
    field.setText("周敏")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert settings.current.typist == "周敏" == start.typist()


def test_settings_and_help_are_reached_from_the_page(
    qtbot: QtBot, make: Make, settings: SettingsStore
) -> None:
    start = make()

    def rename(dialog: QDialog) -> None:
        dialog.findChild(QLineEdit).setText("周敏")
        press(dialog, "保存")

    when_open(rename)
    next(f for f in start.findChildren(QPushButton) if f.text() == "设置").click()
    assert start.typist() == "周敏" == settings.current.typist
    next(f for f in start.findChildren(QPushButton) if f.text() == "帮助（F1）").click()
    assert start.findChild(HelpDialog).page == "index"


def banner(start: StartWidget, words: str) -> list[str]:
    shown = [found.message for found in start.findChildren(Banner) if found.isVisible()]
    return [message for message in shown if words in message]


def test_the_state_of_backups_is_told(make: Make, paths: Paths) -> None:
    start = make()
    assert banner(start, "尚无备份")
    paths.backups.mkdir(parents=True)
    (paths.backups / "a-01234567-20261120-120000.dabiao").touch()
    start.refresh()
    assert banner(start, "最近一次备份：今天") and banner(start, "共 1 份")


def test_a_crash_is_told_at_the_next_start(make: Make) -> None:
    start = make()
    assert not banner(start, "没有正常退出")
    start.show_crash()
    assert banner(start, "没有正常退出")
    start.hide()  # a school is opened, and closed again
    start.show()
    assert not banner(start, "没有正常退出")


def test_a_backup_is_restored_beside_what_is_there(
    qtbot: QtBot, make: Make, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths.backups.mkdir(parents=True)
    copy = paths.backups / "一中-01234567-20261120-120000.dabiao"
    Workspace.create(copy, "李晓岚").close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy), ""))
    start = make()
    when_open(lambda dialog: press(dialog, "恢复"))
    with qtbot.waitSignal(start.open_wanted) as opened:
        next(f for f in start.findChildren(QPushButton) if f.accessibleName() == "从备份恢复").click()
    [place] = opened.args
    assert place.parent == tmp_path and place.name.startswith("一中-恢复-")
    assert place.read_bytes() == copy.read_bytes()


def test_standards_are_summed_up_by_who_issued_them(shipped_rulebook: Rulebook) -> None:
    lines = {line.issuer: line for line in issuer_lines(shipped_rulebook)}
    district = lines["重庆市渝中区人民政府办公室"]
    assert district.tasks == 33 and len(district.titles) == 1
    for line in lines.values():
        assert sum(count for _, count in line.states) >= line.indicators
    assert lines["教育部"].title.endswith("（2 份原文未读全）")


def test_the_table_shows_how_surely_figures_are_known(make: Make) -> None:
    table = make().findChild(StandardsTable)
    words = [found.word for found in table.findChildren(SourceCount)]
    assert {word.split(" ")[0] for word in words} == {"已核对原文", "待核对原文", "待核实"}


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_the_page_fits_a_small_screen_at_every_size_of_type(
    make: Make, recent: RecentFiles, tmp_path: Path, app_theme: Theme, scale: int
) -> None:
    remember(recent, tmp_path / ("很长的文件名" * 12 + ".dabiao"), "名称很长的职业高级中学" * 4)
    start = make()
    app_theme.set_scale(scale)
    QApplication.processEvents()
    scroll = start.findChild(VerticalScroll)
    assert scroll.widget().width() <= scroll.viewport().width()
    for button in start.findChildren(PaintedButton):
        right = button.mapTo(start, QPoint(button.width(), 0)).x()
        assert button.isHidden() or right <= start.width()


def test_every_control_has_a_name(make: Make, recent: RecentFiles, tmp_path: Path) -> None:
    remember(recent, tmp_path / "a.dabiao")
    start = make()
    for kind in (PaintedButton, QPushButton, QLineEdit):
        for found in start.findChildren(kind):
            assert found.accessibleName() or found.isHidden(), found


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (datetime(2026, 11, 20, 14, 31), "今天 14:31"),
        (datetime(2026, 11, 19, 9, 2), "昨天 09:02"),
        (datetime(2026, 11, 12, 9, 2), "2026-11-12"),
        (datetime(2026, 11, 21, 9, 2), "2026-11-21"),
    ],
)
def test_a_moment_is_written_as_people_say_it(when: datetime, words: str) -> None:
    assert moment(when, date(2026, 11, 20)) == words


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.ENAMETOOLONG, "文件名过长"),
        (errno.EACCES, "没有权限，或文件正被其他程序使用"),
        (errno.EIO, "磁盘读写出错"),
    ],
)
def test_what_the_system_refuses_of_a_place_is_told_in_the_dialog(
    dialog: NewSchoolDialog, monkeypatch: pytest.MonkeyPatch, code: int, told: str
) -> None:
    def refuse(_: Path) -> bool:
        raise OSError(code, "refused")

    monkeypatch.setattr(Path, "exists", refuse)
    dialog.school_field.setText("某校")
    assert problem(dialog) == f"{told}，请换一个文件名或文件夹。"


def test_a_file_name_that_is_too_long_is_told_in_the_dialog(
    qtbot: QtBot, app_theme: Theme, tmp_path: Path
) -> None:
    dialog = NewSchoolDialog(tmp_path, "李晓岚")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.school_field.setText("某校")
    dialog.name_field.setText("校" * 120)
    dialog.accept()
    assert dialog.isVisible()
    assert any("文件名过长" in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
