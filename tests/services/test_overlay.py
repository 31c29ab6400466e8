from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.catalog.catalog import load_rulebook
from app.domain.rulebook import Rulebook
from app.domain.standard import Addition, Confirmation, DatedValue, SourceState
from app.errors import DataFileError
from app.paths import Paths
from app.services.confirming import ConfirmedRow, confirm_value, last_start
from app.services.overlay import add_standard, remove_own
from app.services.own_files import OverlayError

from .own import OWN, edition, own_pack, user

TODAY = date(2026, 11, 21)
ROW = "local-x-双师"


@pytest.fixture
def mine(shipped: Paths, tmp_path: Path) -> Paths:
    return user(shipped, tmp_path / "data")


def add(mine: Paths, text: str = OWN, name: str = "local-x.yaml") -> str:
    source = own_pack(mine.data / "stick", text, name)
    added = add_standard(mine, load_rulebook(mine), source, "区教委职成科", TODAY)
    return added.former if added.fresh else "there"


def confirm(mine: Paths, row: str, value: str, start: date, by: str = "李老师") -> ConfirmedRow:
    confirmation = Confirmation(row, start, value, "原件第一条，区教委办公室", by, TODAY)
    return confirm_value(mine, load_rulebook(mine), confirmation)


def value(book: Rulebook, row: str) -> DatedValue:
    rows = {item.id: item for standard in book.standards.values() for item in standard.indicators}
    return rows[row].values[-1]


def faults(change: Callable[[str], str], mine: Paths) -> str:
    with pytest.raises(DataFileError) as error:
        add(mine, change(OWN))
    assert not (mine.overlay / "local-x.yaml").exists()
    return str(error.value)


def test_an_added_pack_judges_beside_the_shipped_ones_and_says_who_added_it(mine: Paths) -> None:
    before = load_rulebook(mine)
    assert add(mine) == ""
    book = load_rulebook(mine)
    assert set(book.standards) - set(before.standards) == {"local-x"}
    assert book.standards["local-x"].added == Addition("区教委职成科", TODAY)
    assert book.standards["local-x"].local
    assert "task.local-x.1" in book.facts
    assert (mine.overlay / "local-x.yaml").read_text(encoding="utf-8") == OWN


def test_a_pack_that_is_there_already_changes_nothing(mine: Paths) -> None:
    add(mine)
    before = sorted(mine.overlay.rglob("*"))
    assert add(mine) == "there"
    assert sorted(mine.overlay.rglob("*")) == before


def test_the_same_edition_with_other_content_is_refused(mine: Paths) -> None:
    add(mine)
    with pytest.raises(
        DataFileError, match=r"local-x\.yaml:3：local-x 的版本 1 已有，而内容不同（内容有改动的"
    ):
        add(mine, OWN.replace("80%", "85%"))
    assert value(load_rulebook(mine), ROW).text == "80%"


def test_a_new_edition_takes_the_place_and_the_former_file_stays_in_history(mine: Paths) -> None:
    add(mine)
    assert add(mine, edition(2, OWN.replace("80%", "85%"))) == "1"
    assert value(load_rulebook(mine), ROW).text == "85%"
    kept = [file.read_text(encoding="utf-8") for file in (mine.overlay / "history").glob("local-x-*")]
    assert kept == [OWN]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "id: local-x\n",
            "id: x\n",
            ":2：编号“x”没有以 local- 开头（自行增补的标准，编号一律以 local- 开头）",
        ),
        ("id: local-x-双师", "id: 双师", ":7：指标编号“双师”没有以 local- 开头"),
        ("subset: yes", "subst: yes", ":12：不认识的键“subst”（是否为“subset”？）"),
        ("teachers.specialist]", "teachers.specialists]", ":11：没有数据项“teachers.specialists”"),
        ("seen_in: 区政府网站, ", "", ":16：缺少出处 seen_in"),
        ("dual_qualified: 9}", "dual_qualified: 7}", "算例“九成”：local-x-双师 应为 met，判定为 missed"),
        ("value: 80%", "value: 80人", ":16："),
        ("title: 某区", "title: &a 某区", ":4：不支持锚点和引用"),
    ],
)
def test_a_faulty_pack_is_refused_with_line_and_remedy(mine: Paths, old: str, new: str, told: str) -> None:
    assert told in faults(lambda text: text.replace(old, new), mine)


def test_all_faults_are_told_in_one_go(mine: Paths) -> None:
    told = faults(lambda text: text.replace("local-x-双师", "双师").replace("subset", "subst"), mine)
    assert len(told.splitlines()) == 2


def test_a_row_that_another_pack_has_is_refused(mine: Paths) -> None:
    add(mine)
    with pytest.raises(DataFileError, match="指标编号“local-x-双师”重复（见 local-x）"):
        add(mine, OWN.replace("id: local-x\n", "id: local-y\n"), "local-y.yaml")


COMPOSITE = """format: dabiao-standard/1
id: local-y
edition: "1"
document: {title: 合计, issuer: 某区教委, from: 2026-01-01}
complete: yes
indicators:
  - {id: local-y-合计, title: 合计, clause: 一, measure: {all_of: [local-x-双师]}, scope: school, force: expected}
"""


