"""The window walked as each of the eight schools: it is asked what its documents need, and every page stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
import yaml
from PySide6.QtWidgets import QApplication

from app.catalog.facts_file import read_facts
from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.services.library import store_assessment
from app.services.session import Session
from app.storage.workspace import Workspace
from app.ui.pages.making import TITLES
from app.ui.runner import Runner
from app.ui.session_model import SessionModel
from app.ui.theme import Theme
from app.ui.work_area import WorkArea

CASES = sorted((Path(__file__).parents[1] / "catalog" / "cases").glob("*.yaml"))


@pytest.fixture(params=CASES, ids=[path.stem for path in CASES])
def work(
    request: pytest.FixtureRequest,
    app_theme: Theme,
    tmp_path: Path,
    shipped: Paths,
    shipped_rulebook: Rulebook,
) -> Iterator[WorkArea]:
    facts = tmp_path / "facts.yaml"
    case = yaml.load(request.param.read_text(encoding="utf-8"), yaml.BaseLoader)
    facts.write_text(yaml.safe_dump(case["school"], allow_unicode=True), encoding="utf-8")
    path = tmp_path / "学校.dabiao"
    store_assessment(path, read_facts(facts, shipped_rulebook), shipped_rulebook)
    model = SessionModel(Session.open_latest(Workspace.open(path, who="李晓岚"), shipped_rulebook))
    runner = Runner()
    area = WorkArea(model, runner, shipped)
    area.resize(1366, 700)
    area.show()
    QApplication.processEvents()
    yield area
    runner.close()
    shiboken6.delete(area)  # with its timers, which make pages ahead
    model.close()


def test_every_step_asks_what_the_documents_of_the_school_need(work: WorkArea) -> None:
    session = work.model.session
    needed = session.rulebook.needs.of(session.assessment, session.judged_on)
    walked: set[str] = set()
    for identity, _ in work.steps.entries():
        if identity != "tasks":
            work.fill.show_page(identity)
            QApplication.processEvents()
            walked |= set(work.fill.current_facts())
    asked = {fact for fact in needed if not fact.startswith("task.") and fact in session.rulebook.facts}
    assert asked - walked == set()


def test_every_page_of_the_window_shows_the_school(work: WorkArea) -> None:
    for name in TITLES:
        work.go_to(name)
        QApplication.processEvents()
        assert work.current == name
        assert work.grab().width() == work.width()


def test_the_conclusion_speaks_of_each_kind_of_document(work: WorkArea) -> None:
    conclusion = work.model.session.conclusion()
    assert all(sentence.text for sentence in conclusion.sentences)
    assert len(conclusion.sentences) == 4
