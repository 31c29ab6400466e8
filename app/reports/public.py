"""The public version of a result: the school's figures and verdicts, without what was written for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.assessment import Assessment, Remedy
from app.domain.conclusion import Conclusion
from app.domain.evaluation import Evaluation
from app.domain.facts import Answer
from app.domain.filing import Evidence, Seal
from app.domain.rulebook import Rulebook
from app.reports.framing import DRAFT_NOTE, Part, framed, number_words, numbered
from app.reports.material import Material
from app.reports.phrases import long_date, year_words
from app.reports.report import Block, Cover, Manner, Paragraph, Report, Section, StampPlace, say
from app.reports.sections.conclusion import conclusion_part
from app.reports.sections.contested import contested_blocks
from app.reports.sections.editions import edition_blocks
from app.reports.sections.front import profile, signing_date, title
from app.reports.sections.glossary import glossary_blocks
from app.reports.sections.overlay import overlay_blocks
from app.reports.sections.sources import rule_blocks, source_blocks
from app.reports.sections.tasks import task_tables
from app.reports.sections.verdicts import apart_tables, verdict_tables

_RESULT = "办学标准达标自评结果"
NAME = "自评结果公开版"
_FILING = "filing."
_STATEMENT = "本校对照适用的标准文件逐项自评，现将结果公开。所填数据真实、准确、完整；各项数值的来源及核对情况列于文内。"
_LEFT_OUT = (
    "本版由自评报告节选，判定和数据与自评报告一致。下列内部内容未列入："
    "填报备注，未达标原因，整改的责任部门、责任人和预计经费，对异常数据的说明，待填数据清单，佐证材料清单，"
    "填表人、审核人和联系电话。"
)


def public_report(
    rulebook: Rulebook,
    assessment: Assessment,
    evaluation: Evaluation,
    conclusion: Conclusion,
    seal: Seal | None = None,
    evidence: Sequence[Evidence] = (),
) -> Report:
    """Return the public version; what is internal is taken out of the material before anything is said."""
    material = Material(rulebook, without_internals(assessment), evaluation, conclusion, seal)
    sources = (*edition_blocks(material), *overlay_blocks(material), *source_blocks(material))
    parts = (
        Part("公开说明", _statement(material), new_page=True),
        Part("学校基本情况", profile(material)),
        conclusion_part(material, public=True),
        Part("判定表", verdict_tables(material), new_page=True),
        Part("区域口径与仅展示", apart_tables(material)),
        Part("同一事项的不同要求", contested_blocks(material)),
        Part("任务完成情况", task_tables(material)),
        Part("依据及核对情况", sources),
        Part("口径与约定", rule_blocks(material)),
        Part("名词解释", glossary_blocks(material)),
    )
    return framed(material, NAME, (Section("封面", _cover(material)), *numbered(parts)))


def without_internals(assessment: Assessment) -> Assessment:
    """Return the answers without remarks, of remedies only what is done until when, no explanations."""
    return replace(
        assessment,
        answers=_answers(assessment.judged_answers),
        rosters=(),
        previous=_answers(assessment.previous),
        remedies={
            row: Remedy(measure=remedy.measure, due=remedy.due) for row, remedy in assessment.remedies.items()
        },
        explanations={},
    )


def _answers(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    kept = (item for item in answers.items() if not item[0].startswith(_FILING) or item[0] == "filing.date")
    return {fact: replace(answer, note="", typed="") for fact, answer in kept}


def _cover(material: Material) -> tuple[Block, ...]:
    evaluation, seal = material.evaluation, material.seal
    word = material.assessment.word
    fields = (
        ("学校名称", evaluation.school),
        ("学校类别", word("school.kind")),
        ("所在区县", word("school.district")),
        ("判定日期", long_date(evaluation.date)),
        ("备案编号", number_words(material)),
    )
    return (
        Cover(
            title(material, _RESULT),
            f"（{year_words(evaluation.year)}　公开版）",
            fields,
            evaluation.school,
            signing_date(material),
            () if seal else (DRAFT_NOTE,),
            seal.code if seal else "",
            seal.scanned if seal else "",
        ),
    )


def _statement(material: Material) -> tuple[Block, ...]:
    return (
        Paragraph(say(_STATEMENT), Manner.STATEMENT),
        Paragraph(say(_LEFT_OUT)),
        StampPlace(material.evaluation.school, signing_date(material)),
    )
