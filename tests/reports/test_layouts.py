"""Short form, public version and letter: how many pages, what stands on them, what never does."""

import itertools
from dataclasses import replace

import pytest

from app.domain.assessment import Assessment, Remedy
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.domain.standard import Comparison
from app.reports.layouts import Layout, layout_pdf
from app.reports.material import Material
from tests.builders import TODAY, assessment, indicator, rulebook, standard, value_of
from tests.reports import longest as long
from tests.reports.builders import FONTS, flat, pages_of
from tests.reports.filing import CORRECTED, EVIDENCE, SEAL

SEALS = (None, SEAL, long.LONG_SEAL)


def pages(
    layout: Layout,
    rulebook: Rulebook,
    given: Assessment,
    seal: Seal | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> list[str]:
    evaluation = evaluate(rulebook, given, given.date or TODAY)
    material = Material(rulebook, given, evaluation, conclude(evaluation, rulebook), seal, evidence)
    return [flat(page) for page in pages_of(layout_pdf(layout, material, FONTS))]


@pytest.fixture(scope="module")
def schools(shipped_rulebook: Rulebook, signed: Assessment) -> dict[str, Assessment]:
    return {
        "sample": signed,
        "longest": long.longest(shipped_rulebook, signed),
        "empty": assessment({}),
    }


@pytest.mark.parametrize(
    ("layout", "count"), [(Layout.SHORT, 2), (Layout.LETTER, 1)], ids=["two pages", "one page"]
)
@pytest.mark.parametrize("school", ["sample", "longest", "empty"])
@pytest.mark.parametrize("seal", SEALS, ids=["draft", "filed", "corrected"])
def test_the_short_form_has_two_pages_and_the_letter_one_whatever_is_written(
    layout: Layout,
    count: int,
    school: str,
    seal: Seal | None,
    schools: dict[str, Assessment],
    shipped_rulebook: Rulebook,
) -> None:
    assert len(pages(layout, shipped_rulebook, schools[school], seal, long.long_evidence())) == count


@pytest.mark.parametrize("layout", [Layout.SHORT, Layout.PUBLIC, Layout.LETTER])
def test_without_a_seal_each_page_is_a_draft_and_with_one_it_bears_the_fingerprint(
    layout: Layout, shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    for page in pages(layout, shipped_rulebook, signed):
        assert "草稿" in page.replace("（草稿，未编号）", "") and "指纹B808H" not in page
    for page in pages(layout, shipped_rulebook, signed, SEAL):
        assert "指纹B808H-CZNH5" in page and "备案编号3150010999-2026-1" in page and "草稿" not in page


def test_the_short_form_answers_what_a_headmaster_asks(
    shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    first, second = pages(Layout.SHORT, shipped_rulebook, signed, SEAL)
    assert "尚不能认定为办学条件达标" in first and "校舍建筑面积还差520㎡" in first
    for told in ("暑期安排企业实践", "2027-06-30", "2027年9239.50", "20项无法判定"):
        assert told in second, told


def test_lists_too_long_for_the_short_form_say_how_much_more_there_is(
    schools: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    _, second = pages(Layout.SHORT, shipped_rulebook, schools["longest"], SEAL)
    assert "项，见全文。" in second and "另有" in second


@pytest.fixture(scope="module")
def public(schools: dict[str, Assessment], shipped_rulebook: Rulebook) -> str:
    evidence = (*EVIDENCE, *long.long_evidence())
    return "".join(pages(Layout.PUBLIC, shipped_rulebook, schools["longest"], SEAL, evidence))


@pytest.mark.parametrize(
    "internal",
    [
        *(long.CAUSE, long.PERSON, long.BUDGET, long.UNIT, long.NOTE, long.EXPLAINED),
        *("房屋所有权证", "填表人重庆", "待填数据共", "SHA-256" + "ab" * 4),
    ],
)
def test_the_public_version_has_nothing_that_was_written_for_the_school(public: str, internal: str) -> None:
    assert internal not in public


@pytest.mark.parametrize(
    "told", ["自评结果公开版", "下列内部内容未列入", "判定表", "任务完成情况", "依据及核对情况", "还差"]
)
def test_the_public_version_says_what_was_judged_and_what_is_left_out(public: str, told: str) -> None:
    assert told in public


def test_what_nobody_wrote_is_said_in_public_and_left_free_for_a_pen_in_the_report(
    schools: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    unplanned = replace(schools["sample"], remedies={})
    found = {
        layout: next(page for page in pages(layout, shipped_rulebook, unplanned) if "表1差距" in page)
        for layout in (Layout.PUBLIC, Layout.FULL)
    }
    assert "未写" in found[Layout.PUBLIC] and "未写" not in found[Layout.FULL]


def test_what_is_internal_does_stand_in_the_whole_report(
    schools: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    whole = "".join(pages(Layout.FULL, shipped_rulebook, schools["longest"], SEAL, EVIDENCE))
    for internal in (
        long.CAUSE,
        long.PERSON,
        long.BUDGET,
        long.UNIT,
        long.NOTE,
        long.EXPLAINED,
        "房屋所有权证",
    ):
        assert internal in whole, internal


def test_the_letter_names_recipient_sender_number_and_attachments_with_their_pages(
    shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    count = len(pages(Layout.FULL, shipped_rulebook, signed, CORRECTED, EVIDENCE))
    (page,) = pages(Layout.LETTER, shipped_rulebook, signed, CORRECTED, EVIDENCE)
    order = (
        "枇杷山职业高级中学关于报送2026–2027学年办学标准达标自评报告的函",
        "重庆市渝中区教育委员会：",
        "备案编号为3150010999-2026-2，指纹为B808H-CZNH5",
        "尚不能认定为办学条件达标",
        "更正3150010999-2026-1号备案",
        f"附件：1.办学标准达标自评报告（{count}页）",
        "2.备案包电子件（1份，含佐证材料1份）",
        "（盖章）",
        "2026年11月27日",
        "单位负责人沈文清",
    )
    places = [page.index(part) for part in order]
    assert all(one < other for one, other in itertools.pairwise(places))


def test_a_letter_without_recipient_or_date_leaves_room_for_them(
    shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    dropped = ("filing.recipient", "school.supervisor", "filing.date")
    answers = {fact: answer for fact, answer in signed.answers.items() if fact not in dropped}
    (page,) = pages(Layout.LETTER, shipped_rulebook, replace(signed, answers=answers))
    assert "备案机关：" in page and "年月日" in page and "报告尚为草稿" in page


def test_sixty_gaps_in_twelve_documents_still_fit_two_pages_and_one() -> None:
    title = "生均实训设备（含“双师型”教师工作室）与校外基地共享工位的配置情况及利用率说明"
    packs = []
    for number in range(12):
        rows = [
            replace(
                indicator(value_of("teachers"), Comparison.AT_LEAST, 100 + 5 * number + row),
                id=f"r{number}-{row}",
                title=title,
                clause="附件12 指标（三）第4款",
            )
            for row in range(5)
        ]
        pack = standard(*rows, name=f"pack{number}")
        packs.append(replace(pack, document=replace(pack.document, title=title, number="")))
    given = assessment({"teachers": 40})
    rows_missed = {
        row.id: Remedy(long.LONG, long.LONG, long.LONG, "2027年底") for p in packs for row in p.indicators
    }
    given = replace(given, remedies=rows_missed, answers={**given.answers, "school.name": Answer(long.NAME)})
    book = rulebook(*packs)
    first, second = pages(Layout.SHORT, book, given, long.LONG_SEAL)
    assert "另有" in first and "另有" in second
    assert len(pages(Layout.LETTER, book, given, long.LONG_SEAL)) == 1
