"""How far a filing is: the seven steps from 逻辑校验 to the receipt, each in one line with what keeps it from being done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.checks import LOGIC
from app.domain.filing import SIGNERS, Filed, FilingNumber
from app.domain.readiness import Hindrance, Obstacle, obstacles, signed_ahead, signed_before
from app.domain.receipt import RULING_WORDS, Receipt, Ruling, latest
from app.services.deliveries import Written
from app.services.session import Session

_FILLING = (Hindrance.UNREADABLE, Hindrance.PERSONAL, Hindrance.NUMBER)
#: What is frozen is shown as done, whatever this program's newer checks would say of it.
DONE, OPEN, WRONG, LATER = "met", "unanswered", "missed", "not_applicable"


@dataclass(frozen=True, slots=True)
class FilingStep:
    """One step: how it stands (a status, for icon and colour), its line, and what is to be mended."""

    title: str
    status: str
    text: str
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was done with a frozen filing: where its package was written last, and what came back."""

    written: Written | None = None
    receipts: tuple[Receipt, ...] = ()


def hindering(session: Session) -> tuple[Obstacle, ...]:
    """Return what keeps the open year from being filed; nothing keeps one that is filed."""
    if session.filed is not None:
        return ()
    return obstacles(session.assessment, session.evaluation, session.rulebook.facts)


def to_look_at(session: Session, today: date) -> tuple[Obstacle, ...]:
    """Return what is to be looked at once more before the open year is frozen, and does not keep it from that."""
    assessment, facts = session.assessment, session.rulebook.facts
    filings = session.workspace.archive.filings(session.year)
    return (
        *signed_ahead(assessment, facts, today),
        *signed_before(assessment, facts, filings[-1] if filings else None, today),
    )


def filing_steps(
    session: Session, found: Sequence[Obstacle], delivery: Delivery, today: date
) -> tuple[FilingStep, ...]:
    """Return the steps as they stand today; ``found`` is what hinders."""
    return (
        _logic(found),
        _experience(session, found),
        _filled(session, found),
        _signed(session, found, today),
        _frozen(session.filed),
        _written(session.filed, delivery),
        _delivered(session.filed, delivery.receipts),
    )


def short_number(filed: Filed) -> str:
    """Return the number as it is spoken of within the school: ``2026-1``."""
    return FilingNumber("", filed.year, filed.sequence).short


def _of(found: Sequence[Obstacle], *kinds: Hindrance) -> tuple[Obstacle, ...]:
    return tuple(item for item in found if item.kind in kinds)


def _logic(found: Sequence[Obstacle]) -> FilingStep:
    open_ = _of(found, Hindrance.LOGIC)
    text = f"{len(open_)} 处矛盾，须改正" if open_ else "0 处矛盾"
    return FilingStep("逻辑校验", WRONG if open_ else DONE, text, open_)


def _experience(session: Session, found: Sequence[Obstacle]) -> FilingStep:
    open_ = _of(found, Hindrance.UNEXPLAINED)
    total = sum(check.kind != LOGIC for check in session.evaluation.checks)
    if open_:
        return FilingStep("经验校验", OPEN, f"{len(open_)} 处未说明，须核对或说明", open_)
    return FilingStep("经验校验", DONE, f"{total} 处均已说明，随报告印出" if total else "没有异常数据")


def _filled(session: Session, found: Sequence[Obstacle]) -> FilingStep:
    open_ = _of(found, *_FILLING)
    progress = session.walk.progress(session.evaluation, session.assessment)
    waiting = _waiting(progress.total.open, progress.tasks.open)
    if open_:
        return FilingStep("完整性", WRONG, f"{len(open_)} 处须改正", open_)
    if waiting and session.filed is not None:
        return FilingStep("完整性", DONE, f"{waiting}，报告中按待填列出")
    if waiting:
        return FilingStep("完整性", OPEN, f"{waiting}，可以备案，报告中按待填列出")
    text = f"{progress.total.asked} 项全部已填；任务 {progress.tasks.asked} 项全部已填"
    return FilingStep("完整性", DONE, text)


def _waiting(facts: int, tasks: int) -> str:
    """Say how much waits for an answer, in the counts of the tabs 填报 and 任务清单; "" where nothing does."""
    texts = ((facts, f"待填 {facts} 项"), (tasks, f"任务未填 {tasks} 项"))
    return "，".join(text for count, text in texts if count)


def _signed(session: Session, found: Sequence[Obstacle], today: date) -> FilingStep:
    open_ = _of(found, Hindrance.SIGNATURE)
    if open_:
        return FilingStep("签署", OPEN, f"还有 {len(open_)} 处未登记", open_)
    doubted = () if session.filed is not None else to_look_at(session, today)
    if doubted:
        return FilingStep("签署", OPEN, f"三方已签；{len(doubted)} 处日期须核对，可以备案", doubted)
    signed_on = session.answer(SIGNERS[-1][1]).value
    return FilingStep("签署", DONE, f"三方已签，{signed_on}" if signed_on else "三方已签")


def _frozen(filed: Filed | None) -> FilingStep:
    if filed is None:
        return FilingStep("冻结", LATER, "前四步完成后，数据与标准一并封存")
    return FilingStep("冻结", DONE, f"{filed.frozen_at:%Y-%m-%d %H:%M}，数据与标准一并封存")


def _written(filed: Filed | None, delivery: Delivery) -> FilingStep:
    title = "导出并读回核对"
    if filed is None:
        return FilingStep(title, LATER, "冻结后写出备案包")
    if delivery.written is not None:
        written = delivery.written
        told = f"{written.at:%Y-%m-%d %H:%M} 写出备案包，读回核对一致：{written.path}"
        if written.found:
            return FilingStep(title, DONE, told)
        gone = "现在该处没有这份文件；已送交的不必再写，需要时可再次写出"
        return FilingStep(title, DONE if delivery.receipts else OPEN, f"{told}。{gone}")
    if delivery.receipts:
        return FilingStep(title, DONE, "备案包已送交；需要时可再次写出")
    return FilingStep(title, OPEN, "写出备案包，读回核对后送交")


def _delivered(filed: Filed | None, receipts: Sequence[Receipt]) -> FilingStep:
    title = "送交与回执"
    if filed is None:
        return FilingStep(title, LATER, "送交主管部门，收到回执后在此打开")
    if not receipts:
        return FilingStep(
            title, OPEN, "备案包用 U 盘或主管部门指定方式送交，纸质件盖章后一并送交；收到回执后在此打开"
        )
    last = latest(receipts)
    status = DONE if last.ruling is Ruling.ACCEPTED else WRONG
    return FilingStep(title, status, f"{RULING_WORDS[last.ruling]}（{last.authority}，{last.date}）")
