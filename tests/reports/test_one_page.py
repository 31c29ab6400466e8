"""What wants a single page: set closer, then said more shortly, and never smaller than that."""

from dataclasses import replace

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.rulebook import Rulebook
from app.reports.build import build_report
from app.reports.material import Material
from app.reports.pdf import pages_of_report
from app.reports.pdf_boxes import TextBox
from app.reports.pdf_dress import CLOSER, PLAIN
from app.reports.pdf_fonts import load_fonts
from app.reports.report import Block, Report, Section
from app.reports.sections.conclusion import gaps
from tests.builders import TODAY
from tests.reports.builders import FONTS, a_paragraph, flat, pages_of, printed
from tests.reports.longest import longest


def a_section(*blocks: Block, shorter: tuple[tuple[Block, ...], ...] = ()) -> Report:
    return Report("自评报告", "示例学校", (Section("结论", blocks, one_page=True, shorter=shorter),))


def lines(count: int) -> list[Block]:
    return [a_paragraph(f"第{number}段") for number in range(count)]


def set_of(report: Report) -> tuple[int, set[float]]:
    """Return how many pages a report has, and the sizes of its text."""
    pages = pages_of_report(report, load_fonts(FONTS))
    boxes = [item.box for page in pages for item in page]
    return len(pages), {box.style.size for box in boxes if isinstance(box, TextBox)}


def test_what_fits_as_it_is_stays_as_it_is() -> None:
    assert set_of(a_section(*lines(20))) == (1, {PLAIN.body.size})


def test_what_does_not_fit_is_set_no_closer_than_needed() -> None:
    assert set_of(a_section(*lines(33))) == (1, {CLOSER[0].body.size})
    assert set_of(a_section(*lines(38))) == (1, {CLOSER[1].body.size})


def test_what_does_not_fit_the_closest_is_said_more_shortly() -> None:
    report = a_section(*lines(60), shorter=(tuple(lines(50)), tuple(lines(39)), tuple(lines(20))))
    (page,) = pages_of(printed(report))
    assert "第38段" in page and "第39段" not in page


def test_what_never_fits_runs_on_at_its_own_size() -> None:
    assert set_of(a_section(*lines(60), shorter=(tuple(lines(50)),))) == (2, {PLAIN.body.size})


def pages_of_school(rulebook: Rulebook, given: Assessment) -> list[str]:
    assert given.date is not None
    evaluation = evaluate(rulebook, given, given.date)
    return pages_of(printed(build_report(rulebook, given, evaluation, conclude(evaluation, rulebook))))


def conclusion_of(pages: list[str]) -> list[str]:
    """Return the pages from the conclusion up to the verdict tables, each without blanks."""
    texts = [flat(page) for page in pages]
    first = next(n for n, text in enumerate(texts) if "三、结论" in text)
    last = next(n for n, text in enumerate(texts) if "四、判定表" in text)
    return texts[first:last]


def test_the_conclusion_of_the_sample_is_one_page_with_chart_gaps_and_notes(sample_pages: list[str]) -> None:
    (page,) = conclusion_of(sample_pages)
    sentences = ("办学条件达标监测。", "国家设置标准。", "国家法律和规定。", "区县目标与任务。")
    chart = ("图1各文件判定情况", "合计", "未达标")
    table = (
        "表1差距与整改安排",
        "还差520㎡",
        "人才培养质量提升",
        "完成时限",
        "本校数据只作对照，不计入达标结论。",
    )
    for part in (*sentences, *chart, *table):
        assert part in page
    assert "另有" not in page.split("表1")[1]


def test_the_conclusion_of_the_longest_texts_is_one_page_too(
    shipped_rulebook: Rulebook, signed: Assessment
) -> None:
    (page,) = conclusion_of(pages_of_school(shipped_rulebook, longest(shipped_rulebook, signed)))
    assert "表1" in page and "经校长办公会研究" in page


def test_gaps_that_have_no_room_are_counted_and_where_they_stand_is_said(
    shipped_rulebook: Rulebook, sample: Assessment
) -> None:
    poor = {
        fact: Answer(answer.value * 3 // 5)
        for fact, answer in sample.answers.items()
        if type(answer.value) is int and fact != "students.enrolled"
    }
    given = replace(sample, answers={**sample.answers, **poor})
    (page,) = conclusion_of(pages_of_school(shipped_rulebook, given))
    table, _, rest = page.partition("表1")[2].partition("另有")
    evaluation = evaluate(shipped_rulebook, given, given.date or TODAY)
    material = Material(shipped_rulebook, given, evaluation, conclude(evaluation, shipped_rulebook))
    found = [flat(gap.text) for gap in gaps(material)]
    shown = sum(text in table for text in found)
    assert shown >= 2 and rest.startswith(f"{len(found) - shown}项，见“差距与整改”。")
