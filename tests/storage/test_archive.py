"""Evidence is kept once and intact; a filing never changes, whoever tries; a frozen year waits for a reason."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from app.domain.assessment import Choice, Remedy
from app.domain.facts import Answer
from app.domain.filing import EvidenceLink
from app.domain.school_year import SchoolYear
from app.errors import DamagedFileError, EvidenceMissingError, FilingError
from app.storage.history import Subject
from app.storage.workspace import Workspace

from .builders import FILED, FILED_DATA, FILED_FILES, KEEPING, PROOF, SHOWS, YEAR, make, run_sql


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "学校.dabiao")


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path, who="李老师") as opened:
        yield opened


def test_evidence_comes_back_with_what_it_shows(workspace: Workspace) -> None:
    archive = workspace.archive
    added = archive.add_evidence(YEAR, "收文回执.pdf", PROOF)
    archive.link_evidence(YEAR, added.sha256, SHOWS)
    (found,) = archive.evidence(YEAR)
    assert (found.name, found.size, found.links) == ("收文回执.pdf", len(PROOF), (SHOWS,))
    assert archive.content(found.sha256) == PROOF


def test_the_same_bytes_are_kept_once_and_packed(workspace: Workspace, path: Path) -> None:
    archive = workspace.archive
    for name in ("收文回执.pdf", "回执（重名）.pdf"):
        archive.add_evidence(YEAR, name, PROOF)
    random = bytes(range(256)) * 3
    archive.add_evidence(YEAR, "小图.png", random)
    assert [item.name for item in archive.evidence(YEAR)] == ["回执（重名）.pdf", "小图.png"]
    with closing(Database(path)) as db:
        kept = {row["packed"]: len(row["bytes"]) for row in db.query("select * from evidence_blobs")}
    assert kept[1] < len(PROOF)


def test_a_link_is_changed_and_taken_back_and_evidence_let_go(workspace: Workspace) -> None:
    archive = workspace.archive
    added = archive.add_evidence(YEAR, "收文回执.pdf", PROOF)
    archive.link_evidence(YEAR, added.sha256, SHOWS)
    archive.link_evidence(YEAR, added.sha256, replace(SHOWS, pages="2"))
    archive.link_evidence(YEAR, added.sha256, EvidenceLink("task", "task.yuzhong-2022-28.19"))
    archive.unlink_evidence(YEAR, added.sha256, SHOWS)
    (found,) = archive.evidence(YEAR)
    assert [link.kind for link in found.links] == ["task"]
    archive.remove_evidence(YEAR, added.sha256)
    assert archive.evidence(YEAR) == ()
    with pytest.raises(EvidenceMissingError, match="不在此文件中"):
        archive.content(added.sha256)
    changes = workspace.history(YEAR, added.sha256, Subject.EVIDENCE)
    assert [change.who for change in changes] == ["李老师"] * 6


def test_bytes_that_were_changed_are_never_given_out(workspace: Workspace, path: Path) -> None:
    added = workspace.archive.add_evidence(YEAR, "收文回执.pdf", PROOF)
    workspace.close()
    run_sql(
        path,
        "update evidence_blobs set bytes = cast(substr(bytes, 1, 20) || x'00' || substr(bytes, 22) as blob)",
    )
    with Workspace.open(path) as opened, pytest.raises(EvidenceMissingError, match="已损坏"):
        opened.archive.content(added.sha256)


def test_a_filing_comes_back_as_it_was_frozen(workspace: Workspace) -> None:
    archive = workspace.archive
    archive.freeze(FILED, FILED_DATA, FILED_FILES)
    assert archive.filings(YEAR) == archive.filings() == (FILED,)
    assert archive.filings(SchoolYear(2020)) == ()
    assert archive.frozen(YEAR) == FILED
    assert archive.filed_data(FILED.number) == FILED_DATA
    assert archive.filed_files(FILED.number) == (("report.pdf", 15), ("report.xlsx", 8))
    assert archive.filed_file(FILED.number, "report.pdf") == FILED_FILES["report.pdf"]


@pytest.mark.parametrize(
    "change",
    [
        "update filings set fingerprint = '0000000000'",
        "update filings set data = x'00'",
        "delete from filings",
        "update filing_files set bytes = x'00'",
        "delete from filing_files",
        "insert or replace into filings select number, year, 9, fingerprint, frozen_at, frozen_by, program, reason, replaces, data, seal from filings",
    ],
)
def test_the_database_itself_refuses_to_change_a_filing(
    workspace: Workspace, path: Path, change: str
) -> None:
    workspace.archive.freeze(FILED, FILED_DATA, FILED_FILES)
    workspace.close()
    with closing(Database(path)) as db, pytest.raises(Exception, match="a filing never changes"):
        db.execute(change)
    with Workspace.open(path) as opened:
        assert opened.archive.filings() == (FILED,)


def test_a_filing_changed_behind_the_triggers_is_found(workspace: Workspace, path: Path) -> None:
    workspace.archive.freeze(FILED, FILED_DATA, FILED_FILES)
    workspace.close()
    run_sql(path, "drop trigger filings_no_update", "update filings set fingerprint = '0000000000'")
    with pytest.raises(DamagedFileError):
        Workspace.open(path)


EDITS = {
    "an answer": lambda opened: opened.save_answer(YEAR, "students.enrolled", Answer(1481, typed="1481")),
    "a remedy": lambda opened: opened.save_remedy(YEAR, "DB-师生比", Remedy("另一原因")),
    "an explanation": lambda opened: opened.save_explanation(YEAR, "students-enrolled-change", "另一说明"),
    "the date": lambda opened: opened.set_date(YEAR, date(2027, 1, 1)),
    "a document": lambda opened: opened.save_choice(YEAR, "x", Choice.ADD, "理由"),
    "a document taken back": lambda opened: opened.clear_choice(YEAR, "old-plan"),
    "an edition": lambda opened: opened.keep(YEAR, KEEPING),
    "evidence": lambda opened: opened.archive.add_evidence(YEAR, "a.pdf", b"x"),
    "a link": lambda opened: opened.archive.link_evidence(YEAR, "00", SHOWS),
    "another filing": lambda opened: opened.archive.freeze(
        replace(FILED, number="3150010999-2026-2", sequence=2), FILED_DATA, {}
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_frozen_year_is_not_changed_until_a_reason_is_written(workspace: Workspace, edit: str) -> None:
    archive = workspace.archive
    archive.freeze(FILED, FILED_DATA, FILED_FILES)
    before = workspace.load(YEAR)
    with pytest.raises(FilingError, match="已备案冻结（3150010999-2026-1），未作改动"):
        EDITS[edit](workspace)
    assert (workspace.load(YEAR), archive.evidence(YEAR)) == (before, ())
    with pytest.raises(FilingError, match="须写明原因"):
        archive.reopen(FILED, "  ")
    archive.reopen(FILED, "补录双师型证书")
    assert archive.frozen(YEAR) is None
    EDITS[edit](workspace)


def test_edits_after_a_filing_carry_the_reason_in_their_history(workspace: Workspace) -> None:
    workspace.archive.freeze(FILED, FILED_DATA, FILED_FILES)
    workspace.archive.reopen(FILED, "补录双师型证书")
    workspace.save_answer(YEAR, "students.enrolled", Answer(1481, typed="1481"))
    last = workspace.history(YEAR, "students.enrolled")[-1]
    assert (last.who, last.why) == ("李老师", "补录双师型证书")
    (filed,) = workspace.archive.filings()
    assert filed.reopened == "补录双师型证书"


def test_a_correction_is_another_filing_beside_the_first(workspace: Workspace) -> None:
    archive = workspace.archive
    archive.freeze(FILED, FILED_DATA, FILED_FILES)
    archive.reopen(FILED, "补录双师型证书")
    second = replace(
        FILED, number="3150010999-2026-2", sequence=2, replaces=FILED.number, reason="补录双师型证书"
    )
    archive.freeze(second, b"{}", {})
    assert [filed.number for filed in archive.filings()] == [FILED.number, second.number]
    assert archive.frozen(YEAR) == second
    assert archive.filed_data(FILED.number) == FILED_DATA


def test_other_years_are_edited_while_one_is_frozen(workspace: Workspace) -> None:
    workspace.archive.freeze(FILED, FILED_DATA, FILED_FILES)
    workspace.start_year(SchoolYear(2027), copy_from=YEAR)
    assert workspace.save_answer(SchoolYear(2027), "students.enrolled", Answer(1500, typed="1500"))


def test_receipts_and_scans_are_kept_beside_their_filing_without_touching_it(workspace: Workspace) -> None:
    archive = workspace.archive
    archive.freeze(FILED, FILED_DATA, FILED_FILES)
    archive.add_receipt(FILED, '{"format":"dabiao-receipt/1"}')
    archive.add_receipt(FILED, '{"format":"dabiao-receipt/1"}')
    scan = archive.add_scan(FILED, "盖章件.pdf", PROOF)
    assert archive.receipts(FILED.number) == ('{"format":"dabiao-receipt/1"}',)
    assert archive.scans(FILED.number) == (scan,)
    assert archive.content(scan.sha256) == PROOF
    assert archive.filings() == (FILED,)


def test_bytes_that_a_filing_may_need_stay(workspace: Workspace) -> None:
    archive = workspace.archive
    added = archive.add_evidence(YEAR, "收文回执.pdf", PROOF)
    archive.freeze(FILED, FILED_DATA, FILED_FILES)
    archive.reopen(FILED, "换佐证")
    archive.remove_evidence(YEAR, added.sha256)
    assert archive.evidence(YEAR) == ()
    assert archive.content(added.sha256) == PROOF


def test_a_backup_holds_the_filings_and_says_that_it_holds_no_evidence(path: Path, tmp_path: Path) -> None:
    with Workspace.open(path, who="李老师", backups=tmp_path / "备份") as workspace:
        workspace.archive.add_evidence(YEAR, "收文回执.pdf", PROOF)
        workspace.archive.freeze(FILED, FILED_DATA, FILED_FILES)
    for old in (tmp_path / "备份").iterdir():
        old.unlink()
    with Workspace.open(path, who="李老师", backups=tmp_path / "备份") as workspace:
        workspace.archive.reopen(FILED, "补录")
    (copy,) = (tmp_path / "备份").iterdir()
    with Workspace.open(copy, read_only=True) as kept:
        assert kept.archive.filings() == (FILED,)
        (proof,) = kept.archive.evidence(YEAR)
        with pytest.raises(EvidenceMissingError, match="备份不含佐证材料"):
            kept.archive.content(proof.sha256)
