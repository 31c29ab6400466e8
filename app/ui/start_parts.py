"""What the start page is made of: large buttons, its left half, headings, and what is dropped on it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app.services.inputs import SUFFIX
from app.ui.theme import theme
from app.ui.widgets.painting import frame

FILE_FILTER = f"学校自评文件 (*{SUFFIX});;所有文件 (*)"
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PaintedButton(QAbstractButton):
    """A button that paints itself: Space and Enter press it, the focus is a ring, a touch of colour the hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self._on_theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def _draw_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            frame(painter, self.rect(), theme().colour("focus"), radius=theme().px(4), width=theme().px(2))


class BigButton(PaintedButton):
    """One way to begin: icon, verb, and a line that says more."""

    def __init__(self, icon: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._hint, self._figure, self._primary = icon, hint, "", False
        self.setText(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_hint(self, hint: str, figure: str = "") -> None:
        """Say something else in the second line; the figure at its end is never cut."""
        self._hint, self._figure = hint, figure
        self._describe()
        self.update()

    def set_primary(self, primary: bool) -> None:
        """Make it the one that most people want."""
        self._primary = primary
        self.update()

    def sizeHint(self) -> QSize:
        lines = theme().metrics.line_height(15) + theme().metrics.line_height(12)
        return QSize(theme().px(240), lines + theme().px(24))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, px = QPainter(self), theme().px
        fill, line, title, hint = self._colours()
        frame(painter, self.rect(), theme().colour(line), theme().colour(fill), radius=px(4))
        side = px(24)
        painter.drawPixmap(
            QPoint(px(14), (self.height() - side) // 2), theme().pixmap(self._icon, self._icon_colour(), 24)
        )
        left, room = px(54), self.width() - px(54) - px(12)
        upper, lower = theme().metrics.line_height(15), theme().metrics.line_height(12)
        top = (self.height() - upper - lower) // 2
        draw_text(painter, QRect(left, top, room, upper), self.text(), 15, title, bold=True)
        self._draw_hint(painter, QRect(left, top + upper, room, lower), hint)
        self._draw_focus(painter)

    def _draw_focus(self, painter: QPainter) -> None:
        """Draw the ring; on the primary ground a light line sets it off."""
        if self._primary and self.hasFocus():
            inset = theme().px(2)
            inner = self.rect().adjusted(inset, inset, -inset, -inset)
            frame(painter, inner, theme().colour("surface"), radius=theme().px(3), width=theme().px(2))
        super()._draw_focus(painter)

    def _draw_hint(self, painter: QPainter, room: QRect, colour: str) -> None:
        metrics = QFontMetrics(theme().font(12))
        left = room.width() - metrics.horizontalAdvance(self._figure) - 1
        words = (
            metrics.elidedText(self._hint, Qt.TextElideMode.ElideRight, left) if self._figure else self._hint
        )
        draw_text(painter, room, words + self._figure, 12, colour)

    def _colours(self) -> tuple[str, str, str, str]:
        if self._primary:
            ground = "accent.hover" if self.underMouse() else "accent"
            return ground, ground, "accent.text", "accent.text"
        return "hover" if self.underMouse() else "surface", "line", "text", "text.muted"

    def _icon_colour(self) -> str:
        return "accent.text" if self._primary else "accent"

    def _describe(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._hint + self._figure)
        self.setToolTip(self._hint + self._figure)


class LeftPane(QFrame):
    """The white left half, with a line towards the other."""

    def __init__(self) -> None:
        super().__init__()
        self.stacked = False
        self.setProperty("role", "pane")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        edge = QRect(self.width() - 1, 0, 1, self.height())
        if self.stacked:
            edge = QRect(0, self.height() - 1, self.width(), 1)
        QPainter(self).fillRect(edge, theme().colour("line"))


@dataclass(frozen=True, slots=True)
class DroppedFiles:
    """Files dragged onto the window."""

    paths: tuple[Path, ...]

    @property
    def first(self) -> Path | None:
        """The one to open: the first school file, else whatever comes first (it is told what it is)."""
        ours = (path for path in self.paths if path.suffix.lower() == SUFFIX)
        return next(ours, next(iter(self.paths), None))


def choose_new_file(parent: QWidget, suggested: Path) -> Path | None:
    """Ask for the place of a new school file; a name that is taken is refused where the file is made."""
    dont_ask = QFileDialog.Option.DontConfirmOverwrite
    name, _ = QFileDialog.getSaveFileName(parent, "另存为", str(suggested), FILE_FILTER, options=dont_ask)
    if not name:
        return None
    return Path(name) if name.endswith(SUFFIX) else Path(f"{name}{SUFFIX}")


def dropped_files(data: QMimeData) -> DroppedFiles:
    """Return the files that are dragged onto a window."""
    return DroppedFiles(tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()))


def link_button(text: str) -> QPushButton:
    """Return a button that looks like a link."""
    button = QPushButton(text)
    button.setProperty("role", "link")
    button.setAccessibleName(text.rstrip("…"))
    return button


def heading(text: str, note: str, link: QPushButton | None = None) -> QHBoxLayout:
    """Return the line above a part of the page."""
    row, title, words = QHBoxLayout(), QLabel(text), QLabel(note)
    title.setProperty("role", "section")
    words.setProperty("role", "muted")
    words.setWordWrap(True)
    row.addWidget(title)
    row.addWidget(words, 1, Qt.AlignmentFlag.AlignBottom)
    if link is not None:
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignBottom)
    return row


def draw_text(
    painter: QPainter,
    room: QRect,
    text: str,
    size: int,
    colour: str,
    *,
    bold: bool = False,
    alignment: Qt.AlignmentFlag = _LEFT,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Draw one line, its words elided where the room ends."""
    font = theme().font(size, bold)
    painter.setFont(font)
    painter.setPen(theme().colour(colour))
    painter.drawText(room, alignment, QFontMetrics(font).elidedText(text, elide, room.width()))
