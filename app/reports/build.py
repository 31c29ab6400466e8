"""An assessment and its evaluation become a report: what it says, in the order in which it is read."""

from app.domain.assessment import Assessment
from app.domain.conclusion import Conclusion
from app.domain.evaluation import Evaluation
from app.domain.rulebook import Rulebook
from app.reports.material import Material
from app.reports.phrases import chinese, year_words
from app.reports.report import Block, Heading, Report, Section
from app.reports.sections.conclusion import conclusion as conclusion_page
from app.reports.sections.data import check_blocks, missing_blocks
from app.reports.sections.front import TITLE, UNNUMBERED, cover, profile, statement
from app.reports.sections.gaps import gap_blocks
from app.reports.sections.sources import rule_blocks, source_blocks
from app.reports.sections.tasks import task_tables
from app.reports.sections.verdicts import apart_tables, verdict_tables


def build_report(
    rulebook: Rulebook, assessment: Assessment, evaluation: Evaluation, conclusion: Conclusion
) -> Report:
    """Return the draft of a school's self-assessment report."""
    material = Material(rulebook, assessment, evaluation, conclusion)
    title = "".join(TITLE)
    parts = (
        ("自评声明", statement(material), True),
        ("学校基本情况", profile(material), True),
        ("结论", conclusion_page(material), True),
        ("判定表", verdict_tables(material), True),
        ("区域口径与仅展示", apart_tables(material), False),
        ("差距与整改", gap_blocks(material), False),
        ("任务完成情况", task_tables(material), False),
        ("数据校验", check_blocks(material), False),
        ("待填数据", missing_blocks(material), False),
        ("依据及核对情况", source_blocks(material), True),
        ("口径与约定", rule_blocks(material), False),
    )
    return Report(
        title=title,
        school=evaluation.school,
        sections=(Section("封面", cover(material)), *_numbered(parts)),
        head=f"{title}（{year_words(evaluation.year)}）",
        foot_left=f"备案编号{UNNUMBERED}",
        foot_right=f"判定日期 {evaluation.date.isoformat()}",
        draft=True,
        subject=f"{year_words(evaluation.year)}，判定日期 {evaluation.date.isoformat()}",
    )


def _numbered(parts: tuple[tuple[str, tuple[Block, ...], bool], ...]) -> tuple[Section, ...]:
    """Number the sections that have anything to say."""
    present = [part for part in parts if part[1]]
    sections = []
    for number, (title, blocks, new_page) in enumerate(present, start=1):
        heading = f"{chinese(number)}、{title}"
        sections.append(Section(heading, (Heading(heading, 1), *blocks), new_page))
    return tuple(sections)
