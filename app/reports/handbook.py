"""Every standard as one Markdown page, to be checked line by line against the documents."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.describing import conditions_words, deadline_words, measure_words
from app.domain.display import required_text
from app.domain.rulebook import Rulebook
from app.domain.standard import DatedValue, Force, Indicator, Reach, SourceState, Standard, Task
from app.domain.wording import AREA_WORDS, FORCE_WORDS, SCOPE_WORDS, SOURCE_WORDS

_ROW_HEADS = ("编号", "指标", "条款", "算法", "要求", "依据", "效力与范围", "期限", "说明")
_TASK_HEADS = ("序号", "学校做什么", "条款", "牵头", "责任单位", "范围", "随何指标填报")

_PREAMBLE = """本页由 `dabiao standards handbook` 按 `standards/` 生成，不手工修改。供主管部门逐条核对：每份文件有哪些要求，
数值多少、出自哪一条、在何处见到、哪些是推定、哪些还没有见到原文。

- **已核对原文**：见到正式文本、其镜像、注明的转载或正式报道，参加判定。
- **待核对原文**：只见于二手网页，参加判定，屏幕、PDF 和 Excel 上都注明。
- **待核实**：没有见到，不作判定；数值写在〔 〕内，连数值也没有见到的写〔数值未见〕。
- **本校已确认**：学校或区县写明所读的文本后确认，参加判定，并印出确认人。

