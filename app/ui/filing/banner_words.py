"""What stands at the top of the filing page: how it is with the year, in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.filing import Filed
from app.domain.readiness import Obstacle
from app.domain.receipt import Receipt, Ruling, latest
from app.services.deliveries import Written
from app.services.filing_steps import Delivery, short_number
from app.services.session import Session

CORRECT, WRITE, FIRST = "更正备案…", "写出备案包…", "去处理第一项"
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
    delivery: Delivery,
) -> BannerWords:
    """Return how it is with a year that ``found`` keeps from being filed.

    ``last`` is its last filing, ``delivery`` what was done with that.
    """
    answer = latest(delivery.receipts) if delivery.receipts else None
    if session.filed is not None and answer is not None:
        return _answered(answer, following, session.workspace.read_only)
    if session.filed is not None:
        return _frozen(delivery.written)
    again = f"{short_number(last)} 已重新打开（{last.reopened}），改后另编 {following}。" if last else ""
    if session.read_only:
        return BannerWords("unanswered", "本文件以只读方式打开，不能备案。", again)
    if found:
        bold = f"备案前还须处理 {len(found)} 项。"
        return BannerWords("unanswered", bold, f"{again}逐项列在各步骤下。", FIRST)
    if answer is not None and answer.ruling is Ruling.RETURNED:
        bold = "按退回意见更正后再备案。"
        return BannerWords(
            "unanswered", bold, f"{again}退回意见 {answer.count} 条，列在下面。", icon="return"
        )
    return BannerWords("met", "可以备案。", f"{again}冻结后数据、判定与标准一并封存，编号 {following}。")


def _frozen(written: Written | None) -> BannerWords:
    """Say what is to be done with a frozen filing that nobody answered yet."""
    if written is None:
        return BannerWords("met", "已冻结，待写出备案包。", _KEPT, WRITE, icon="lock")
    return BannerWords("met", "已冻结，备案包已写出，待送交和回执。", _KEPT, icon="lock")


def _answered(receipt: Receipt, following: str, read_only: bool) -> BannerWords:
    """Say what the authority's last word on a frozen filing is."""
    by = f"（{receipt.authority}，{receipt.date}）"
    if receipt.ruling is Ruling.ACCEPTED:
        return BannerWords("met", f"主管部门已接收备案{by}。", _KEPT)
    bold = f"主管部门已退回修改{by}，意见 {receipt.count} 条。"
    text = f"意见列在下面；更正后另编 {following} 重新报送。"
    return BannerWords("missed", bold, text, "" if read_only else CORRECT, icon="return")
