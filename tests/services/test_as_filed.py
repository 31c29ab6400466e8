"""A frozen year is printed under its seal only while it comes out as it was filed."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.catalog.catalog import load_rulebook
from app.cli import run
from app.domain.facts import Answer
from app.domain.filing import EvidenceLink
from app.domain.fingerprint import grouped
from app.domain.roster_count import Row
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.standard import Confirmation
from app.errors import FilingError
from app.paths import Paths
from app.reports.layouts import Layout
from app.services import filing
from app.services.as_filed import as_filed, printable
from app.services.confirming import confirm_value
from app.services.editions import kept_input
from app.services.exports import Judged
from app.services.filing import freeze
from app.services.overlay import add_standard
from app.services.session import Session
from app.services.writing import Output
from app.storage.workspace import Workspace
from tests.reports.builders import pages_of
from tests.services.filings import NOW, judged, ready_file
from tests.services.own import own_pack
from tests.services.rosters import ROWS, TEACHERS, with_roster


def test_a_year_that_is_not_frozen_stays_a_draft(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    with Workspace.open(ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)) as workspace:
        material = judged(workspace.load(workspace.years()[-1]), shipped_rulebook, shipped)
        assert as_filed(workspace, material) is material


def test_a_frozen_year_bears_its_seal_and_its_evidence_again(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    with Workspace.open(ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)) as workspace:
        year = workspace.years()[-1]
        kept = workspace.archive.add_evidence(year, "回执.pdf", b"%PDF-1.7")
        workspace.archive.link_evidence(year, kept.sha256, EvidenceLink("fact", "governance.plan_filed", "1"))
        filed = freeze(workspace, judged(workspace.load(year), shipped_rulebook, shipped), NOW)
        again = as_filed(workspace, judged(workspace.load(year), shipped_rulebook, shipped))
        assert again.seal is not None
        assert (again.seal.fingerprint, str(again.seal.occasion.number)) == (filed.fingerprint, filed.number)
        assert [item.name for item in again.evidence] == ["回执.pdf"]
        assert again.pdf() == workspace.archive.filed_file(filed.number, "report.pdf")


def test_a_frozen_year_has_the_figures_of_its_rosters_that_were_filed_whatever_the_rules_count_later(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    school = ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)
    book, year = with_roster(shipped_rulebook), SchoolYear(2026)
    with Workspace.open(school) as workspace:
        workspace.save_roster(year, "teachers", (*ROWS, Row(9, {"name": "赵一"})))
        workspace.mark_roster(year, "teachers", TEACHERS.hash)
        for fact in ("full_time", "dual_qualified", "enterprise_practice_met"):
            workspace.save_explanation(year, f"roster:teachers.{fact}", "花名册正在整理")
        then = kept_input(workspace, year, book).assessment
        assert then.rosters and then.rosters[0].tallies[0].undecided
        filed = freeze(workspace, judged(then, book, shipped), NOW)
        others = replace(TEACHERS, computes=TEACHERS.computes[:1], hash="8b" * 32)
        later = kept_input(workspace, year, replace(book, rosters=(others,))).assessment
        again = as_filed(workspace, judged(later, book, shipped))
        assert again.seal is not None and again.seal.fingerprint == filed.fingerprint
        assert again.pdf() == workspace.archive.filed_file(filed.number, "report.pdf")


def test_other_figures_never_bear_the_code_of_a_filing(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    with Workspace.open(ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)) as workspace:
        assessment = workspace.load(workspace.years()[-1])
        freeze(workspace, judged(assessment, shipped_rulebook, shipped), NOW)
        answers = {**assessment.answers, "library.periodicals": Answer(81)}
        with pytest.raises(FilingError, match="与备案数据不一致，未印出"):
            as_filed(workspace, judged(replace(assessment, answers=answers), shipped_rulebook, shipped))
        another_day = replace(assessment, date=date(2027, 1, 1))
        assert as_filed(workspace, judged(another_day, shipped_rulebook, shipped)).seal is None


def test_the_report_command_prints_a_frozen_year_under_its_seal(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    school = ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)
    assert run(["file", str(school), "-o", str(tmp_path / "包.zip")]) == 0
    with Workspace.open(school, read_only=True) as workspace:
        (filed,) = workspace.archive.filings()
    assert run(["report", str(school), "-o", str(tmp_path / "报告.pdf")]) == 0
    pages = pages_of((tmp_path / "报告.pdf").read_bytes())
    assert all(grouped(filed.fingerprint) in page and "草稿" not in page for page in pages)
    assert run(["report", str(school), "-o", str(tmp_path / "简本.pdf"), "--form", "short"]) == 0
    assert grouped(filed.fingerprint) in pages_of((tmp_path / "简本.pdf").read_bytes())[0]


def blank_pages(count: int) -> bytes:
    made = BytesIO()
    canvas = Canvas(made)
    for _ in range(count):
        canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.mark.parametrize("output", [Output.PDF, Output.WORD])
def test_the_letter_counts_the_pages_of_the_report_that_was_kept(
    output: Output,
    tmp_path: Path,
    shipped: Paths,
    shipped_rulebook: Rulebook,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Workspace.open(ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)) as workspace:
        material = judged(workspace.load(workspace.years()[-1]), shipped_rulebook, shipped)
        monkeypatch.setitem(filing._MAKERS, filing.PDF, lambda _: blank_pages(7))  # type: ignore[call-overload]
        freeze(workspace, material, NOW)
        content = printable(workspace, material).written(output, Layout.LETTER)
    text = "".join(pages_of(content)) if output is Output.PDF else words_of(content)
    assert "办学标准达标自评报告（7 页）" in text.replace("\n", "")


def words_of(content: bytes) -> str:
    return "".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


def test_report_and_sheet_of_a_frozen_year_are_those_that_were_kept(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    with Workspace.open(ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)) as workspace:
        assessment = workspace.load(workspace.years()[-1])
        material = judged(assessment, shipped_rulebook, shipped)
        assert printable(workspace, material) is material
        filed = freeze(workspace, material, NOW)
        otherwise = replace(assessment, answers={**assessment.answers, "library.periodicals": Answer(81)})
        source = printable(workspace, judged(otherwise, shipped_rulebook, shipped))
        archive = workspace.archive
        assert source.written(Output.PDF) == archive.filed_file(filed.number, "report.pdf")
        for layout in (Layout.FULL, Layout.SHORT):
            assert source.written(Output.EXCEL, layout) == archive.filed_file(filed.number, "report.xlsx")
        for output, layout in ((Output.WORD, Layout.FULL), (Output.PDF, Layout.SHORT)):
            with pytest.raises(FilingError, match="未印出"):
                source.written(output, layout)
        public = printable(workspace, material).written(Output.EXCEL, Layout.PUBLIC)
        assert public != archive.filed_file(filed.number, "report.xlsx")


CONFIRMED = Confirmation("SZ-占地", date(2010, 7, 6), "90亩", "原件第九条", "李老师", date(2026, 12, 1))


def test_what_is_confirmed_or_added_after_freezing_changes_nothing_in_the_frozen_year(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    here = Paths(shipped.program, tmp_path / "here")
    with Workspace.open(ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)) as workspace:
        year = workspace.years()[-1]
        before = judged(workspace.load(year), shipped_rulebook, shipped)
        freeze(workspace, before, NOW)
        confirm_value(here, load_rulebook(here), CONFIRMED)
        add_standard(here, load_rulebook(here), own_pack(tmp_path), "区教委", date(2026, 12, 1))
        session = Session(workspace, load_rulebook(here), year)
        assert session.evaluation.verdicts == before.evaluation.verdicts
        assert [item.id for item in session.evaluation.standards] == [
            item.id for item in before.evaluation.standards
        ]
        now = Judged(session.assessment, session.evaluation, session.rulebook, here)
        assert as_filed(workspace, now).seal is not None


def test_what_was_confirmed_before_freezing_still_counts_where_it_is_not_known(
    tmp_path: Path, shipped: Paths
) -> None:
    here = Paths(shipped.program, tmp_path / "here")
    confirm_value(here, load_rulebook(here), CONFIRMED)
    rulebook = load_rulebook(here)
    with Workspace.open(ready_file(tmp_path / "我校.dabiao", here, rulebook)) as workspace:
        year = workspace.years()[-1]
        before = judged(workspace.load(year), rulebook, here)
        freeze(workspace, before, NOW)
        for base in (rulebook, load_rulebook(Paths(shipped.program, tmp_path / "elsewhere"))):
            session = Session(workspace, base, year)
            assert session.evaluation.verdicts == before.evaluation.verdicts
            assert session.rulebook.confirmations == (CONFIRMED,)


def test_a_year_opened_again_is_judged_by_what_is_confirmed_meanwhile(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    here = Paths(shipped.program, tmp_path / "here")
    with Workspace.open(ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)) as workspace:
        year = workspace.years()[-1]
        filed = freeze(workspace, judged(workspace.load(year), shipped_rulebook, shipped), NOW)
        confirm_value(here, load_rulebook(here), CONFIRMED)
        workspace.archive.reopen(filed, "更正")
        assert Session(workspace, load_rulebook(here), year).rulebook.confirmations == (CONFIRMED,)
