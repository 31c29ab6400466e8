from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.assessment import Assessment, Choice, Remedy
from app.domain.facts import Answer
from app.domain.school_year import SchoolYear
from app.errors import FileExistsAlreadyError, ReadOnlyError, YearError
from app.storage.codec import decode_remedy
from app.storage.history import Action, Subject
from app.storage.workspace import Workspace

from .builders import FILED, FILED_DATA, FULL, KEEPING, PROOF, ROSTERS, SAMPLE, YEAR, clock_at, listing, make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "渝中 职教中心.dabiao"


def test_what_was_imported_is_loaded_exactly(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        assert workspace.load(YEAR) == SAMPLE
        assert workspace.years() == (YEAR.previous, YEAR)


def test_a_whole_number_stays_an_int_and_a_quantity_a_fraction(path: Path) -> None:
    answers = {"count": Answer(40000), "area": Answer(Fraction(40000))}
    make(path, Assessment(YEAR, answers))
    with Workspace.open(path) as workspace:
        loaded = workspace.load(YEAR).answers
    assert [type(loaded[fact].value) for fact in ("count", "area")] == [int, Fraction]


def test_a_changed_type_is_a_change(path: Path) -> None:
    make(path, Assessment(YEAR, {"area": Answer(40000)}))
    with Workspace.open(path) as workspace:
        assert workspace.save_answer(YEAR, "area", Answer(Fraction(40000)))
        assert type(workspace.load(YEAR).answers["area"].value) is Fraction


def test_a_new_file_is_empty_and_says_what_it_is(path: Path) -> None:
    with Workspace.create(path, "王老师", clock=clock_at("2026-11-21T06:32:07")) as workspace:
        assert workspace.years() == ()
        meta = workspace.meta()
    assert meta["format"] == "dabiao-workspace/1"
    assert meta["program"].startswith("dabiao ")
    assert (meta["created_by"], meta["created_at"]) == ("王老师", "2026-11-21T06:32:07+00:00")


def test_an_existing_file_is_never_created_again(path: Path) -> None:
    path.write_text("别人的文件", encoding="utf-8")
    before = listing(path.parent)
    with pytest.raises(FileExistsAlreadyError, match="已存在"):
        Workspace.create(path, "王老师")
    assert listing(path.parent) == before


@pytest.mark.parametrize("journal", ["-wal", "-journal"])
def test_a_journal_left_by_a_lost_file_is_not_taken_for_a_new_ones(path: Path, journal: str) -> None:
    leftover = path.with_name(path.name + journal)
    leftover.write_bytes(b"what somebody may still want")
    with pytest.raises(FileExistsAlreadyError):
        Workspace.create(path, "王老师")
    assert list(listing(path.parent)) == [leftover.name]


def test_creating_in_a_folder_that_is_not_there_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="找不到文件"):
        Workspace.create(tmp_path / "没有" / "学校.dabiao", "王老师")
    assert listing(tmp_path) == {}


def test_after_closing_one_file_is_left(path: Path) -> None:
    with Workspace.create(path, "王老师") as workspace:
        workspace.start_year(YEAR)
        workspace.save_answer(YEAR, "students.enrolled", Answer(1480))
    assert list(listing(path.parent)) == [path.name]


