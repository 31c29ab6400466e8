"""An assessment and its evaluation become a report: what it says, in the order in which it is read."""

from collections.abc import Sequence

from app.domain.assessment import Assessment
from app.domain.conclusion import Conclusion
from app.domain.evaluation import Evaluation
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.reports.framing import Part, framed, numbered
from app.reports.material import Material
from app.reports.report import Block, Report, Section
from app.reports.sections.conclusion import conclusion_part
from app.reports.sections.contested import contested_blocks
from app.reports.sections.data import check_blocks, missing_blocks
from app.reports.sections.editions import edition_blocks
from app.reports.sections.evidence import evidence_blocks
from app.reports.sections.front import cover, profile, statement, title
from app.reports.sections.gaps import gap_blocks
from app.reports.sections.glossary import glossary_blocks
from app.reports.sections.overlay import overlay_blocks
from app.reports.sections.plan import plan_blocks
from app.reports.sections.rosters import roster_blocks
from app.reports.sections.sources import rule_blocks, source_blocks
from app.reports.sections.tasks import task_tables
from app.reports.sections.verdicts import apart_tables, verdict_tables


def build_report(
    rulebook: Rulebook,
    assessment: Assessment,
    evaluation: Evaluation,
    conclusion: Conclusion,
    seal: Seal | None = None,
    evidence: Sequence[Evidence] = (),
) -> Report:
    """Return a school's self-assessment report: a filing with its seal, a draft without one."""
    material = Material(rulebook, assessment, evaluation, conclusion, seal, tuple(evidence))
    return framed(
        material, "".join(title(material)), (Section("封面", cover(material)), *numbered(_parts(material)))
    )


def _parts(material: Material) -> tuple[Part, ...]:
    """Return every section in order; those with nothing to say are left out."""
    return (
        Part("自评声明", statement(material), new_page=True),
        Part("学校基本情况", profile(material), new_page=True),
        conclusion_part(material),
        Part("判定表", verdict_tables(material), new_page=True),
        Part("区域口径与仅展示", apart_tables(material)),
        Part("同一事项的不同要求", contested_blocks(material)),
        Part("差距与整改", gap_blocks(material)),
        Part("整改安排与经费", plan_blocks(material)),
        Part("任务完成情况", task_tables(material)),
        Part("数据校验", check_blocks(material)),
        Part("花名册统计", roster_blocks(material)),
        Part("待填数据", missing_blocks(material)),
        Part("佐证材料", evidence_blocks(material)),
        Part("依据及核对情况", _sources(material)),
        Part("口径与约定", rule_blocks(material)),
        Part("名词解释", glossary_blocks(material)),
    )


def _sources(material: Material) -> tuple[Block, ...]:
    return (*edition_blocks(material), *overlay_blocks(material), *source_blocks(material))
