from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.standard import SourceState
from app.domain.verdict import Status
from app.domain.wording import SOURCE_WORDS, plain_status
from app.ui.theme import Theme
from app.ui.widgets.badge import NumberBadge, Tag
from app.ui.widgets.banner import Banner
from app.ui.widgets.bars import BarLegend, StackedBar, bar_scale
from app.ui.widgets.card import Card
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.meter import Meter
from app.ui.widgets.scroll import VerticalScroll
from app.ui.widgets.segment import Segment
from app.ui.widgets.status import SourceLabel, StatusChip, StatusGlyph, StatusPlain
from app.ui.widgets.text_block import Span, TextBlock
from app.ui.widgets.working import Working
from tests.ui.hands import colours_of

pytestmark = pytest.mark.usefixtures("app_theme")

LONG = "在编与签订一年以上合同人员，不含离退休人员，也不含只领取补贴而不承担工作的人员"
EVERY = [(status, count) for status, count in zip(Status, (13, 2, 1, 3, 2, 1), strict=True)]
OPTIONS = [("all", "全部"), ("open", "进行中"), ("done", "已完成")]


W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W, width: int = 300, height: int = 60) -> W:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("kind", [StatusChip, StatusPlain, StatusGlyph])
def test_a_status_says_its_word(qtbot: QtBot, kind: type[StatusPlain], status: Status) -> None:
    widget = shown(qtbot, kind(status, plain_status(status)))
    assert widget.accessibleName() == plain_status(status)


@pytest.mark.parametrize("status", list(Status))
def test_a_status_is_drawn_in_its_colours(qtbot: QtBot, app_theme: Theme, status: Status) -> None:
    chip = shown(qtbot, StatusChip(status, plain_status(status)), 100, 22)
    found = colours_of(picture(chip))
    assert {app_theme.colour(f"{status}.{part}").name() for part in ("text", "back")} <= found


def test_a_status_that_changes_says_the_new_word(qtbot: QtBot) -> None:
    chip = shown(qtbot, StatusChip(Status.MISSED, "未达标"))
    before = chip.sizeHint().width()
    chip.set_status(Status.MET, "达标")
    assert chip.accessibleName() == chip.word == "达标"
    assert chip.sizeHint().width() < before


def test_a_status_alone_explains_itself_by_its_tooltip(qtbot: QtBot) -> None:
    glyph = shown(qtbot, StatusGlyph(Status.MET, "达标", 20))
    glyph.set_status(Status.MISSED, "未达到目标")
    assert glyph.toolTip() == glyph.accessibleName() == "未达到目标"
    assert glyph.sizeHint().width() == 20


def test_a_chip_whose_verdict_turned_has_a_frame(qtbot: QtBot) -> None:
    chip = shown(qtbot, StatusChip(Status.MET, "达标"), 80, 22)
    plain = picture(chip)
    chip.set_marked(True)
    marked = picture(chip)
    chip.set_marked(False)
    assert marked != plain == picture(chip)


@pytest.mark.parametrize("state", list(SourceState))
def test_a_source_says_its_word(qtbot: QtBot, state: SourceState) -> None:
    label = shown(qtbot, SourceLabel(SourceState.READ))
    label.set_state(state)
    assert label.accessibleName() == SOURCE_WORDS[state]


@pytest.mark.parametrize("scale", [150, 200])
def test_a_chip_grows_with_the_scale(qtbot: QtBot, app_theme: Theme, scale: int) -> None:
    chip = shown(qtbot, StatusChip(Status.MET, "达标"))
    before = chip.sizeHint()
    app_theme.set_scale(scale)
    assert chip.sizeHint().height() == before.height() * scale // 100
    assert chip.sizeHint().width() > before.width() * scale / 110


def test_a_badge_of_nothing_is_not_there(qtbot: QtBot) -> None:
    holder = shown(qtbot, QWidget())
    badge = NumberBadge(0, parent=holder)
    assert badge.isHidden()
    badge.set_count(3, "missed")
    assert badge.isVisible() and badge.accessibleName() == "3 项"
    badge.set_count(0)
    assert badge.isHidden()


