import zlib
from datetime import date
from pathlib import Path

import pytest

from app.catalog import cache
from app.catalog.cache import content_key, load_rulebook_fast
from app.catalog.catalog import load_rulebook, load_shipped
from app.catalog.overlay import CONFIRMED, Notes, read_notes, written_notes
from app.catalog.packs import read_beside, unpacked
from app.catalog.yaml_file import LARGEST, MOST_FAULTS
from app.domain.rulebook import Rulebook
from app.domain.standard import Addition, Confirmation
from app.paths import Paths
from tests.services.own import OWN, own_pack, user

DAY = date(2026, 11, 21)
AWKWARD = '第"一"条: {a}、#b \\ ‘c’ - ~'


@pytest.fixture
def mine(shipped: Paths, tmp_path: Path) -> Paths:
    paths = user(shipped, tmp_path / "data")
    paths.overlay.mkdir(parents=True)
    return paths


def test_notes_come_back_as_they_were_written(tmp_path: Path) -> None:
    confirmed = (
        Confirmation("A", DAY, "60亩", AWKWARD, "李 老师", DAY),
        Confirmation("B", DAY, "5%、20%", "x", "y", DAY),
    )
    added = {"local-x": Addition(AWKWARD, DAY)}
    (tmp_path / CONFIRMED).write_bytes(written_notes(confirmed, added))
    assert read_notes(tmp_path) == Notes(confirmed, added, lines=(3, 5))
    (tmp_path / CONFIRMED).write_bytes(written_notes((), {}))
    assert read_notes(tmp_path) == Notes()


def test_without_files_of_ones_own_nothing_is_changed(mine: Paths, shipped_rulebook: Rulebook) -> None:
    assert load_rulebook(mine) == shipped_rulebook


def test_a_broken_pack_is_left_out_with_what_rests_on_it_and_the_rest_is_used(mine: Paths) -> None:
    own_pack(mine.overlay, OWN.replace("subset: yes", "subst: yes"))
    rests = OWN.replace("local-x", "local-y").replace(
        "{ratio: [teachers.dual_qualified, teachers.specialist]}", "{all_of: [local-x-双师]}"
    )
    own_pack(mine.overlay, rests, "local-y.yaml")
    own_pack(mine.overlay, OWN.replace("local-x", "local-z"), "local-z.yaml")
    book = load_rulebook(mine)
    assert [key for key, standard in book.standards.items() if standard.local] == ["local-z"]
    told = [str(problem) for problem in book.left_out]
    assert "不认识的键“subst”" in told[0] and str(mine.overlay / "local-x.yaml") in told[0]
    assert any("local-x-双师" in line for line in told[1:])
    assert set(load_shipped(mine).standards) <= set(book.standards)


@pytest.mark.parametrize(
    "raw",
    [
        b"a: &a [x]\n" + b"".join(b"b%d: [*a, *a]\n" % n for n in range(1000)),
        b"[" * 100_000,
        b"x: " + b"y" * (10 * 1024 * 1024),
        bytes(range(256)) * 100,
        b"",
        b"a: [\n",
        b"format: dabiao-standard/1\nindicators:\n" + b"  - {id: x}\n" * 300_000,
        b"format: dabiao-standard/1\nindicators:\n" + b"  - {}\n" * 20_000,
    ],
    ids=["alias bomb", "deep", "10 MB", "binary", "empty", "cut off", "many values", "many faults"],
)
def test_whatever_lies_in_the_folder_the_program_starts_and_tells(mine: Paths, raw: bytes) -> None:
    (mine.overlay / "local-x.yaml").write_bytes(raw)
    (mine.overlay / CONFIRMED).write_bytes(raw)
    book = load_rulebook(mine)
    assert {Path(problem.file).name for problem in book.left_out} == {"local-x.yaml", CONFIRMED}
    assert book.standards == load_shipped(mine).standards
    assert len(book.left_out) < 2 * (MOST_FAULTS + 10)


def test_a_text_that_unpacks_to_more_than_any_honest_file_is_refused_without_unpacking_it() -> None:
    bomb = zlib.compress(b" " * (LARGEST * 20))
    file = unpacked("local-x.yaml", bomb)
    assert [problem.message for problem in file.problems] == ["文件超过 4 MB"]
    assert file.raw == b""
    assert unpacked("local-x.yaml", b"rubbish").data is None


def test_a_confirmation_whose_value_is_gone_is_told_with_its_line_and_left_out(mine: Paths) -> None:
    gone = Confirmation("SZ-占地", date(2001, 1, 1), "60亩", "原件", "李老师", DAY)
    good = Confirmation("SZ-占地", date(2010, 7, 6), "60亩", "原件", "李老师", DAY)
    (mine.overlay / CONFIRMED).write_bytes(written_notes([gone, good], {}))
    book = load_rulebook(mine)
    assert book.confirmations == (good,)
    assert [str(problem) for problem in book.left_out] == [
        f"{mine.overlay / CONFIRMED}:3：SZ-占地 没有自 2001-01-01 起的数值（可确认的有：2010-07-06）"
    ]


def test_a_doubled_confirmation_and_blank_words_are_faults(mine: Paths) -> None:
    one = Confirmation("SZ-占地", date(2010, 7, 6), "60亩", "原件", " ", DAY)
    (mine.overlay / CONFIRMED).write_bytes(written_notes([one, one], {}))
    told = [problem.message for problem in read_notes(mine.overlay).problems]
    assert told == ["“by”不能留空", "“by”不能留空", "SZ-占地 重复确认"]


def test_a_pack_cannot_name_itself_as_a_shipped_one(mine: Paths) -> None:
    own_pack(mine.overlay, OWN.replace("id: local-x\n", "id: conditions-2022\n"))
    book = load_rulebook(mine)
    assert book.standards == load_shipped(mine).standards
    assert any("没有以 local- 开头" in str(problem) for problem in book.left_out)


def test_the_compiled_copy_holds_ones_own_packs_and_any_change_of_them_makes_a_new_one(mine: Paths) -> None:
    plain = content_key(mine)
    own_pack(mine.overlay)
    first = load_rulebook_fast(mine)
    assert load_rulebook_fast(mine) == first == load_rulebook(mine)
    assert content_key(mine) != plain
    (mine.overlay / CONFIRMED).write_bytes(
        written_notes([Confirmation("SZ-占地", date(2010, 7, 6), "60亩", "原件", "李老师", DAY)], {})
    )
    assert load_rulebook_fast(mine).confirmations
    (mine.overlay / CONFIRMED).unlink()
    (mine.overlay / "local-x.yaml").unlink()
    assert content_key(mine) == plain


def test_the_key_looks_at_as_much_of_a_file_as_the_reader(mine: Paths) -> None:
    assert cache._MOST == LARGEST + 1
    (mine.overlay / "local-x.yaml").mkdir()
    assert content_key(mine)


def test_every_pack_keeps_its_text_and_read_again_it_is_the_same_pack(shipped_rulebook: Rulebook) -> None:
    for key, text in shipped_rulebook.texts.items():
        read = read_beside(shipped_rulebook, [unpacked(f"{key}.yaml", text)])
        assert read.standards == {key: shipped_rulebook.standards[key]}
    assert set(shipped_rulebook.texts) == set(shipped_rulebook.standards)
