import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from app.domain.editions import Kept
from app.domain.facts import Answer
from app.storage import migrations
from app.storage.migrations import APPLICATION_ID, MIGRATIONS, SET
from app.storage.workspace import Workspace

from .builders import (
    FILED,
    FILED_DATA,
    FULL,
    KEEPING,
    PROOF,
    ROSTERS,
    SAMPLE,
    SECOND,
    THIRD,
    YEAR,
    listing,
    make,
)

FILES = Path(__file__).parent / "files"
KEPT = Kept({pin.standard: pin for pin in KEEPING.pins}, KEEPING.confirmations)
#: What files of early forms hold; all later ones hold everything.
HELD = {"form-1": SAMPLE, "form-2": SECOND, "form-3": THIRD, "form-4": THIRD, "form-5": THIRD}
#: Files of these forms keep nothing of the standards that judged them.
KEEP_NOTHING = ("form-1", "form-2")
HOLD_NO_ROSTERS = ("form-1", "form-2", "form-3", "form-4")


@pytest.mark.parametrize("saved", sorted(FILES.glob("*.dabiao")), ids=lambda file: file.stem)
@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to look"])
def test_a_saved_file_of_every_past_form_opens_with_all_its_answers(
    saved: Path, tmp_path: Path, read_only: bool
) -> None:
    path = tmp_path / saved.name
    shutil.copyfile(saved, path)
    before = listing(tmp_path)
    with Workspace.open(path, read_only=read_only) as workspace:
        assert workspace.load(YEAR) == HELD.get(saved.stem, FULL)
        kept = Kept() if saved.stem in KEEP_NOTHING else KEPT
        assert workspace.kept(YEAR) == kept
        assert workspace.history(YEAR, "campus.land")[0].who == "王老师"
        if not read_only:
            assert workspace.save_answer(YEAR, "students.enrolled", Answer(1))
    if read_only:
        assert listing(tmp_path) == before


@pytest.mark.parametrize("saved", sorted(FILES.glob("*.dabiao")), ids=lambda file: file.stem)
@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to look"])
def test_filings_and_evidence_of_a_saved_file_are_there(saved: Path, tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / saved.name
    shutil.copyfile(saved, path)
    with Workspace.open(path, read_only=read_only) as workspace:
        archive = workspace.archive
        if saved.stem in ("form-1", "form-2", "form-3"):
            assert (archive.filings(), archive.evidence(YEAR)) == ((), ())
            return
        assert archive.filings() == (replace(FILED, reopened="补录双师型证书"),)
        assert archive.filed_data(FILED.number) == FILED_DATA
        (proof,) = archive.evidence(YEAR)
        assert (proof.name, archive.content(proof.sha256)) == ("收文回执.pdf", PROOF)


@pytest.mark.parametrize("saved", sorted(FILES.glob("*.dabiao")), ids=lambda file: file.stem)
@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to look"])
def test_rosters_of_a_saved_file_are_there(saved: Path, tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / saved.name
    shutil.copyfile(saved, path)
    with Workspace.open(path, read_only=read_only) as workspace:
        assert workspace.rosters(YEAR) == ({} if saved.stem in HOLD_NO_ROSTERS else ROSTERS)


def test_there_is_a_saved_file_for_every_step() -> None:
    with closing(Database(memory=True)) as db:
        steps = [step.name for step in MIGRATIONS.pending(db)]
    assert len(list(FILES.glob("form-*.dabiao"))) == len(steps)


def test_every_table_is_strict_and_sealed_or_known_not_to_be(tmp_path: Path) -> None:
    with closing(Database(make(tmp_path / "学校.dabiao"))) as db:
        own = [table for table in db.tables if table.name != "_sqlite_migrations"]
        assert all(table.strict for table in own)
        assert {table.name for table in own if "seal" not in table.columns_dict} == {"evidence_blobs"}
        assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def test_an_answer_without_its_year_is_refused_by_the_database(tmp_path: Path) -> None:
    path = make(tmp_path / "学校.dabiao")
    with Workspace.open(path) as workspace, workspace._store.reading() as db:
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def with_one_more_step(monkeypatch: pytest.MonkeyPatch, fails: bool = False) -> None:
    """Pretend to be a later program that knows one step more."""
    later = Migrations(SET)
    later(name="m001_first_form")(migrations.m001_first_form)
    for step in (
        migrations.m002_persons_budgets_explanations,
        migrations.m003_editions,
        migrations.m004_filings_and_evidence,
        migrations.m005_rosters,
        migrations.m006_dates_as_typed,
    ):
        later(name=step.__name__)(step)

    @later()
    def m007_room(db: Database) -> None:
        db.table("answers").add_column("room", str)
        if fails:
            raise RuntimeError("the step is wrong")

    monkeypatch.setattr(migrations, "MIGRATIONS", later)


def test_an_older_file_is_copied_then_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, backups = make(tmp_path / "学校.dabiao"), tmp_path / "备份"
    with_one_more_step(monkeypatch)
    with Workspace.open(path, backups=backups) as workspace:
        assert workspace.load(YEAR) == SAMPLE
        made = workspace.last_backup
    assert made is not None
    assert made.path is not None
    with closing(Database(made.path)) as copy, closing(Database(path)) as upgraded:
        assert "room" not in copy.table("answers").columns_dict
        assert "room" in upgraded.table("answers").columns_dict


def test_an_older_file_is_looked_at_without_upgrading_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "学校.dabiao")
    before = listing(tmp_path)
    with_one_more_step(monkeypatch)
    with Workspace.open(path, read_only=True) as workspace:
        assert workspace.load(YEAR) == SAMPLE
    assert listing(tmp_path) == before


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "学校.dabiao")
    before = listing(tmp_path)
    with monkeypatch.context() as patched:
        with_one_more_step(patched, fails=True)
        with pytest.raises(RuntimeError, match="the step is wrong"):
            Workspace.open(path)
    assert listing(tmp_path) == before
    with Workspace.open(path) as workspace:
        assert workspace.load(YEAR) == SAMPLE
