from datetime import date
from pathlib import Path

import pytest

from app.domain.facts import Answer
from app.domain.roster_count import Row
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.errors import AppError, FileExistsAlreadyError, StorageError
from app.paths import Paths
from app.services.years import (
    create_school_file,
    current_year,
    sample_file,
    start_next_year,
    suggested_name,
)
from app.storage.workspace import Workspace

YEAR = SchoolYear(2026)


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 5), 2026)]
)
def test_a_school_year_begins_in_september(day: date, first: int) -> None:
    assert current_year(day) == SchoolYear(first)


@pytest.mark.parametrize(
    ("school", "name"),
    [
        ("渝中区枇杷山职业高级中学", "渝中区枇杷山职业高级中学.dabiao"),
        ("一中/二中: A?", "一中-二中- A-.dabiao"),
        ("  ..  ", "学校.dabiao"),
        ("", "学校.dabiao"),
    ],
)
def test_the_suggested_file_name_is_the_schools_without_what_file_systems_refuse(
    school: str, name: str
) -> None:
    assert suggested_name(school) == name


def test_a_new_file_has_one_empty_year_and_the_schools_name(tmp_path: Path) -> None:
    path = create_school_file(tmp_path / "新" / "学校.dabiao", " 枇杷山职高 ", YEAR, "李晓岚")
    with Workspace.open(path, read_only=True) as workspace:
        assert workspace.years() == (YEAR,)
        assert workspace.load(YEAR).word("school.name") == "枇杷山职高"
        assert {change.who for change in workspace.history(YEAR)} == {"李晓岚"}


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "学校.dabiao"
    path.write_text("somebody's")
    with pytest.raises(FileExistsAlreadyError):
        create_school_file(path, "学校", YEAR, "李晓岚")
    assert path.read_text() == "somebody's"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        create_school_file(tmp_path / "file" / "学校.dabiao", "学校", YEAR, "李晓岚")


def test_the_next_year_has_last_years_answers_to_be_confirmed(
    tmp_path: Path, shipped_rulebook: Rulebook
) -> None:
    path = create_school_file(tmp_path / "学校.dabiao", "枇杷山职高", YEAR, "李晓岚")
    with Workspace.open(path, who="李晓岚") as workspace:
        workspace.save_answer(YEAR, "students.enrolled", Answer(1480, typed="1480"))
    assert start_next_year(path, "周敏", shipped_rulebook) == SchoolYear(2027)
    with Workspace.open(path, read_only=True) as workspace:
        assessment = workspace.load(SchoolYear(2027))
    assert assessment.answers["students.enrolled"] == Answer(1480, typed="1480", confirmed=False)
    assert assessment.previous["students.enrolled"].value == 1480


def test_the_next_year_has_the_figure_of_a_roster_where_that_judged(
    tmp_path: Path, shipped_rulebook: Rulebook
) -> None:
    path = create_school_file(tmp_path / "学校.dabiao", "枇杷山职高", YEAR, "李晓岚")
    roster = next(item for item in shipped_rulebook.rosters if item.id == "programmes")
    row = Row(2, {"name": "护理", "code": "720201", "students": "90", "class": "医药"})
    with Workspace.open(path, who="李晓岚") as workspace:
        workspace.save_answer(YEAR, "programmes.total", Answer(7, typed="7", note="含停招"))
        workspace.save_answer(YEAR, "programmes.industry_matched", Answer(5, typed="5"))
        workspace.save_roster(YEAR, roster.id, [row])
        workspace.mark_roster(YEAR, roster.id, roster.hash)
    start_next_year(path, "周敏", shipped_rulebook)
    with Workspace.open(path, read_only=True) as workspace:
        copied = workspace.load(SchoolYear(2027)).answers
        assert workspace.rosters(SchoolYear(2027)) == {}
    assert copied["programmes.total"] == Answer(1, note="含停招", confirmed=False)
    assert copied["programmes.industry_matched"] == Answer(0, confirmed=False)


def test_a_file_without_any_year_has_no_next_one(tmp_path: Path, shipped_rulebook: Rulebook) -> None:
    Workspace.create(tmp_path / "empty.dabiao", "李晓岚").close()
    with pytest.raises(AppError, match="还没有任何学年"):
        start_next_year(tmp_path / "empty.dabiao", "李晓岚", shipped_rulebook)


def test_the_sample_is_made_once_and_then_kept(
    shipped: Paths, shipped_rulebook: Rulebook, tmp_path: Path
) -> None:
    paths = Paths(shipped.program, tmp_path)
    path = sample_file(shipped_rulebook, paths)
    with Workspace.open(path, who="试用") as workspace:
        assert workspace.load(YEAR).remedies
        workspace.save_answer(YEAR, "students.enrolled", Answer(1, typed="1"))
    assert sample_file(shipped_rulebook, paths) == path
    with Workspace.open(path, read_only=True) as workspace:
        assert workspace.load(YEAR).answers["students.enrolled"].value == 1
