"""What a verdict says on screen: formula, requirement, gap and ways, margin, source; plain texts, no widgets."""

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from app.domain.conclusion import ORDER
from app.domain.display import plain, quantity, step
from app.domain.fact_sheet import FactSheet
from app.domain.gaps import Gap, noun
from app.domain.measures import Change, Measure, Ratio, ValueOf, measure_terms
from app.domain.standard import Indicator, Reach, Scope, Standard, Way
from app.domain.terms import Known, Term, evaluate_term
from app.domain.verdict import Status, Verdict
from app.domain.wording import PARTLY_DONE, force_text, plain_status, status_word
from app.reports.phrases import CIRCLED, NO_WAY, figure, short_title
from app.reports.phrases import prose as prose_of

NBSP = "\u00a0"
UNKNOWN = "？"
_TASK_WAY = "完成后在“任务清单”中改为“已完成”。"
#: Why a row is shown and not judged, by whom it speaks to (look.md 8, 12).
_SHOWN = {
    Scope.CONTRIBUTION: "区县目标，只报送本校贡献，不判定本校达标与否",
    Scope.CONTEXT: "区县承担的事项，本校数据仅供了解",
    Scope.SCHOOL: "参考事项，只列示，不判定",
}
_INCREASES = (Way.CONVERT, Way.RAISE, Way.ADD_BOTH, Way.RAISE_DENOMINATOR)
_PREVIOUS = "previous."
#: Whom so many pupils fall to, by how a title begins.
_EACH = {"师生比": "每师", "生师比": "每师", "教职工与学生之比": "每名教职工"}


_ONE_TO = re.compile(r"(?<![0-9])1:(?=[0-9])")


def prose(text: str) -> str:
    """Set percentages and ``1 : 20`` in running text as screens want them, and keep ``44 ÷ 70 = …`` together."""
    text = _ONE_TO.sub(f"1{NBSP}:{NBSP}", prose_of(text))
    return text.replace(" ÷ ", f"{NBSP}÷{NBSP}").replace(" = ", f"{NBSP}={NBSP}")


@dataclass(frozen=True, slots=True)
class Formula:
    """The arithmetic with the numbers put in, the value, and what is required; each may be empty."""

    left: str
    value: str
    required: str

    def __str__(self) -> str:
        start = " = ".join(part for part in (self.left, self.value) if part)
        required = f"要求 {self.required}" if self.required else ""
        return "　".join(part for part in (start, required) if part)


@dataclass(frozen=True, slots=True)
class GapText:
    """What is lacking, and the ways of closing it; each way alone suffices."""

    head: str
    ways: tuple[str, ...] = ()


def formula(verdict: Verdict, indicator: Indicator | None, sheet: FactSheet) -> Formula:
    """Return the formula of a verdict; what is not known yet stands as a question mark."""
    required = required_words(verdict)
    if verdict.trace.members:
        return Formula(_members(verdict), "", required)
    if verdict.status is Status.NOT_APPLICABLE and verdict.value is None:
        return Formula("", "", required)
    if verdict.value is None and verdict.missing:
        left = open_formula(indicator.measure, sheet) if indicator else UNKNOWN
        return Formula(left, "", required)
    value = figure(verdict.value) if verdict.value else ""
    left = figure(verdict.trace.formula) if verdict.trace.formula else ""
    if not left or left in value or _only_names(verdict):
        return Formula("", f"本校 {value}" if value else "", required)
    return Formula(left, value, required)


def _only_names(verdict: Verdict) -> bool:
    """Whether the formula is a list of chosen words, which equals no number."""
    return not any(char.isdigit() for char in verdict.trace.formula)


def _members(verdict: Verdict) -> str:
    counted = Counter(status for _, status in verdict.trace.members)
    parts = [f"{plain_status(status)}{NBSP}{counted[status]}" for status in ORDER if counted[status]]
    return f"所含 {len(verdict.trace.members)} 项：{'，'.join(parts)}"


