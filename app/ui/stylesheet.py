"""The style sheet of the window, made of a theme's colours and a table of lengths.

In the texts below ``$name`` is a colour of tokens.json, ``~12`` a length at the scale, ``%12`` that length less 1 px
(the padding inside a border that is 1 px thicker), and ``|12`` half of it (round ends; Qt leaves out a radius too large).

Widgets ask for a look by properties: ``role``; ``px`` (a font size of look.md 4), ``bold`` ("true") and ``ink`` (a status,
``accent``, ``muted``, ``faint``) for labels and buttons; ``state`` of a line edit; ``locked`` of a choice; ``open`` of a field row; ``place`` in a
segment. Not ``size`` and ``pos``: every QWidget has these already, and means something else.
"""

import re

from app.ui.metrics import LINE_HEIGHTS, Metrics
from app.ui.tokens import Tokens

#: The search path under which the style sheet finds its few images.
IMAGES = "dabiaoimages"


def style_sheet(tokens: Tokens, metrics: Metrics, dark: bool) -> str:
    """Return the whole style sheet for one theme at one scale."""
    text = "".join((_TEXT, _BUTTONS, _INPUTS, _CHOICES, _LISTS, _FRAMES, _BARS))
    text = re.sub(r"\$([a-z_]+(?:\.[a-z]+)?)", lambda found: tokens[found[1]], text)
    text = re.sub(r"~(\d+)", lambda found: f"{metrics.px(int(found[1]))}px", text)
    text = re.sub(r"%(\d+)", lambda found: f"{metrics.px(int(found[1])) - 1}px", text)
    text = re.sub(r"\|(\d+)", lambda found: f"{metrics.px(int(found[1])) // 2}px", text)
    text = text.replace("@images", f"{IMAGES}:{'dark' if dark else 'light'}")
    return text + _sizes(metrics) + _inks(tokens)


def _sizes(metrics: Metrics) -> str:
    """Return the rules of the properties ``px`` and ``bold``."""
    sizes = [
        f'QLabel[px="{size}"], QAbstractButton[px="{size}"] {{ font-size: {metrics.px(size)}px; }}'
        for size in LINE_HEIGHTS
    ]
    return "\n".join([*sizes, 'QLabel[bold="true"], QAbstractButton[bold="true"] { font-weight: 700; }', ""])


def _inks(tokens: Tokens) -> str:
    """Return the rules of the property ``ink``: a status, ``accent``, ``muted`` or ``faint``."""
    named = {name.removesuffix(".text"): name for name in tokens if name.endswith(".text")}
    named |= {"accent": "accent", "muted": "text.muted", "faint": "text.faint", "text": "text"}
    return "\n".join(
        f'QLabel[ink="{ink}"], QAbstractButton[ink="{ink}"] {{ color: {tokens[name]}; }}'
        for ink, name in named.items()
    )


_TEXT = """
QLabel { background: transparent; }
QLabel:disabled { color: $text.faint; }
QLabel[role="muted"], QLabel[role="faint"] { font-size: ~12; }
QLabel[role="muted"] { color: $text.muted; }
QLabel[role="faint"] { color: $text.faint; }
QLabel[role="title"] { font-size: ~20; font-weight: 700; }
QLabel[role="section"] { font-size: ~16; font-weight: 700; }
QLabel[role="group"] { font-size: ~13; font-weight: 700; color: $accent; }
QLabel[role="count"] { font-size: ~24; font-weight: 700; }
QLabel[role="field-name"] { font-size: ~15; }
QLabel[role="detail"] { font-size: ~13; }
QLabel[role="link"] { color: $accent; }
"""