def test_a_badge_counts_to_99(qtbot: QtBot) -> None:
    badge = shown(qtbot, NumberBadge(99))
    width = badge.sizeHint().width()
    badge.set_count(100)
    hundred = badge.sizeHint().width()
    badge.set_count(1000)
    assert hundred > width and badge.sizeHint().width() == hundred
    assert badge.accessibleName() == "1000 项"


def test_a_small_badge_is_round(qtbot: QtBot) -> None:
    badge = shown(qtbot, NumberBadge(3))
    assert badge.sizeHint().width() == badge.sizeHint().height() == 18


def test_a_tag_says_its_word(qtbot: QtBot) -> None:
    tag = shown(qtbot, Tag("最严", "accent"))
    tag.set_tag("仅供了解", "dashed")
    assert tag.accessibleName() == "仅供了解"


def test_a_long_text_is_elided_and_told_by_its_tooltip(qtbot: QtBot) -> None:
    label = shown(qtbot, ElidedLabel(LONG), 120, 24)
    assert label.shown.endswith("…") and label.toolTip() == label.text() == LONG


def test_a_short_text_is_whole_and_has_no_tooltip(qtbot: QtBot) -> None:
    label = shown(qtbot, ElidedLabel("教职工总数"), 200, 24)
    assert label.shown == "教职工总数" and label.toolTip() == ""


def test_an_elided_text_comes_back_when_there_is_room(qtbot: QtBot) -> None:
    label = shown(qtbot, ElidedLabel(LONG), 120, 24)
    label.resize(1200, 24)
    assert label.shown == LONG and label.toolTip() == ""


def test_an_elided_label_does_not_widen_its_window(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget())
    QVBoxLayout(window).addWidget(ElidedLabel(LONG))
    assert window.minimumSizeHint().width() < 120


@pytest.mark.parametrize("status", list(Status))
def test_a_card_has_a_solid_bar_only_when_judged(qtbot: QtBot, app_theme: Theme, status: Status) -> None:
    image = picture(shown(qtbot, Card(status), 200, 80))
    edge = {image.pixelColor(1, y).name() for y in range(10, 70)}
    assert app_theme.colour(f"{status}.text").name() in edge
    assert (len(edge) == 1) == (status in (Status.MET, Status.MISSED))


def test_a_card_may_change_its_bar_and_lose_it(qtbot: QtBot, app_theme: Theme) -> None:
    card = shown(qtbot, Card(Status.MISSED), 200, 80)
    card.set_bar(Status.MET)
    assert picture(card).pixelColor(1, 40) == app_theme.colour("met.text")
    card.set_bar(None)
    assert picture(card).pixelColor(2, 40) == app_theme.colour("surface")


def test_a_meter_stands_where_the_figures_say(qtbot: QtBot) -> None:
    meter = shown(qtbot, Meter(0.6286, 0.7, Status.MISSED, label="70 %", top=1))
    assert (meter.filled, meter.tick) == (0.6286, 0.7)
    assert meter.accessibleName() == "要求 70 %"


@pytest.mark.parametrize(
    ("value", "threshold", "filled", "tick"),
    [(29080, 29600, 0.786, 0.8), (0, 5, 0, 0.8), (0, 0, 0, 0), (-3, 5, 0, 0.8)],
)
def test_a_meter_without_an_end_leaves_room_beyond_the_requirement(
    qtbot: QtBot, value: int, threshold: int, filled: float, tick: float
) -> None:
    meter = shown(qtbot, Meter(value, threshold))
    assert (round(meter.filled, 3), round(meter.tick, 3)) == (filled, tick)


def test_a_meter_never_leaves_its_bar(qtbot: QtBot) -> None:
    meter = shown(qtbot, Meter(3, 2, Status.MET, label="200 %", top=1), 40, 40)
    assert (meter.filled, meter.tick) == (1, 1)
    assert not picture(meter).isNull()


def test_a_stacked_bar_says_its_counts_in_words(qtbot: QtBot) -> None:
    bar = shown(qtbot, StackedBar([(Status.SHOWN, 7), (Status.MET, 8), (Status.MISSED, 0)]))
    assert bar.accessibleName() == "达标 8，仅展示 7"
    bar.set_counts([])
    assert bar.accessibleName() == "没有指标"
    assert not picture(bar).isNull()


