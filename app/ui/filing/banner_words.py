"""What stands at the top of the filing page: how it is with the year, in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.filing import Filed
from app.domain.readiness import Obstacle
from app.services.filing_steps import short_number
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class BannerWords:
    """A status, the words in bold and those after them, the link at the end."""

    status: str
    bold: str
    text: str = ""
    link: str = ""
    icon: str = ""


def banner_words(
    session: Session, found: Sequence[Obstacle], last: Filed | None, following: str
) -> BannerWords:
    """Return how it is with a year that ``found`` keeps from being filed; ``last`` is its last filing."""
    if session.filed is not None:
        text = "本次备案不再改动；之后的修改属于下一次备案。"
        return BannerWords("met", "已冻结。", text, icon="lock")
    again = (
        f"{short_number(last)} 已重新打开（{last.reopened}），改后另编 {following}。"
        if last is not None
        else ""
    )
    if session.read_only:
        return BannerWords("unanswered", "本文件以只读方式打开，不能备案。", again)
    if found:
        bold = f"备案前还须处理 {len(found)} 项。"
        return BannerWords("unanswered", bold, f"{again}逐项列在各步骤下。", "去处理第一项")
    return BannerWords("met", "可以备案。", f"{again}冻结后数据、判定与标准一并封存，编号 {following}。")
