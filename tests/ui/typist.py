"""A run of the whole program that somebody else kills: ``python -m tests.ui.typist FILE BEGIN``.

It opens the real window on FILE and types a figure into one field after another, never twice into the same.
For every ``saved`` it prints, as one line of JSON, all that has been typed until then.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.bootstrap import Program
from app.domain.units import Kind
from app.ui.application import run_window
from app.ui.main_window import MainWindow
from app.ui.widgets.banner import Banner

_EVERY_MS = 12
#: After so many fields one is left alone, so that it is saved by its pause and not by Enter.
_PAUSE_AFTER, _PAUSE_MS = 4, 430
_FIGURES = "73915"


class Typist(QObject):
    """Types by a timer, from the first start of the event loop."""

    def __init__(self, begin: int) -> None:
        super().__init__()
        self._begin, self._number = begin, 0
        self._typed: dict[str, str] = {}
        self._keys = ""
        self._facts: list[str] = []
        QTimer.singleShot(0, self._start)

    def _start(self) -> None:
        if QApplication.activeWindow() is None:
            QTimer.singleShot(_EVERY_MS, self._start)
            return
        (self._window,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
        assert self._window.model is not None
        session = self._window.model.session
        counts = [fact.id for form in session.rulebook.forms for page in form.pages for fact in page.facts]
        self._facts = [fact for fact in counts if session.fact(fact).kind is Kind.COUNT][self._begin :]
        self._window.model.saved.connect(self._tell_saved)
        shown = [each.message for each in self._window.findChildren(Banner) if each.isVisible()]
        print(json.dumps({"banners": shown}, ensure_ascii=False), flush=True)
        self._next_field()

    def _next_field(self) -> None:
        assert self._window.work is not None
        self._fact = self._facts[self._number]
        self._number += 1
        self._window.work.jumps.focus_fact(self._fact)
        self._keys = _FIGURES[: 1 + self._number % len(_FIGURES)]
        QTimer.singleShot(_EVERY_MS, self._press)

    def _press(self) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit), field
        if self._keys:
            QTest.keyClicks(field, self._keys[0])
            self._keys = self._keys[1:]
            if not field.isReadOnly():  # marked as not applicable
                self._typed[self._fact] = field.text()
            QTimer.singleShot(_EVERY_MS, self._press)
        elif self._number % _PAUSE_AFTER:
            QTest.keyClick(field, Qt.Key.Key_Return)
            self._next_field()
        else:
            QTimer.singleShot(_PAUSE_MS, self._next_field)

    def _tell_saved(self, _: object) -> None:
        print(json.dumps({"saved": self._typed}), flush=True)


def main() -> None:
    program, typists = Program(), []

    def load() -> object:
        typists.append(Typist(int(sys.argv[2])))
        return program.rulebook

    run_window(program.paths, load, Path(sys.argv[1]))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
