from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.assessment import Assessment, Choice, Chosen, Remedy
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.verdict import Status
from app.errors import NoSpaceError, StorageError
from app.paths import Paths
from app.services.session import Changed, Session
from app.storage.workspace import Workspace

YEAR = SchoolYear(2026)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "学校.dabiao"


@pytest.fixture
def session(path: Path, shipped_rulebook: Rulebook) -> Iterator[Session]:
    workspace = Workspace.create(path, "李晓岚")
    answers = {
        "school.category": Answer("一般类", typed="一般类"),
        "school.kind": Answer("职业高中", typed="职业高中"),
    }
    previous = {"teachers.full_time": Answer(66, typed="66")}
    workspace.import_assessment(Assessment(YEAR, answers, previous))
    opened = Session.open_latest(workspace, shipped_rulebook)
    yield opened
    workspace.close()


def status(session: Session, indicator: str) -> Status:
    return next(v.status for v in session.evaluation.verdicts if v.indicator == indicator)


def test_an_edit_is_judged_at_once_and_told_to_those_who_listen(session: Session) -> None:
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    assert status(session, "DB-专任教师") is Status.UNANSWERED
    session.edit({"teachers.full_time": session.understood("teachers.full_time", "72人")})
    assert status(session, "DB-专任教师") is Status.MET
    assert heard == [Changed(facts=frozenset({"teachers.full_time"}), judged=True)]


def test_an_edit_that_changes_nothing_is_not_told(session: Session) -> None:
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    assert session.edit({"school.kind": session.answer("school.kind")}) == {}
    assert heard == [] and not session.dirty


def test_a_note_is_kept_and_does_not_judge_anew(session: Session) -> None:
    before = session.evaluation
    session.edit({"school.kind": replace(session.answer("school.kind"), note="更名待批")})
    assert session.evaluation is before
    assert session.dirty


def test_what_was_typed_wrongly_is_kept_told_and_not_judged(session: Session, path: Path) -> None:
    session.edit({"teachers.full_time": session.understood("teachers.full_time", "72.5")})
    problem = session.problem("teachers.full_time")
    assert problem is not None and "整数" in problem.message
    assert status(session, "DB-专任教师") is Status.UNANSWERED
    session.save()
    assert session.workspace.load(YEAR).answers["teachers.full_time"] == Answer(typed="72.5")


def test_emptying_a_field_takes_the_value_away_and_zero_does_not(session: Session) -> None:
    session.edit({"teachers.full_time": session.understood("teachers.full_time", "0")})
    assert session.answer("teachers.full_time").value == 0
    assert status(session, "DB-专任教师") is Status.MISSED
    session.edit({"teachers.full_time": session.understood("teachers.full_time", " ")})
    assert session.answer("teachers.full_time").value is None
    assert session.problem("teachers.full_time") is None
    assert status(session, "DB-专任教师") is Status.UNANSWERED


def test_units_are_understood_as_everywhere(session: Session) -> None:
    assert session.understood("campus.land_return", "60亩").value == Fraction(40000)


def test_saving_puts_everything_pending_on_the_disk(session: Session) -> None:
    session.edit({"teachers.full_time": session.understood("teachers.full_time", "72")})
    session.edit_remedy("DB-专任教师", Remedy("缺编", "招聘", "人事处", "2027-06-30"))
    assert session.save()
    assert not session.save()
    stored = session.workspace.load(YEAR)
    assert stored.answers["teachers.full_time"].value == 72
    assert stored.remedies["DB-专任教师"].unit == "人事处"


def test_an_explanation_is_told_saved_and_part_of_the_assessment(session: Session) -> None:
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    assert session.explain("students-change", "新并入一所学校") == ""
    assert heard == [Changed(explanations=frozenset({"students-change"}))]
    assert session.assessment.explanations == {"students-change": "新并入一所学校"}
    assert session.save() and not session.dirty
    assert session.workspace.load(YEAR).explanations == {"students-change": "新并入一所学校"}


def test_a_document_put_in_or_taken_out_is_judged_told_and_saved_with_its_reason(session: Session) -> None:
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    dropped = Chosen(Choice.DROP, "主管部门同意本年不报")
    assert session.choose("conditions-2022", dropped) is None
    assert heard == [Changed(documents=frozenset({"conditions-2022"}), judged=True)]
    assert not any(v.standard == "conditions-2022" for v in session.evaluation.verdicts)
    assert session.dirty and session.save() and not session.dirty
    assert session.workspace.load(YEAR).dropped == {"conditions-2022": "主管部门同意本年不报"}
    added = Chosen(Choice.ADD, "仍按此自查")
    assert session.choose("conditions-2022", added) == dropped
    assert session.save()
    assert session.workspace.load(YEAR).added == {"conditions-2022": "仍按此自查"}
    assert session.choose("conditions-2022", None) == added
    session.save()
    stored = session.workspace.load(YEAR)
    assert (stored.added, stored.dropped) == ({}, {})
    assert any(v.standard == "conditions-2022" for v in session.evaluation.verdicts)


def test_the_same_decision_again_is_not_told(session: Session) -> None:
    chosen = Chosen(Choice.ADD, "仍按此自查")
    session.choose("technician-2012", chosen)
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    assert session.choose("technician-2012", chosen) == chosen
    assert heard == []


def test_a_failed_save_keeps_edits_pending(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.edit({"teachers.full_time": session.understood("teachers.full_time", "72")})

    def full(*_: object, **__: object) -> None:
        raise NoSpaceError(session.workspace.path)

    with monkeypatch.context() as patch:
        patch.setattr(session.workspace, "save_answers", full)
        with pytest.raises(StorageError, match="磁盘空间不足"):
            session.save()
    assert session.dirty
    assert session.save()


def test_last_year_stands_beside(session: Session) -> None:
    assert session.previous("teachers.full_time").value == 66
    assert session.previous("students.enrolled") == Answer()


def test_the_judgement_date_can_be_set(session: Session) -> None:
    from datetime import date

    session.set_date(date(2022, 11, 15))
    assert not any(v.indicator == "DB-专任教师" for v in session.evaluation.verdicts)
    assert session.workspace.load(YEAR).date == date(2022, 11, 15)


def test_a_year_that_a_filing_froze_is_only_looked_at(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    from app.services.filing import freeze
    from tests.services.filings import NOW, judged, ready_file

    path = ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)
    with Workspace.open(path, who="李晓岚") as workspace:
        session = Session.open_latest(workspace, shipped_rulebook)
        assert (session.read_only, session.filed) == (False, None)
        filed = freeze(workspace, judged(session.assessment, shipped_rulebook, shipped), NOW)
        again = Session.open_latest(workspace, shipped_rulebook)
        assert (again.read_only, again.filed) == (True, filed)
        workspace.archive.reopen(filed, "补录")
        assert not Session.open_latest(workspace, shipped_rulebook).read_only