“推定”是本程序的理解，原文没有写明；各行的取法见说明栏。"""


def handbook(rulebook: Rulebook, wanted: Iterable[tuple[str, str, Sequence[str]]]) -> Iterator[str]:
    """Yield the page line by line; ``wanted`` are texts still to be obtained: title, what of it, what it settles."""
    writer = _Writer(rulebook)
    standards = sorted(
        rulebook.standards.values(), key=lambda standard: (standard.document.start, standard.id)
    )
    yield "# 标准逐条对照"
    yield ""
    yield from _PREAMBLE.splitlines()
    yield ""
    yield "## 文件目录"
    yield ""
    yield from _table(("编号", "文件", "文号", "施行", "指标", "任务", "原文"), map(_entry, standards))
    for standard in standards:
        yield ""
        yield from writer.document(standard)
    yield ""
    yield from writer.inferred(standards)
    yield ""
    yield "## 尚待取得的原文"
    yield ""
    yield from _table(("次序", "文本", "需要其中的", "可以确定"), _wanted(wanted))


def _entry(standard: Standard) -> tuple[str, ...]:
    document = standard.document
    read = "已读全" if standard.complete else "未读全"
    until = f" 至 {document.end}" if document.end else " 起"
    counts = (str(len(standard.indicators)), str(len(standard.tasks)))
    return (f"`{standard.id}`", document.title, document.number, f"{document.start}{until}", *counts, read)


def _wanted(wanted: Iterable[tuple[str, str, Sequence[str]]]) -> Iterator[tuple[str, ...]]:
    for index, (title, needed, settles) in enumerate(wanted, start=1):
        yield str(index), title, needed, "、".join(f"`{name}`" for name in settles)


class _Writer:
    """Writes documents with the names of facts, rows and documents put in."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook, self._facts = rulebook, rulebook.facts
        self._titles = {key: f"《{std.document.title}》" for key, std in rulebook.standards.items()}
        for standard in rulebook.standards.values():
            self._titles |= {row.id: f"{row.title}（{row.id}）" for row in standard.indicators}

    def document(self, standard: Standard) -> Iterator[str]:
        """Yield one document: its head, its rows, its tasks."""
        yield f"## {standard.document.title}（{standard.id}）"
        yield ""
        yield from (f"- {line}" for line in self._head(standard))
        if standard.indicators:
            yield ""
            yield from _table(_ROW_HEADS, (self._row(standard, row) for row in standard.indicators))
        if standard.tasks:
            yield ""
            yield from _table(_TASK_HEADS, map(self._task, standard.tasks))

    def _head(self, standard: Standard) -> Iterator[str]:
        document = standard.document
        yield f"文号：{document.number or '（无）'}；发文机关：{document.issuer}；发文日期：{document.issued or '未见'}"
        until = f" 至 {document.end}" if document.end else " 起"
        period = f"；规划期末：{document.period_end}" if document.period_end else ""
        replaced = f"；由 `{document.superseded_by}` 取代" if document.superseded_by else ""
        yield f"施行：{document.start}{until}{period}{replaced}"
        yield f"版本：{standard.edition}；内容散列：`{standard.hash[:16]}…`"
        yield f"适用：{conditions_words(standard.applies_to, self._facts) or '所有学校'}"
        for exclusion in standard.excludes:
            when = conditions_words(exclusion.when, self._facts)
            clause = f"（{exclusion.clause}）" if exclusion.clause else ""
            yield f"除外：{when}——{exclusion.text}{clause}"
        if standard.lacking:
            yield f"{'说明' if standard.complete else '原文未读全'}：{standard.lacking}"

    def _row(self, standard: Standard, row: Indicator) -> tuple[str, ...]:
        return (
            f"`{row.id}`",
            row.title,
            row.clause,
            measure_words(row.measure, self._facts, self._titles),
            "<br>".join(self._required(standard, row, value) for value in row.values) or "各项均达到",
            "<br>".join(_source(value) for value in row.values),
            self._force(row),
            deadline_words(row.deadline),
            "；".join(self._notes(row)),
        )

    def _required(self, standard: Standard, row: Indicator, value: DatedValue) -> str:
        form = self._rulebook.blanks.of(standard, row, value.start).form
        text = required_text(row.requirement, value, form) or "（无数值）"
        return f"{value.start} 起 {text}" if len(row.values) > 1 else text

    def _force(self, row: Indicator) -> str:
        words = [FORCE_WORDS[row.force], SCOPE_WORDS[row.scope]]
        if row.reach is Reach.AREA_RATE:
            words.append(AREA_WORDS)
        if row.applies:
            words.append(f"仅限{conditions_words(row.applies, self._facts)}")
        return "；".join(words)

    def _notes(self, row: Indicator) -> Iterator[str]:
        if row.wider is not None:
            wide = measure_words(row.wider.measure, self._facts, self._titles)
            yield f"最宽口径：{wide}（{row.wider.why}）"
        if row.when_zero:
            yield f"分母为0时不适用：{row.when_zero}"
        if row.at_exactly:
            yield f"恰好等于要求时：{row.at_exactly}"
        if row.deadline is not None and row.deadline.note:
            yield f"期限：{row.deadline.note}"
        if row.note:
            yield row.note

    def _task(self, task: Task) -> tuple[str, ...]:
        scope = [SCOPE_WORDS[task.scope]]
        if task.force is Force.REFERENCE:
            scope.append("鼓励事项")
        if task.applies:
            scope.append(f"仅限{conditions_words(task.applies, self._facts)}")
        units = "、".join(task.responsible)
        answered = "、".join(f"`{name}`" for name in task.answered_by)
        return task.no, task.text, task.clause, task.lead, units, "；".join(scope), answered

    def inferred(self, standards: Sequence[Standard]) -> Iterator[str]:
        """Yield what is inferred, bracketed, second-hand or not seen, row by row."""
        yield "## 推定、取法和未见原文的数值"
        yield ""
        yield from _table(("编号", "指标", "性质"), self._doubts(standards))

    def _doubts(self, standards: Sequence[Standard]) -> Iterator[tuple[str, ...]]:
        for row in (row for standard in standards for row in standard.indicators):
            doubts = list(_doubts_of(row))
            if doubts:
                yield f"`{row.id}`", row.title, "；".join(doubts)


def _doubts_of(row: Indicator) -> Iterator[str]:
    if row.deadline is not None and row.deadline.inferred:
        yield "期限为推定"
    if row.wider is not None:
        yield "口径未读，最窄与最宽一致才判定"
    if row.at_exactly:
        yield "原文数值有歧义"
    for state in (SourceState.SECONDARY, SourceState.RECALLED, SourceState.CONFIRMED):
        if any(value.state is state for value in row.values):
            yield f"数值{SOURCE_WORDS[state]}"


def _source(value: DatedValue) -> str:
    seen = f"：{value.seen_in}" if value.seen_in else ""
    checked = f"（{value.checked} 复核）" if value.checked else ""
    return f"{SOURCE_WORDS[value.state]}{seen}{checked}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _line(heads)
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "／").replace("\n", " ") for cell in cells) + " |"
