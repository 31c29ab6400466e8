"""自评报告: the report as it will be printed, and what can be done with it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.reports.layouts import Layout
from app.services.exports import Judged, write_blank_forms, write_judged
from app.services.writing import Output, Places
from app.ui import messages
from app.ui.navigation import Navigation
from app.ui.pages.page import Page
from app.ui.preview import Preview
from app.ui.printing import ask_and_print
from app.ui.runner import Job, Progress, Runner
from app.ui.session_model import SessionModel
from app.ui.theme import theme
from app.ui.widgets.segment import Segment
from app.ui.widgets.working import Working, make_button

_BLANK = "空白填报表"
_PDF = "PDF 文件 (*.pdf)"
#: What can be printed of a result: the word of the choice, and how its files are named.
_LAYOUTS = {
    Layout.FULL: ("全文", "自评报告"),
    Layout.SHORT: ("简本", "自评报告（简本）"),
    Layout.PUBLIC: ("公开版", "自评结果公开版"),
    Layout.LETTER: ("报送函", "报送函"),
}
#: How each kind of file ends, and what the dialog calls it.
_KINDS = {
    Output.PDF: (".pdf", _PDF),
    Output.EXCEL: (".xlsx", "Excel 表 (*.xlsx)"),
    Output.WORD: (".docx", "Word 文档 (*.docx)"),
}
_SHEET = "自评结果"
_SHOW_PROGRESS_AFTER_MS = 400


class ReportPage(Page):
    """The preview, and buttons to save, print and hand out empty forms."""

    name = "report"
    title = "自评报告"

    def __init__(
        self,
        model: SessionModel,
        navigation: Navigation,
        runner: Runner,
        paths: Paths,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, navigation, parent)
        self._runner, self._paths = runner, paths
        self._pdf, self._stale, self._job = b"", True, None
        self._previewing = False
        self.preview = Preview(runner, self)
        self._place = QLabel()
        self.layouts = Segment([(layout, word) for layout, (word, _) in _LAYOUTS.items()], name="报告内容")
        self._working = Working(self)
        self._build()
        for signal in (model.answers_changed, model.remedies_changed, model.verdicts_changed):
            signal.connect(self._on_changed)
        self._again = QTimer(self, singleShot=True, interval=_SHOW_PROGRESS_AFTER_MS)
        self._again.timeout.connect(self._refresh)

    _job: Job | None

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self._working)
        layout.addWidget(self.preview, 1)
        self.preview.page_changed.connect(self._on_page)
        self.layouts.chosen.connect(self._on_layout)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("role", "pane")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row, below, rows = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(head)
        rows.setContentsMargins(theme().px(20), theme().px(10), theme().px(20), theme().px(8))
        rows.setSpacing(theme().px(6))
        for part in (row, below):
            part.setSpacing(theme().px(8))
            rows.addLayout(part)
        title = QLabel(self.title)
        title.setProperty("role", "title")
        self._place.setProperty("role", "muted")
        row.addWidget(title)
        row.addStretch(1)
        below.addWidget(self.layouts)
        below.addWidget(self._place)
        below.addStretch(1)
        for button in self._buttons():
            row.addWidget(button)
        return head

    def _buttons(self) -> list[QPushButton]:
        """Return the buttons; what does not fit beside the title at 200 % stands in menus."""
        blank, every = self.save_blank_forms, partial(self.save_blank_forms, every=True)
        excel, word, pdf = (partial(self._ask_and_write, o) for o in (Output.EXCEL, Output.WORD, Output.PDF))
        return [
            _menu_button(_BLANK, [("本校需填的数据项…", blank), ("全部数据项…", every)]),
            make_button("打印…", self.print_report, False),
            _menu_button("其他格式", [("导出 Excel…", excel), ("导出 Word…", word)]),
            make_button("导出 PDF…", pdf, True),
        ]

    def on_shown(self) -> None:
        """Bring the preview up to date; its pages can be turned at once."""
        self._refresh()
        self.preview.setFocus()

    def _on_changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._again.start()

    @property
    def layout_chosen(self) -> Layout:
        """What of the result is shown, printed and saved."""
        return Layout(self.layouts.current)

    def _on_layout(self, _: str) -> None:
        """Show another layout; one that is being made for the preview is not wanted any more."""
        self._stale = True
        if self._job is not None and self._previewing:
            self._job.cancel()
            self._job = None
        self._refresh()

    def _on_page(self, number: int, total: int) -> None:
        self._place.setText(f"第 {number} 页 共 {total} 页" if total else "")

    def _refresh(self) -> None:
        if not self._stale or self._job is not None:
            return
        self._stale, layout = False, self.layout_chosen
        word, _ = _LAYOUTS[layout]
        title = "正在生成报告" if layout is Layout.FULL else f"正在生成{word}"
        self._start(partial(_report_job, self._judged(), layout), self._show, title)
        self._previewing = True

    def _show(self, pdf: object) -> None:
        assert isinstance(pdf, bytes)
        self._pdf = pdf
        self.preview.show_pdf(pdf)

    def _ask_and_write(self, output: Output) -> None:
        """Ask where, and write one kind of file there."""
        ending, kinds = _KINDS[output]
        name = _SHEET if output is Output.EXCEL else _LAYOUTS[self.layout_chosen][1]
        place = self.model.session.workspace.path.parent / f"{self._stem()}{name}{ending}"
        chosen, _ = QFileDialog.getSaveFileName(self, "导出", str(place), kinds)
        if chosen:
            self.write_to(Path(chosen), output)

    def write_to(self, place: Path, output: Output) -> None:
        """Write one kind of file to a place; what stands there stays until all is done."""
        self.model.save_now()
        work = partial(_write_job, self._judged(), {output: place}, self.layout_chosen)
        self._start(work, self._written, f"正在导出 {place.name}，完成前不替换原有文件")

    def save_blank_forms(self, every: bool = False) -> None:
        """Ask where, and write empty forms for filling by hand: what this school needs, or everything."""
        session = self.model.session
        place = str(session.workspace.path.parent / f"{_BLANK}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, _BLANK, place, _PDF)
        if chosen:
            needed = None if every else session.rulebook.needs.of(session.assessment, session.judged_on)
            work = partial(_blank_job, session.rulebook, self._paths, Path(chosen), str(session.year), needed)
            self._start(work, self._written, "正在印制空白填报表")

    def print_report(self) -> None:
        """Ask for a printer and print what the preview shows."""
        if not self._pdf or self._stale:
            self._refresh()
            self._working.tell("报告正在更新，完成后请再点打印")
            return
        try:
            ask_and_print(self._pdf, self._stem() + _LAYOUTS[self.layout_chosen][1], self)
        except Exception as error:
            messages.show_error(self, error)

    def _written(self, places: object) -> None:
        assert isinstance(places, list)
        self._working.tell("已导出 " + "、".join(str(place) for place in places))

    def _start(self, work: Callable[[Progress], object], done: Callable[[object], None], title: str) -> None:
        self._previewing = False
        self._job = self._runner.run(
            work, partial(self._end, done), self._fail, title, on_progress=self._working.step
        )
        self._working.begin(title, self._cancel)

    def _end(self, done: Callable[[object], None], result: object) -> None:
        self._job = None
        self._working.finish()
        done(result)
        if self._stale and self.isVisible():
            self._refresh()

    def _fail(self, error: BaseException) -> None:
        self._job = None
        self._working.finish()
        messages.show_error(self, error)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._stale = self._stale or self._previewing
        self._working.finish()
        self._working.tell("已取消，原有文件未改动")

    def _judged(self) -> Judged:
        session = self.model.session
        return Judged(session.assessment, session.evaluation, session.rulebook, self._paths)

    def _stem(self) -> str:
        school = self.model.session.evaluation.school
        return f"{school}{self.model.session.year}学年"


def _menu_button(text: str, actions: list[tuple[str, Callable[[], object]]]) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    menu = QMenu(button)
    for name, action in actions:
        menu.addAction(name).triggered.connect(lambda _checked, act=action: act())
    button.setMenu(menu)
    return button


def _report_job(judged: Judged, layout: Layout, progress: Progress) -> bytes:
    progress.step(0, 1)
    return judged.pdf(layout)


def _write_job(judged: Judged, places: Places, layout: Layout, progress: Progress) -> list[Path]:
    return write_judged(judged, places, progress.step, layout)


def _blank_job(
    rulebook: Rulebook,
    paths: Paths,
    place: Path,
    year: str,
    needed: frozenset[str] | None,
    progress: Progress,
) -> list[Path]:
    progress.step(0, 1)
    return [write_blank_forms(rulebook, paths, place, year, needed)]
