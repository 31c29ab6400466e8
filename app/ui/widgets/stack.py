"""Pages one over the other, of which one is in front."""

from PySide6.QtWidgets import QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """A stack whose page is painted once when it comes to the front."""

    def setCurrentWidget(self, page: QWidget) -> None:
        """Bring a page to the front.

        Qt 6.9 tells every part of a page that is shown to paint itself, and paints a ground that covers
        what lies under it apart from the others: the parts on such a ground twice. Putting the page below
        the hidden ones makes its place invalid as a whole, which is painted in one go.
        """
        if page is not self.currentWidget():
            super().setCurrentWidget(page)
            page.lower()