@pytest.mark.parametrize("dark", [False, True])
def test_a_stacked_bar_shows_every_status(qtbot: QtBot, app_theme: Theme, dark: bool) -> None:
    app_theme.set_dark(dark)
    found = colours_of(picture(shown(qtbot, StackedBar(EVERY), 320, 18)))
    hollow = [f"{status}.back" for status in Status if status not in (Status.MET, Status.MISSED)]
    assert {app_theme.colour(token).name() for token in ("met.bar", "missed.bar", *hollow)} <= found


def test_a_missed_part_is_hatched(qtbot: QtBot, app_theme: Theme) -> None:
    image = picture(shown(qtbot, StackedBar([(Status.MISSED, 5)]), 320, 18))
    assert {app_theme.colour("missed.bar").name(), app_theme.colour("missed.text").name()} <= colours_of(
        image
    )


def test_bars_that_are_compared_share_a_scale(qtbot: QtBot, app_theme: Theme) -> None:
    short, long = [(Status.MET, 5)], [(Status.MET, 20)]
    bar = shown(qtbot, StackedBar(short, [short, long]), 200, 18)
    assert bar_scale([short, long], 200).width(5) == pytest.approx(0.25, abs=0.01)
    assert picture(bar).pixelColor(100, 2) != app_theme.colour("met.bar")


def test_a_narrow_bar_still_has_a_part_for_each_status(qtbot: QtBot) -> None:
    bar = StackedBar(EVERY)
    assert shown(qtbot, bar, bar.minimumSizeHint().width(), 18).width() >= 6 * 14


def test_a_legend_names_every_status(qtbot: QtBot) -> None:
    legend = shown(qtbot, BarLegend())
    assert all(plain_status(status) in legend.accessibleName() for status in Status)
    assert legend.sizeHint().width() < 450


def test_a_banner_says_its_message_and_shows_what_users_typed_as_it_is(qtbot: QtBot) -> None:
    banner = shown(qtbot, Banner("missed", "磁盘空间不足。", "文件 <b>甲&乙 未改动。"))
    assert banner.accessibleName() == banner.message == "磁盘空间不足。文件 <b>甲&乙 未改动。"
    assert "&lt;b&gt;甲&amp;乙" in next(label.text() for label in banner.findChildren(QLabel) if label.text())


def test_the_link_of_a_banner_works_by_keyboard(qtbot: QtBot) -> None:
    banner = shown(qtbot, Banner("missed", "PDF 未导出。", "请清出 20 MB 后重试。", "重试"))
    link = banner.findChild(QPushButton)
    assert link is not None and link.isVisible() and link.accessibleName() == "重试"
    with qtbot.waitSignal(banner.pressed):
        qtbot.keyClick(link, Qt.Key.Key_Space)


def test_a_banner_without_a_link_has_none(qtbot: QtBot) -> None:
    banner = shown(qtbot, Banner("unanswered", "", "现以只读方式打开。"))
    link = banner.findChild(QPushButton)
    assert link is not None and not link.isVisible()


def test_a_long_banner_takes_the_lines_that_it_needs(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget(), 260, 400)
    column, banner = QVBoxLayout(window), Banner("shown", "", LONG + LONG)
    column.addWidget(banner)
    column.addStretch()
    qtbot.wait(1)
    assert banner.height() >= 5 * banner.fontMetrics().height() // 2


def test_a_banner_follows_the_theme(qtbot: QtBot, app_theme: Theme) -> None:
    banner = shown(qtbot, Banner("missed", "未导出。"), 200, 40)
    app_theme.set_dark(True)
    assert picture(banner).pixelColor(190, 20) == app_theme.colour("missed.back")


def test_a_segment_tells_what_was_chosen_by_hand(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(OPTIONS, {"all": 8, "open": 6}))
    assert segment.current == "all"
    with qtbot.waitSignal(segment.chosen) as told:
        qtbot.mouseClick(segment.button("open"), Qt.MouseButton.LeftButton)
    assert told.args == ["open"] and segment.current == "open"


def test_a_segment_chosen_by_the_program_tells_nothing(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(OPTIONS))
    with qtbot.assertNotEmitted(segment.chosen):
        segment.choose("done")
    assert segment.current == "done"


