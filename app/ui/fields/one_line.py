"""What is pasted into a line: broken lines are joined, and signs that nobody sees are left out."""

import re
import unicodedata

from PySide6.QtCore import QObject
from PySide6.QtGui import QValidator

_BREAKS = re.compile(r"[\t\n\v\f\r\u0085\u2028\u2029]+")
_WIDE = ("W", "F")


def one_line(text: str) -> str:
    """Return a text as one line: Chinese goes on without a gap, other words keep a blank between them.

    Calculators, sheets and web pages put signs without a width round a figure, with which it is none.
    """
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    parts = _BREAKS.split(seen)
    line = parts[0]
    for part in parts[1:]:
        line += ("" if _joins(line[-1:], part[:1]) else " ") + part
    return line


def _joins(before: str, after: str) -> bool:
    """Whether no blank belongs between two signs: at an end of the text, after a blank, between Chinese."""
    if not before or not after or before.isspace() or after.isspace():
        return True
    return all(unicodedata.east_asian_width(char) in _WIDE for char in (before, after))


class OneLine(QValidator):
    """Lets every text stand, as one line; Qt asks it at each change, before anybody is told of the change."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def validate(self, text: str, cursor: int) -> tuple[QValidator.State, str, int]:
        if text.isprintable():
            return QValidator.State.Acceptable, text, cursor
        return QValidator.State.Acceptable, one_line(text), len(one_line(text[:cursor]))