def test_several_answers_are_saved_together_and_only_changes_count(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        same = SAMPLE.answers["campus.land"]
        changed = workspace.save_answers(YEAR, {"campus.land": same, "students.enrolled": Answer(1500)})
        assert changed == ("students.enrolled",)
        assert len(workspace.history(YEAR, "campus.land")) == 1


def test_one_answer_that_cannot_be_saved_saves_none(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        with pytest.raises(TypeError):
            workspace.save_answers(YEAR, {"students.enrolled": Answer(1), "bad": Answer(True)})
        assert workspace.load(YEAR) == SAMPLE
        assert workspace.save_answer(YEAR, "students.enrolled", Answer(2))


def test_history_tells_who_changed_what_when_and_why(path: Path) -> None:
    make(path)
    with Workspace.open(path, who="李主任", clock=clock_at("2026-11-21T06:32:07")) as workspace:
        workspace.save_answer(YEAR, "students.enrolled", Answer(1500, typed="1500"), why="补报秋季转入")
        first, last = workspace.history(YEAR, "students.enrolled")
    assert (first.action, first.who, first.old) == (Action.IMPORT, "王老师", None)
    assert (last.action, last.who, last.why) == (Action.EDIT, "李主任", "补报秋季转入")
    assert (last.old, last.new) == (SAMPLE.answers["students.enrolled"], Answer(1500, typed="1500"))
    assert last.at == datetime(2026, 11, 21, 6, 32, 7, tzinfo=UTC)


def test_another_person_may_be_named_for_one_change(path: Path) -> None:
    make(path)
    with Workspace.open(path, who="李主任") as workspace:
        workspace.save_answer(YEAR, "students.enrolled", Answer(1500), who="人事处")
        assert workspace.history(YEAR, "students.enrolled")[-1].who == "人事处"


def test_a_new_year_takes_last_years_given_answers_as_unconfirmed(path: Path) -> None:
    make(path)
    following = SchoolYear(2027)
    with Workspace.open(path) as workspace:
        workspace.start_year(following, copy_from=YEAR)
        started = workspace.load(following)
        story = workspace.history(following, "campus.land")
    given = {fact: answer for fact, answer in SAMPLE.answers.items() if answer.given}
    assert started.answers == {fact: replace(answer, confirmed=False) for fact, answer in given.items()}
    assert not any(answer.given for answer in started.answers.values())
    assert started.previous == SAMPLE.answers
    assert [change.action for change in story] == [Action.COPY]


def test_an_unconfirmed_answer_is_no_previous_figure(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        workspace.start_year(SchoolYear(2027), copy_from=YEAR)
        workspace.start_year(SchoolYear(2028))
        assert workspace.load(SchoolYear(2028)).previous == {}


def test_confirming_a_copied_answer_is_one_change(path: Path) -> None:
    make(path)
    following = SchoolYear(2027)
    with Workspace.open(path) as workspace:
        workspace.start_year(following, copy_from=YEAR)
        workspace.save_answer(following, "campus.land", SAMPLE.answers["campus.land"])
        assert workspace.load(following).answers["campus.land"].given


def test_a_year_is_started_once_and_asked_for_by_name(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        with pytest.raises(YearError, match="已有 2026-2027 学年"):
            workspace.start_year(YEAR)
        with pytest.raises(YearError, match="已有 2026-2027 学年"):
            workspace.import_assessment(SAMPLE)
        with pytest.raises(YearError, match="没有 2030-2031 学年"):
            workspace.load(SchoolYear(2030))
        with pytest.raises(YearError, match="没有 2030-2031 学年"):
            workspace.save_answer(SchoolYear(2030), "students.enrolled", Answer(1))
        with pytest.raises(YearError, match="没有 2030-2031 学年"):
            workspace.start_year(SchoolYear(2031), copy_from=SchoolYear(2030))
        assert workspace.years() == (YEAR.previous, YEAR)


def test_importing_keeps_what_the_year_before_already_says(path: Path) -> None:
    make(path)
    following = SchoolYear(2027)
    previous = {"students.enrolled": Answer(9), "teachers.full_time": Answer(66)}
    with Workspace.open(path) as workspace:
        workspace.import_assessment(Assessment(following, previous=previous))
        loaded = workspace.load(following)
    assert loaded.previous == {**SAMPLE.answers, "teachers.full_time": Answer(66)}


def test_a_remedy_is_saved_with_its_history(path: Path) -> None:
    make(path)
    new = Remedy("编制不足", "申请 15 名编制", "人事处", "2027 年底")
    with Workspace.open(path) as workspace:
        assert workspace.save_remedy(YEAR, "DB-师生比", new)
        assert not workspace.save_remedy(YEAR, "DB-师生比", new)
        assert workspace.load(YEAR).remedies == {"DB-师生比": new}
        change = workspace.history(YEAR, "DB-师生比", Subject.REMEDY)[-1]
    assert (change.old, change.new) == (SAMPLE.remedies["DB-师生比"], new)


def test_a_remedy_of_an_older_history_line_reads_as_one_without_person_and_budget() -> None:
    old = {"cause": "编制不足", "measure": "招聘", "unit": "人事处", "due": "2027 年底"}
    assert decode_remedy(dict(old)) == Remedy(**old)


def test_an_explanation_is_saved_with_its_history(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        assert workspace.save_explanation(YEAR, "students-change", "并校")
        assert not workspace.save_explanation(YEAR, "students-change", "并校")
        assert workspace.save_explanation(YEAR, "students-change", "2026 年 9 月并校")
        assert workspace.load(YEAR).explanations == {"students-change": "2026 年 9 月并校"}
        changes = workspace.history(YEAR, "students-change", Subject.EXPLANATION)
    assert [(change.old, change.new) for change in changes] == [
        (None, "并校"),
        ("并校", "2026 年 9 月并校"),
    ]


def test_a_judgement_date_is_set_and_taken_back(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        assert not workspace.set_date(YEAR, date(2026, 11, 21))
        assert workspace.set_date(YEAR, date(2026, 12, 1))
        assert workspace.load(YEAR).date == date(2026, 12, 1)
        assert workspace.set_date(YEAR, None)
        assert workspace.load(YEAR).date is None
        days = [change.new for change in workspace.history(YEAR, subject=Subject.DATE)]
    assert days == ["2026-11-21", "2026-12-01", None]


def test_adding_a_document_undoes_its_dropping(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        assert workspace.save_choice(YEAR, "old-plan", Choice.ADD, "仍要对照")
        loaded = workspace.load(YEAR)
        assert workspace.clear_choice(YEAR, "old-plan")
        assert not workspace.clear_choice(YEAR, "old-plan")
        cleared = workspace.load(YEAR)
    assert (loaded.added["old-plan"], loaded.dropped) == ("仍要对照", {})
    assert cleared.added == {"another-district": "分校区在该区"}


def test_the_whole_history_can_be_asked_for(path: Path) -> None:
    make(path, FULL, KEEPING)
    with Workspace.open(path) as workspace:
        archive = workspace.archive
        workspace.save_roster(YEAR, "teachers", ROSTERS["teachers"].rows)
        archive.add_evidence(YEAR, "收文回执.pdf", PROOF)
        archive.freeze(FILED, FILED_DATA, {})
        archive.add_receipt(FILED, "{}")
        archive.add_scan(FILED, "盖章件.pdf", PROOF)
        archive.reopen(FILED, "补录")
        subjects = {change.subject for change in workspace.history(YEAR, subject=None)}
    assert subjects == set(Subject)


def test_a_workspace_opened_to_look_saves_nothing(path: Path) -> None:
    make(path)
    before = listing(path.parent)
    with Workspace.open(path, read_only=True) as workspace:
        assert workspace.load(YEAR) == SAMPLE
        with pytest.raises(ReadOnlyError, match="只能读取"):
            workspace.save_answer(YEAR, "students.enrolled", Answer(1))
    assert listing(path.parent) == before


def test_half_a_character_is_replaced_rather_than_losing_the_rest(path: Path) -> None:
    make(path)
    with Workspace.open(path) as workspace:
        workspace.save_answer(YEAR, "school.name", Answer("渝中\ud83d职校"))
        assert workspace.load(YEAR).word("school.name") == "渝中?职校"
    with Workspace.open(path) as workspace:
        assert workspace.load(YEAR).word("school.name") == "渝中?职校"


def test_a_symbolic_link_leads_to_the_same_file_and_lock(path: Path) -> None:
    make(path)
    link = path.with_name("快捷方式.dabiao")
    link.symlink_to(path)
    with Workspace.open(link) as workspace:
        assert workspace.path == path.resolve()
        workspace.save_answer(YEAR, "students.enrolled", Answer(7))
    with Workspace.open(path, read_only=True) as workspace:
        assert workspace.load(YEAR).answers["students.enrolled"] == Answer(7)
