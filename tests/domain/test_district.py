"""Who has filed, by code and never by name alone; what a code from paper is."""

from datetime import datetime

import pytest

from app.domain.district import Broken, Claim, ClaimSource, ListedSchool, State, Submission
from app.domain.district_code import Finding, check_code
from app.domain.fingerprint import grouped
from tests.domain.districts import (
    AFTER,
    DUE,
    ON_TIME,
    collected,
    filed,
    fingerprint_of,
    school,
    standing_of,
)


@pytest.mark.parametrize(
    ("filings", "state", "word", "counted"),
    [
        ([], State.MISSING, "未报", None),
        ([filed()], State.FILED, "已报", 1),
        ([filed(at=AFTER)], State.LATE, "迟报", 1),
        ([filed(), filed(sequence=2)], State.CORRECTED, "更正", 2),
        ([filed(sequence=2, at=AFTER), filed()], State.CORRECTED, "更正", 2),
        ([filed(at=AFTER), filed(sequence=2, at=AFTER)], State.CORRECTED, "更正（迟报）", 2),
        ([filed(sequence=10), filed(sequence=9)], State.CORRECTED, "更正", 10),
        ([filed(sequence=2, at=AFTER)], State.CORRECTED, "更正", 2),
        ([filed(), filed(print_=99)], State.CONFLICT, "编号冲突", None),
        ([filed(), filed(print_=99), filed(sequence=2)], State.CORRECTED, "更正", 2),
    ],
)
def test_a_school_stands_where_its_filings_put_it(
    filings: list[Submission], state: State, word: str, counted: int | None
) -> None:
    standing = standing_of(collected(filings, [school()], due=DUE))
    assert (standing.state, standing.word) == (state, word)
    assert (standing.counted.sequence if standing.counted else None) == counted


def test_without_a_due_day_nobody_is_late() -> None:
    assert standing_of(collected([filed(at=AFTER)], [school()])).state is State.FILED


def test_earlier_filings_are_listed_and_the_last_counts() -> None:
    standing = standing_of(collected([filed(sequence=3), filed(), filed(sequence=2)], [school()]))
    assert [submission.sequence for submission in standing.earlier] == [1, 2]


def test_the_same_number_with_two_fingerprints_names_both_files_and_neither_counts() -> None:
    one, other = filed(print_=1), filed(print_=2)
    collection = collected([one, other], [school()])
    standing = standing_of(collection)
    assert standing.rivals == (one, other)
    assert collection.without == (standing,)
    assert all(text in standing.notes[0] for text in (one.number, one.file, grouped(other.fingerprint)))


def test_one_filing_in_two_files_is_one_filing() -> None:
    collection = collected([filed(file="a.zip"), filed(file="b/a.zip")], [school()])
    standing = standing_of(collection)
    assert (standing.state, collection.packages) == (State.FILED, 1)
    assert standing.notes == ("同一份备案有 2 个文件：a.zip、b/a.zip",)


def test_a_correction_whose_first_filing_is_not_there_cannot_be_called_late() -> None:
    standing = standing_of(collected([filed(sequence=2, at=AFTER)], [school()], due=DUE))
    assert not standing.late
    assert standing.notes == (
        "文件夹中没有首次备案，首次备案是否按期不能确定",
        "更正于 2026-12-11，在截止日期之后",
    )


LISTED = ListedSchool("枇杷山职业高级中学", "3150010999", "12500103000000000T")
CODELESS = ListedSchool("七星岗财经学校", "", "12500103000000001T")


@pytest.mark.parametrize(
    ("code", "uscc", "name", "found"),
    [
        ("3150010999", "", "枇杷山职业高级中学", LISTED),
        ("3150010999", "12500103000000000T", "改名后的学校", LISTED),
        ("", "12500103000000000T", "枇杷山职业高级中学", LISTED),
        ("3150010001", "12500103000000001T", "七星岗财经学校", CODELESS),
        ("", "12500103000000001T", "七星岗财经学校", CODELESS),
    ],
)
def test_schools_are_found_by_their_codes(code: str, uscc: str, name: str, found: ListedSchool) -> None:
    submission = (
        filed(number="n", code=code, uscc=uscc, name=name) if code else filed("", uscc=uscc, name=name)
    )
    collection = collected([submission], [LISTED, CODELESS])
    assert [standing.school for standing in collection.counted] == [found]
    assert collection.unlisted == ()


