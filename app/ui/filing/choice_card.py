"""Which evidence goes along in the package, and how large it will be."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from app.reports.sections.evidence import size_text
from app.ui.filing.parts import Sheet, clear, line, link
from app.ui.session_model import SessionModel

_HOW = "勾选的随备案包报送；未勾选的只在报告中列出名称与校验值。"


class ChoiceCard(Sheet):
    """A tick per piece of evidence; all go along unless somebody takes one out."""

    def __init__(
        self, model: SessionModel, to_evidence: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("随备案包报送的佐证", "", parent)
        self._model, self._left_out = model, set[str]()
        self.boxes: dict[str, QCheckBox] = {}
        self.manage = link("管理佐证材料", "管理佐证材料", to_evidence)
        self.head.addWidget(self.manage)
        self.refresh()

    @property
    def included(self) -> frozenset[str]:
        """The hashes of what goes along."""
        return frozenset(item.sha256 for item in self._model.session.evidence) - self._left_out

    def refresh(self) -> None:
        """Show the evidence as it is."""
        clear(self.body)
        self.boxes.clear()
        evidence = self._model.session.evidence
        self.body.addWidget(line(_HOW if evidence else "尚未添加佐证材料；没有佐证也可以备案。", "muted"))
        for item in evidence:
            box = self.boxes[item.sha256] = QCheckBox(
                f"{item.name}　{size_text(item.size)}".replace("&", "&&")
            )
            box.setAccessibleName(f"{item.name}，{size_text(item.size)}，随备案包报送")
            box.setObjectName(item.sha256)
            box.setChecked(item.sha256 in self.included)
            box.setEnabled(not self._model.session.read_only)
            box.toggled.connect(self._on_toggled)
            self.body.addWidget(box)
        self._count()

    def _on_toggled(self, ticked: bool) -> None:
        sha256 = self.sender().objectName()
        (self._left_out.discard if ticked else self._left_out.add)(sha256)
        self._count()

    def _count(self) -> None:
        chosen = [item for item in self._model.session.evidence if item.sha256 in self.included]
        total = sum(item.size for item in chosen)
        text = f"{len(chosen)} 份，合计 {size_text(total)}；报告与数据另计，通常不到 2 MB" if chosen else ""
        self.note.setText(text)
