"""Draws every widget in every state: ``python -m tests.ui.gallery OUT.png [SCALE]``; light left, dark right."""

import os
import sys
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.standard import SourceState
from app.domain.verdict import Status
from app.domain.wording import plain_status
from app.ui.fields.value_edit import FIGURES, ValueEdit
from app.ui.fields.view import FieldState
from app.ui.icons import ICONS
from app.ui.theme import theme
from app.ui.widgets.badge import NumberBadge, Tag
from app.ui.widgets.banner import Banner
from app.ui.widgets.bars import BarLegend, StackedBar
from app.ui.widgets.card import Card
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.meter import Meter
from app.ui.widgets.segment import Segment
from app.ui.widgets.status import SourceLabel, StatusChip, StatusGlyph, StatusPlain

BARS = [
    [(Status.MET, 8), (Status.MISSED, 1)],
    [(status, count) for status, count in zip(Status, (13, 2, 1, 3, 2, 1), strict=True)],
    [(Status.MET, 7), (Status.MISSED, 2), (Status.UNANSWERED, 1), (Status.SHOWN, 7)],
    [(Status.UNJUDGEABLE, 1)],
]
STATES = [
    ("常态", "1,480", FieldState.NORMAL),
    ("待填", "", FieldState.UNANSWERED),
    ("逻辑矛盾", "131", FieldState.ERROR),
    ("由分项计算", "43", FieldState.COMPUTED),
    ("花名册统计", "43", FieldState.ROSTER),
    ("不适用", "", FieldState.NOT_APPLICABLE),
]
BANNERS = [
    ("missed", "磁盘空间不足，PDF 未导出。", "原有文件未改动。请清出 20 MB 后重试。", "重试"),
    ("unanswered", "", "本文件正由“办公室电脑”使用，现以只读方式打开。", ""),
    ("shown", "", "已采用上年口径；口径有变的 2 项须重新填写。", ""),
    ("met", "", "已备案（2026-1），内容不再改动。", ""),
    ("unjudgeable", "", "6 项数值未见原文，不作判定。", ""),
]


def text(words: str, **properties: str) -> QLabel:
    label = QLabel(words)
    for name, value in properties.items():
        label.setProperty(name, value)
    return label


def button(words: str, role: str = "", icon: str = "") -> QPushButton:
    made = QPushButton(words)
    made.setProperty("role", role)
    if icon:
        theme().set_icon(made, icon, "accent.text" if role == "primary" else "text")
    return made


def row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme().px(8))
    for widget in widgets:
        line.addWidget(widget)
    if stretch:
        line.addStretch()
    return line


def statuses(column: QVBoxLayout) -> None:
    for status in Status:
        word = plain_status(status)
        marked = StatusChip(status, word)
        marked.set_marked(True)
        chip, plain = StatusChip(status, word), StatusPlain(status, word)
        column.addLayout(row(chip, marked, plain, StatusGlyph(status, word, 20), NumberBadge(3, status)))


def sources(column: QVBoxLayout) -> None:
    for state in SourceState:
        column.addLayout(row(SourceLabel(state), text("要求 ≥ 70 %　〔≥ 15 台〕", px="13")))


def inputs(column: QVBoxLayout) -> None:
    for words, value, state in STATES:
        edit = ValueEdit()
        edit.setText(value)
        edit.setAlignment(FIGURES)
        edit.set_state(state)
        edit.setFixedWidth(theme().px(118))
        column.addLayout(row(text(words, px="13"), edit, text("名", ink="muted")))
    column.addLayout(
        row(Segment([("mu", "亩"), ("m2", "㎡")], name="单位"), text("= 52,620 ㎡", role="muted"))
    )
    choice = QComboBox()
    choice.addItems(["职业高中", "中专"])
    checked, picked = QCheckBox("只看未达标"), QRadioButton("已完成")
    checked.setChecked(True)
    picked.setChecked(True)
    column.addLayout(row(choice, QSpinBox(), QDateEdit()))
    column.addLayout(row(checked, QCheckBox("合并"), picked, QRadioButton("未做")))
    note = QPlainTextEdit("补录 2026 年 10 月取得的不动产权证")
    note.setMaximumHeight(theme().px(60))
    column.addWidget(note)


def sizes(column: QVBoxLayout) -> None:
    for size, words in ((26, "还差 5 名"), (24, "42 项"), (20, "师资队伍"), (16, "判定变化")):
        column.addWidget(text(f"{words} {size}", px=str(size), bold="true"))
    for size, words in ((15, "专任教师数"), (14, "正文与按钮"), (13, "表格、卡片说明"), (12, "口径、出处")):
        column.addWidget(text(f"{words} {size}", px=str(size)))
    elided = ElidedLabel("在编与签订一年以上合同人员，不含离退休人员，也不含只领取补贴而不承担工作的人员")
    elided.setProperty("role", "faint")
    column.addWidget(elided)


def banners(column: QVBoxLayout) -> None:
    for status, bold, words, link in BANNERS:
        column.addWidget(Banner(status, bold, words, link))


def bars(column: QVBoxLayout) -> None:
    column.addWidget(BarLegend())
    for counts in BARS:
        column.addWidget(StackedBar(counts, BARS))


