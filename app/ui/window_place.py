"""Where windows stand: as they were left, but never larger than the screen and never outside it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

#: Smaller than this nothing can be worked with; at 150 % a screen of 1366 × 768 has 911 × 512 to give.
SMALLEST, WANTED = QSize(720, 440), QSize(1366, 738)
#: What the title bar and the frame take, before the window manager has told.
_FRAME = QSize(2, 32)


def fit_to_screen(window: QMainWindow, room: QRect) -> None:
    """Bring a window into the room that its screen has; where it would not fit with its frame it fills it."""
    window.setMinimumSize(SMALLEST.boundedTo(room.size()))
    if window.isMaximized() or window.isFullScreen():
        return
    if room.size().expandedTo(window.size() + _FRAME) != room.size():
        window.resize((room.size() - _FRAME).expandedTo(window.minimumSize()))
        window.move(room.topLeft())
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        return
    frame = QRect(window.pos(), window.size() + _FRAME)
    left = min(max(frame.left(), room.left()), room.right() + 1 - frame.width())
    top = min(max(frame.top(), room.top()), room.bottom() + 1 - frame.height())
    if (left, top) != (frame.left(), frame.top()):
        window.move(left, top)


def resize_within_screen(dialog: QWidget, wanted: QSize) -> None:
    """Give a dialog the size that it wants, as far as the screen has room for it and its frame."""
    dialog.resize(wanted.boundedTo(dialog.screen().availableGeometry().size() - _FRAME))
