"""自评报告: empty forms for this school or with everything."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.paths import Paths
from app.ui.navigation import Navigation
from app.ui.pages.report_page import ReportPage
from app.ui.runner import Runner
from app.ui.session_model import SessionModel
from tests.ui.hands import shown_page


def pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def test_the_empty_forms_are_those_of_the_school_or_all(
    qtbot: QtBot,
    model: SessionModel,
    navigation: Navigation,
    shipped: Paths,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runner = Runner()
    page = shown_page(qtbot, ReportPage(model, navigation, runner, shipped))
    qtbot.waitUntil(lambda: page.preview.page_count > 0, timeout=30000)
    button = next(button for button in page.findChildren(QPushButton) if button.menu() is not None)
    assert [action.text() for action in button.menu().actions()] == ["本校需填的数据项…", "全部数据项…"]
    own, every = tmp_path / "本校.pdf", tmp_path / "全部.pdf"
    for action, place in zip(button.menu().actions(), (own, every), strict=True):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, place=place: (str(place), ""))
        action.trigger()
        qtbot.waitUntil(lambda place=place: place.exists() and not runner.busy, timeout=30000)
    assert pages(own) < pages(every)
    runner.close()
