"""A thin line between parts of the window."""

from PySide6.QtWidgets import QFrame


def separator(vertical: bool = False) -> QFrame:
    """Return a line one pixel thick, lying or standing."""
    line = QFrame()
    line.setProperty("role", "divider" if vertical else "separator")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
