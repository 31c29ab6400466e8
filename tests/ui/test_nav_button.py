"""A page's button in the top bar, seen as the eye sees it."""

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.ui.nav_button import NavButton
from app.ui.pages.page import Badge
from app.ui.theme import Theme


def test_a_button_with_a_badge_can_still_be_read_when_it_has_the_focus(
    qtbot: QtBot, app_theme: Theme
) -> None:
    button = NavButton("填报")
    qtbot.addWidget(button)
    button.set_badge(Badge(7, "unanswered"))
    button.resize(button.sizeHint())
    with qtbot.waitActive(button):
        button.show()
    button.setFocus()
    seen = button.grab().toImage()
    beside_the_title = seen.pixelColor(QPoint(7, button.height() // 2))
    assert button.hasFocus() and beside_the_title != app_theme.colour("unanswered.back")