def test_a_segment_works_by_keyboard(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(OPTIONS))
    segment.activateWindow()
    segment.button("all").setFocus()
    qtbot.waitUntil(segment.button("all").hasFocus)
    with qtbot.waitSignal(segment.chosen) as told:
        qtbot.keyClick(segment.button("all"), Qt.Key.Key_Right)
    assert told.args == ["open"] and segment.current == "open"


def test_a_segment_counts_and_names_its_choices(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment(OPTIONS, name="进度"))
    segment.set_counts({"all": 8, "open": 0})
    assert [segment.button(key).text() for key, _ in OPTIONS] == ["全部 8", "进行中 0", "已完成"]
    assert segment.button("all").accessibleName() == "进度：全部 8"


def test_an_empty_page_says_how_to_begin(qtbot: QtBot) -> None:
    empty = shown(qtbot, EmptyState("clip", "尚未添加佐证材料", "把文件拖到此处。", "添加文件…"), 400, 300)
    with qtbot.waitSignal(empty.pressed):
        qtbot.keyClick(empty.button, Qt.Key.Key_Space)
    empty.set_words("没有待办")
    assert "没有待办" in [label.text() for label in empty.findChildren(QLabel)]


def test_a_page_scrolls_down_and_never_sideways(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    for number in range(40):
        label = QLabel(LONG)
        label.setMinimumWidth(900)
        label.setObjectName(str(number))
        column.addWidget(label)
    area = shown(qtbot, VerticalScroll(content), 300, 200)
    assert content.width() == area.viewport().width()
    assert area.verticalScrollBar().isVisible() and not area.horizontalScrollBar().isVisible()
    last = content.findChild(QLabel, "39")
    assert last is not None
    area.reveal(last)
    assert area.verticalScrollBar().value() > 0


def test_a_text_is_as_high_as_the_lines_it_needs_and_empty_none() -> None:
    block, line = TextBlock(13), TextBlock(13)
    line.show("达标")
    assert block.height_for(100) == 0 and not block.shown
    assert block.show("教" * 20) and not block.show("教" * 20)
    assert block.height_for(200) > line.height_for(200)
    assert block.height_for(2000) == line.height_for(200)


def test_paragraphs_of_a_text_stand_one_below_the_other() -> None:
    one, two = TextBlock(13), TextBlock(13)
    one.show("补足 520 ㎡")
    two.show("补足 520 ㎡\n减少 26 名")
    assert two.height_for(500) == 2 * one.height_for(500)


def test_a_text_is_painted_in_the_colours_of_its_spans(app_theme: Theme) -> None:
    block = TextBlock(14)
    block.show([Span("𠮷𠮷 ÷ "), Span("██", bold=True, token="missed.text"), Span("██", token="met.text")])
    image = QImage(300, 40, QImage.Format.Format_RGB32)
    image.fill(app_theme.colour("surface"))
    painter = QPainter(image)
    block.paint(painter, 0, 0, 300)
    painter.end()
    expected = {app_theme.colour(token).name() for token in ("missed.text", "met.text")}
    assert expected <= colours_of(image)


def test_what_came_of_work_is_broken_into_lines_and_not_cut(qtbot: QtBot) -> None:
    holder = shown(qtbot, QWidget(), width=300, height=200)
    column, working = QVBoxLayout(holder), Working(holder)
    column.addWidget(working)
    column.addStretch(1)
    working.tell("已读完")
    qtbot.waitUntil(working.isVisible)
    qtbot.waitUntil(lambda: working.width() > 200)
    low = working.sizeHint().height()
    working.tell(LONG)
    qtbot.waitUntil(lambda: working.height() > low)
    assert working.width() <= holder.width() == 300


def test_the_button_of_an_empty_page_is_never_a_window_for_a_moment(qtbot: QtBot) -> None:
    seen = _Windows()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(seen)
    page = EmptyState("roster", "尚未导入", button="空白表…")
    app.removeEventFilter(seen)
    assert seen.shown == 0
    assert shown(qtbot, page).button.isVisible()


class _Windows(QObject):
    """Counts the windows that are shown."""

    shown = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown += 1
        return False
