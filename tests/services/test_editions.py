"""A file goes on being judged by the editions that judged it, on any computer and by any later program."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.catalog import pinned
from app.catalog.catalog import load_rulebook
from app.domain.assessment import Assessment
from app.domain.edition_diff import Aspect, Change
from app.domain.editions import Keeping, Matter
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.standard import Addition, Confirmation
from app.domain.verdict import Status
from app.paths import Paths
from app.services.adoption import adopt_editions, preview_adoption
from app.services.confirming import confirm_value
from app.services.inputs import load_input
from app.services.library import store_assessment
from app.services.overlay import add_standard, remove_own
from app.services.session import Session
from app.storage.workspace import Workspace

from .own import OWN, edition, own_pack

YEAR = SchoolYear(2026)
DAY = date(2026, 11, 21)
ROW, TASK, OTHER = "local-x-双师", "task.local-x.1", "task.local-x.2"
CONFIRMED = Confirmation("SZ-占地", date(2010, 7, 6), "90亩", "原件第九条", "李老师", DAY)
SCHOOL = Assessment(
    YEAR,
    {
        "school.kind": Answer("职业高中"),
        "school.first_year": Answer(2015),
        "campus.land": Answer(50000),
        "teachers.specialist": Answer(100),
        "teachers.dual_qualified": Answer(82),
        TASK: Answer("是", note="已印发"),
        OTHER: Answer("否"),
    },
    date=DAY,
)


@pytest.fixture
def here(tmp_path: Path, shipped: Paths) -> Paths:
    """A computer whose user added a pack and confirmed a value."""
    paths = Paths(shipped.program, tmp_path / "here")
    add_standard(paths, load_rulebook(paths), own_pack(tmp_path), "区教委", DAY)
    confirm_value(paths, load_rulebook(paths), CONFIRMED)
    return paths


@pytest.fixture
def elsewhere(tmp_path: Path, shipped: Paths) -> Paths:
    """A computer with nothing of its own."""
    return Paths(shipped.program, tmp_path / "elsewhere")


@pytest.fixture
def file(tmp_path: Path, here: Paths) -> Path:
    path = tmp_path / "学校.dabiao"
    store_assessment(path, SCHOOL, load_rulebook(here))
    return path


def renew(here: Paths, change: Callable[[str], str] = lambda text: text, number: int = 2) -> Rulebook:
    """Put a new edition of the pack on a computer; return what judges there."""
    text = edition(number, change(OWN))
    add_standard(here, load_rulebook(here), own_pack(here.data / "stick", text), "区教委", DAY)
    return load_rulebook(here)


def statuses(path: Path, book: Rulebook) -> dict[str, Status]:
    with Workspace.open(path, read_only=True) as workspace:
        evaluation = Session.open_latest(workspace, book).evaluation
    return {verdict.indicator: verdict.status for verdict in evaluation.verdicts}


def matters(path: Path, book: Rulebook) -> list[tuple[Matter, str]]:
    return [(notice.matter, notice.subject) for notice in load_input(path, book).notices]


def test_where_nothing_differs_nothing_is_told_and_nothing_parsed(
    file: Path, here: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load_rulebook(here)
    monkeypatch.setattr(pinned, "assemble", lambda *_: pytest.fail("parsed again"))
    given = load_input(file, book)
    assert given.rulebook is book
    assert (given.notices, given.outdated) == ((), ())


def test_on_another_computer_the_same_verdicts_come_out_and_say_whose_they_are(
    file: Path, here: Paths, elsewhere: Paths
) -> None:
    there = load_rulebook(elsewhere)
    assert statuses(file, there) == statuses(file, load_rulebook(here))
    assert statuses(file, there)["SZ-占地"] is Status.MISSED
    given = load_input(file, there)
    assert given.rulebook.standards["local-x"].added == Addition("区教委", DAY)
    assert given.rulebook.confirmations == (CONFIRMED,)
    assert [notice.matter for notice in given.notices] == [Matter.ONLY_HERE, Matter.ONLY_HERE]
    assert "由区教委于 2026-11-21 加入" in given.notices[0].text
    assert "李老师，2026-11-21，原件第九条" in given.notices[1].text


def test_only_documents_that_apply_are_kept(file: Path, here: Paths) -> None:
    with Workspace.open(file, read_only=True) as workspace:
        kept = workspace.kept(YEAR)
        results = Session.open_latest(workspace, load_rulebook(here)).evaluation.standards
    judged = {result.id for result in results if result.applies}
    assert set(kept.pins) == judged
    assert {"local-x", "establishment-2010"} <= judged < {result.id for result in results}
    assert kept.confirmations == (CONFIRMED,)


def test_a_new_edition_does_not_judge_until_it_is_adopted(file: Path, here: Paths) -> None:
    book = renew(here, lambda text: text.replace("80%", "85%"))
    assert statuses(file, book)[ROW] is Status.MET
    (notice,) = load_input(file, book).notices
    assert (notice.matter, notice.subject) == (Matter.NEWER, "local-x")
    assert "本机的版本为 2，本学年仍按所存的版本 1 判定" in notice.text
    with Workspace.open(file, who="王老师") as workspace:
        preview = preview_adoption(workspace, YEAR, book)
        assert workspace.kept(YEAR).pins["local-x"].edition == "1"
        assert adopt_editions(workspace, YEAR, book) == preview
    assert statuses(file, book)[ROW] is Status.MISSED
    assert matters(file, book) == []
    (diff,) = preview.comparison.standards
    assert (diff.id, diff.old, diff.new, diff.change) == ("local-x", "1", "2", Change.CHANGED)
    assert [(row.id, [d.aspect for d in row.differences]) for row in diff.rows] == [(ROW, [Aspect.FIGURE])]
    assert [(turn.indicator, turn.old, turn.new) for turn in preview.comparison.turns] == [
        (ROW, Status.MET, Status.MISSED)
    ]


def test_only_the_documents_named_are_adopted(file: Path, here: Paths) -> None:
    book = renew(here)
    with Workspace.open(file) as workspace:
        assert adopt_editions(workspace, YEAR, book, only=["conditions-2022"]).comparison.standards == ()
    assert matters(file, book) == [(Matter.NEWER, "local-x")]


def test_the_same_edition_with_other_content_is_a_fault_that_is_told(file: Path, here: Paths) -> None:
    own_pack(here.overlay, OWN.replace("80%", "85%"))
    book = load_rulebook(here)
    assert matters(file, book) == [(Matter.SAME_EDITION, "local-x")]
    assert statuses(file, book)[ROW] is Status.MET


def test_answers_to_tasks_that_ask_the_same_carry_over_and_the_others_are_listed(
    file: Path, here: Paths
) -> None:
    book = renew(here, lambda text: text.replace("制定双师型教师培养办法", "制定并公布双师型教师培养办法"))
    with Workspace.open(file, who="王老师") as workspace:
        adoption = adopt_editions(workspace, YEAR, book)
        (item,) = adoption.comparison.outdated
        assert (item.fact, item.answer.value, item.answer.note) == (TASK, "是", "已印发")
        assert item.task is not None and "并公布" in item.task.text
        session = Session.open_latest(workspace, book)
        assert session.outdated == adoption.comparison.outdated
        assert session.answer(TASK) == Answer()
        assert session.answer(OTHER).value == "否"
        session.edit({TASK: Answer("部分", typed="部分")})
        assert session.outdated == ()
        session.save()
        assert workspace.history(YEAR, TASK)[-1].old == item.answer
    assert statuses(file, book)[TASK] is Status.MISSED
    assert load_input(file, book).outdated == ()


def test_a_task_that_is_gone_leaves_its_answer_listed(file: Path, here: Paths) -> None:
    lines = [line for line in OWN.splitlines(keepends=True) if 'no: "2"' not in line]
    book = renew(here, lambda _: "".join(lines))
    with Workspace.open(file) as workspace:
        (item,) = adopt_editions(workspace, YEAR, book).comparison.outdated
    assert (item.fact, item.answer.value, item.task) == (OTHER, "否", None)
    assert statuses(file, book)[TASK] is Status.MET


def test_answers_of_earlier_programs_count_as_answering_what_judged_them(file: Path, here: Paths) -> None:
    with Workspace.open(file) as workspace:
        stored = workspace.load(YEAR).answers
        workspace.save_answers(YEAR, {fact: replace(stored[fact], asked="") for fact in (TASK, OTHER)})
        book = renew(here, lambda text: text.replace("建立企业实践制度", "建立教师企业实践制度"))
        assert [item.fact for item in adopt_editions(workspace, YEAR, book).comparison.outdated] == [OTHER]
    assert [item.fact for item in load_input(file, book).outdated] == [OTHER]
    assert statuses(file, book)[TASK] is Status.MET


def test_the_files_own_confirmation_counts_before_this_computers_until_that_is_adopted(
    file: Path, here: Paths
) -> None:
    confirm_value(here, load_rulebook(here), replace(CONFIRMED, value="60亩", by="王老师"))
    book = load_rulebook(here)
    assert matters(file, book) == [(Matter.CONFIRMED_OTHERWISE, "SZ-占地")]
    assert statuses(file, book)["SZ-占地"] is Status.MISSED
    with Workspace.open(file) as workspace:
        ((old, new),) = adopt_editions(workspace, YEAR, book).confirmations
    assert (old.value, new.value) == ("90亩", "60亩")
    assert statuses(file, book)["SZ-占地"] is Status.MET
    assert matters(file, book) == []


def test_what_was_removed_on_the_computer_still_judges_the_file_that_used_it(file: Path, here: Paths) -> None:
    before = statuses(file, load_rulebook(here))
    remove_own(here, load_rulebook(here), "local-x")
    remove_own(here, load_rulebook(here), "SZ-占地")
    book = load_rulebook(here)
    assert statuses(file, book) == before
    with Workspace.open(file) as workspace:
        adoption = adopt_editions(workspace, YEAR, book)
    assert (adoption.comparison.standards, adoption.confirmations, adoption.comparison.turns) == ((), (), ())
    assert statuses(file, book) == before


def test_a_confirmation_that_a_new_edition_has_no_place_for_is_let_go_and_stays_in_history(
    file: Path, here: Paths
) -> None:
    mine = Confirmation(ROW, date(2026, 1, 1), "70%", "原件", "李老师", DAY)
    with Workspace.open(file) as workspace:
        workspace.keep(YEAR, Keeping(confirmations=(mine,)))
        book = renew(here, lambda text: text.replace("from: 2026-01-01, value", "from: 2026-02-01, value"))
        adopt_editions(workspace, YEAR, book)
        assert mine not in workspace.kept(YEAR).confirmations
        assert workspace.history(YEAR, ROW, subject=None)[-1].old == mine


def program_with(tmp_path: Path, shipped: Paths, change: Callable[[str], str]) -> Paths:
    """Return a later program with another edition of a shipped pack."""
    program = tmp_path / "later"
    for folder in (shipped.forms, shipped.standards):
        shutil.copytree(folder, program / folder.name)
    pack = program / "standards" / "national" / "establishment-2010.yaml"
    pack.write_text(change(pack.read_text(encoding="utf-8")), encoding="utf-8")
    return Paths(program, tmp_path / "elsewhere")


def test_a_later_program_goes_on_judging_by_the_shipped_edition_that_judged(
    tmp_path: Path, shipped: Paths, file: Path, here: Paths
) -> None:
    first = load_rulebook(here).standards["establishment-2010"].edition
    later = program_with(
        tmp_path,
        shipped,
        lambda text: text.replace(f'edition: "{first}"', 'edition: "2099.1"').replace("40000㎡", "80亩"),
    )
    book = load_rulebook(later)
    assert book.standards["establishment-2010"].edition == "2099.1"
    assert statuses(file, book) == statuses(file, load_rulebook(here))
    assert (Matter.NEWER, "establishment-2010") in matters(file, book)
    given = load_input(file, book)
    assert given.rulebook.standards["establishment-2010"].edition == first


def test_a_kept_pack_that_cannot_be_read_any_more_is_told_and_this_computers_judges(
    file: Path, here: Paths
) -> None:
    book = renew(here, lambda text: text.replace("80%", "85%"))
    with Workspace.open(file) as workspace:
        broken = replace(workspace.kept(YEAR).pins["local-x"], text=b"rubbish", hash="00" * 32)
        workspace.keep(YEAR, Keeping(pins=(broken,)))
    (notice,) = load_input(file, book).notices
    assert (notice.matter, notice.subject) == (Matter.UNREADABLE, "local-x")
    assert "改按本机的版本 2 判定" in notice.text
    assert statuses(file, book)[ROW] is Status.MISSED


def test_a_kept_pack_whose_content_is_not_what_its_hash_says_is_not_used(file: Path, here: Paths) -> None:
    with Workspace.open(file) as workspace:
        pin = workspace.kept(YEAR).pins["local-x"]
        workspace.keep(YEAR, Keeping(pins=(replace(pin, hash="00" * 32),)))
    (notice,) = load_input(file, load_rulebook(here)).notices
    assert "内容与其校验值不符" in notice.text


RESTING = """format: dabiao-standard/1
id: local-y
edition: "1"
document: {title: 合计, issuer: 某区教委, from: 2026-01-01}
complete: yes
indicators:
  - {id: local-y-合计, title: 合计, clause: 一, measure: {all_of: [local-x-新]}, scope: school, force: expected}
