"""What the tests of the window share: the theme applied, and a real workspace of the sample school."""

import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.catalog.facts_file import read_facts
from app.catalog.plan_file import read_plan
from app.domain.rulebook import Rulebook
from app.paths import Paths, program_folder
from app.reports import pdf_reading
from app.services.library import store_assessment
from app.services.recent import RecentFiles
from app.services.sample import FACTS, PLAN
from app.services.session import Session
from app.storage.workspace import Workspace
from app.ui.main_window import MainWindow, Surroundings
from app.ui.navigation import Navigation
from app.ui.session_model import SessionModel
from app.ui.settings import SettingsStore
from app.ui.theme import Theme, theme

from .windows import shown_window

TYPIST = "李晓岚"


@pytest.fixture(autouse=True)
def garbage_is_collected_afterwards() -> Iterator[None]:
    """No test may leave work of a runner behind: garbage is not collected while it goes on."""
    yield
    assert gc.isenabled()


@pytest.fixture
def app_theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 percent, put back after the test."""
    present = theme()
    present.set_look(dark=False, scale=100)
    if not qapp.styleSheet():
        present.apply(qapp)
    yield present
    present.set_look(dark=False, scale=100)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    """The sample school's workspace, made once; do not open it, copy it."""
    path = tmp_path_factory.mktemp("sample") / "示例学校.dabiao"
    assessment = read_facts(shipped.samples / FACTS, shipped_rulebook)
    remedies = read_plan(shipped.samples / PLAN, shipped_rulebook)
    store_assessment(path, replace(assessment, remedies=remedies), shipped_rulebook)
    return path


@pytest.fixture
def workspace_file(sample_file: Path, tmp_path: Path) -> Path:
    """A fresh copy of the sample school's workspace."""
    path = tmp_path / sample_file.name
    path.write_bytes(sample_file.read_bytes())
    return path


@pytest.fixture
def model(app_theme: Theme, workspace_file: Path, shipped_rulebook: Rulebook) -> Iterator[SessionModel]:
    """The session on a fresh copy of the sample school, as the window sees it."""
    workspace = Workspace.open(workspace_file, who=TYPIST)
    session_model = SessionModel(Session.open_latest(workspace, shipped_rulebook))
    yield session_model
    session_model.close()


@pytest.fixture
def navigation(qapp: QApplication) -> Navigation:
    """The requests to go somewhere, for a test to listen to."""
    return Navigation()


@pytest.fixture
def window(
    qtbot: QtBot, app_theme: Theme, tmp_path: Path, shipped_rulebook: Rulebook
) -> Iterator[MainWindow]:
    """The main window of a user who has nothing yet, on the start page."""
    paths = Paths(program_folder(), tmp_path / "data")
    around = Surroundings(paths, shipped_rulebook, SettingsStore(paths.data), RecentFiles(paths.data))
    with shown_window(qtbot, around) as made:
        yield made


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """Return the threads that open a PDF, in order."""
    found: list[threading.Thread] = []
    opened = pdf_reading.opened

    @contextmanager
    def noted(pdf: bytes) -> Iterator[Any]:
        found.append(threading.current_thread())
        with opened(pdf) as document:
            yield document

    monkeypatch.setattr(pdf_reading, "opened", noted)
    return found


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Somebody chooses the second to the third page, and for paper a file."""
    place = tmp_path / "印.pdf"

    def accept(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(place))
        dialog.printer().setFromTo(2, 3)
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    return place
