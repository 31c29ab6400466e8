from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import DataFileError, NoSpaceError
from app.ui.messages import (
    MessageDialog,
    ask,
    bug_dialog,
    error_dialog,
    inform,
    inform_dialog,
    question_dialog,
    show_error,
)
from app.ui.theme import Theme

FULL = NoSpaceError(Path("/盘/学校.dabiao"))


@pytest.fixture(autouse=True)
def themed(app_theme: Theme) -> Iterator[None]:
    yield


def words(dialog: MessageDialog) -> str:
    return "".join(label.text() for label in dialog.findChildren(QLabel)).replace("\u200b", "")


def buttons(dialog: MessageDialog) -> list[str]:
    return [button.text() for button in dialog.findChildren(QPushButton) if button.isVisibleTo(dialog)]


def button(dialog: MessageDialog, verb: str) -> QPushButton:
    return next(found for found in dialog.findChildren(QPushButton) if found.text() == verb)


def when_open(act: Callable[[MessageDialog], None]) -> None:
    def now() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MessageDialog)
        act(dialog)

    QTimer.singleShot(0, now)


def test_known_trouble_is_one_plain_sentence_to_copy(qtbot: QtBot) -> None:
    dialog = error_dialog(None, FULL)
    qtbot.addWidget(dialog)
    assert words(dialog) == str(FULL)
    assert set(buttons(dialog)) == {"复制", "知道了"}
    button(dialog, "复制").click()
    assert QGuiApplication.clipboard().text().replace("\n", "") == str(FULL)
    assert dialog.isHidden() and dialog.result() == 0


def test_faults_of_a_file_are_listed_and_copied_whole(qtbot: QtBot) -> None:
    dialog = error_dialog(None, DataFileError(["第 3 行：应填数字", "第 9 行：不能为负数"]))
    qtbot.addWidget(dialog)
    assert "2 处错误" in words(dialog)
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "第 3 行：应填数字\n第 9 行：不能为负数"
    assert "第 9 行" in dialog.message


def test_showing_an_error_ends_with_its_button(qtbot: QtBot) -> None:
    when_open(lambda dialog: button(dialog, "知道了").click())
    show_error(None, FULL)


def test_what_nobody_foresaw_goes_the_way_of_every_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: seen.append(error))
    fault = ValueError("fault")
    show_error(None, fault)
    assert seen == [fault]


@pytest.mark.parametrize(("verb", "answer"), [("新建学年", True), ("取消", False)])
def test_a_question_is_answered_by_its_verb(qtbot: QtBot, verb: str, answer: bool) -> None:
    when_open(lambda dialog: button(dialog, verb).click())
    assert ask(None, "新学年", "新建下一学年？", "上一学年不作改动。", "新建学年") is answer


def test_escape_leaves_everything_as_it_is(qtbot: QtBot) -> None:
    when_open(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert not ask(None, "新学年", "新建下一学年？", "上一学年不作改动。", "新建学年")


def test_enter_goes_on_where_the_act_can_be_taken_back(qtbot: QtBot) -> None:
    when_open(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert ask(None, "新学年", "新建下一学年？", "上一学年不作改动。", "新建学年")


def test_enter_means_cancel_where_the_act_cannot_be_taken_back(qtbot: QtBot) -> None:
    when_open(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert not ask(None, "尚未保存", "仍要关闭？", "修改将丢失。", "仍要关闭", destructive=True)


@pytest.mark.parametrize("destructive", [False, True])
@pytest.mark.parametrize(("verb", "answer"), [("取消", False), ("仍要关闭", True)])
def test_enter_presses_the_button_that_has_the_keyboard(
    qtbot: QtBot, destructive: bool, verb: str, answer: bool
) -> None:
    def press(dialog: MessageDialog) -> None:
        button(dialog, verb).setFocus()
        qtbot.keyClick(button(dialog, verb), Qt.Key.Key_Return)

    when_open(press)
    assert ask(None, "尚未保存", "仍要关闭？", "", "仍要关闭", destructive=destructive) is answer


def test_cancel_stands_before_the_verb(qtbot: QtBot) -> None:
    for destructive in (False, True):
        dialog = question_dialog(None, "尚未保存", "仍要关闭？", "", "仍要关闭", destructive=destructive)
        qtbot.addWidget(dialog)
        dialog.show()
        assert button(dialog, "取消").x() < button(dialog, "仍要关闭").x()


def test_something_to_know_is_told(qtbot: QtBot) -> None:
    when_open(lambda dialog: button(dialog, "知道了").click())
    inform(None, "只读", "文件以只读方式打开。")


@pytest.mark.parametrize(("saved", "assurance"), [(True, "均已保存"), (False, "可能未保存")])
def test_an_error_of_ours_says_truly_what_is_saved(qtbot: QtBot, saved: bool, assurance: str) -> None:
    dialog = bug_dialog(None, "Traceback …", saved)
    qtbot.addWidget(dialog)
    assert assurance in words(dialog)
    button(dialog, "复制").click()
    assert "Traceback …" in QGuiApplication.clipboard().text()


def test_every_button_and_text_has_its_name_and_room(qtbot: QtBot) -> None:
    long = NoSpaceError(Path("/home/office/文档/" + "很长的文件夹名称/" * 12 + "学校.dabiao"))
    for dialog in (error_dialog(None, long), inform_dialog(None, "只读", "只读。", "说明。" * 60)):
        qtbot.addWidget(dialog)
        dialog.show()
        for found in dialog.findChildren(QPushButton):
            assert found.accessibleName()
        for label in dialog.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())
            assert dialog.rect().contains(label.geometry())


def test_what_the_system_refuses_is_told_as_known_trouble_and_in_chinese() -> None:
    told: list[str] = []

    def hear(dialog: MessageDialog) -> None:
        told.append(words(dialog))
        dialog.reject()

    when_open(hear)
    show_error(None, OSError(5, "Input/output error", "/盘/备案包.zip"))
    assert told[0].startswith("未能完成：磁盘读写出错（/盘/备案包.zip）。")


@pytest.mark.parametrize(
    "name", ["a" * 140, "Chongqing-Yuzhong-Vocational_Education_Center_2026-2027_final.v2", "校" * 90]
)
def test_a_long_name_is_broken_and_not_cut(qtbot: QtBot, name: str) -> None:
    trouble = NoSpaceError(Path(f"/盘/{name}.dabiao"))
    dialog = error_dialog(None, trouble)
    qtbot.addWidget(dialog)
    for label in dialog.findChildren(QLabel):
        room = QRect(0, 0, label.width(), 10_000)
        needed = label.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, label.text())
        assert needed.width() <= label.width() and needed.height() <= label.height()
    assert dialog.message.replace("\n", "") == str(trouble)
