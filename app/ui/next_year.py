"""Asks before a new school year is begun: which one it is, and what happens to the last one."""

from datetime import date

from PySide6.QtWidgets import QWidget

from app.domain.school_year import SchoolYear
from app.ui.messages import ask

_COPIED = (
    "上一学年的数据复制过来，标为待确认，逐项确认前不参与判定。上一学年不作改动，单击窗口左上角的学年可回去。"
)


def ask_next_year(parent: QWidget, school: str, year: SchoolYear, today: date | None = None) -> bool:
    """Ask whether to begin a school year; one whose day of reference is still to come is named as such."""
    early = year.day > (today or date.today())
    state = f"统计时点 {year.day.isoformat()}{' 未到' if early else ''}"
    return ask(parent, "新学年", f"为 {school} 新建 {year} 学年（{state}）？", _COPIED, "新建学年")
