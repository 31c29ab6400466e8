"""Words for statuses, forces and sources: one set for screen, PDF, Excel and terminal (look.md 3)."""

from app.domain.standard import DatedValue, Force, Reach, Scope, SourceState, Standard
from app.domain.verdict import DeadlineState, Status, Verdict

_PLAIN = {
    Status.MET: "达标",
    Status.MISSED: "未达标",
    Status.UNANSWERED: "待填",
    Status.UNJUDGEABLE: "无法判定",
    Status.NOT_APPLICABLE: "不适用",
    Status.SHOWN: "仅展示",
}
_EXPECTED = {Status.MET: "达到目标", Status.MISSED: "未达到目标"}
_TASK = {Status.MET: "已完成", Status.MISSED: "未完成"}
PARTLY_DONE = "部分完成"

FORCE_WORDS = {
    Force.BINDING: "约束性",
    Force.EXPECTED: "预期性",
    Force.TASK: "任务",
    Force.REFERENCE: "参考",
}
SCOPE_WORDS = {Scope.SCHOOL: "本校", Scope.CONTRIBUTION: "报送贡献", Scope.CONTEXT: "仅供了解"}
SOURCE_WORDS = {
    SourceState.READ: "已核对原文",
    SourceState.SECONDARY: "待核对原文",
    SourceState.RECALLED: "待核实",
    SourceState.CONFIRMED: "本校已确认",
}
AREA_WORDS = "区域口径，本校对照"


def status_word(verdict: Verdict) -> str:
    """Return the word for a verdict, as its force asks: 达标, 达到目标 or 已完成."""
    return word_for(verdict.status, verdict.force, verdict.task, verdict.reason == PARTLY_DONE)


def word_for(status: Status, force: Force, task: bool, partly: bool = False) -> str:
    """Return the word for a status of a row of some force; ``partly`` is how a task was missed."""
    if status is Status.MISSED and partly:
        return PARTLY_DONE
    if task or force is Force.TASK:
        return _TASK.get(status, _PLAIN[status])
    if force is Force.EXPECTED:
        return _EXPECTED.get(status, _PLAIN[status])
    return _PLAIN[status]


def plain_status(status: Status) -> str:
    """Return the word for a status where rows of every force are counted together."""
    return _PLAIN[status]


def force_text(verdict: Verdict) -> str:
    """Return force, reach and deadline of a row in a few words."""
    words = [FORCE_WORDS[verdict.force]]
    if verdict.reach is Reach.AREA_RATE:
        words.append(AREA_WORDS)
    if verdict.deadline is not None:
        words.append(deadline_text(verdict))
    return "；".join(words)


def deadline_text(verdict: Verdict) -> str:
    """Return the deadline of a row, whether it passed, and whether we inferred it."""
    if verdict.deadline is None:
        return ""
    passed = "（已过）" if verdict.deadline_state is DeadlineState.PASSED else ""
    inferred = "，期限为推定" if verdict.deadline.inferred else ""
    return f"期限 {verdict.deadline.date.isoformat()}{passed}{inferred}"


def seen_words(value: DatedValue) -> str:
    """Say where a required value was seen; of a confirmed one also who read it, and what the pack says."""
    said = value.confirmation
    if said is None:
        return value.seen_in
    return f"{said.text}；{said.by}确认{stated_words(value)}"


def stated_words(value: DatedValue) -> str:
    """Say what the pack says where a confirmed value takes its place."""
    stated = value.unconfirmed
    if stated is None:
        return ""
    return f"（程序所载：{stated.text or '无数值'}，{SOURCE_WORDS[stated.state]}）"


def local_words(standard: Standard) -> str:
    """Say of a pack of one's own that it was not shipped, and who added it; nothing of a shipped one."""
    if not standard.local:
        return ""
    added = standard.added
    return f"本地增补，由{added.by}于 {added.on.isoformat()} 加入" if added else "本地增补"
