"""An evaluation, a standard or the facts as lines for a terminal."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence

from app.domain.conclusion import conclude
from app.domain.evaluation import Evaluation
from app.domain.rulebook import Rulebook
from app.domain.standard import Indicator, Standard
from app.domain.verdict import Status, Verdict
from app.domain.wording import FORCE_WORDS, SCOPE_WORDS, SOURCE_WORDS, local_words, seen_words, status_word

_APPLIES = {True: "适用", False: "不适用", None: "待定"}
_TITLE_WIDTH = 34


def verdict_lines(evaluation: Evaluation, rulebook: Rulebook, only: Collection[str] = ()) -> Iterator[str]:
    """Yield a readable account of an evaluation: documents, rows, checks, conclusion."""
    yield f"学校：{evaluation.school or '（待填）'}　学年：{evaluation.year}　判定日期：{evaluation.date.isoformat()}"
    contested = evaluation.contested()
    for result in evaluation.standards:
        if only and result.id not in only:
            continue
        document = rulebook.standards[result.id].document
        yield ""
        yield f"《{document.title}》{document.number}　[{result.id}] {_APPLIES[result.applies]}"
        yield f"  {result.reason}"
        for verdict in evaluation.of(result.id):
            yield from _verdict_lines(verdict, verdict.topic in contested)
    yield from _check_lines(evaluation)
    if not only:
        yield ""
        yield "结论"
        for sentence in conclude(evaluation, rulebook).sentences:
            yield f"  {sentence.title}：{sentence.text}{sentence.emphasis}"


def _verdict_lines(verdict: Verdict, contested: bool) -> Iterator[str]:
    figures = " ".join(part for part in (verdict.value, _required(verdict)) if part)
    strictest = "　最严" if verdict.strictest and contested else ""
    yield f"  {pad(status_word(verdict), 10)}{pad(verdict.title, _TITLE_WIDTH)}{figures}{strictest}"
    if verdict.reason and verdict.reason != status_word(verdict):
        yield f"            {verdict.reason}"
    for gap in verdict.gap:
        yield f"            · {gap.text}"
    if verdict.status is Status.MET and verdict.margin:
        yield f"            {verdict.margin.text}"


def _required(verdict: Verdict) -> str:
    return f"（要求 {verdict.required}）" if verdict.required and not verdict.task else ""


def _check_lines(evaluation: Evaluation) -> Iterator[str]:
    words = {"logic": "逻辑校验", "experience": "经验校验"}
    if evaluation.checks:
        yield ""
        yield "校验"
    for check in evaluation.checks:
        yield f"  {words[check.kind]}　{check.text}（{'、'.join(check.facts)}）"


def standard_lines(standard: Standard) -> Iterator[str]:
    """Yield a readable account of one standard: document, rows, tasks."""
    document = standard.document
    yield f"《{document.title}》{document.number}　[{standard.id}] 版本 {standard.edition}"
    end = f" 至 {document.end.isoformat()}" if document.end else " 起"
    yield f"  {document.issuer}　施行：{document.start.isoformat()}{end}"
    if document.period_end:
        yield f"  规划期末：{document.period_end.isoformat()}"
    if not standard.complete:
        yield f"  原文未读全：{standard.lacking}"
    yield f"  内容散列：{standard.hash}"
    if local := local_words(standard):
        yield f"  {local}"
    for row in standard.indicators:
        yield from _indicator_lines(row)
    if standard.tasks:
        yield "  任务"
    for task in standard.tasks:
        yield f"    {task.no:>3}　{task.text}（{task.clause}；牵头：{task.lead or '—'}；{SCOPE_WORDS[task.scope]}）"


def _indicator_lines(row: Indicator) -> Iterator[str]:
    yield f"  {pad(row.id, 20)}{row.title}（{row.clause}；{FORCE_WORDS[row.force]}；{SCOPE_WORDS[row.scope]}）"
    for value in row.values:
        seen = f"：{seen_words(value)}" if value.seen_in else ""
        text = value.text or "（无数值）"
        yield f"      {value.start.isoformat()} 起　{text}　{SOURCE_WORDS[value.state]}{seen}"
    if row.note:
        yield f"      注：{row.note}"


def fact_lines(rulebook: Rulebook) -> Iterator[str]:
    """Yield every fact of the forms: id, name, unit, date, office."""
    for form in rulebook.forms:
        for page in form.pages:
            yield f"{form.title} · {page.title}（{page.office}）"
            for fact in page.facts:
                unit = fact.base_unit or "、".join(fact.choices)
                yield f"  {pad(fact.id, 44)}{pad(fact.name, 30)}{pad(fact.when.value, 6)}{unit}"


def pad(text: str, width: int) -> str:
    """Fill a text with blanks to a width in which Chinese characters count two."""
    return text + " " * max(1, width - display_width(text))


def display_width(text: str) -> int:
    """Return the columns that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def facts_data(rulebook: Rulebook) -> list[dict[str, object]]:
    """Return every fact of the forms as plain values for JSON."""
    return [
        {
            "id": fact.id,
            "name": fact.name,
            "kind": fact.kind.value,
            "unit": fact.base_unit or None,
            "when": fact.when.value,
            "counting": fact.counting or None,
            "statistics": fact.statistics or None,
            "na": fact.na,
            "previous": fact.previous,
            "choices": list(fact.choices),
            "computed": fact.computed is not None,
            "office": page.office,
            "form": form.id,
            "page": page.id,
        }
        for form in rulebook.forms
        for page in form.pages
        for fact in page.facts
    ]


def standards_lines(standards: Sequence[Standard]) -> Iterator[str]:
    """Yield one line per standard."""
    for standard in standards:
        document = standard.document
        counts = f"指标 {len(standard.indicators)} 项，任务 {len(standard.tasks)} 项"
        state = ("" if standard.complete else "；原文未读全") + ("；本地增补" if standard.local else "")
        yield f"{pad(standard.id, 24)}《{document.title}》{document.number}（{counts}{state}）"
