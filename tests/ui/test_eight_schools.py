"""The window as each of eight schools sees it: the rows it is asked, and the documents that speak of it."""

from pathlib import Path

import pytest
import yaml
from pytestqt.qtbot import QtBot

from app.catalog.facts_file import read_facts
from app.domain.rulebook import Rulebook
from app.services.library import store_assessment
from app.services.session import Session
from app.storage.workspace import Workspace
from app.ui.navigation import Navigation
from app.ui.pages.documents_page import DocumentsPage
from app.ui.pages.fill_page import FillPage
from app.ui.session_model import SessionModel
from app.ui.theme import Theme
from tests.ui.hands import shown_page

CASES = sorted((Path(__file__).parents[1] / "catalog" / "cases").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
def test_each_school_walks_its_own_forms(
    case: Path,
    qtbot: QtBot,
    app_theme: Theme,
    navigation: Navigation,
    tmp_path: Path,
    shipped_rulebook: Rulebook,
) -> None:
    expected = yaml.load(case.read_text(encoding="utf-8"), yaml.BaseLoader)
    facts, file = tmp_path / "facts.yaml", tmp_path / "学校.dabiao"
    facts.write_text(yaml.safe_dump(expected["school"], allow_unicode=True), encoding="utf-8")
    store_assessment(file, read_facts(facts, shipped_rulebook), shipped_rulebook)
    model = SessionModel(Session.open_latest(Workspace.open(file, who="李晓岚"), shipped_rulebook))
    fill = shown_page(qtbot, FillPage(model, navigation))
    fill.start()
    asked = model.session.walk.asked(model.session.assessment).shown
    for step in model.session.walk.steps:
        fill.show_page(step.id)
        rows = {fact for fact, row in fill.view.rows.items() if row.isVisible()}
        assert rows == asked & set(step.facts), step.id
    documents = shown_page(qtbot, DocumentsPage(model, navigation))
    shown = {group.key: {row.key for row in group.rows} for group in documents.view.table.groups}
    assert shown["适用"] == set(expected["applies"])
    assert shown.get("待定", set()) == set(expected.get("undecided", []))
    model.close()
