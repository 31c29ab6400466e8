import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, QtMsgType
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import NoSpaceError
from app.ui.crash import CrashReporter, Log, RunMarker
from app.ui.messages import MessageDialog
from app.ui.theme import Theme

PROGRAM = Path(__file__).resolve().parents[2]


@pytest.fixture
def saved() -> list[str]:
    return []


@pytest.fixture
def reporter(app_theme: Theme, tmp_path: Path, saved: list[str]) -> Iterator[CrashReporter]:
    def save() -> bool:
        saved.append("saved")
        return True

    yield CrashReporter(tmp_path, save)


def close_dialogs(seen: list[str]) -> None:
    """Close what opens, keeping its words."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, MessageDialog):
        seen.append("".join(label.text() for label in dialog.findChildren(QLabel)))
        next(found for found in dialog.findChildren(QPushButton) if found.isDefault()).click()


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[list[str]]:
    seen: list[str] = []
    timer = QTimer()
    timer.timeout.connect(lambda: close_dialogs(seen))
    timer.start(5)
    yield seen
    timer.stop()


def report(reporter: CrashReporter, error: Exception) -> None:
    try:
        raise error
    except Exception as raised:
        reporter.report(type(raised), raised, raised.__traceback__)


def test_an_error_of_ours_saves_first_and_is_then_shown(
    qtbot: QtBot, reporter: CrashReporter, saved: list[str], shown: list[str]
) -> None:
    report(reporter, ZeroDivisionError("ours"))
    qtbot.waitUntil(lambda: bool(shown))
    assert saved == ["saved"] and "已填数据均已保存" in shown[0]
    assert "ZeroDivisionError: ours" in reporter.log.path.read_text("utf-8")


def test_when_saving_fails_too_nothing_is_promised(
    qtbot: QtBot, app_theme: Theme, tmp_path: Path, shown: list[str]
) -> None:
    def save() -> bool:
        raise OSError("disk gone")

    reporter = CrashReporter(tmp_path, save)
    report(reporter, ZeroDivisionError("ours"))
    qtbot.waitUntil(lambda: bool(shown))
    assert "可能未保存" in shown[0]
    assert "disk gone" in reporter.log.path.read_text("utf-8")


def test_known_trouble_that_nobody_caught_is_told_as_such(
    qtbot: QtBot, reporter: CrashReporter, shown: list[str]
) -> None:
    report(reporter, NoSpaceError(Path("学校.dabiao")))
    qtbot.waitUntil(lambda: bool(shown))
    assert "磁盘空间不足" in shown[0] and "程序出错" not in shown[0]


def test_an_error_in_a_thread_reaches_the_window(
    qtbot: QtBot, reporter: CrashReporter, shown: list[str]
) -> None:
    thread = threading.Thread(target=report, args=(reporter, ValueError("in a thread")))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown))
    assert "in a thread" in reporter.log.path.read_text("utf-8")


def test_the_details_tell_versions_and_where_the_log_is(reporter: CrashReporter) -> None:
    details = reporter.details(ValueError("ours"))
    assert "dabiao" in details and str(reporter.log.path) in details and "ValueError: ours" in details


def test_qts_warnings_go_to_the_log_and_its_habits_do_not(
    reporter: CrashReporter, capfd: pytest.CaptureFixture[str]
) -> None:
    reporter._on_qt_message(QtMsgType.QtWarningMsg, None, "QPainter::begin: trouble")  # type: ignore[arg-type]
    harmless = "This plugin does not support propagateSizeHints()"
    reporter._on_qt_message(QtMsgType.QtWarningMsg, None, harmless)  # type: ignore[arg-type]
    reporter._on_qt_message(QtMsgType.QtDebugMsg, None, "talk")  # type: ignore[arg-type]
    text = reporter.log.path.read_text("utf-8")
    assert "trouble" in text and "propagate" not in text and "talk" not in text


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.path.write_text("x" * 1_000_001)
    log.write("new")
    assert log.path.read_text("utf-8").endswith("new\n") and log.path.stat().st_size < 100
    assert (tmp_path / "dabiao.1.log").stat().st_size > 1_000_000


def test_a_log_that_cannot_be_written_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    Log(tmp_path / "file").write("lost")
    assert "lost" in capsys.readouterr().err


def test_a_run_that_ended_in_good_order_leaves_no_trace(tmp_path: Path) -> None:
    marker = RunMarker(tmp_path, 1)
    assert not marker.begin()
    marker.end()
    assert not RunMarker(tmp_path, 2).begin()


def test_a_run_beside_this_one_is_not_a_crash(tmp_path: Path) -> None:
    running, beside = RunMarker(tmp_path, 1), RunMarker(tmp_path, 2)
    running.begin()
    assert not beside.begin()
    running.end()
    beside.end()


KILLED = """
import os, sys
from pathlib import Path
from app.ui.crash import RunMarker
RunMarker(Path(sys.argv[1]), os.getpid()).begin()
os._exit(9)
"""


def test_a_killed_run_is_told_once_at_the_next_start(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=PROGRAM, check=False)
    marker = RunMarker(tmp_path, 1)
    assert marker.begin()
    marker.end()
    again = RunMarker(tmp_path, 1)
    assert not again.begin()
    again.end()


A_WHOLE_RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QPushButton
from app.ui import crash
app = QApplication([])
print("crashed before:", crash.install(Path(sys.argv[1]), lambda: print("saved")))
def fail():
    raise RuntimeError("in a slot")
def close():
    dialog = QApplication.activeModalWidget()
    if dialog:
        print(dialog.windowTitle())
        dialog.accept()
        app.quit()
timer = QTimer(); timer.timeout.connect(close); timer.start(20)
QTimer.singleShot(0, fail)
qWarning("from Qt")
app.exec()
crash.finish()
"""


def test_in_a_whole_run_an_error_in_a_slot_is_shown_and_logged(tmp_path: Path) -> None:
    run = [sys.executable, "-c", A_WHOLE_RUN, str(tmp_path)]
    done = subprocess.run(run, cwd=PROGRAM, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:3] == ["crashed before: False", "saved", "程序出错"]
    log = (tmp_path / "dabiao.log").read_text("utf-8")
    assert "RuntimeError: in a slot" in log and "from Qt" in log
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dabiao.log"]
