"""标准: the rows of each document, the history of every figure, and how the school stands by it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.catalog.catalog import load_rulebook
from app.paths import Paths
from app.services.clauses import ClauseRow, history
from app.services.documents import DocumentState
from app.services.overlay import add_standard
from app.services.session import Session
from app.storage.workspace import Workspace
from app.ui.navigation import Navigation
from app.ui.pages.documents_page import DocumentsPage
from app.ui.session_model import SessionModel
from app.ui.theme import Theme
from tests.services.own import OWN, own_pack, user
from tests.ui.hands import focus, shown_page

OTHER, SETTING = "technician-2012", "establishment-2010"


@pytest.fixture
def page(qtbot: QtBot, model: SessionModel, navigation: Navigation, paths: Paths) -> Iterator[DocumentsPage]:
    widget = shown_page(qtbot, DocumentsPage(model, navigation, paths))
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    yield widget


def row(page: DocumentsPage, indicator: str) -> ClauseRow:
    found = next(row for row in page.clauses.table.rows() if row.key == indicator)
    assert isinstance(found, ClauseRow)
    return found


def texts(page: DocumentsPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.clause.findChildren(QLabel) if label.isVisible())


def test_a_document_opens_into_its_rows_and_closes_again(
    qtbot: QtBot, page: DocumentsPage, model: SessionModel
) -> None:
    page.focus_document(SETTING)
    pack = model.session.rulebook.standards[SETTING]
    assert page.panel.to_clauses.text() == f"查看条款 {len(pack.indicators)} 项…"
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert page.clauses.isVisible() and not page.view.isVisible()
    assert focus() is page.clauses
    assert [row.key for row in page.clauses.table.rows()] == [each.id for each in pack.indicators]
    qtbot.keyClick(page.clauses, Qt.Key.Key_Escape)
    assert page.view.isVisible() and focus() is page.view
    assert page.view.current_key() == SETTING


def test_a_document_that_only_gives_tasks_has_no_rows_to_open(page: DocumentsPage) -> None:
    page.focus_document(SETTING)
    state = next(row for row in page.view.table.rows() if row.key == SETTING)
    assert isinstance(state, DocumentState)
    page.panel.show_state(replace(state, rows=0))
    assert not page.panel.to_clauses.isVisible()


def test_a_row_says_clause_requirement_source_and_how_the_school_stands(page: DocumentsPage) -> None:
    page.open_clauses("yuzhong-2022-28")
    words = [page.clauses.table.words(row(page, "YZ-双师"), column) for column in range(5)]
    assert words[0] and "双师型" in words[1]
    assert words[2] == "≥\u00a070\u00a0%" and words[4] == "未达到目标"


def test_the_chosen_row_says_how_it_is_counted_and_what_the_school_lacks(
    qtbot: QtBot, page: DocumentsPage, navigation: Navigation
) -> None:
    page.focus_clause("YZ-双师")
    assert page.clause.said("算法").startswith("双师型")
    assert "÷" in page.clause.said("算法")
    assert page.clause.said("本校").count("59.52") == 1
    assert "= 59.52" in page.clause.said("本校").replace("\u00a0", " ") and "还差" in page.clause.said("本校")
    assert page.clause.said("效力").startswith("预期性")
    with qtbot.waitSignal(navigation.verdict_wanted) as asked:
        page.clause.to_verdict.click()
    assert asked.args == ["YZ-双师"]


def test_a_figure_is_said_once_where_nothing_is_lacking_or_left(page: DocumentsPage) -> None:
    page.focus_clause("SZ-计算机")
    assert page.clause.said("本校").count("15.95") == 1


def test_what_other_documents_ask_on_the_matter_leads_to_their_rows(
    page: DocumentsPage, navigation: Navigation
) -> None:
    navigation.clause_wanted.connect(page.focus_clause)
    page.focus_clause("YZ-双师")
    assert "SZ-双师" in page.clause.others.text() and "设置标准" not in page.clause.said("条款")
    page.clause.others.linkActivated.emit("SZ-双师")
    assert page.clauses.current_key() == "SZ-双师"
    assert page.clause.row is not None and page.clause.row.standard.id == SETTING


EARLIER = "      - {from: 2026-01-01, value: 80%"
BEFORE = "      - {from: 2020-01-01, value: 60%, state: secondary, seen_in: 旧文件转引}\n"


@pytest.fixture
def paths(tmp_path: Path, shipped: Paths) -> Paths:
    """The folders of a user who has nothing of their own yet."""
    return user(shipped, tmp_path / "user")


def test_the_history_says_from_when_where_seen_and_which_figure_judges(
    qtbot: QtBot, app_theme: Theme, workspace_file: Path, tmp_path: Path, paths: Paths, navigation: Navigation
) -> None:
    source = own_pack(tmp_path / "stick", OWN.replace(EARLIER, BEFORE + EARLIER))
    add_standard(paths, load_rulebook(paths), source, "区教委", date(2026, 11, 21))
    session = Session.open_latest(Workspace.open(workspace_file), load_rulebook(paths))
    model = SessionModel(session)
    page = shown_page(qtbot, DocumentsPage(model, navigation, paths))
    page.focus_clause("local-x-双师")
    assert page.clause.row is not None
    stages = history(page.clause.row.indicator, session.rulebook.facts, session.judged_on)
    assert [(stage.period, stage.required, stage.current) for stage in stages] == [
        ("2026-01-01 起", "≥80%", True),
        ("2020-01-01 至 2025-12-31", "≥60%", False),
    ]
    said = texts(page)
    assert "2026-01-01 起　本次采用" in said and "见于区政府网站" in said and "核对日期 2026-11-21" in said
    assert "2020-01-01 至 2025-12-31" in said and "见于旧文件转引" in said
    model.close()


def test_a_row_of_a_document_that_does_not_apply_is_shown_and_not_judged(page: DocumentsPage) -> None:
    page.open_clauses(OTHER)
    first = next(iter(page.clauses.table.rows()))
    assert page.clauses.table.words(first, 4) == "不判定"
    assert page.clause.said("本校") == "本文件或本条不用于判定本校"
    assert not page.clause.to_verdict.isVisible()


def test_enter_goes_to_the_row_at_the_right_and_escape_back(qtbot: QtBot, page: DocumentsPage) -> None:
    page.focus_clause("YZ-双师")
    qtbot.keyClick(page.clauses, Qt.Key.Key_Return)
    assert focus() is page.clause.to_verdict
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert focus() is page.clauses


def test_a_narrow_window_shows_the_rows_or_the_chosen_one(qtbot: QtBot, page: DocumentsPage) -> None:
    page.resize(700, 600)
    page.focus_clause("YZ-双师")
    assert page.clauses.isVisible() and not page.clause.isVisible()
    qtbot.keyClick(page.clauses, Qt.Key.Key_Return)
    assert page.clause.isVisible() and not page.clauses.isVisible()
    page.clause.back.click()
    assert page.clauses.isVisible()


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_rows_need_no_scrolling_sideways(page: DocumentsPage, app_theme: Theme, scale: int) -> None:
    page.open_clauses(SETTING)
    app_theme.set_look(dark=True, scale=scale)
    QApplication.processEvents()
    assert page.clauses.horizontalScrollBar().maximum() == 0
    assert page.minimumSizeHint().width() <= 1366