def progress(column: QVBoxLayout) -> None:
    bar = QProgressBar()
    bar.setValue(61)
    column.addLayout(row(text("正在导出备案报告", bold="true"), text("第 11 页，共 18 页", role="muted")))
    column.addWidget(bar)
    column.addLayout(row(text("写入判定表… 完成前不替换原有文件", role="muted"), button("取消", "small")))


def empty(column: QVBoxLayout) -> None:
    sheet = QFrame()
    sheet.setProperty("role", "sheet")
    inside = QVBoxLayout(sheet)
    inside.addWidget(
        EmptyState("clip", "尚未添加佐证材料", "把文件拖到此处，或从“填报”各项添加。", "添加文件…")
    )
    column.addWidget(sheet)


def buttons(column: QVBoxLayout) -> None:
    off, focused = button("关闭", icon="lock"), button("焦点")
    off.setEnabled(False)
    focused.setObjectName("focused")
    column.addLayout(
        row(button("备案", "primary", "stamp"), button("导出", icon="export"), button("取消", "quiet"))
    )
    column.addLayout(row(off, focused, button("小按钮", "small"), button("本项不适用", "link")))
    filters = Segment(
        [("all", "全部"), ("open", "进行中"), ("done", "已完成")], {"all": 8, "open": 6, "done": 2}
    )
    column.addLayout(row(filters, Tag("最严", "accent"), Tag("报送贡献"), Tag("仅供了解", "dashed")))


def card(status: Status) -> tuple[Card, QVBoxLayout]:
    made = Card(status)
    inside, px = QVBoxLayout(made), theme().px
    inside.setContentsMargins(px(14), px(7), px(10), px(8))
    inside.setSpacing(px(3))
    return made, inside


def cards(column: QVBoxLayout) -> None:
    missed, inside = card(Status.MISSED)
    inside.addLayout(row(StatusChip(Status.MISSED, "未达到目标"), Tag("最严", "accent")))
    inside.addWidget(text("双师型教师占专业教师比例", bold="true"))
    inside.addWidget(text("44 ÷ 70 = 62.86 %　要求 ≥ 70 %"))
    inside.addWidget(Meter(0.6286, 0.7, Status.MISSED, label="70 %", top=1))
    inside.addWidget(text("还差 5 名双师型教师（现 44 名，需 49 名）", bold="true", px="13"))
    inside.addLayout(row(text("渝中府办〔2022〕28号 二（九）", role="muted"), SourceLabel(SourceState.READ)))
    column.addWidget(missed)
    for status in (Status.MET, Status.UNANSWERED, Status.UNJUDGEABLE, Status.NOT_APPLICABLE, Status.SHOWN):
        sheet, inside = card(status)
        title = text("双师型教师占专业教师比例", bold="true")
        inside.addLayout(row(StatusChip(status, plain_status(status)), title))
        inside.addWidget(text("44 ÷ 70 = 62.86 %　要求 ≥ 30 %"))
        column.addWidget(sheet)


def tables(column: QVBoxLayout) -> None:
    table = QTableWidget(3, 3)
    table.setHorizontalHeaderLabels(["判定", "指标", "本校"])
    for line in range(3):
        for place, words in enumerate(("未达标", "生均校舍建筑面积", "19.65 ㎡")):
            table.setItem(line, place, QTableWidgetItem(words))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.selectRow(1)
    table.horizontalHeader().setStretchLastSection(True)
    table.setMaximumHeight(theme().px(140))
    column.addWidget(table)


def icons(column: QVBoxLayout) -> None:
    grid, names = QGridLayout(), sorted(path.stem for path in ICONS.glob("*.svg"))
    for place, name in enumerate(names):
        label = QLabel()
        label.setPixmap(theme().pixmap(name, "text"))
        grid.addWidget(label, place // 16, place % 16)
    column.addLayout(grid)


PARTS: list[list[tuple[str, Callable[[QVBoxLayout], None]]]] = [
    [("判定", statuses), ("来源", sources), ("输入框", inputs), ("字号", sizes)],
    [
        ("提示条", banners),
        ("按文件", bars),
        ("进度", progress),
        ("空白页", empty),
        ("按钮、徽标、标签", buttons),
    ],
    [("判定卡", cards), ("表格", tables), ("图标", icons)],
]


def gallery() -> QWidget:
    window = QWidget()
    columns = QHBoxLayout(window)
    columns.setSpacing(theme().px(22))
    for parts in PARTS:
        column = QVBoxLayout()
        column.setSpacing(theme().px(6))
        for title, fill in parts:
            column.addWidget(text(title, role="group"))
            column.addWidget(text("", role="separator"))
            fill(column)
        column.addStretch()
        columns.addLayout(column, 1)
    return window


def picture(app: QApplication, dark: bool, scale: int) -> QPixmap:
    theme().set_look(dark, scale)
    window = gallery()
    window.resize(theme().px(1366), theme().px(1000))
    window.show()
    window.activateWindow()
    focused = window.findChild(QPushButton, "focused")
    if focused is not None:
        focused.setFocus()
    app.processEvents()
    grabbed = window.grab()
    window.close()
    return grabbed


def main(path: str, scale: int = 100) -> None:
    app = QApplication([])
    theme().apply(app)
    light, dark = picture(app, False, scale), picture(app, True, scale)
    both = QPixmap(light.width(), light.height() + dark.height())
    painter = QPainter(both)
    painter.drawPixmap(0, 0, light)
    painter.drawPixmap(0, light.height(), dark)
    painter.end()
    both.save(path)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100)