_BUTTONS = """
QPushButton, QToolButton, QCheckBox, QRadioButton { outline: none; }
QPushButton {
  background: $surface; color: $text; border: 1px solid $line.strong; border-radius: ~4;
  padding: ~4 ~13; min-height: ~22; icon-size: ~16;
}
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:disabled { background: $window; color: $text.faint; border-color: $line; }
QPushButton[role="primary"] {
  background: $accent; color: $accent.text; border-color: $accent; font-weight: 700;
}
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed {
  background: $accent.hover; border-color: $accent.hover;
}
QPushButton[role="primary"]:disabled { background: $window; color: $text.faint; border-color: $line; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:disabled { color: $text.faint; }
QPushButton[role="small"] { padding: ~2 ~9; min-height: ~20; font-size: ~13; }
QPushButton[role="link"] {
  background: transparent; border: none; color: $accent; padding: 0; min-height: 0;
  font-size: ~13; text-decoration: underline; text-align: left;
}
QPushButton[role="link"]:hover { color: $accent.hover; }
QPushButton[role="link"]:disabled { color: $text.faint; text-decoration: none; }
QPushButton[role="primary"]::menu-indicator { image: none; }
QPushButton::menu-indicator {
  image: url(@images/down.svg); width: ~12; height: ~12; right: ~6;
  subcontrol-origin: padding; subcontrol-position: center right;
}
QToolButton {
  background: transparent; color: $text; border: 1px solid transparent; border-radius: ~4;
  padding: ~4; icon-size: ~20;
}
QToolButton:pressed, QToolButton:checked { background: $selected; }
QToolButton:disabled { color: $text.faint; }
QToolButton::menu-indicator { image: none; }
QToolButton[place] {
  background: $surface; border: 1px solid $line.strong; border-radius: 0; padding: ~1 ~9;
  min-height: ~19; font-size: ~13;
}
QToolButton[place="first"] { border-top-left-radius: ~4; border-bottom-left-radius: ~4; border-right: none; }
QToolButton[place="mid"] { border-left-color: $line; border-right: none; }
QToolButton[place="last"] { border-left-color: $line; border-top-right-radius: ~4; border-bottom-right-radius: ~4; }
QToolButton[place="only"] { border-radius: ~4; }
QToolButton[place]:hover { background: $hover; }
QToolButton[place]:checked { background: $selected; color: $accent; font-weight: 700; }
"""

_INPUTS = """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: $surface; color: $text; border: 1px solid $line.strong; border-radius: ~4;
  selection-background-color: $accent; selection-color: $accent.text;
}
QLineEdit, QComboBox { padding: ~3 ~8; min-height: ~24; }
QAbstractSpinBox { padding: ~2 ~6; min-height: ~23; }
QPlainTextEdit, QTextEdit { padding: ~4 ~6; }
QLineEdit[role="value"] { font-size: ~16; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only {
  background: $sunken; border-color: $line;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
  background: $sunken; border-color: $line; color: $text.muted;
}
QComboBox[locked="true"] { background: $sunken; border-color: $line; }
QLineEdit[state="unanswered"] { background: $unanswered.back; border-color: transparent; }
QLineEdit[state="not_applicable"], QLineEdit[state="computed"], QLineEdit[state="roster"] {
  background: $sunken; border-color: $line;
}
QLineEdit[state="error"] { border: 2px solid $missed.text; padding: %3 %8; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $focus; padding: %3 %8; background: $surface; }
QAbstractSpinBox:focus { border: 2px solid $focus; padding: %2 %6; }
QLineEdit[state="error"]:focus { border: 2px solid $missed.text; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: %4 %6; }
QLineEdit:read-only:focus, QComboBox[locked="true"]:focus { background: $sunken; }
"""

