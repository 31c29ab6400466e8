"""A calendar beside a line in which a day is typed: opened by its button or Alt+↓, left by Enter or Esc."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.values import parse_date
from app.ui.theme import theme

_OPEN = "打开日历（Alt+↓）"
_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Script.SimplifiedHanScript, QLocale.Country.China)
#: Qt's parts of the calendar, by the names that it gives them.
_NAMES = {
    "qt_calendar_prevmonth": "上个月",
    "qt_calendar_nextmonth": "下个月",
    "qt_calendar_monthbutton": "选择月份",
    "qt_calendar_yearbutton": "填写年份",
    "qt_calendar_yearedit": "年份",
    "qt_spinbox_lineedit": "年份",
    "qt_calendar_calendarview": "日历",
}
_ARROWS = {"qt_calendar_prevmonth": "left", "qt_calendar_nextmonth": "right"}


class Calendar(QCalendarWidget):
    """One month, from Monday, in Chinese and in the colours of the theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(_CHINESE)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.setDateEditEnabled(False)
        self.setAccessibleName("日历")
        self._name_parts()
        self._colour()

    @property
    def view(self) -> QTableView:
        """The days."""
        found = self.findChild(QTableView)
        assert isinstance(found, QTableView)
        return found

    def _name_parts(self) -> None:
        for part in self.findChildren(QWidget):
            if name := _NAMES.get(part.objectName()):
                part.setAccessibleName(name)
            if isinstance(part, QToolButton):
                part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                part.setToolTip(_NAMES.get(part.objectName(), ""))
            if isinstance(part, QToolButton) and part.objectName() in _ARROWS:
                part.setIcon(theme().icon(_ARROWS[part.objectName()]))

    def _colour(self) -> None:
        head, week_end, today = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        head.setForeground(theme().colour("text.muted"))
        week_end.setForeground(theme().colour("text"))
        self.setHeaderTextFormat(head)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, week_end)
        today.setFontWeight(QFont.Weight.Bold)
        today.setForeground(theme().colour("accent"))
        self.setDateTextFormat(QDate.currentDate(), today)


class CalendarPopup(QFrame):
    """The calendar over the window; a click or Enter takes a day, Esc leaves everything as it was."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line, Qt.WindowType.Popup)
        self._line = line
        self.setProperty("role", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"{line.accessibleName()}：选择日期")
        self.calendar = Calendar(self)
        today = QPushButton("今天")
        today.setProperty("role", "small")
        today.setAccessibleName("今天")
        today.setAutoDefault(True)
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(*[theme().px(6)] * 4)
        column.addWidget(self.calendar)
        column.addLayout(foot)
        foot.addStretch(1)
        foot.addWidget(today)
        today.clicked.connect(self._take_today)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)

    def open_at(self, day: date) -> None:
        """Open below the line (above it where there is no room), on a day."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        below = self._line.mapToGlobal(QPoint(0, self._line.height() + theme().px(2)))
        room = self._line.screen().availableGeometry()
        if below.y() + self.height() > room.bottom():
            below.setY(self._line.mapToGlobal(QPoint()).y() - self.height() - theme().px(2))
        below.setX(max(room.left(), min(below.x(), room.right() - self.width())))
        self.move(below)
        self.show()
        self.calendar.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            self._line.setFocus(Qt.FocusReason.PopupFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed = self.focusWidget()
            if isinstance(pressed, QPushButton | QToolButton):
                pressed.click()
        else:
            super().keyPressEvent(event)

    def _take_today(self) -> None:
        self._take(QDate.currentDate())

    def _take(self, day: QDate) -> None:
        """Write a day as if it was typed."""
        self.close()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)
        self._line.selectAll()
        self._line.insert(day.toString(Qt.DateFormat.ISODate))


class CalendarOpener(QObject):
    """Gives a line its button and its key."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        action = line.addAction(
            theme().icon("calendar", "text.muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setText(_OPEN)
        action.setToolTip(_OPEN)
        action.triggered.connect(self.open)
        for button in line.findChildren(QToolButton):
            button.setAccessibleName(_OPEN)
        line.installEventFilter(self)

    def open(self) -> None:
        """Open the calendar on the day that is typed, else on today."""
        if not self._line.isReadOnly() and self._line.isEnabled():
            CalendarPopup(self._line).open_at(parse_date(self._line.text()) or date.today())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() == Qt.Key.Key_Down:
                self.open()
                return True
        return super().eventFilter(watched, event)


def add_calendar(line: QLineEdit) -> QLineEdit:
    """Let a day be chosen in a calendar as well as typed; return the line."""
    CalendarOpener(line)
    return line