def open_formula(measure: Measure, sheet: FactSheet) -> str:
    """Write a measure of which something is missing: ``？ ÷ 70``."""
    match measure:
        case Ratio() | ValueOf():
            return " ÷ ".join(_amount(term, sheet) for term in measure_terms(measure))
        case Change():
            return f"{UNKNOWN} − {UNKNOWN}"
        case _:
            return UNKNOWN


def _amount(term: Term, sheet: FactSheet) -> str:
    outcome = evaluate_term(term, sheet.number)
    return plain(outcome.amount) if isinstance(outcome, Known) else UNKNOWN


def required_words(verdict: Verdict) -> str:
    """Return what is required as it is read out: ``≥ 70 %``; a number of pupils per teacher in words."""
    if not verdict.required:
        return ""
    text = figure(verdict.required)
    each = next((word for title, word in _EACH.items() if verdict.title.startswith(title)), "")
    if each and text.strip("〔〕")[:1] in "≥≤<>":
        core = f"{each} {text.strip('〔〕')} 生"
        return f"〔{core}〕" if text.startswith("〔") else core
    return text


def gap_text(verdict: Verdict, sheet: FactSheet) -> GapText:
    """Return what a missed row lacks in one sentence, and the ways where there are several."""
    gaps = verdict.gap
    if not gaps:
        if verdict.task:
            return GapText(_TASK_WAY)
        return GapText("" if verdict.reason else NO_WAY)
    head = _lack(gaps[0], sheet)
    if len(gaps) == 1 and head in ("", gaps[0].text):
        return GapText(prose(gaps[0].text))
    ways = [_way(gap, head, sheet) for gap in gaps]
    last = len(ways) - 1
    if not last:
        return GapText(head, tuple(ways))
    numbered = (
        f"{CIRCLED[number]} {way}{'；或' if number < last else ''}" for number, way in enumerate(ways)
    )
    return GapText(prose(head) or "以下办法任选一种：", tuple(numbered))


def _way(gap: Gap, head: str, sheet: FactSheet) -> str:
    """Return a way of closing a gap; the one that the head told already is said in short."""
    if gap.text == head and gap.fact is not None and gap.amount is not None:
        return f"补足 {step(sheet.definition(gap.fact), gap.amount, up=True)}"
    return prose(gap.text)


def _lack(gap: Gap, sheet: FactSheet) -> str:
    """Say what is lacking: 还差 5 名双师型教师（现 44 名，需 49 名）; nothing where something must shrink."""
    if gap.fact is None or gap.amount is None or gap.way not in _INCREASES:
        return ""
    fact = sheet.definition(gap.fact)
    if gap.way is not Way.CONVERT:
        return gap.text if "还差" in gap.text else ""
    present = sheet.number(gap.fact)
    now = present.amount if isinstance(present, Known) else Fraction(0)
    amount, need = step(fact, gap.amount, up=True), quantity(fact, now + gap.amount, up=True)
    counted = noun(fact)
    lacking = f"还差 {amount}{counted}" if counted != fact.name else f"{counted}还差 {amount}"
    return f"{lacking}（现 {quantity(fact, now, up=False)}，需 {need}）"


def explanation(verdict: Verdict) -> str:
    """Return the sentence under the formula of a row that is not missed: margin, or why it is not judged."""
    match verdict.status:
        case Status.MET:
            return _margin_sentence(verdict)
        case Status.MISSED:
            return "" if verdict.reason == PARTLY_DONE else prose(verdict.reason) if not verdict.gap else ""
        case Status.UNANSWERED:
            return prose(verdict.reason) if verdict.trace.members else ""
        case Status.NOT_APPLICABLE:
            return f"不适用：{prose(verdict.reason)}"
        case Status.SHOWN:
            reason = "" if verdict.missing else verdict.reason
            return prose("；".join(text for text in (_SHOWN[verdict.scope], reason) if text))
        case Status.UNJUDGEABLE:
            return prose(verdict.reason)


def _margin_sentence(verdict: Verdict) -> str:
    if verdict.margin is None:
        return ""
    text = prose(verdict.margin.text)
    return text if text.startswith("恰好") else f"余量：{text}"


def missing_intro(verdict: Verdict) -> str:
    """Return what stands before the names of missing facts."""
    return f"缺 {len(verdict.missing)} 项数据："