@pytest.mark.parametrize(
    ("code", "uscc", "name", "why"),
    [
        (
            "3150010777",
            "",
            "枇杷山职业高级中学",
            "与名单上的学校同名，代码不同（名单 3150010999，备案包 3150010777）",
        ),
        ("3150010777", "", "外区学校", "不在学校名单上"),
        ("", "", "枇杷山职业高级中学", "备案包中没有学校标识码和统一社会信用代码，不能归入学校"),
        (
            "3150010777",
            "12500103000000000T",
            "枇杷山职业高级中学",
            "统一社会信用代码与名单上的枇杷山职业高级中学相同，学校标识码不同（名单 3150010999，备案包 3150010777）",
        ),
    ],
)
def test_a_name_alone_joins_nobody(code: str, uscc: str, name: str, why: str) -> None:
    submission = filed("", uscc=uscc, name=name, print_=7)
    collection = collected([submission if not code else filed(code, uscc=uscc, name=name)], [LISTED])
    assert [apart.why for apart in collection.unlisted] == [why]
    assert standing_of(collection, "3150010999").state is State.MISSING


def test_what_list_and_filing_say_differently_is_told() -> None:
    submission = filed("3150010999", name="改名后的学校", uscc="12500103000000009T")
    (standing,) = collected([submission], [LISTED]).standings
    assert standing.notes == (
        "备案包中的校名为改名后的学校，名单上为枇杷山职业高级中学",
        "统一社会信用代码与名单不同（名单 12500103000000000T，备案包 12500103000000009T）",
    )


def test_without_a_list_the_schools_are_those_that_filed() -> None:
    first = filed("", uscc="U1", name="旧名", print_=5)
    second = filed("1", sequence=2, uscc="U1", name="新名")
    collection = collected([first, second, filed("2")])
    assert [(s.school.name, s.school.code, s.state) for s in collection.standings] == [
        ("新名", "1", State.CORRECTED),
        ("第2学校", "2", State.FILED),
    ]
    assert not collection.listed


def test_other_years_are_listed_apart() -> None:
    old = filed("2", year="2025-2026")
    collection = collected([filed("1"), filed("3"), old])
    assert collection.year == "2026-2027"
    assert [(apart.submission, apart.why) for apart in collection.other_years] == [
        (old, "属于 2025-2026 学年")
    ]
    assert [standing.school.code for standing in collection.standings] == ["1", "3"]


def test_a_year_that_is_named_is_taken_whatever_most_filings_are_of() -> None:
    collection = collected([filed("1"), filed("2", year="2025-2026")], year="2025-2026")
    assert [standing.school.code for standing in collection.standings] == ["2"]


def test_of_as_many_filings_the_later_year_is_taken() -> None:
    assert collected([filed("1", year="2025-2026"), filed("2")]).year == "2026-2027"


def test_schools_without_data_are_counted_and_named() -> None:
    collection = collected([filed("1")], [school("1"), school("2"), school("3")])
    assert [standing.school.name for standing in collection.without] == ["第2学校", "第3学校"]
    assert (collection.number_of(State.MISSING), len(collection.counted)) == (2, 1)


# The code on a stamped page.

FIRST, LAST, OTHERS = filed("1"), filed("1", sequence=2), filed("2")
STRAY, OLD = filed("9"), filed("1", year="2025-2026", print_=88)
DESK = collected([FIRST, LAST, OTHERS, STRAY, OLD], [school("1"), school("2"), school("3")])


@pytest.mark.parametrize(
    ("typed", "finding", "words"),
    [
        (grouped(LAST.fingerprint), Finding.SAME, "一致：第1学校的备案 1-2026-2"),
        (LAST.fingerprint.lower().replace("0", "o"), Finding.SAME, "一致：第1学校"),
        (f"DABIAO 1-2026-2 {grouped(LAST.fingerprint)}", Finding.SAME, "一致：第1学校"),
        (FIRST.fingerprint, Finding.EARLIER, "已被更正的第1学校的备案 1-2026-1"),
        (STRAY.fingerprint, Finding.APART, "未计入汇总：不在学校名单上"),
        (OLD.fingerprint, Finding.APART, "未计入汇总：属于 2025-2026 学年"),
        ("ZZZZZ-ZZZZZ", Finding.OTHER, "没有指纹为 ZZZZZ-ZZZZZ 的备案"),
        ("B808H", Finding.NO_CODE, "这不是指纹"),
        ("", Finding.NO_CODE, "这不是指纹"),
    ],
)
def test_a_code_is_held_against_every_file(typed: str, finding: Finding, words: str) -> None:
    answer = check_code(typed, DESK)
    assert answer.finding is finding
    assert words in answer.text


