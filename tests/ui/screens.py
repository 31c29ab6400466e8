"""Pictures of every page, light and dark, and of the main ones at 150 %: ``python -m tests.ui.screens FOLDER``."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QCursor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Program
from app.domain.roster_count import Row
from app.paths import Paths, program_folder
from app.services.recent import RecentFiles
from app.services.sample import write_sample, write_sample_reports
from app.storage.workspace import Workspace
from app.ui.main_window import MainWindow, Surroundings
from app.ui.settings import SettingsStore
from app.ui.theme import theme
from tests.reports.builders import pages_of
from tests.services.districts import Schools, code_of
from tests.ui.people import teachers, teachers_roster

if TYPE_CHECKING:
    from app.ui.district.window import DistrictWindow

#: The smallest window that the program is made for, less the title bar and taskbar of the system.
SIZE = QSize(1366, 738)
PAGES = (
    "fill",
    "overview",
    "ledger",
    "tasks",
    "checks",
    "report",
    "evidence",
    "filing",
    "documents",
    "clauses",
    "rosters",
)
TYPIST = "李晓岚"
LARGE = ("fill", "overview", "tasks", "rosters")
#: An invented district; the last three schools have not filed.
DISTRICT = (
    "枇杷山职业高级中学",
    "七星岗财经职业学校",
    "大溪沟旅游职业学校",
    "上清寺信息工程学校",
    "菜园坝交通职业学校",
    "两路口卫生职业学校",
    "黄花园艺术职业学校",
    "曾家岩商务职业学校",
    "石板坡建筑职业学校",
)
#: The page of the report by what only it says.
REPORT_PAGES = {
    "report-cover": "办学标准达标自评报告\n（2026",
    "report-statement": "一、自评声明\n",
    "report-conclusion": "三、结论\n",
    "report-verdicts": "四、判定表\n",
}


def window(folder: Path) -> MainWindow:
    paths = Paths(program_folder(), folder / "data")
    program = Program(paths)
    settings = SettingsStore(paths.data)
    settings.change(typist=TYPIST)
    return MainWindow(Surroundings(paths, program.rulebook, settings, RecentFiles(paths.data)))


def settle(shown: "MainWindow | DistrictWindow", milliseconds: int = 300) -> None:
    QCursor.setPos(shown.mapToGlobal(shown.rect().bottomLeft() + QPoint(600, -4)))  # over nothing that hovers
    for _ in range(3):  # work that is done may start more: a report is made, then its pages are drawn
        QTest.qWait(milliseconds)
        while shown.runner.busy or not settled(shown):
            QTest.qWait(50)


def settled(shown: "MainWindow | DistrictWindow") -> bool:
    """Whether the page that was asked for stands there."""
    return not isinstance(shown, MainWindow) or shown.work is None or shown.work.settled


def pictures(shown: MainWindow, names: tuple[str, ...], suffix: str) -> Iterator[tuple[str, QImage]]:
    for name in names:
        assert shown.work is not None
        if name == "clauses":
            shown.work.navigation.show_clause("YZ-双师")
        elif name == "rosters":
            keep_teachers(shown, teachers())
            shown.work.navigation.show_roster("teachers", "teachers.dual_qualified")
        else:
            shown.work.go_to(name)
        if name == "fill":
            shown.work.fill.focus_fact("teachers.dual_qualified")
        settle(shown)
        yield f"{name}{suffix}", shown.grab().toImage()
        if name == "rosters":  # the other pages are shown as typed
            keep_teachers(shown, ())


def keep_teachers(shown: MainWindow, rows: Sequence[Row]) -> None:
    """Keep invented teachers with the open file (or none), marked on the day that the sample is judged on."""
    assert shown.model is not None
    session = shown.model.session
    path, year, roster = session.workspace.path, session.year, teachers_roster(session.rulebook)
    day = datetime.combine(session.judged_on, time(9), UTC)
    shown.close_to_start()
    with Workspace.open(path, who=TYPIST, clock=lambda: day) as workspace:
        workspace.save_roster(year, roster.id, rows)
        if rows:
            workspace.mark_roster(year, roster.id, roster.hash)
    shown.open_file(path)


def all_pictures(folder: Path) -> Iterator[tuple[str, QImage]]:
    shown = window(folder)
    shown.resize(SIZE)
    shown.show()
    for dark in (False, True):
        suffix = "-dark" if dark else ""
        theme().set_look(dark, 100)
        shown.files.open_sample()
        settle(shown)
        shown.close_to_start()
        settle(shown)
        yield f"start{suffix}", shown.grab().toImage()
        shown.files.open_sample()
        yield from pictures(shown, PAGES, suffix)
    theme().set_look(False, 150)
    settle(shown)
    yield from pictures(shown, LARGE, "-150")
    theme().set_look(False, 100)
    shown.close()


def district_folder(folder: Path, program: Program) -> tuple[Path, Path]:
    """Write the packages of an invented district, one of them damaged, and the list of its schools."""
    place, schools = folder / "2026备案", Schools(program.paths, program.rulebook)
    for number, name in enumerate(DISTRICT[:6], start=1):
        schools.package(place, number, changes={"school.name": name})
    schools.package(place, 3, sequence=2, changes={"school.name": DISTRICT[2]})
    damaged = place / f"{code_of(6)}-1.zip"
    damaged.write_bytes(damaged.read_bytes()[:-40])
    listed = folder / "名单.csv"
    lines = [f"{name},{code_of(number)},职业高中" for number, name in enumerate(DISTRICT, start=1)]
    listed.write_text("\n".join(["学校名称,学校标识码,类别", *lines]), encoding="utf-8")
    return place, listed


def district_pictures(folder: Path) -> Iterator[tuple[str, QImage]]:
    from app.ui.district.window import DistrictWindow

    program = Program(Paths(program_folder(), folder / "data"))
    place, listed = district_folder(folder, program)
    shown = DistrictWindow(program.rulebook, program.paths)
    shown.resize(SIZE)
    shown.show()
    shown.acts.use_list(listed)
    shown.acts.open_folder(place)
    settle(shown)
    shown.acts.set_terms(date(2026, 12, 10), "")
    settle(shown)
    for number, code in ((1, ""), (3, ""), (4, "4W7QC-1ZM8R")):
        shown.view.table.set_current(f"school:{code_of(number)}")
        row = shown.view.card.row
        assert row is not None and row.submission is not None
        shown.view.card.code.setText(code or row.submission.fingerprint)
        shown.view.card.check.click()
    for dark in (False, True):
        theme().set_look(dark, 100)
        settle(shown)
        yield f"district{'-dark' if dark else ''}", shown.grab().toImage()
    theme().set_look(False, 100)
    shown.close()


def report_pictures(folder: Path) -> Iterator[tuple[str, QImage]]:
    from app.ui.preview import page_image

    paths = Paths(program_folder(), folder / "data")
    program = Program(paths)
    list(write_sample(folder, program.rulebook, paths))
    list(write_sample_reports(folder, program.rulebook, paths))
    pdf = (folder / "自评报告.pdf").read_bytes()
    pages = pages_of(pdf)
    for name, words in REPORT_PAGES.items():
        number = next(number for number, text in enumerate(pages) if words in text.replace("\r", ""))
        yield name, page_image(pdf, number, 1.3)


def main(target: Path) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme().apply(app)
    target.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.gettempdir()) / "dabiao"  # seen on the start page, so the same each time
    shutil.rmtree(folder, ignore_errors=True)
    try:
        for name, image in chain(all_pictures(folder), district_pictures(folder), report_pictures(folder)):
            small = image.convertToFormat(QImage.Format.Format_RGB32)
            small.save(str(target / f"{name}.png"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
