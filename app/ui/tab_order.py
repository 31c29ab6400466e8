"""The order in which Tab walks through widgets that are made when they are first needed."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_stops(holder: QWidget) -> list[QWidget]:
    """Return what Tab can reach inside a widget, in the order in which it was made."""
    inside = holder.findChildren(QWidget)
    return [widget for widget in inside if _takes_tab(widget) and widget.window() is holder.window()]


def chain_tabs(stops: Sequence[QWidget]) -> None:
    """Let Tab lead from each widget to the next; the first one keeps its place in the window."""
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def lead_to(stop: QWidget, following: QWidget) -> None:
    """Let Tab lead from a stop to another that stays where it is."""
    before: QWidget | None = following.previousInFocusChain()
    while before is not None and before is not following and not _takes_tab(before):
        before = before.previousInFocusChain()  # Qt takes what holds a stop for that stop
    if before is not None and before is not stop:
        QWidget.setTabOrder(before, stop)
