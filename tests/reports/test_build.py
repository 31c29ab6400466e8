"""What a report says: sections in their order, each row with what explains it, room for what is missing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from app.domain.assessment import Assessment, Remedy
from app.domain.checks import EXPERIENCE
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.measures import Chosen
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.standard import (
    Check,
    CheckRule,
    Comparison,
    Deadline,
    Force,
    Indicator,
    Reach,
    Scope,
    SourceState,
    Style,
    Wider,
)
from app.domain.terms import FactTerm
from app.domain.verdict import Status
from app.reports.build import build_report
from app.reports.pdf_style import MARGIN_LEFT, MARGIN_RIGHT, PAGE_WIDTH
from app.reports.public import public_report
from app.reports.report import (
    Cover,
    Heading,
    OpinionBox,
    Paragraph,
    Record,
    Report,
    Row,
    SignatureLines,
    StampPlace,
    StatusCell,
    Table,
    TextCell,
    plain,
)
from tests.builders import FACTS, TODAY, assessment, dated, indicator, ratio, rulebook, standard, value_of
from tests.reports.builders import flat, pages_of, printed, reach_of

SECTIONS = [
    "封面",
    "一、自评声明",
    "二、学校基本情况",
    "三、结论",
    "四、判定表",
    "五、区域口径与仅展示",
    "六、同一事项的不同要求",
    "七、差距与整改",
    "八、整改安排与经费",
    "九、任务完成情况",
    "十、数据校验",
    "十一、待填数据",
    "十二、依据及核对情况",
    "十三、口径与约定",
    "十四、名词解释",
]


def report_of(given: Assessment, *rows: Indicator, **changes: object) -> Report:
    book = rulebook(standard(*rows, **changes))
    evaluation = evaluate(book, given, TODAY)
    return build_report(book, given, evaluation, conclude(evaluation, book))


def tables(report: Report, title: str) -> Iterator[Table]:
    section = next(section for section in report.sections if title in section.title)
    return (block for block in section.blocks if isinstance(block, Table))


def rows_in(report: Report, title: str) -> list[Row]:
    return [row for table in tables(report, title) for row in table.rows]


def rows_under(report: Report, heading: str) -> list[Row]:
    """Return the rows of the first table under a heading."""
    blocks = [block for _, block in report.blocks()]
    start = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and heading in b.text)
    table = next(block for block in blocks[start:] if isinstance(block, Table))
    return list(table.rows)


def words(row: Row) -> str:
    texts = [plain(text) for cell in row.cells if isinstance(cell, TextCell) for text in cell.paragraphs]
    return " ".join((*texts, plain(row.remark)))


def records(report: Report) -> list[Record]:
    return [block for _, block in report.blocks() if isinstance(block, Record) and block.status]


def field(record: Record, label: str) -> str:
    found = next(field for row in record.rows for field in row if field.label == label)
    return "".join(plain(text) for text in found.paragraphs)


def share(least: str = "7/10", **changes: object) -> Indicator:
    row = indicator(ratio("dual", "specialist"), Comparison.AT_LEAST, least)
    return replace(row, style=Style.PERCENT, subset=True, title="双师占比", **changes)  # type: ignore[arg-type]


def test_sections_of_the_sample_stand_in_their_order(sample_report: Report) -> None:
    assert [section.title for section in sample_report.sections] == SECTIONS


def test_a_draft_has_neither_number_nor_fingerprint(sample_report: Report) -> None:
    cover = next(block for _, block in sample_report.blocks() if isinstance(block, Cover))
    assert dict(cover.fields)["备案编号"] == "（草稿，未编号）"
    assert sample_report.draft and "未编号" in sample_report.foot_left


def test_the_statement_has_every_place_for_signature_and_stamp(sample_report: Report) -> None:
    section = sample_report.sections[1]
    (lines,) = (block for block in section.blocks if isinstance(block, SignatureLines))
    labels = [label for row in lines.rows for label, _ in row]
    assert labels == [
        *("填表人", "日期"),
        *("审核人", "日期"),
        *("单位负责人", "日期"),
        *("联系电话", "报出日期"),
        "审议会议",
    ]
    assert any(isinstance(block, StampPlace) for block in section.blocks)
    (box,) = (block for block in section.blocks if isinstance(block, OpinionBox))
    assert box.authority == "重庆市渝中区教育委员会"


def test_the_statement_is_one_page(sample_pages: list[str]) -> None:
    assert "一、自评声明" in sample_pages[1] and "备案意见" in sample_pages[1]
    assert "二、学校基本情况" in sample_pages[2]


def test_a_missed_row_shows_formula_value_and_requirement_in_bold() -> None:
    report = report_of(assessment({"dual": 25, "specialist": 42}), share())
    (row,) = rows_in(report, "判定表")
    assert words(row).startswith("1 双师占比 25 ÷ 42 59.52\u00a0% ≥\u00a070\u00a0%")
    assert row.cells[5] == StatusCell(Status.MISSED, "未达标")


def test_a_figure_nobody_has_read_stands_in_brackets_and_is_worded_for_paper() -> None:
    row = replace(share(), values=(dated("7/10", state=SourceState.RECALLED),))
    report = report_of(assessment({"dual": 25, "specialist": 42}), row)
    (shown,) = rows_in(report, "判定表")
    assert "〔≥\u00a070\u00a0%〕" in words(shown)
    assert "标准数值待主管部门确认，本次不作判定" in words(shown)


def test_a_rate_of_the_whole_area_stands_apart_with_its_deadline() -> None:
    deadline = Deadline(date(2025, 12, 31), inferred=True)
    row = share(reach=Reach.AREA_RATE, force=Force.EXPECTED, deadline=deadline)
    report = report_of(assessment({"dual": 25, "specialist": 42}), row)
    assert not rows_in(report, "判定表")
    (apart,) = rows_in(report, "区域口径")
    assert apart.cells[5] == StatusCell(Status.MISSED, "未达到目标")
    assert "期限 2025-12-31（已过），期限为推定" in words(apart)


def test_contributions_are_shown_apart_and_never_called_missed() -> None:
    report = report_of(assessment({"dual": 25, "specialist": 42}), share(scope=Scope.CONTRIBUTION))
    (apart,) = rows_in(report, "区域口径")
    assert apart.cells[5] == StatusCell(Status.SHOWN, "仅展示")


def test_a_document_past_its_period_says_so() -> None:
    pack = standard(share())
    document = replace(pack.document, period_end=date(2025, 12, 31))
    report = report_of(assessment({"dual": 42, "specialist": 42}), share(), document=document)
    (page,) = (page for page in map(flat, pages_of(printed(report))) if "四、判定表" in page)
    assert "规划期已满（2025-12-31）" in page


def test_each_missed_row_lists_every_way_and_leaves_room_to_write() -> None:
    report = report_of(assessment({"dual": 25, "specialist": 42}), share())
    (record,) = records(report)
    assert field(record, "差距与办法").count("①") == field(record, "差距与办法").count("②") == 1
    blanks = {field.label: field.ruled for row in record.rows for field in row if not field.paragraphs}
    assert blanks == {"原因": 2, "整改措施": 2, "责任部门": 1, "责任人": 1, "完成时限": 1, "预计经费": 1}


def test_a_plan_that_was_written_is_printed() -> None:
    given = replace(
        assessment({"dual": 25, "specialist": 42}),
        remedies={"row": Remedy("认定不足", "组织认定", "人事处", "2027-06-30", "周敏", "3.5万元")},
    )
    (record,) = records(report_of(given, share()))
    names = ("原因", "整改措施", "责任部门", "责任人", "完成时限", "预计经费")
    assert [field(record, name) for name in names] == [
        "认定不足",
        "组织认定",
        "人事处",
        "周敏",
        "2027-06-30",
        "3.5万元",
    ]


def test_an_explanation_that_was_written_is_printed_beside_its_check() -> None:
    check = Check(
        "few", EXPERIENCE, CheckRule("at_least", (FactTerm("dual"), FactTerm("specialist"))), "偏少"
    )
    book = rulebook(standard(share()), checks=(check,))
    given = assessment({"dual": 25, "specialist": 42})
    for explanations, shown in (({}, 0), ({"few": "近年新设专业"}, 1)):
        explained = replace(given, explanations=explanations)
        evaluation = evaluate(book, explained, TODAY)
        report = build_report(book, explained, evaluation, conclude(evaluation, book))
        assert sum("近年新设专业" in words(row) for row in rows_in(report, "数据校验")) == shown


def test_a_narrow_margin_is_listed_and_a_wide_one_is_not() -> None:
    narrow = report_of(assessment({"dual": 21, "specialist": 30}), share())
    wide = report_of(assessment({"dual": 30, "specialist": 30}), share())
    headings = [[b.text for _, b in report.blocks() if isinstance(b, Heading)] for report in (narrow, wide)]
    assert [any("余量较小" in text for text in texts) for texts in headings] == [True, False]


def test_a_margin_of_what_was_chosen_is_counted_by_the_choices() -> None:
    chosen = indicator(Chosen("honours"), Comparison.AT_LEAST, 3)
    report = report_of(assessment({"honours": ("国示范", "市重", "双优")}), chosen)
    assert any("余量较小" in b.text for _, b in report.blocks() if isinstance(b, Heading))


def test_missing_facts_are_listed_by_office_with_the_rows_that_wait() -> None:
    asked = tuple(replace(fact, office="人事处") for fact in FACTS)
    book = rulebook(standard(share()), facts=asked)
    evaluation = evaluate(book, assessment({"dual": 25}), TODAY)
    report = build_report(book, assessment({"dual": 25}), evaluation, conclude(evaluation, book))
    (row,) = rows_in(report, "待填数据")
    assert words(row).startswith("人事处 专业教师数")
    assert "双师占比" in words(row)


def test_a_counting_rule_left_open_is_told_among_the_readings() -> None:
    wider = Wider(ratio("dual", "specialist"), "兼职教师是否折算未见释义")
    report = report_of(assessment({"dual": 25, "specialist": 42}), share(wider=wider))
    text = "".join(flat(page) for page in pages_of(printed(report)))
    assert "“双师占比”的口径未定：兼职教师是否折算未见释义" in text


def test_the_rule_that_was_used_stands_beside_what_another_would_give(sample_report: Report) -> None:
    rows = {plain(row.cells[0].paragraphs[0]): row for row in rows_under(sample_report, "另一口径的结果")}
    used, others = rows["计入达标的校舍建筑面积"].cells[1:]
    assert isinstance(used, TextCell) and isinstance(others, TextCell)
    told = [flat(plain(text)) for text in others.paragraphs]
    assert flat("30,612 − 1,532 = 29,080 ㎡") in flat(plain(used.paragraphs[0]))
    assert told[0].startswith("按统计报表数，不扣除：") and "生均校舍建筑面积20.68㎡，则为达标" in told[0]
    assert told[1].startswith("另加独立使用的非学校产权校舍：") and "仍为未达标" in told[1]
    narrow, wide = rows["师生比（教职成〔2022〕5号）"].cells[1:]
    assert "师生比" not in rows
    assert isinstance(narrow, TextCell) and isinstance(wide, TextCell)
    assert flat(plain(narrow.paragraphs[0])).endswith("1:20.56")
    assert "1:18.05，则为达标" in flat(plain(wide.paragraphs[0]))


def test_land_and_buildings_are_shown_from_the_return_to_the_net_area(sample_report: Report) -> None:
    found = [
        [flat(plain(cell.paragraphs[0])) for cell in row.cells if isinstance(cell, TextCell)]
        for row in rows_under(sample_report, "占地与校舍面积的构成")
    ]
    assert found == [
        ["统计报表数", "51,000㎡", "30,612㎡"],
        ["应扣除数", "1,860㎡", "1,532㎡"],
        ["计入达标的净面积", "49,140㎡", "29,080㎡"],
        ["学校产权", "—", "30,612㎡"],
        ["独立使用的非学校产权（不自动计入）", "—", "不适用"],
    ]


def test_documents_put_in_or_taken_out_by_hand_are_printed_with_the_reason(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    chosen = replace(
        sample,
        added={"technician-2012": "主管部门要求按此自查"},
        dropped={"yuzhong-2022-28": "区教委同意本年不报"},
    )
    evaluation = evaluate(shipped_rulebook, chosen, TODAY)
    report = build_report(shipped_rulebook, chosen, evaluation, conclude(evaluation, shipped_rulebook))
    text = flat("".join(pages_of(printed(report))))
    assert "人工添加：主管部门要求按此自查" in text
    assert "人工移除：区教委同意本年不报" in text


def test_sources_say_where_each_value_was_seen_and_what_is_lacking() -> None:
    report = report_of(
        assessment({"dual": 25, "specialist": 42}), share(), complete=False, lacking="附件未读到"
    )
    text = "".join(flat(page) for page in pages_of(printed(report)))
    assert "未读全。附件未读到" in text and "双师占比≥70%" in text


def test_documents_that_do_not_apply_are_listed_with_the_reason(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    elsewhere = replace(sample, answers={**sample.answers, "school.district": Answer("北碚区")})
    evaluation = evaluate(shipped_rulebook, elsewhere, TODAY)
    report = build_report(shipped_rulebook, elsewhere, evaluation, conclude(evaluation, shipped_rulebook))
    rows = [words(row) for row in rows_in(report, "依据及核对情况")]
    assert any("渝中府办〔2022〕28号" in row and "北碚区" in row for row in rows)


def test_an_empty_assessment_still_makes_a_whole_report(shipped_rulebook: Rulebook) -> None:
    empty = assessment({})
    evaluation = evaluate(shipped_rulebook, empty, TODAY)
    report = build_report(shipped_rulebook, empty, evaluation, conclude(evaluation, shipped_rulebook))
    pages = pages_of(printed(report))
    assert len(pages) > 5


def test_long_names_and_long_texts_stay_inside_the_page(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    long = "甲乙丙丁戊己庚辛壬癸" * 30
    answers = {**sample.answers, "school.name": Answer(long), "filing.recipient": Answer(long)}
    plans = {verdict: Remedy(long, long * 4, long, long) for verdict in ("DB-生均校舍", "YZ-双师")}
    given = replace(sample, answers=answers, remedies=plans)
    evaluation = evaluate(shipped_rulebook, given, TODAY)
    report = build_report(shipped_rulebook, given, evaluation, conclude(evaluation, shipped_rulebook))
    content = printed(report)
    left, right = reach_of(content)
    assert left >= MARGIN_LEFT - 1 and right <= PAGE_WIDTH - MARGIN_RIGHT + 1
    assert "".join(flat(page) for page in pages_of(content)).count("壬癸") > 30 * 5


def test_nothing_on_any_page_of_the_sample_hangs_outside_the_margins(sample_pdf: bytes) -> None:
    left, right = reach_of(sample_pdf)
    assert left >= MARGIN_LEFT - 1 and right <= PAGE_WIDTH - MARGIN_RIGHT + 1


@pytest.mark.parametrize("mark", ["，", "。", "；", "：", "）", "》", "”", "、"])
def test_no_line_of_the_sample_begins_with_a_closing_mark(sample_pages: list[str], mark: str) -> None:
    starts = [line for page in sample_pages for line in page.split("\n") if line.startswith(mark)]
    assert not starts


def test_each_page_of_the_sample_is_numbered_and_a_draft(sample_pages: list[str]) -> None:
    for number, page in enumerate(map(flat, sample_pages), start=1):
        assert f"第{number}页共{len(sample_pages)}页" in page
        assert "草稿" in re.sub("（草稿，未编号）|草稿：", "", page)


def test_no_page_of_the_sample_is_almost_empty(sample_pages: list[str]) -> None:
    assert all(len(flat(page)) > 150 for page in sample_pages[:-1])


def test_a_value_of_its_own_needs_no_ratio() -> None:
    report = report_of(assessment({"teachers": 59}), indicator(value_of("teachers"), Comparison.AT_LEAST, 60))
    (row,) = rows_in(report, "判定表")
    assert "59\u00a0人 ≥\u00a060 第一条" in words(row)


@pytest.mark.parametrize(("length", "below"), [(120, False), (121, True)])
def test_a_long_measure_takes_the_width_of_the_page_below_its_row(length: int, below: bool) -> None:
    measure, row = "措" * length, indicator(value_of("teachers"), Comparison.AT_LEAST, 60)
    missed = replace(assessment({"teachers": 50}), remedies={row.id: Remedy(measure=measure, person="王")})
    planned = rows_in(report_of(missed, row), "整改安排与经费")[0]
    cells = [plain(each.paragraphs[0]) for each in planned.cells if isinstance(each, TextCell)]
    assert ("见下" in cells) is below
    assert (measure in cells) is not below
    assert plain(planned.remark) == (f"整改措施：{measure}" if below else "")


def test_a_long_cause_of_an_unfinished_task_takes_the_width_of_the_page_below_its_row(
    shipped_rulebook: Rulebook,
) -> None:
    cause, task = "因" * 101, "task.yuzhong-2022-28.15"
    answers = {"school.district": Answer("渝中区"), "school.kind": Answer("职业高中"), task: Answer("否")}
    given = Assessment(SchoolYear(2026), answers, remedies={task: Remedy(cause=cause, unit="教务处")})
    evaluation = evaluate(shipped_rulebook, given, TODAY)
    report = build_report(shipped_rulebook, given, evaluation, conclude(evaluation, shipped_rulebook))
    (row,) = (row for row in rows_under(report, "未完成的任务") if row.remark)
    assert plain(row.remark) == f"原因：{cause}"
    assert [plain(each.paragraphs[0]) for each in row.cells if isinstance(each, TextCell)][1] == "见下"


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        ("职教中心", "中等职业学校"),
        ("技工学校", "技工院校"),
        ("技师学院", "技工院校"),
        (None, "中等职业学校"),
    ],
)
def test_the_cover_calls_a_school_what_its_kind_is_called(kind: str | None, called: str) -> None:
    answers = {"school.kind": Answer(kind)} if kind else {}
    given = Assessment(SchoolYear(2026), answers)
    book = rulebook(standard(indicator(value_of("teachers"), Comparison.AT_LEAST, 60)))
    evaluation = evaluate(book, given, TODAY)
    for make in (build_report, public_report):
        report = make(book, given, evaluation, conclude(evaluation, book))
        cover = next(block for _, block in report.blocks() if isinstance(block, Cover))
        assert cover.title[0] == called


@pytest.mark.parametrize(("teachers", "said"), [(60, "的指标。"), (None, "的指标，尚有 1 项待填。")])
def test_where_nothing_is_missed_yet_the_plan_says_what_is_still_to_be_filled_in(
    teachers: int | None, said: str
) -> None:
    row = indicator(value_of("teachers"), Comparison.AT_LEAST, 60)
    report = report_of(assessment({"teachers": teachers} if teachers else {}), row)
    notes = [plain(block.text) for _, block in report.blocks() if isinstance(block, Paragraph)]
    assert f"目前没有判定为未达标{said}" in notes
