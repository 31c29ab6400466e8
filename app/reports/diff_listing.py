"""A comparison of editions as plain lines for a terminal, and as documented JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.domain.edition_diff import Aspect, Change, Comparison, Difference, RowDiff, StandardDiff, Turn
from app.domain.editions import Outdated

FORMAT = "dabiao-diff/1"
CHANGE_WORDS = {Change.ADDED: "新增", Change.DROPPED: "取消", Change.CHANGED: "改动"}
ASPECT_WORDS = {
    Aspect.FIGURE: "数值",
    Aspect.DATE: "日期",
    Aspect.MEASURE: "内容",
    Aspect.APPLIES: "适用范围",
    Aspect.FORCE: "约束力",
    Aspect.SOURCE: "来源",
    Aspect.WORDING: "文字",
}


def diff_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what changed, document by document, and what turns for the school."""
    if not comparison.standards:
        yield "内容相同，没有改动。"
    for diff in comparison.standards:
        yield from _standard_lines(diff)
    if comparison.school is None:
        return
    yield f"{comparison.school or '（校名待填）'}的判定"
    yield from (f"  {line}" for line in map(turn_line, comparison.turns))
    if not comparison.turns:
        yield "  没有变化"
    if comparison.outdated:
        yield "任务内容已改，须重新填报"
        yield from (f"  {line}" for line in map(outdated_line, comparison.outdated))


def _standard_lines(diff: StandardDiff) -> Iterator[str]:
    match diff.change:
        case Change.CHANGED:
            yield f"《{diff.title}》[{diff.id}] 版本 {diff.old} → {diff.new}"
        case _:
            yield f"《{diff.title}》[{diff.id}] {CHANGE_WORDS[diff.change]}，版本 {diff.old or diff.new}"
    if diff.same_edition:
        yield "  内容不同而版本相同，应改写 edition"
    yield from _difference_lines(diff.differences, "  ")
    for row in diff.rows:
        yield f"  {CHANGE_WORDS[row.change]}　{_name(row)}（{row.clause}）{_only_words(row)}"
        yield from _difference_lines(row.differences, "      ")
    if diff.change is Change.CHANGED and not diff.rows and not diff.differences:
        yield "  仅算例或写法有改动，要求没有变化"


def _name(row: RowDiff) -> str:
    kind = "任务" if row.task else "指标"
    return f"{kind} {row.id}　{row.title}"


def _only_words(row: RowDiff) -> str:
    only = {difference.aspect for difference in row.differences} == {Aspect.WORDING}
    return "　仅文字" if only else ""


def _difference_lines(differences: Sequence[Difference], indent: str) -> Iterator[str]:
    for difference in differences:
        old, new = difference.old or "（无）", difference.new or "（无）"
        yield f"{indent}{ASPECT_WORDS[difference.aspect]}：{old} → {new}"


def turn_line(turn: Turn) -> str:
    """Say how one verdict turns."""
    return f"{turn.title}（{turn.indicator}）：{turn.old_word} → {turn.new_word}"


def outdated_line(item: Outdated) -> str:
    """Say what was answered to a task that asks something else now."""
    former = item.answer.value or f"不适用（{item.answer.na_reason}）"
    note = f"，{item.answer.note}" if item.answer.note else ""
    now = item.task.text if item.task else "新版本中没有这项任务"
    return f"{item.fact}：原填 {former}{note}；现为：{now}"


def diff_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain values."""
    return {
        "format": FORMAT,
        "standards": [_standard(diff) for diff in comparison.standards],
        "school": comparison.school or None,
        "turns": [_turn(turn) for turn in comparison.turns],
        "outdated": [
            {
                "fact": item.fact,
                "answer": item.answer.value,
                "not_applicable": item.answer.na_reason or None,
                "task": item.task.text if item.task else None,
            }
            for item in comparison.outdated
        ],
    }


def _standard(diff: StandardDiff) -> dict[str, Any]:
    return {
        "id": diff.id,
        "title": diff.title,
        "change": diff.change.value,
        "old": diff.old or None,
        "new": diff.new or None,
        "differences": _differences(diff.differences),
        "rows": [
            {
                "id": row.id,
                "title": row.title,
                "clause": row.clause,
                "task": row.task,
                "change": row.change.value,
                "differences": _differences(row.differences),
            }
            for row in diff.rows
        ],
    }


def _differences(differences: Sequence[Difference]) -> list[dict[str, str]]:
    return [{"aspect": item.aspect.value, "old": item.old, "new": item.new} for item in differences]


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "standard": turn.standard,
        "indicator": turn.indicator,
        "title": turn.title,
        "old": turn.old.value if turn.old else None,
        "new": turn.new.value if turn.new else None,
    }
