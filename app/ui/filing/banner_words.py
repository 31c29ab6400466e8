"""What stands at the top of the filing page: how it is with the year, in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.filing import Filed
from app.domain.readiness import Obstacle
from app.domain.receipt import Receipt, Ruling
from app.services.filing_steps import latest, short_number
from app.services.session import Session

CORRECT, FIRST = "更正备案…", "去处理第一项"
_KEPT = "本次备案不再改动；之后的修改属于下一次备案。"


@dataclass(frozen=True, slots=True)
class BannerWords:
    """A status, the words in bold and those after them, the link at the end."""

    status: str
    bold: str
    text: str = ""
    link: str = ""
    icon: str = ""


def banner_words(
    session: Session,
    found: Sequence[Obstacle],
    last: Filed | None,
    following: str,
    receipts: Sequence[Receipt] = (),
) -> BannerWords:
    """Return how it is with a year that ``found`` keeps from being filed.

    ``last`` is its last filing, ``receipts`` are the answers to that.
    """
    if session.filed is not None:
        return _frozen(receipts, following, session.workspace.read_only)
    again = _again(last, receipts, following)
    if session.read_only:
        return BannerWords("unanswered", "本文件以只读方式打开，不能备案。", again)
    if found:
        bold = f"备案前还须处理 {len(found)} 项。"
        return BannerWords("unanswered", bold, f"{again}逐项列在各步骤下。", FIRST)
    return BannerWords("met", "可以备案。", f"{again}冻结后数据、判定与标准一并封存，编号 {following}。")


def _frozen(receipts: Sequence[Receipt], following: str, read_only: bool) -> BannerWords:
    """Say what the authority's last word on the frozen filing is."""
    if not receipts:
        return BannerWords("met", "已冻结。", _KEPT, icon="lock")
    last = latest(receipts)
    by = f"（{last.authority}，{last.date}）"
    if last.ruling is Ruling.ACCEPTED:
        return BannerWords("met", f"主管部门已接收备案{by}。", _KEPT)
    bold = f"主管部门已退回修改{by}，意见 {_count(last)} 条。"
    text = f"意见列在“主管部门回执”中；更正后另编 {following} 重新报送。"
    return BannerWords("missed", bold, text, "" if read_only else CORRECT, icon="return")


def _again(last: Filed | None, receipts: Sequence[Receipt], following: str) -> str:
    """Say which filing was opened again and why, and what the authority wants of it."""
    if last is None:
        return ""
    answer = latest(receipts) if receipts else None
    returned = answer is not None and answer.ruling is Ruling.RETURNED
    wanted = f"退回意见 {_count(answer)} 条，列在“主管部门回执”中；" if answer and returned else ""
    return f"{short_number(last)} 已重新打开（{last.reopened}），{wanted}改后另编 {following}。"


def _count(receipt: Receipt) -> int:
    """Return how many remarks there are, the one on the whole filing among them."""
    return len(receipt.remarks) + bool(receipt.text)
