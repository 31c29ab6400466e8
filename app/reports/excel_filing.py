"""Worksheets of a filing: documents with edition and hash, contested matters, costs by year, evidence."""

from fractions import Fraction

from app.domain.costs import YearCost, costs_by_year
from app.domain.display import exact_text
from app.domain.filing import Evidence, EvidenceLink
from app.domain.verdict import Verdict
from app.domain.wording import SOURCE_WORDS, status_word
from app.reports.excel import Marked, Number, Sheet, Value
from app.reports.material import Material
from app.reports.sections.contested import contested_topics
from app.reports.sections.editions import states
from app.reports.sections.evidence import link_name
from app.reports.sections.overlay import confirmed_values, entered_text
from app.reports.sections.plan import OPEN_ENDED, planned

_WAN = 10_000
_YES, _NO = "是", "否"


def filing_sheets(material: Material) -> tuple[Sheet, ...]:
    """Return the worksheets that have anything to say; that of the documents always stands."""
    found = (
        _contested(material),
        _costs(material),
        _editions(material),
        _confirmed(material),
        _evidence(material),
    )
    return tuple(sheet for sheet in found if sheet.rows or sheet.name == _EDITIONS)


_CONTESTED_COLUMNS = (
    ("文件编号", 18.0),
    ("指标编号", 13.0),
    ("事项代码", 22.0),
    ("指标", 26.0),
    ("文号", 20.0),
    ("条款", 14.0),
    ("本校", 12.0),
    ("本校（精确值）", 12.0),
    ("要求", 12.0),
    ("要求（精确值）", 12.0),
    ("判定", 11.0),
    ("状态代码", 14.0),
    ("最严", 6.0),
)


def _contested(material: Material) -> Sheet:
    rows = tuple(
        _contested_row(material, verdict) for topic in contested_topics(material) for verdict in topic
    )
    return Sheet("同一事项", _CONTESTED_COLUMNS, rows)


def _contested_row(material: Material, verdict: Verdict) -> tuple[Value, ...]:
    return (
        verdict.standard,
        verdict.indicator,
        verdict.topic,
        verdict.title,
        material.rulebook.standards[verdict.standard].document.number or None,
        verdict.clause,
        verdict.value,
        verdict.exact,
        verdict.required,
        verdict.required_exact,
        Marked(status_word(verdict), verdict.status),
        verdict.status.value,
        _YES if verdict.strictest else None,
    )


_COST_COLUMNS = (
    ("完成年度", 12.0),
    ("整改事项", 10.0),
    ("预计经费（万元）", 14.0),
    ("预计经费（元，精确值）", 16.0),
    ("未写经费的事项", 12.0),
    ("经费未能识别的事项", 14.0),
)


def _costs(material: Material) -> Sheet:
    costs = costs_by_year(remedy for _, remedy in planned(material))
    return Sheet("分年度经费", _COST_COLUMNS, tuple(_cost_row(cost) for cost in costs))


def _cost_row(cost: YearCost) -> tuple[Value, ...]:
    stated = cost.count - cost.unread - cost.unstated
    return (
        cost.year if cost.year else OPEN_ENDED,
        cost.count,
        Number(Fraction(cost.amount, _WAN), 2) if stated else None,
        exact_text(cost.amount) if stated else None,
        cost.unstated,
        cost.unread,
    )


_EDITIONS = "标准版本"
_EDITION_COLUMNS = (
    ("文件编号", 18.0),
    ("文件", 40.0),
    ("文号", 20.0),
    ("版本", 9.0),
    ("校验值（SHA-256）", 40.0),
    *((word, 10.0) for word in SOURCE_WORDS.values()),
    ("原文", 9.0),
    ("增补人", 14.0),
    ("增补日期", 11.0),
)


def _editions(material: Material) -> Sheet:
    rows = tuple(_edition_row(material, standard.id) for standard, _ in material.documents())
    return Sheet(_EDITIONS, _EDITION_COLUMNS, rows)


def _edition_row(material: Material, name: str) -> tuple[Value, ...]:
    standard, result = material.rulebook.standards[name], material.results[name]
    counted = states(material, standard)
    return (
        name,
        standard.document.title,
        standard.document.number or None,
        result.edition,
        result.hash,
        *(counted[state] for state in SOURCE_WORDS),
        "已读全" if standard.complete else "未读全",
        standard.added.by if standard.added else None,
        standard.added.on.isoformat() if standard.added else None,
    )


_CONFIRMED_COLUMNS = (
    ("文件编号", 18.0),
    ("指标编号", 13.0),
    ("指标", 26.0),
    ("数值起始日期", 12.0),
    ("录入的数值", 18.0),
    ("确认的数值", 14.0),
    ("所依据的文本", 44.0),
    ("确认人", 14.0),
    ("确认日期", 11.0),
)


def _confirmed(material: Material) -> Sheet:
    rows = tuple(
        (
            verdict.standard,
            verdict.indicator,
            verdict.title,
            value.start.isoformat(),
            entered_text(value) or None,
            verdict.required,
            confirmation.text,
            confirmation.by,
            confirmation.on.isoformat(),
        )
        for verdict, value, confirmation in confirmed_values(material)
    )
    return Sheet("确认", _CONFIRMED_COLUMNS, rows)


_EVIDENCE_COLUMNS = (
    ("材料", 40.0),
    ("大小（字节）", 12.0),
    ("SHA-256", 40.0),
    ("随备案包", 9.0),
    ("类型代码", 10.0),
    ("证明的事项编号", 24.0),
    ("证明的事项", 34.0),
    ("页码", 14.0),
)


def _evidence(material: Material) -> Sheet:
    pieces = sorted(material.evidence, key=lambda piece: (piece.name, piece.sha256))
    rows = [_evidence_row(material, piece, link) for piece in pieces for link in piece.links or (None,)]
    return Sheet("佐证", _EVIDENCE_COLUMNS, tuple(rows))


def _evidence_row(material: Material, piece: Evidence, link: EvidenceLink | None) -> tuple[Value, ...]:
    head = (piece.name, piece.size, piece.sha256, _YES if piece.included else _NO)
    if link is None:
        return (*head, None, None, None, None)
    return (*head, link.kind, link.id, link_name(material, link), link.pages or None)
