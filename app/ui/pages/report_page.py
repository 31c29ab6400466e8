"""自评报告: the report as it will be printed, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.reports.layouts import Layout
from app.services.exports import Judged, write_blank_forms, write_judged
from app.services.filing_steps import short_number
from app.services.own_faces import kept_faces
from app.services.reporting import made_ready
from app.services.writing import Output, Places
from app.storage.workspace import Workspace
from app.ui import messages
from app.ui.navigation import Navigation
from app.ui.pages.page import Page
from app.ui.preview import Preview
from app.ui.printing import ask_and_print
from app.ui.runner import Progress, Runner
from app.ui.session_model import SessionModel
from app.ui.settings import settings_changes
from app.ui.theme import theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.one_job import OneJob
from app.ui.widgets.segment import Segment
from app.ui.widgets.working import Working, make_button, menu_button

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
#: Whoever leafs through the pages is gone again by then; the report made meanwhile would hold up the next ones.
_PASSING_MS = 150


@dataclass(frozen=True, slots=True)
class Made:
    """What the preview shows, and what has to be known of it."""

    pdf: bytes
    told: tuple[str, ...]


class ReportPage(Page):
    """The preview, and buttons to save, print and hand out empty forms.

    Of a frozen year everything is as it was filed, under its seal; else it is a draft.
    """

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
        self._paths = paths
        self._pdf, self._stale, self._previewing = b"", True, False
        self.preview = Preview(runner, self)
        self._place = QLabel()
        self.layouts = Segment([(layout, word) for layout, (word, _) in _LAYOUTS.items()], name="报告内容")
        self.banner = Banner("unanswered")
        self._working = Working(self)
        self.jobs = OneJob(runner, self._working, self._after_job)
        self._build()
        for signal in (model.answers_changed, model.remedies_changed, model.verdicts_changed):
            signal.connect(self._on_changed)
        model.explanations_changed.connect(self._on_changed)
        settings_changes().fonts.connect(self._on_changed)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._on_stayed)

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
        rows.addWidget(self.banner)
        self.banner.hide()
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
            menu_button(_BLANK, [("本校需填的数据项…", blank), ("全部数据项…", every)]),
            make_button("打印…", self.print_report, False),
            menu_button("其他格式", [("导出 Excel…", excel), ("导出 Word…", word)]),
            make_button("导出 PDF…", pdf, True),
        ]

    def on_shown(self) -> None:
        """Bring the preview up to date, unless one only passes by; its pages can be turned at once."""
        self._again.start(_PASSING_MS)
        self.preview.setFocus()

    def _on_stayed(self) -> None:
        if self.isVisible():
            self._refresh()

    def _on_changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._again.start(_SHOW_PROGRESS_AFTER_MS)

    @property
    def layout_chosen(self) -> Layout:
        """What of the result is shown, printed and saved."""
        return Layout(self.layouts.current)

    def _on_layout(self, _: str) -> None:
        """Show another layout; one that is being made for the preview is not wanted any more."""
        self._stale = True
        if self._previewing:
            self.jobs.drop()
        self._refresh()

    def _on_page(self, number: int, total: int) -> None:
        self._place.setText(f"第 {number} 页 共 {total} 页" if total else "")

    # The preview

    def _refresh(self) -> None:
        if not self._stale or self.jobs.busy:
            return
        self._stale, self._previewing, layout = False, True, self.layout_chosen
        word, _ = _LAYOUTS[layout]
        title = "正在生成报告" if layout is Layout.FULL else f"正在生成{word}"
        work = partial(_preview_job, *self._material(), layout)
        self.jobs.start(work, self._show, title, on_cancel=self._on_preview_stopped)

    def _on_preview_stopped(self) -> None:
        self._stale, self._previewing = True, False

    def _show(self, made: Made) -> None:
        self._pdf = made.pdf
        self.preview.show_pdf(made.pdf)
        self._tell(made.told)

    def _tell(self, told: tuple[str, ...]) -> None:
        """Say above the preview whether it is as filed, and what has to be known of a draft."""
        filed = self.model.session.filed
        sentences = "".join(told)
        if filed is not None:
            bold = f"已备案 {short_number(filed)}。"
            text = "预览、打印和导出的内容与备案一致，印有备案编号和指纹。"
            self.banner.set_message("met", bold, text + sentences, icon="lock")
        elif told:
            self.banner.set_message("unanswered", "请留意。", sentences)
        self.banner.setVisible(filed is not None or bool(told))

    def _after_job(self) -> None:
        self._previewing = False
        if self._stale and self.isVisible():
            self._refresh()

    # Files and paper

    def _ask_and_write(self, output: Output) -> None:
        """Ask where, and write one kind of file there."""
        ending, kinds = _KINDS[output]
        name = _SHEET if output is Output.EXCEL else _LAYOUTS[self.layout_chosen][1]
        self._ask_place("导出", f"{self._stem()}{name}{ending}", kinds, partial(self.write_to, output=output))

    def write_to(self, place: Path, output: Output) -> None:
        """Write one kind of file to a place; what stands there stays until all is done."""
        self.model.save_now()
        work = partial(_write_job, *self._material(), {output: place}, self.layout_chosen)
        self._write(work, f"正在导出 {place.name}，完成前不替换原有文件")

    def save_blank_forms(self, every: bool = False) -> None:
        """Ask where, and write empty forms for filling by hand: what this school needs, or everything."""
        self._ask_place(_BLANK, f"{_BLANK}.pdf", _PDF, partial(self._write_blank_forms, every))

    def _write_blank_forms(self, every: bool, place: Path) -> None:
        session = self.model.session
        needed = None if every else session.rulebook.needs.of(session.assessment, session.judged_on)
        work = partial(_blank_job, session.rulebook, self._paths, place, str(session.year), needed)
        self._write(work, "正在印制空白填报表")

    def _ask_place(self, title: str, name: str, kinds: str, write: Callable[[Path], None]) -> None:
        if self._refuses(title):
            return
        suggested = str(self.model.session.workspace.path.parent / name)
        chosen, _ = QFileDialog.getSaveFileName(self, title, suggested, kinds)
        if chosen:
            write(Path(chosen))

    def _refuses(self, title: str) -> bool:
        """Tell, also the user, whether something else has to end first."""
        busy = self.jobs.busy and not self._previewing
        if busy:
            messages.inform(self, title, "上一个文件正在写出或打印。", "请待完成或取消后再试。")
        return busy

    def _write(self, work: Callable[[Progress], list[Path]], title: str) -> None:
        """Write before anything is shown: a preview that is being made is made again afterwards."""
        self._stale, self._previewing = self._stale or self._previewing, False
        self.jobs.start(work, self._written, title)

    def _written(self, places: list[Path]) -> None:
        self._working.tell("已导出 " + "、".join(str(place) for place in places))

    def print_report(self) -> None:
        """Ask for a printer and print what the preview shows."""
        if not self._pdf or self._stale or self._previewing:
            self._refresh()
            self._working.tell("报告正在更新，完成后请再点打印")
        elif not self._refuses("打印"):
            title = self._stem() + _LAYOUTS[self.layout_chosen][1]
            messages.attempt(
                self, lambda: ask_and_print(self._pdf, title, self.jobs, self._working.tell, self)
            )

    def _material(self) -> tuple[Judged, Workspace | None]:
        """Return what is printed, and where its filing is if it was filed."""
        session = self.model.session
        judged = Judged(session.assessment, session.evaluation, session.rulebook, self._paths)
        return judged, session.workspace if session.filed is not None else None

    def _stem(self) -> str:
        school = self.model.session.evaluation.school
        return f"{school}{self.model.session.year}学年"


def _preview_job(judged: Judged, workspace: Workspace | None, layout: Layout, progress: Progress) -> Made:
    progress.step(0, 1)
    ready = made_ready(judged, workspace, layout)
    return Made(ready.source.written(Output.PDF, layout), ready.told)


def _write_job(
    judged: Judged, workspace: Workspace | None, places: Places, layout: Layout, progress: Progress
) -> list[Path]:
    return write_judged(made_ready(judged, workspace, layout).source, places, progress.step, layout)


def _blank_job(
    rulebook: Rulebook,
    paths: Paths,
    place: Path,
    year: str,
    needed: frozenset[str] | None,
    progress: Progress,
) -> list[Path]:
    progress.step(0, 1)
    fonts = kept_faces(paths.data).fonts
    return [write_blank_forms(rulebook, paths, place, year, needed, fonts)]
