"""What kept rosters add up to, what of it judges, and how an open session takes a roster in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.assessment import Assessment
from app.domain.facts import Answer
from app.domain.roster_count import KeptRoster, Row
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.verdict import Status
from app.errors import DataFileError, ExportError, FilingError, NoSpaceError, ReadOnlyError
from app.services.inputs import load_input
from app.services.rosters import read_import, summaries, write_roster
from app.services.session import Changed, Session
from app.storage.workspace import Workspace
from tests.storage.builders import FILED, FILED_DATA

from .rosters import ROWS, TEACHERS, with_roster

YEAR = SchoolYear(2026)
FACTS = frozenset(item.fact for item in TEACHERS.computes)
SCHOOL = Assessment(
    YEAR,
    {
        "school.category": Answer("一般类", typed="一般类"),
        "school.kind": Answer("职业高中", typed="职业高中"),
        "teachers.full_time": Answer(72, typed="72"),
    },
    {"teachers.full_time": Answer(66, typed="66")},
)


@pytest.fixture
def book(shipped_rulebook: Rulebook) -> Rulebook:
    return with_roster(shipped_rulebook)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "学校.dabiao"
    with Workspace.create(path, "李晓岚") as workspace:
        workspace.import_assessment(SCHOOL)
    return path


@pytest.fixture
def session(path: Path, book: Rulebook) -> Iterator[Session]:
    with Workspace.open(path, who="李晓岚") as workspace:
        yield Session.open_latest(workspace, book)


def figures(assessment: Assessment) -> dict[str, object]:
    return {fact: assessment.judged_answers[fact].value for fact in FACTS & assessment.judged_answers.keys()}


def status(session: Session) -> Status:
    return next(v.status for v in session.evaluation.verdicts if v.indicator == "DB-专任教师")


def keep(path: Path, *rows: Row, year: SchoolYear = YEAR, rules: str | None = TEACHERS.hash) -> None:
    with Workspace.open(path) as workspace:
        workspace.save_roster(year, "teachers", rows)
        workspace.mark_roster(year, "teachers", rules)


def test_a_mark_under_other_rules_does_not_count(book: Rulebook) -> None:
    kept = {"teachers": KeptRoster("teachers", ROWS), "gone": KeptRoster("gone", ROWS)}
    (summary,) = summaries(kept, book, YEAR)
    assert (summary.rows, summary.mark) == (3, None)
    assert [tally.figure for tally in summary.tallies] == [2, 1, 1]


def test_a_marked_roster_judges_wherever_a_file_is_judged(path: Path, book: Rulebook) -> None:
    keep(path, *ROWS)
    given = load_input(path, book)
    assert figures(given.assessment) == {
        "teachers.full_time": 2,
        "teachers.dual_qualified": 1,
        "teachers.enterprise_practice_met": 1,
    }
    assert given.assessment.answers["teachers.full_time"].value == 72


@pytest.mark.parametrize("rules", [None, "8b" * 32])
def test_without_a_mark_or_with_one_under_other_rules_the_typed_figure_judges(
    path: Path, book: Rulebook, rules: str | None
) -> None:
    keep(path, *ROWS, rules=rules)
    assessment = load_input(path, book).assessment
    assert figures(assessment) == {"teachers.full_time": 72}
    assert assessment.rosters[0].tallies[0].figure == 2


def test_the_year_before_is_compared_by_its_own_roster(path: Path, book: Rulebook) -> None:
    keep(path, *ROWS, year=YEAR.previous)
    assert load_input(path, book).assessment.previous["teachers.full_time"].value == 2
    keep(path, *ROWS, year=YEAR.previous, rules=None)
    assert load_input(path, book).assessment.previous["teachers.full_time"].value == 66


def test_an_imported_roster_is_saved_and_judges_once_it_is_marked(session: Session, path: Path) -> None:
    heard: list[Changed] = []
    session.listeners.append(heard.append)
    assert status(session) is Status.MET
    session.import_roster("teachers", ROWS)
    assert status(session) is Status.MET and session.kept_rosters["teachers"].rows == ROWS
    session.mark_roster("teachers", True)
    assert status(session) is Status.MISSED
    assert session.kept_rosters["teachers"].mark is not None
    assert heard == [Changed(facts=FACTS, judged=True)] * 2
    assert session.workspace.rosters(YEAR) == session.kept_rosters and not session.dirty


def test_other_rows_a_mark_taken_back_and_a_roster_taken_out_bring_the_typed_figure_back(
    session: Session,
) -> None:
    session.import_roster("teachers", ROWS)
    for undo in (
        lambda: session.import_roster("teachers", ROWS[:2]),
        lambda: session.mark_roster("teachers", False),
        lambda: session.remove_roster("teachers"),
    ):
        session.mark_roster("teachers", True)
        assert status(session) is Status.MISSED
        undo()
        assert status(session) is Status.MET
    assert session.kept_rosters == {} and session.assessment.rosters == ()


def test_what_was_typed_before_is_saved_before_a_roster_is(session: Session) -> None:
    session.edit({"teachers.full_time": session.understood("teachers.full_time", "70")})
    session.import_roster("teachers", ROWS)
    assert not session.dirty
    assert session.workspace.load(YEAR).answers["teachers.full_time"].value == 70


def test_the_year_is_judged_by_its_editions_from_the_first_roster_on(session: Session) -> None:
    session.import_roster("teachers", ROWS)
    assert "conditions-2022" in session.workspace.kept(YEAR).pins


def test_a_roster_that_cannot_be_saved_changes_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise NoSpaceError(session.workspace.path)

    before = session.assessment
    monkeypatch.setattr(session.workspace, "save_roster", full)
    with pytest.raises(NoSpaceError):
        session.import_roster("teachers", ROWS)
    assert session.assessment is before and session.kept_rosters == {}


def test_a_frozen_year_takes_no_roster(session: Session, book: Rulebook) -> None:
    session.import_roster("teachers", ROWS)
    data = FILED_DATA.replace(b"}", b',"standards":[]}')
    session.workspace.archive.freeze(FILED, data, {})
    frozen = Session.open_latest(session.workspace, book)
    for change in (
        lambda: frozen.import_roster("teachers", ROWS[:1]),
        lambda: frozen.mark_roster("teachers", True),
        lambda: frozen.remove_roster("teachers"),
    ):
        with pytest.raises(FilingError, match="已备案冻结"):
            change()
    assert frozen.kept_rosters["teachers"] == KeptRoster("teachers", ROWS)


def test_a_file_opened_to_look_takes_no_roster(path: Path, book: Rulebook) -> None:
    with Workspace.open(path, read_only=True) as workspace:
        session = Session.open_latest(workspace, book)
        with pytest.raises(ReadOnlyError):
            session.import_roster("teachers", ROWS)


def test_saving_under_another_name_takes_the_rosters_along(
    session: Session, path: Path, tmp_path: Path
) -> None:
    session.import_roster("teachers", ROWS)
    session.mark_roster("teachers", True)
    kept = session.kept_rosters
    path.rename(tmp_path / "拔出.dabiao")
    session.save_as(tmp_path / "另存.dabiao")
    assert session.workspace.rosters(YEAR) == kept
    session.workspace.close()


def test_a_row_that_cannot_be_decided_keeps_its_figure_from_judging(session: Session) -> None:
    unknown = replace(ROWS[0], cells={**ROWS[0].cells, "employment": ""})
    session.import_roster("teachers", (unknown, *ROWS[1:]))
    session.mark_roster("teachers", True)
    assert status(session) is Status.MET
    (summary,) = session.assessment.rosters
    assert [(item.row, item.reason) for item in summary.tallies[0].undecided] == [(2, "聘用性质未填")]


def test_an_import_tells_rows_that_are_new_changed_and_gone_by_their_key(tmp_path: Path) -> None:
    moved = replace(ROWS[0], number=9)
    changed = replace(ROWS[1], cells={**ROWS[1].cells, "employment": "行政"})
    keyless = Row(10, {"name": "赵一", "employment": "专任"})
    place = write_roster(TEACHERS, (changed, moved, keyless), tmp_path / "名册.xlsx")
    found = read_import(TEACHERS, place, ROWS, YEAR)
    assert (found.new, found.changed, found.gone) == (1, 1, 1)
    assert found.rows == (changed, moved, keyless)
    assert [tally.figure for tally in found.summary.tallies] == [1, 1, 1] and found.summary.mark is None


def test_rows_without_key_and_rows_of_one_key_are_told_apart_by_what_they_hold(tmp_path: Path) -> None:
    keyless = (
        Row(2, {"name": "赵一"}),
        Row(3, {"name": "赵二"}),
        *(replace(ROWS[0], number=n) for n in (4, 5)),
    )
    place = write_roster(TEACHERS, keyless, tmp_path / "名册.xlsx")
    same = read_import(TEACHERS, place, keyless, YEAR)
    assert (same.new, same.changed, same.gone) == (0, 0, 0)
    fewer = read_import(TEACHERS, place, keyless[1:3], YEAR)
    assert (fewer.new, fewer.changed, fewer.gone) == (2, 0, 0)


def test_a_sheet_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="找不到文件"):
        read_import(TEACHERS, tmp_path / "没有.xlsx", (), YEAR)


def test_a_roster_is_not_written_over_a_school_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ExportError, match="学校自评文件"):
        write_roster(TEACHERS, ROWS, path)
    assert path.read_bytes() == before
