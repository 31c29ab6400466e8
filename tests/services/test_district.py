"""A folder of real packages, broken ones among them, becomes a roll-up, a workbook and a report."""

import json
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from app.domain.district import State, Submission
from app.domain.district_code import Finding, check_code
from app.domain.district_rollup import roll_up
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.errors import ExportError, FilingError, PackageError
from app.exchange.reading import read_package
from app.exchange.school_list import read_school_list
from app.exchange.submissions import Keeper
from app.paths import Paths
from app.reports.district_json import district_data
from app.services.district import collect, read_all
from app.services.district_outputs import Gathered, gathered, write_district
from tests.reports.builders import pages_of
from tests.services.districts import Schools, code_of, name_of, school_list

DUE = date(2026, 12, 10)
LATE = datetime(2026, 12, 11, 8, 0)


@pytest.fixture(scope="module")
def schools(shipped: Paths, shipped_rulebook: Rulebook) -> Schools:
    return Schools(shipped, shipped_rulebook)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, schools: Schools) -> Path:
    """A district's year: five schools on the list filed, three did not, and some files are no good."""
    place = tmp_path_factory.mktemp("备案")
    for number in (1, 2, 3):
        schools.package(place, number)
    schools.package(place / "迟报", 4, at=LATE)
    schools.package(place, 5, changes={"teachers.dual_qualified": 30})
    schools.package(place, 5, sequence=2, changes={"teachers.dual_qualified": 33})
    schools.package(place, 6)
    schools.package(place, 6, name="重报/6.zip", changes={"campus.land": Fraction(50_000)})
    schools.package(place, 20, name="外校.ZIP")
    schools.package(place, 7, name="上年.zip", year=2025)
    altered = bytearray(schools.package(place, 8, name="坏/改动.zip").read_bytes())
    altered[len(altered) // 3] ^= 1
    (place / "坏" / "改动.zip").write_bytes(altered)
    (place / "坏" / "空.zip").write_bytes(b"")
    (place / "坏" / "._副本.zip").write_bytes(b"hidden by the file system")
    (place / "说明.txt").write_text("不是备案包", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def found(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, shipped: Paths, shipped_rulebook: Rulebook
) -> Gathered:
    listed = school_list(tmp_path_factory.mktemp("名单") / "名单.csv", list(range(1, 9)))
    collection = collect(folder, read_school_list(listed), DUE)
    return gathered(collection, shipped_rulebook, shipped)


def test_every_school_of_the_list_has_its_state(found: Gathered) -> None:
    collection = found.roll_up.collection
    assert [standing.state for standing in collection.standings] == [
        *[State.FILED] * 3,
        State.LATE,
        State.CORRECTED,
        State.CONFLICT,
        State.MISSING,
        State.MISSING,
    ]
    assert [apart.submission.file for apart in collection.unlisted] == ["外校.ZIP"]
    assert [apart.submission.file for apart in collection.other_years] == ["上年.zip"]
    assert {broken.file for broken in collection.broken} == {"坏/改动.zip", "坏/空.zip"}
    assert all(broken.sentence.endswith("。") for broken in collection.broken)


def test_what_is_kept_of_a_package_is_what_it_says(folder: Path, schools: Schools) -> None:
    data = schools.data(1)
    kept = Keeper().keep(read_package(folder / f"{code_of(1)}-1.zip"), "a.zip")
    assert (kept.number, kept.name, kept.code) == (data["number"], name_of(1), code_of(1))
    assert [row.key.indicator for row in kept.rows] == [item["indicator"] for item in data["verdicts"]]
    assert [row.status.value for row in kept.rows] == [item["status"] for item in data["verdicts"]]
    assert kept.facts["students.enrolled"] == next(
        item["value"] for item in data["facts"] if item["id"] == "students.enrolled"
    )
    assert not any(fact in kept.facts for fact in ("school.name", "filing.preparer"))


def test_codes_are_compared_as_the_list_compares_them(tmp_path: Path, schools: Schools) -> None:
    written = "５００１０３ ００ａ１"
    path = schools.package(tmp_path, 1, changes={"school.code": written, "school.uscc": "91500103ma5u12345x"})
    kept = Keeper().keep(read_package(path), "a.zip")
    assert (kept.code, kept.uscc) == ("50010300A1", "91500103MA5U12345X")


def test_the_last_filing_of_a_school_counts(found: Gathered) -> None:
    standing = found.roll_up.collection.standings[4]
    assert standing.counted is not None
    assert (standing.counted.sequence, standing.counted.facts["teachers.dual_qualified"]) == (2, "33")
    assert [filed.sequence for filed in standing.earlier] == [1]


def test_each_line_accounts_for_every_school(found: Gathered) -> None:
    collection = found.roll_up.collection
    for line in found.roll_up.lines:
        assert sum(line.counts.values()) + line.absent + len(collection.without) == 8


def test_the_district_s_rate_is_that_of_the_sums(found: Gathered) -> None:
    counted = [s.counted for s in found.roll_up.collection.counted if s.counted]
    above, below = (
        sum(int(filed.facts[fact] or 0) for filed in counted)
        for fact in ("teachers.dual_qualified", "teachers.specialist")
    )
    (total,) = (total for line, total in found.roll_up.rates if line.key.indicator == "YZ-双师")
    assert (total.exact, total.schools) == (str(Fraction(above, below)), 5)


def test_a_need_is_the_sum_of_the_largest_of_each_school(found: Gathered) -> None:
    wanted: dict[str, Fraction] = {}
    for standing in found.roll_up.collection.counted:
        assert standing.counted is not None
        amounts = [
            row.asked.amount
            for row in standing.counted.rows
            if row.status is Status.MISSED
            and row.asked
            and row.asked.fact == "campus.building"
            and row.key.reach == "each_school"
            and row.key.scope == "school"
        ]
        if amounts:
            wanted[standing.school.code] = max(amounts)
    (need,) = (need for need in found.roll_up.needs if need.fact.id == "campus.building")
    assert len(wanted) > 1
    assert {part.standing.school.code: part.amount for part in need.parts} == wanted
    assert need.total == sum(wanted.values())


def test_a_code_from_paper_is_found_in_the_folder(found: Gathered) -> None:
    collection = found.roll_up.collection
    counted = collection.standings[0].counted
    assert counted is not None
    assert check_code(counted.fingerprint, collection).finding is Finding.SAME


def test_progress_is_told_and_what_it_raises_ends_the_work(folder: Path) -> None:
    steps: list[tuple[int, int]] = []
    collect(folder, step=lambda done, total: steps.append((done, total)))
    assert steps == [(done, 12) for done in range(13)]

    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Enough

    with pytest.raises(Enough):
        collect(folder, step=stop)


def test_packages_come_one_by_one(folder: Path) -> None:
    first = next(read_all(folder, Keeper()))
    assert isinstance(first, Submission)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="找不到这个文件夹"):
        collect(tmp_path / "没有")


def test_a_year_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(FilingError, match="应为相连的两年"):
        collect(tmp_path, year="2026")


def test_sound_bytes_without_the_data_of_a_filing_are_a_broken_package(
    tmp_path: Path, schools: Schools
) -> None:
    data = schools.data(1)
    del data["facts"]
    schools.write(tmp_path, "a.zip", data)
    (broken,) = collect(tmp_path).broken
    assert broken.sentence == "a.zip：data.json 缺少应有的内容。请向报送学校重新索取备案包。"


SHEETS = [
    "报送情况",
    "指标汇总",
    "各校判定",
    "各校数值",
    "区域口径",
    "贡献汇总",
    "需求合计",
    "需求组成",
    "问题文件",
]


def test_the_workbook_has_its_sheets_and_no_formula(found: Gathered, tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    assert write_district(found, path) == [path]
    book = load_workbook(path)
    assert book.sheetnames == SHEETS
    kinds = {cell.data_type for page in book.worksheets for cells in page.iter_rows() for cell in cells}
    assert kinds == {"s", "n"}


def test_figures_are_numbers_and_what_a_school_calls_itself_is_text(
    schools: Schools, tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    schools.package(tmp_path, 1, changes={"school.name": "=1+1"})
    made = gathered(collect(tmp_path), shipped_rulebook, shipped)
    path = tmp_path / "a.xlsx"
    write_district(made, path)
    book = load_workbook(path)
    names = {cell.value: cell.data_type for cell in book["报送情况"]["A"]}
    assert names["=1+1"] == "s"
    totals = [cell for cell in book["需求合计"]["C"] if isinstance(cell.value, int | float)]
    assert len(totals) == len(made.roll_up.needs)


def test_the_matrix_has_a_row_for_each_school_and_a_column_for_each_line(
    found: Gathered, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    write_district(found, path)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("各校判定").to_python()
    head = next(place for place, cells in enumerate(rows) if cells[0] == "学校")
    lines = found.roll_up.lines
    assert rows[head][3:] == [line.key.indicator for line in lines]
    assert [cells[2] for cells in rows[head + 1 :]] == [
        *["已报"] * 3,
        "迟报",
        "更正",
        "编号冲突",
        "未报",
        "未报",
    ]
    assert all(not any(cells[3:]) for cells in rows[head + 6 :])
    assert all(len([word for word in cells[3:] if word]) == len(lines) for cells in rows[head + 1 : head + 6])


def test_the_report_says_who_filed_what_is_lacking_and_what_is_not_counted(
    found: Gathered, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    write_district(found, None, path)
    text = "".join("".join(pages_of(path.read_bytes())).split())
    for words in (
        "渝中区2026-2027学年备案汇总",
        "学校名单8所：已报3所，迟报1所，更正1所，编号冲突1所，未报2所。",
        "二、办学条件达标监测",
        "三、全区合计还差",
        "3所学校没有数据，均未计入，也不按0计",
        "逐校取：同一数据项有几条要求未达到的，只取其中最大的一个数",
        "不在名单",
        "核对不通过",
    ):
        assert words in text, words


def test_outputs_are_the_same_bytes_again(found: Gathered) -> None:
    assert found.workbook() == found.workbook()
    assert found.pdf() == found.pdf()


def test_one_name_for_sheet_and_report_is_refused(found: Gathered, tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write_district(found, tmp_path / "a", tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_what_a_step_raises_leaves_nothing_written(found: Gathered, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 1:
            raise RuntimeError("enough")

    with pytest.raises(RuntimeError):
        write_district(found, tmp_path / "a.xlsx", tmp_path / "a.pdf", stop)
    assert list(tmp_path.iterdir()) == []


def test_the_roll_up_is_told_as_plain_values(found: Gathered) -> None:
    data = json.loads(json.dumps(district_data(found.roll_up), ensure_ascii=False))
    assert (data["format"], data["year"], data["packages"]) == ("dabiao-district/1", "2026-2027", 10)
    assert [item["state"] for item in data["schools"]].count("missing") == 2
    (need,) = (item for item in data["needs"] if item["fact"] == "campus.building")
    assert Fraction(need["amount"]) == sum(Fraction(part["amount"]) for part in need["parts"])


def test_without_the_standards_themselves_nothing_is_added_up_that_needs_them(folder: Path) -> None:
    collection = collect(folder)
    found = roll_up(collection, Rulebook())
    assert found.rates and all(total.reason and not total.value for _, total in found.rates)
    named = {need.fact.id: need.fact.name for need in found.needs}
    assert named.items() & collection.names.items()