def fact_name(fact: str, sheet: FactSheet) -> str:
    """Return a fact's name; last year's are marked."""
    name = sheet.definition(fact.removeprefix(_PREVIOUS)).name
    return f"上年{name}" if fact.startswith(_PREVIOUS) else name


def force_words(verdict: Verdict) -> tuple[str, str]:
    """Return the force, and what narrows it: reach and deadline."""
    force, _, rest = force_text(verdict).partition("；")
    rest = rest.replace("（已过），期限为推定", "（已过，推定）").replace("，期限为推定", "（推定）")
    return force, rest.replace("；", " · ")


def source_line(verdict: Verdict, standard: Standard) -> str:
    """Return document and clause: 教职成〔2010〕12号 第七条."""
    return f"{document_name(standard)} {verdict.clause}".rstrip()


def look(status: Status, word: str) -> str:
    """Return the status in whose colours and icon a word is shown: 部分完成 is amber, not red (look.md)."""
    return "unanswered" if word == PARTLY_DONE else status.value


def document_name(standard: Standard) -> str:
    """Return the shortest name by which an office knows a document: its number, else a short title."""
    return standard.document.number or short_title(standard.document)


def other_line(other: Verdict, standard: Standard) -> str:
    """Return what another document asks on the same topic, with its verdict."""
    required = required_words(other) or "无数值要求"
    return f"{source_line(other, standard)}：{required}，{status_word(other)}"


def row_end(verdict: Verdict, sheet: FactSheet) -> str:
    """Return the few words at the end of a one-line row: 还差 2 个, 余量 10 名."""
    if verdict.status is Status.MISSED:
        return short_gap(verdict, sheet)
    if verdict.status is Status.MET and verdict.margin is not None:
        return short_margin(verdict, sheet)
    if verdict.status is Status.UNANSWERED and verdict.missing:
        return f"缺 {len(verdict.missing)} 项"
    return figure(verdict.value) if verdict.value else ""


def short_gap(verdict: Verdict, sheet: FactSheet) -> str:
    """Return how much is lacking by the first way, without saying of what."""
    if verdict.trace.members:
        missed = sum(status is Status.MISSED for _, status in verdict.trace.members)
        return f"{missed} 项未达标"
    gap = verdict.gap[0] if verdict.gap else None
    if gap is None or gap.fact is None or gap.amount is None:
        return verdict.reason if verdict.reason == PARTLY_DONE else ""
    amount = step(sheet.definition(gap.fact), gap.amount, up=True)
    return f"还差 {amount}" if gap.way in _INCREASES else f"超出 {amount}"


def short_margin(verdict: Verdict, sheet: FactSheet) -> str:
    """Return how much room is left."""
    margin = verdict.margin
    if margin is None or "不影响" in margin.text:
        return ""
    if margin.text.startswith("恰好"):
        return margin.text.partition("，")[0]
    return f"余量 {step(sheet.definition(margin.fact), margin.amount, up=False)}"


def margin_words(verdict: Verdict, sheet: FactSheet) -> str:
    """Return what a change would do, without the name of the fact: 再增加 10 名即不达标."""
    if verdict.margin is None:
        return ""
    text = verdict.margin.text.replace(sheet.definition(verdict.margin.fact).name, "", 1)
    head, _, tail = text.partition("，")
    return tail if head.startswith("恰好") and tail else head


def is_area(verdict: Verdict) -> bool:
    """Whether a row compares the school with a rate of the whole area, outside 达标."""
    return verdict.reach is Reach.AREA_RATE


def is_measured(verdict: Verdict) -> bool:
    """Whether a meter can show a row: it has a number, and one to hold it against."""
    numbers = (verdict.trace.number, verdict.trace.required_number)
    return verdict.status is Status.MISSED and None not in numbers


def accessible_text(verdict: Verdict) -> str:
    """Return what a screen reader says of a row."""
    parts = (verdict.title, status_word(verdict), verdict.value and f"本校 {figure(verdict.value)}")
    required = verdict.required and f"要求 {required_words(verdict)}"
    return "，".join(part for part in (*parts, required) if part)
