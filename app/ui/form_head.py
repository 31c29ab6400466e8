"""The head of a form: its title, the dates on which its figures are counted, and the offices that know them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.form import Form
from app.domain.school_year import SchoolYear, When
from app.ui.theme import theme
from app.ui.widgets.elided import ElidedLabel


class FormHead(QWidget):
    """Names the form in front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(6), px(24), px(7))
        column.setSpacing(0)
        self._heading, self._dates = QLabel(), ElidedLabel()
        self._heading.setProperty("role", "title")
        self._dates.setProperty("role", "muted")
        column.addWidget(self._heading)
        column.addWidget(self._dates)

    def show_form(self, form: Form, year: SchoolYear) -> None:
        """Name a form as it is filled in a school year."""
        self._heading.setText(form.title)
        self._dates.setText(_explained(form, year))


def _explained(form: Form, year: SchoolYear) -> str:
    whens = dict.fromkeys(fact.when for page in form.pages for fact in page.facts)
    named = [year.describe(when) for when in whens if when is not When.NONE]
    dates = f" {'；'.join(named)}" if len(named) <= 2 else "见各项"
    offices = "、".join(dict.fromkeys(page.office for page in form.pages if page.office))
    parts = [f"统计时点{dates}" if named else "", f"由{offices}提供" if offices else ""]
    return " · ".join(part for part in parts if part)
