"""Documents beside a school: whether each applies, by profile or by hand, and what a person may decide."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.assessment import Assessment, Choice, Chosen
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.services.documents import DocumentState, document_states
from app.services.session import Session
from app.storage.workspace import Workspace
from tests.builders import TODAY

PROFILE = {"school.kind": "职业高中", "school.category": "一般类", "school.district": "渝中区"}


@pytest.fixture
def session(tmp_path: Path, shipped_rulebook: Rulebook) -> Iterator[Session]:
    with Workspace.create(tmp_path / "学校.dabiao", "李晓岚") as workspace:
        answers = {fact: Answer(word, typed=word) for fact, word in PROFILE.items()}
        workspace.import_assessment(Assessment(SchoolYear(2026), answers, date=TODAY))
        yield Session.open_latest(workspace, shipped_rulebook)


def state(session: Session, standard: str) -> DocumentState:
    return next(state for state in document_states(session) if state.key == standard)


def test_documents_that_apply_come_first_in_the_order_of_the_conclusion(session: Session) -> None:
    states = document_states(session)
    applies = [state.result.applies for state in states]
    assert applies == sorted(applies, key=[True, None, False].index)
    assert {state.key for state in states} == set(session.rulebook.standards)
    assert [state.key for state in states][:2] == ["conditions-2022", "establishment-2010"]


def test_a_document_that_applies_may_be_taken_out_and_another_put_in(session: Session) -> None:
    own, other = state(session, "conditions-2022"), state(session, "technician-2012")
    assert (own.by_profile, own.may(Choice.DROP), own.may(Choice.ADD)) == (True, True, False)
    assert (other.by_profile, other.may(Choice.DROP), other.may(Choice.ADD)) == (False, False, True)


def test_what_was_decided_by_hand_stands_beside_what_the_profile_says(session: Session) -> None:
    session.choose("conditions-2022", Chosen(Choice.DROP, "主管部门同意"))
    dropped = state(session, "conditions-2022")
    assert dropped.result.applies is False and dropped.result.reason == "人工移除：主管部门同意"
    assert dropped.by_profile is True and dropped.profile_reason.startswith("适用：学校类别为职业高中")
    assert dropped.chosen == Chosen(Choice.DROP, "主管部门同意")


def test_an_undecided_document_names_the_profile_facts_it_waits_for(session: Session) -> None:
    session.edit({"school.district": Answer()})
    waiting = state(session, "yuzhong-2022-28")
    assert waiting.result.applies is None
    assert waiting.missing == ("school.district",)
    assert waiting.may(Choice.ADD) and waiting.may(Choice.DROP)
    assert waiting.open_rows > 0


def test_a_document_out_of_force_can_be_decided_by_nobody(session: Session) -> None:
    day = session.rulebook.standards["yuzhong-2022-28"].document.start
    session.set_date(day.replace(day=day.day - 1))
    early = state(session, "yuzhong-2022-28")
    assert not early.in_force
    assert not early.may(Choice.ADD) and not early.may(Choice.DROP)
