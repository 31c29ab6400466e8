"""Ctrl+F: a fact is found by pinyin too, and one goes there by keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.rulebook import Rulebook
from app.ui.finder import Finder
from app.ui.runner import Runner
from app.ui.theme import Theme


@pytest.fixture
def finder(qtbot: QtBot, app_theme: Theme, shipped_rulebook: Rulebook) -> Iterator[Finder]:
    runner = Runner()
    dialog = Finder(shipped_rulebook, runner)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog._readings is not None, timeout=5000)
    yield dialog
    runner.close()


def first(finder: Finder) -> str:
    return finder._list.item(0).text().partition("　")[0]


def test_initials_lead_to_the_field(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClicks(finder._field, "zrjs")
    assert first(finder) == "专任教师数"
    with qtbot.waitSignal(finder.chosen) as chosen:
        qtbot.keyClick(finder._field, Qt.Key.Key_Return)
    assert chosen.args == ["teachers.full_time"]


def test_arrows_walk_the_list_while_one_types_on(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClicks(finder._field, "jiaoshi")
    qtbot.keyClick(finder._field, Qt.Key.Key_Down)
    assert finder._list.currentRow() == 1
    qtbot.keyClicks(finder._field, "shu")
    assert finder._list.currentRow() == 0
    assert QApplication.focusWidget() is finder._field


def test_a_word_that_stands_nowhere_is_said_to_be_missing(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClicks(finder._field, "qqqq")
    assert finder._list.count() == 0 and "没有找到" in finder._hint.text()


def test_words_typed_before_pinyin_is_understood_are_searched_again(
    qtbot: QtBot, app_theme: Theme, shipped_rulebook: Rulebook
) -> None:
    runner = Runner()
    dialog = Finder(shipped_rulebook, runner)
    qtbot.addWidget(dialog)
    dialog._field.setText("zrjs")
    assert dialog._list.count() == 0
    qtbot.waitUntil(lambda: dialog._list.count() > 0, timeout=5000)
    assert first(dialog) == "专任教师数"
    runner.close()
