"""The rich texts of a verdict's card, those with links: missing facts and the trace; everything escaped."""

from collections.abc import Collection, Iterable, Iterator
from html import escape

from app.domain.conclusion import ORDER
from app.domain.countings import Other, outcome_words
from app.domain.verdict import FactUsed, Status, Verdict
from app.domain.wording import SOURCE_WORDS, status_word
from app.reports.phrases import figure
from app.ui.theme import theme
from app.ui.verdict_lookup import VerdictLookup
from app.ui.verdict_texts import document_name, fact_name, missing_intro, prose

_COUNTED = "（花名册统计）"
FACT, ROW, LEDGER, CLAUSE = "fact:", "row:", "ledger:", "clause:"


def _coloured(text: str, colour: str) -> str:
    return f'<span style="color:{colour}">{escape(text)}</span>' if colour else escape(text)


def remedy_html(verdict: Verdict) -> str:
    """Return the link to the row of a missed verdict in 整改台账."""
    return _link(LEDGER + verdict.indicator, "在整改台账中写措施")


def missing_html(verdict: Verdict, lookup: VerdictLookup) -> str:
    """Return the names of missing facts, each a link to its field."""
    names = [_link(FACT + fact, fact_name(fact, lookup.sheet)) for fact in verdict.missing]
    return escape(missing_intro(verdict)) + "、".join(names)


def _link(target: str, text: str) -> str:
    colour = theme().colour("accent").name()
    return f'<a href="{escape(target)}" style="color:{colour}">{escape(text)}</a>'


def trace_html(verdict: Verdict, lookup: VerdictLookup) -> str:
    """Return how a verdict came about: facts, value in force, counting rules, members, note, advice."""
    parts = [
        _section("所用数据", _facts(verdict.trace.facts, lookup.counted)),
        _section("所含各项", _members(verdict, lookup)),
        _section("现行数值", _in_force(verdict, lookup)),
        *(_section(title, html) for title, html in _countings(verdict, lookup)),
        _section("期限依据", escape(verdict.deadline.note if verdict.deadline else "")),
        _section("说明", escape(prose(verdict.note))),
        _section("建议", escape(prose(verdict.advice))),
        _section("文件", _document(verdict, lookup)),
    ]
    return "".join(part for part in parts if part)


def _section(title: str, html: str) -> str:
    if not html:
        return ""
    faint, space = theme().colour("text.faint").name(), theme().px(6)
    body = html if html.startswith("<table") else f'<p style="margin:0">{html}</p>'
    return f'<p style="margin:{space}px 0 0 0; color:{faint}">{title}</p>{body}'


def _facts(facts: Iterable[FactUsed], counted: Collection[str]) -> str:
    rows = "".join(
        f'<tr><td>{_link(FACT + fact.id, fact.name)}</td><td align="right">{escape(figure(fact.text))}'
        f"{_muted(_COUNTED) if fact.id in counted else ''}</td></tr>"
        for fact in facts
    )
    return f'<table width="100%" cellspacing="0" cellpadding="0">{rows}</table>' if rows else ""


def _countings(verdict: Verdict, lookup: VerdictLookup) -> Iterator[tuple[str, str]]:
    """Yield which counting rule was used and where it comes from, and what each other rule would give."""
    for counting in lookup.countings(verdict):
        yield f"所用口径：{counting.subject}", _rule(figure(counting.rule), counting.origin)
        others = (_rule(f"{other.rule}：{_outcome(verdict, other)}", other.why) for other in counting.others)
        yield "按其他口径", "<br>".join(others)


def _rule(text: str, why: str) -> str:
    return escape(text) + (_muted(f"（{prose(why)}）") if why else "")


def _outcome(verdict: Verdict, other: Other) -> str:
    if not other.value:
        return prose(other.reason)
    return f"{figure(other.value)}{outcome_words(verdict, other)}"


def _muted(text: str) -> str:
    return _coloured(text, theme().colour("text.muted").name())


def _members(verdict: Verdict, lookup: VerdictLookup) -> str:
    """Return the members of a composite with their statuses, the missed first."""
    order = {status: place for place, status in enumerate((Status.MISSED, *ORDER))}
    members = sorted(verdict.trace.members, key=lambda member: order[member[1]])
    rows = []
    for name, status in members:
        member = lookup.verdicts.get(name)
        word = status_word(member) if member else ""
        ink = theme().colour(f"{status.value}.text").name()
        link = _link(ROW + name, member.title if member else name)
        rows.append(f'<tr><td>{link}</td><td align="right">{_coloured(word, ink)}</td></tr>')
    return f'<table width="100%" cellspacing="0" cellpadding="0">{"".join(rows)}</table>' if rows else ""


def _in_force(verdict: Verdict, lookup: VerdictLookup) -> str:
    value = lookup.value_in_force(verdict)
    if value is None:
        return ""
    parts = [f"自 {value.start.isoformat()} 起", SOURCE_WORDS[value.state]]
    if value.seen_in:
        parts.append(f"见于{value.seen_in}")
    if value.checked:
        parts.append(f"{value.checked.isoformat()} 核对")
    return escape("；".join(parts))


def _document(verdict: Verdict, lookup: VerdictLookup) -> str:
    """Return the document, and the link to the row in it."""
    document = lookup.standard(verdict).document
    text = escape(f"《{document.title}》{document_name(lookup.standard(verdict))}，{document.issuer}")
    return text if verdict.task else f"{text}<br>{_link(CLAUSE + verdict.indicator, '查看条款和数值沿革')}"