_CHOICES = """
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: ~24; }
QComboBox::down-arrow { image: url(@images/down.svg); width: ~14; height: ~14; }
QComboBox QAbstractItemView {
  background: $surface; color: $text; border: 1px solid $line.strong; outline: none;
  selection-background-color: $selected; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: ~28; padding: 0 ~6; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: ~20; background: transparent; }
QAbstractSpinBox::up-arrow { image: url(@images/up.svg); width: ~12; height: ~12; }
QAbstractSpinBox::down-arrow { image: url(@images/down.svg); width: ~12; height: ~12; }
QDateEdit::drop-down { border: none; width: ~24; image: url(@images/down.svg); }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { padding: ~4 ~8; icon-size: ~16; font-weight: 700; }
QCalendarWidget QToolButton:focus { border: 1px solid $focus; }
QCalendarWidget QAbstractItemView {
  border: none; font-size: ~13; selection-background-color: $accent; selection-color: $accent.text;
}
QCalendarWidget QTableView::item { border: none; }
QCalendarWidget QAbstractItemView:disabled { color: $text.faint; }
QCheckBox, QRadioButton { spacing: ~6; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $text.faint; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: ~16; height: ~16; border: 1px solid $line.strong; background: $surface;
}
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: ~3; }
QRadioButton::indicator { border-radius: %9; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $focus; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url(@images/tick.svg);
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url(@images/dash.svg);
}
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url(@images/dot.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunken; border-color: $line; }
QCheckBox::indicator:checked:disabled, QCheckBox::indicator:indeterminate:disabled, QRadioButton::indicator:checked:disabled {
  background: $text.faint; border-color: $text.faint;
}
"""

_LISTS = """
QAbstractItemView {
  background: $surface; color: $text; border: 1px solid $line; outline: none;
  selection-background-color: $selected; selection-color: $text;
}
QAbstractItemView[role="inner"] { border: none; }
QTableView, QTreeView { font-size: ~13; gridline-color: $line; }
QTableView::item { padding: 0 ~8; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {
  background: $selected; color: $text;
}
QTreeView::item, QListView::item { padding: ~5 ~8; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
  background: $sunken; color: $text.muted; font-size: ~12; font-weight: 700; border: none;
  border-bottom: 1px solid $line; padding: ~2 ~8;
}
QHeaderView::down-arrow { image: url(@images/down.svg); width: ~12; height: ~12; }
QHeaderView::up-arrow { image: url(@images/up.svg); width: ~12; height: ~12; }
QTableCornerButton::section { background: $sunken; border: none; }
QMenu { background: $surface; color: $text; border: 1px solid $line.strong; padding: ~4 0; }
QMenu::item { padding: ~5 ~24 ~5 ~16; background: transparent; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $text.faint; }
QMenu::separator { height: 1px; background: $line; margin: ~4 0; }
QMenu::icon { padding-left: ~10; }
QToolTip { background: $surface; color: $text; border: 1px solid $line.strong; padding: ~4 ~6; font-size: ~13; }
"""

_FRAMES = """
QFrame[role="sheet"] { background: $surface; border: 1px solid $line; border-radius: ~4; }
QFrame[role="pane"], QWidget[role="pane"] { background: $surface; border: none; }
QFrame[role="sunken"], QWidget[role="sunken"] { background: $sunken; border: none; }
QLabel[role="sunken"] { background: $sunken; color: $text.muted; }
QFrame[role="banner"] { background: $shown.back; border: 1px solid $line; border-radius: ~3; }
QFrame[role="field-row"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[role="field-row"][open="true"] { background: $hover; }
QFrame[role="group-head"] { background: $window; border: none; border-bottom: 1px solid $line; }
QFrame[role="separator"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="divider"] { background: $line; border: none; }
QStackedWidget, QScrollArea, QScrollArea > QWidget > QWidget[role="plain"] { background: transparent; border: none; }
QStatusBar { background: $sunken; color: $text.muted; font-size: ~12; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $text.muted; font-size: ~12; }
QFileDialog { min-width: ~600; min-height: ~340; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $focus; }
QGroupBox { border: 1px solid $line; border-radius: ~4; margin-top: ~10; padding: ~8; }
QGroupBox::title { subcontrol-origin: margin; left: ~10; color: $accent; font-weight: 700; }
"""

_BARS = """
.QProgressBar {
  background: $bar.track; border: none; border-radius: 1px; text-align: center;
  min-height: ~10; max-height: ~10; color: transparent;
}
.QProgressBar::chunk { background: $accent; border-radius: 1px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ~8; }
QScrollBar:horizontal { height: ~8; }
QScrollBar::handle { background: $line.strong; border-radius: |8; }
QScrollBar::handle:vertical { min-height: ~32; }
QScrollBar::handle:horizontal { min-width: ~32; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