"""


def test_a_pack_that_names_rows_which_the_kept_edition_lacks_is_left_out_and_told(
    file: Path, here: Paths, tmp_path: Path
) -> None:
    more = OWN[OWN.index("  - id: local-x-双师") : OWN.index("tasks:")].replace(ROW, "local-x-新")
    renew(here, lambda text: text.replace("tasks:\n", f"{more}tasks:\n"))
    add_standard(here, load_rulebook(here), own_pack(tmp_path, RESTING, "local-y.yaml"), "区教委", DAY)
    book = load_rulebook(here)
    assert "local-y-合计" not in statuses(file, book)
    told = load_input(file, book).notices
    assert any(notice.subject == "local-y" and "采用新版本后即可判定" in notice.text for notice in told)
    with Workspace.open(file) as workspace:
        adopt_editions(workspace, YEAR, book)
    assert "local-y-合计" in statuses(file, book)


def test_the_window_keeps_what_judges_with_the_first_save(tmp_path: Path, here: Paths) -> None:
    book = load_rulebook(here)
    with Workspace.create(tmp_path / "新.dabiao", "李晓岚") as workspace:
        workspace.start_year(YEAR)
        session = Session.open_latest(workspace, book)
        assert not session.save()
        assert workspace.kept(YEAR).pins == {}
        session.edit({"school.kind": Answer("职业高中"), TASK: Answer("是")})
        session.save()
        assert workspace.kept(YEAR).pins["local-x"].hash == book.standards["local-x"].hash
        assert workspace.kept(YEAR).confirmations == (CONFIRMED,)
        tasks = {task.fact: task for task in book.tasks()}
        assert workspace.load(YEAR).answers[TASK].asked == tasks[TASK].hash
        session.edit({TASK: Answer()})
        session.save()
        assert workspace.load(YEAR).answers[TASK] == Answer()


def test_a_document_that_comes_to_apply_is_kept_from_then_on(file: Path, here: Paths) -> None:
    with Workspace.open(file) as workspace:
        session = Session.open_latest(workspace, load_rulebook(here))
        assert "yuzhong-2022-28" not in workspace.kept(YEAR).pins
        session.edit({"school.district": Answer("渝中区")})
        session.save()
        assert "yuzhong-2022-28" in workspace.kept(YEAR).pins


def test_a_file_saved_under_another_name_keeps_what_judges(file: Path, here: Paths, tmp_path: Path) -> None:
    workspace = Workspace.open(file)
    session = Session.open_latest(workspace, load_rulebook(here))
    kept = workspace.kept(YEAR)
    session.save_as(tmp_path / "另存.dabiao")
    assert session.workspace.kept(YEAR) == kept
    session.close()


def test_a_new_year_starts_with_this_computers_editions(file: Path, here: Paths) -> None:
    book = renew(here, lambda text: text.replace("制定双师", "制定并公布双师"))
    with Workspace.open(file) as workspace:
        workspace.start_year(SchoolYear(2027), copy_from=YEAR)
        session = Session(workspace, book, SchoolYear(2027))
        assert session.rulebook is book
        assert [item.fact for item in session.outdated] == [TASK]
        assert session.answer(OTHER) == replace(workspace.load(YEAR).answers[OTHER], confirmed=False)