def test_a_code_with_one_wrong_character_is_taken_for_a_slip() -> None:
    code = ("0" if LAST.fingerprint[0] != "0" else "1") + LAST.fingerprint[1:]
    answer = check_code(code, DESK)
    assert answer.finding is Finding.OTHER
    assert "只差一位" in answer.text and grouped(LAST.fingerprint) in answer.text


def test_the_paper_of_a_school_is_held_against_its_own_file() -> None:
    own, other = standing_of(DESK, "1"), standing_of(DESK, "2")
    assert check_code(LAST.fingerprint, DESK, own).finding is Finding.SAME
    assert "不是第2学校的备案" in check_code(LAST.fingerprint, DESK, other).text
    told = check_code(fingerprint_of(31), DESK, other)
    assert told.finding is Finding.OTHER
    assert all(grouped(code) in told.text for code in (fingerprint_of(31), OTHERS.fingerprint))


def test_a_code_of_a_number_in_conflict_says_so() -> None:
    one, rival = filed("1", at=ON_TIME), filed("1", print_=77, at=datetime(2026, 12, 1))
    answer = check_code(rival.fingerprint, collected([one, rival], [school("1")]))
    assert answer.finding is Finding.APART
    assert "指纹不同的备案" in answer.text


def unsound(file: str, claim: Claim | None = None) -> Broken:
    return Broken(file, f"{file}：已损坏。", claim)


@pytest.mark.parametrize(
    ("file", "claim", "by"),
    [
        ("a.zip", Claim(ClaimSource.MANIFEST, "旧校名", "1001", "", "2026-2027"), "据包内清单"),
        ("a.zip", Claim(ClaimSource.MANIFEST, "", "", "U1", "2026-2027"), "据包内清单"),
        ("a.zip", Claim(ClaimSource.FILE_NAME, "第1001学校", year="2026-2027"), "据文件名"),
        ("周五/第1001学校补报.zip", None, "据文件名"),
        ("1001.ZIP", None, "据文件名"),
    ],
)
def test_an_unsound_package_is_noted_at_its_school_which_has_not_filed_for_that(
    file: str, claim: Claim | None, by: str
) -> None:
    schools = [school("1001", uscc="U1"), school("2002", uscc="U2")]
    found = collected([], schools, broken=[unsound(file, claim)], year="2026-2027")
    standing = standing_of(found, "1001")
    assert standing.state is State.MISSING and standing.counted is None
    assert standing.notes == (f"收到的 {file} 核对不通过，未计入（学校{by}）",)
    assert found.broken[0].school == f"第1001学校（{by}）"
    assert standing_of(found, "2002").notes == ()


@pytest.mark.parametrize(
    ("file", "claim"),
    [
        ("a.zip", None),
        ("第1001学校和第2002学校.zip", None),
        ("第1001学校-退回意见.dabiao-receipt", None),
        ("a.zip", Claim(ClaimSource.MANIFEST, "第1001学校", "1001", "", "2025-2026")),
        ("a.zip", Claim(ClaimSource.FILE_NAME, "第3003学校", year="2026-2027")),
    ],
)
def test_an_unsound_file_that_is_of_nobody_sure_is_noted_at_no_school(file: str, claim: Claim | None) -> None:
    found = collected([], [school("1001"), school("2002")], broken=[unsound(file, claim)], year="2026-2027")
    assert all(standing.notes == () for standing in found.standings)
    assert found.broken[0].claim == claim


def test_an_unsound_package_beside_a_sound_one_changes_no_state() -> None:
    claim = Claim(ClaimSource.MANIFEST, code="1", year="2026-2027")
    standing = standing_of(collected([filed()], [school()], broken=[unsound("a.zip", claim)]))
    assert standing.state is State.FILED and len(standing.notes) == 1