def test_what_others_rest_on_is_neither_removed_nor_replaced_by_less(mine: Paths) -> None:
    add(mine)
    add(mine, COMPOSITE, "local-y.yaml")
    with pytest.raises(OverlayError, match="local-y 引用了 local-x 中的指标，未移除"):
        remove_own(mine, load_rulebook(mine), "local-x")
    with pytest.raises(DataFileError, match="local-y 引用了 local-x-双师，这一版中没有"):
        add(mine, edition(2, OWN.replace(ROW, "local-x-其他")))
    assert value(load_rulebook(mine), ROW).text == "80%"


def test_a_confirmed_value_judges_and_says_who_read_what(mine: Paths) -> None:
    plain = load_rulebook(mine)
    start = last_start(plain, "SZ-占地")
    done = confirm(mine, "SZ-占地", "60亩", start)
    assert (done.required, done.required_before, done.differs) == ("≥40,000㎡", "≥40,000㎡", False)
    found = value(load_rulebook(mine), "SZ-占地")
    assert found.state is SourceState.CONFIRMED
    assert (found.seen_in, found.checked) == ("原件第一条，区教委办公室", TODAY)
    assert found.confirmation is not None and found.confirmation.by == "李老师"
    assert found.unconfirmed == value(plain, "SZ-占地")
    assert (
        load_rulebook(mine).standards["establishment-2010"].hash == plain.standards["establishment-2010"].hash
    )


def test_another_figure_than_the_shipped_one_may_be_confirmed_and_is_told(mine: Paths) -> None:
    done = confirm(mine, "SZ-占地", "5万㎡", date(2010, 7, 6))
    assert (done.required, done.required_before, done.differs) == ("≥50,000㎡", "≥40,000㎡", True)


@pytest.mark.parametrize(
    ("row", "figure", "start", "told"),
    [
        ("SZ-占地", "60元", date(2010, 7, 6), "未确认：.*未作改动"),
        ("SZ-占地", "60亩", date(2011, 7, 6), "没有自 2011-07-06 起的数值（可确认的有：2010-07-06）"),
        ("SZ-占", "60亩", date(2010, 7, 6), "没有指标“SZ-占”（是否为“SZ-占地”？）"),
        ("SZ-占地", " ", date(2010, 7, 6), "--value 不能留空"),
        ("SZ-占地", "60\x07亩", date(2010, 7, 6), "--value 含有不能印出的字符"),
        ("SZ-法人", "也许", date(2010, 7, 6), "没有“也许”这一选项"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(
    mine: Paths, row: str, figure: str, start: date, told: str
) -> None:
    with pytest.raises(OverlayError, match=told):
        confirm(mine, row, figure, start)
    assert not mine.overlay.exists()


def test_confirming_anew_keeps_the_former_confirmation_in_history(mine: Paths) -> None:
    confirm(mine, "SZ-占地", "60亩", date(2010, 7, 6))
    confirm(mine, "SZ-占地", "61亩", date(2010, 7, 6), by="王老师")
    assert [item.value for item in load_rulebook(mine).confirmations] == ["61亩"]
    (former,) = (mine.overlay / "history").glob("confirmed-*")
    assert '"60亩"' in former.read_text(encoding="utf-8")


def test_removing_takes_confirmation_or_pack_away_and_keeps_the_files(mine: Paths) -> None:
    plain = load_rulebook(mine)
    confirm(mine, "SZ-占地", "60亩", date(2010, 7, 6))
    assert remove_own(mine, load_rulebook(mine), "SZ-占地").confirmations == 1
    add(mine)
    confirm(mine, ROW, "70%", date(2026, 1, 1))
    gone = remove_own(mine, load_rulebook(mine), "local-x")
    assert (gone.pack, gone.confirmations) == ("local-x", 1)
    assert load_rulebook(mine) == plain
    assert [file.name[:8] for file in (mine.overlay / "history").glob("local-*")] == ["local-x-"]


def test_removing_what_is_not_there_says_what_is(mine: Paths) -> None:
    with pytest.raises(OverlayError, match="“local-x”。现在都没有"):
        remove_own(mine, load_rulebook(mine), "local-x")
    add(mine)
    with pytest.raises(OverlayError, match="“local-y”。现有：local-x"):
        remove_own(mine, load_rulebook(mine), "local-y")


def test_a_broken_file_of_notes_is_left_alone_and_told(mine: Paths) -> None:
    confirm(mine, "SZ-占地", "60亩", date(2010, 7, 6))
    place = mine.overlay / "confirmed.yaml"
    place.write_text("format: dabiao-overlay/1\nconfirmed: 60亩\n", encoding="utf-8")
    assert [str(problem) for problem in load_rulebook(mine).left_out] == [
        f"{place}:2：“confirmed”的写法不对（应为列表，每项前加“- ”，或写在方括号内）"
    ]
    with pytest.raises(OverlayError, match="请先改正该文件"):
        confirm(mine, "SZ-占地", "61亩", date(2010, 7, 6))
    assert "60亩" in place.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_told(mine: Paths) -> None:
    mine.data.mkdir()
    mine.overlay.write_text("a file in the way", encoding="utf-8")
    with pytest.raises(OverlayError, match="未能写入"):
        confirm(mine, "SZ-占地", "60亩", date(2010, 7, 6))
