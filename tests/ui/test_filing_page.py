"""备案: what is open and how one gets there, freezing, the package, receipts, correcting; nothing half done."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.filing import Filed
from app.domain.fingerprint import grouped
from app.domain.receipt import Receipt, Remark, Ruling
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.exchange.reading import read_package
from app.exchange.receipts import ENDING, receipt_bytes
from app.paths import Paths
from app.reports.pdf_reading import page_count
from app.services.filing import filed_data, freeze
from app.services.filing_steps import FilingStep
from app.services.years import start_next_year
from app.storage.workspace import Workspace
from app.ui import messages
from app.ui.filing import acts
from app.ui.filing.files_card import PACKAGE, WORD
from app.ui.filing.reason_dialog import ReasonDialog
from app.ui.main_window import MainWindow
from app.ui.nav_button import NavButton
from app.ui.pages.evidence_page import EvidencePage
from app.ui.pages.filing_page import FilingPage
from app.ui.theme import Theme, theme
from tests.services.filings import NOW, judged, ready_file
from tests.ui.hands import focus, write
from tests.ui.keyboard import Person

Key = Qt.Key
REMARKED, FACT = "YZ-双师", "teachers.dual_qualified"


@pytest.fixture(scope="module")
def ready_once(tmp_path_factory: pytest.TempPathFactory, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    return ready_file(tmp_path_factory.mktemp("ready") / "示例.dabiao", shipped, shipped_rulebook)


@pytest.fixture(scope="module")
def frozen_once(
    tmp_path_factory: pytest.TempPathFactory, ready_once: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> Path:
    path = tmp_path_factory.mktemp("frozen") / "示例.dabiao"
    path.write_bytes(ready_once.read_bytes())
    with Workspace.open(path, who="李晓岚") as workspace:
        year = workspace.years()[-1]
        workspace.archive.add_evidence(year, "收文回执.pdf", b"%PDF-1.4 received")
        freeze(workspace, judged(workspace.load(year), shipped_rulebook, shipped), NOW)
    return path


def opened(window: MainWindow, kept: Path, tmp_path: Path) -> FilingPage:
    tmp_path.mkdir(exist_ok=True)
    path = tmp_path / kept.name
    path.write_bytes(kept.read_bytes())
    assert window.open_file(path)
    assert window.work is not None
    window.work.go_to("filing")
    return page_of(window)


def page_of(window: MainWindow) -> FilingPage:
    assert window.work is not None
    page = window.work.page("filing")
    assert isinstance(page, FilingPage)
    return page


def frozen(window: MainWindow) -> Filed | None:
    return None if window.model is None else window.model.session.filed


def button(page: FilingPage, name: str) -> QPushButton:
    QApplication.processEvents()  # what was just made is shown then
    return next(
        found
        for found in page.findChildren(QPushButton)
        if found.isVisibleTo(page) and found.accessibleName().startswith(name)
    )


# Before freezing


def test_who_signed_last_year_does_not_stand_signed_in_the_new_one(
    window: MainWindow, ready_once: Path, tmp_path: Path
) -> None:
    path = tmp_path / ready_once.name
    path.write_bytes(ready_once.read_bytes())
    start_next_year(path, "李晓岚", window.around.rulebook)
    assert window.open_file(path) and window.work is not None
    window.work.go_to("filing")
    page = page_of(window)
    assert {line.text() for line in page.sign.lines.values()} == {""}
    field = page.sign.lines["filing.preparer"]
    field.setFocus()
    write("李晓岚")  # the same person again
    assert window.model is not None
    assert window.model.session.answer("filing.preparer").given


def test_what_is_open_is_listed_and_leads_to_its_place(
    window: MainWindow, ready_once: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, ready_once, tmp_path)
    model = page.model
    assert page.freeze_button.isEnabled() and page.banner.message.startswith("可以备案。")
    check = next(iter(model.session.assessment.explanations))
    model.explain(check, "")
    model.set_answer("filing.principal", Answer())
    model.type_text("teachers.full_time", "八十几")
    assert page.banner.message.startswith("备案前还须处理 3 项。")
    assert not page.freeze_button.isEnabled()
    with qtbot.waitSignal(page.navigation.check_wanted) as asked:
        button(page, "去说明").click()
    assert asked.args == [check]
    assert window.work is not None and window.work.current == "checks"
    window.work.go_to("filing")
    with qtbot.waitSignal(page.navigation.fact_wanted) as wanted:
        button(page, "去改正").click()
    assert wanted.args == ["teachers.full_time"] and window.work.current == "fill"
    window.work.go_to("filing")
    button(page, "去登记").click()
    assert focus() is page.sign.lines["filing.principal"]


def test_signing_in_place_is_saved_and_can_be_undone(
    window: MainWindow, ready_once: Path, tmp_path: Path
) -> None:
    page = opened(window, ready_once, tmp_path)
    page.sign.focus_fact("filing.principal")
    line = page.sign.lines["filing.principal"]
    line.selectAll()
    write("周敏")
    page.sign.focus_fact("filing.reviewer")
    saved = page.model.session.workspace.load(page.model.session.year)
    assert saved.word("filing.principal") == "周敏"
    page.model.undo_stack.undo()
    assert line.text() == "沈文清"


def test_dates_out_of_order_are_told(window: MainWindow, ready_once: Path, tmp_path: Path) -> None:
    page = opened(window, ready_once, tmp_path)
    page.model.type_text("filing.signed_on", "2026-11-20")
    signed = next(step for step in page.steps.steps if step.title == "签署")
    assert [item.target for item in signed.obstacles] == ["filing.signed_on"]
    assert "早于" in signed.obstacles[0].text


def test_a_day_to_come_is_told_in_its_step_and_before_freezing(
    window: MainWindow, ready_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, told = opened(window, ready_once, tmp_path), "签发日期 2062-11-27 晚于今天"
    for fact in ("filing.signed_on", "filing.date"):
        page.model.type_text(fact, "2062-11-27")
    signed = next(step for step in page.steps.steps if step.title == "签署")
    assert any(item.text.startswith(told) for item in signed.obstacles)
    asked: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda *given, **_: asked.append(given[3]))
    page.freeze_button.click()
    assert told in asked[0] and page.banner.message.startswith("可以备案。")


def test_a_year_is_frozen_by_keyboard_alone(
    window: MainWindow, ready_once: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(window, ready_once, tmp_path)
    person = Person(qtbot)
    person.tab_to("冻结备案")
    person.in_dialog(lambda: person.press(Key.Key_Space), lambda: go_on_to(person, "冻结备案"))
    qtbot.waitUntil(lambda: frozen(window) is not None, timeout=30000)
    page, filed = page_of(window), frozen(window)
    assert filed is not None and window.work is not None and window.work.current == "filing"
    assert page.filed == filed and page.seal is not None
    assert page.seal.code.text() == grouped(filed.fingerprint)
    assert page.banner.message.startswith("已冻结，待写出备案包。")
    head = window.work.nav.head
    assert head.year == "2026-2027 学年 · 已备案 2026-1" and "只读" in window.status._saved.text()
    assert QFontMetrics(theme().font(12)).horizontalAdvance(head.year) <= head.width() - theme().px(42)
    tabs = window.work.nav.findChildren(NavButton)
    assert tabs and not [tab.text() for tab in tabs if "待处理" in tab.accessibleName()]


def go_on_to(person: Person, verb: str) -> None:
    person.tab_to(verb)
    person.enter()


def test_enter_alone_freezes_nothing(
    window: MainWindow, ready_once: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page, person = opened(window, ready_once, tmp_path), Person(qtbot)
    page.freeze_button.setFocus()
    person.in_dialog(lambda: person.press(Key.Key_Space), person.enter)
    assert not page.acts.busy and frozen(window) is None


def test_saying_no_freezes_nothing(
    window: MainWindow, ready_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window, ready_once, tmp_path)
    monkeypatch.setattr(messages, "ask", lambda *_, **__: False)
    page.freeze_button.click()
    assert not page.acts.busy and page.model.session.workspace.archive.filings() == ()


def test_freezing_cancelled_half_way_leaves_everything_as_before(
    window: MainWindow,
    ready_once: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(window, ready_once, tmp_path)
    assert page.choice is not None
    cancel_at_first_step(monkeypatch, page, "prepare")
    page.acts.freeze(page.choice.included)
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30000)
    assert page.model.session.workspace.archive.filings() == ()
    assert frozen(window) is None and not page.acts.busy
    assert page._working.text == "已取消，未冻结，数据未改动"
    page.model.type_text(FACT, "45")
    assert page.model.save_now()


def cancel_at_first_step(monkeypatch: pytest.MonkeyPatch, page: FilingPage, name: str) -> None:
    """Press 取消 as soon as the work has begun."""
    work: Callable[..., object] = getattr(acts, name)
    pressed = Event()

    def begin(*given: object, **named: object) -> object:
        assert pressed.wait(10)
        return work(*given, **named)

    def press(_: str, cancel: Callable[[], None]) -> None:
        cancel()
        pressed.set()

    monkeypatch.setattr(acts, name, begin)
    monkeypatch.setattr(page._working, "begin", press)


def test_an_edit_while_the_filing_is_made_keeps_it_from_being_frozen(
    window: MainWindow,
    ready_once: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(window, ready_once, tmp_path)
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))
    assert page.choice is not None
    page.acts.freeze(page.choice.included)
    page.model.type_text(FACT, "45")
    qtbot.waitUntil(lambda: not page.acts.busy, timeout=30000)
    assert told and told[0].startswith("冻结期间数据有改动，未冻结")
    assert page.model.session.workspace.archive.filings() == ()


# After freezing


def test_frozen_fields_cannot_be_edited(window: MainWindow, frozen_once: Path, tmp_path: Path) -> None:
    page = opened(window, frozen_once, tmp_path)
    assert page.sign.lines == {}
    assert window.work is not None
    window.work.jumps.focus_fact(FACT)
    before = page.model.session.answer(FACT)
    write("99")
    page.model.type_text(FACT, "99")
    assert page.model.session.answer(FACT) == before and not page.model.session.dirty


JUDGED = (("met", "达标"), ("missed", "未达标"))


def test_what_was_missed_has_the_count_that_the_overview_has(
    window: MainWindow, frozen_once: Path, tmp_path: Path
) -> None:
    page = opened(window, frozen_once, tmp_path)
    assert page.seal is not None
    missed = page.model.session.conclusion().of(Status.MISSED)
    assert f"未达标 {missed}" in [item.accessibleName() for item in page.seal.counts.items]


def test_the_counts_and_the_hashes_are_those_of_what_was_frozen(
    window: MainWindow, frozen_once: Path, tmp_path: Path
) -> None:
    page = opened(window, frozen_once, tmp_path)
    assert page.filed is not None and page.seal is not None
    rows = filed_data(page.model.session.workspace, page.filed)["verdicts"]
    own = [row for row in rows if row["reach"] == "each_school" and not row["indicator"].startswith("task.")]
    found = [item.accessibleName() for item in page.seal.counts.items]
    assert found[:2] == [f"{word} {sum(row['status'] == key for row in own)}" for key, word in JUDGED]
    assert [item.accessibleName() for item in page.seal.tasks.items][:3] == [
        "已完成 9",
        "部分完成 2",
        "未完成 1",
    ]
    assert len(page.seal.qr.rows) == len(page.seal.qr.rows[0]) >= 21


def test_the_package_is_written_read_back_and_said_to_be_verified(
    window: MainWindow,
    frozen_once: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(window, frozen_once, tmp_path)
    place = tmp_path / "备案包.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    assert page.files is not None and page.filed is not None
    assert page.files.state_of(PACKAGE) == "—"
    button(page, "写出备案包").click()
    qtbot.waitUntil(lambda: not page.acts.busy, timeout=30000)
    assert read_package(place).fingerprint == page.filed.fingerprint
    assert page.files.state_of(PACKAGE) == "已核对"
    assert export_step(page).status == "met" and str(place) in export_step(page).text
    assert window.work is not None
    opened_again = opened(window, frozen_once, tmp_path / "again")
    assert export_step(opened_again).status == "met"
    place.unlink()
    window.work.go_to("fill")
    window.work.go_to("filing")
    assert "现在该处没有这份文件" in export_step(page_of(window)).text


def export_step(page: FilingPage) -> FilingStep:
    return next(step for step in page.steps.steps if step.title == "导出并读回核对")


def test_the_report_of_a_frozen_year_is_saved_as_an_editable_document_too(
    window: MainWindow,
    frozen_once: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(window, frozen_once, tmp_path)
    place = tmp_path / "报告.docx"
    suggested: list[str] = []

    def choose(*asked: str) -> tuple[str, str]:
        suggested.append(Path(asked[2]).name)
        return str(place), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    assert page.files is not None and page.filed is not None
    assert page.files.state_of(WORD) == "—"
    next(found for found in page.findChildren(QPushButton) if found.objectName() == WORD).click()
    qtbot.waitUntil(lambda: not page.acts.busy, timeout=30000)
    assert suggested[0].endswith("2026-1-报告.docx")
    assert page.files.state_of(WORD) == "已核对"
    with zipfile.ZipFile(place) as document:
        text = "".join(document.read(name).decode() for name in document.namelist() if name.endswith(".xml"))
    assert grouped(page.filed.fingerprint) in text and "可编辑稿，不作备案依据" in text


def test_the_frozen_report_is_printed_while_the_window_goes_on(
    window: MainWindow, frozen_once: Path, tmp_path: Path, qtbot: QtBot, paper: Path
) -> None:
    page = opened(window, frozen_once, tmp_path)
    page.side.print.click()
    assert page.acts.busy
    qtbot.waitUntil(lambda: not page.acts.busy, timeout=30000)
    assert page_count(paper.read_bytes()) == 2
    assert page._working.text == f"已打印到文件 2 页：{paper}"


def test_writing_the_package_cancelled_half_way_leaves_what_stood_there(
    window: MainWindow,
    frozen_once: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(window, frozen_once, tmp_path)
    place = tmp_path / "备案包.zip"
    place.write_bytes(b"former")
    assert page.filed is not None and page.files is not None
    cancel_at_first_step(monkeypatch, page, "write_package")
    page.acts.write_package(page.filed, place)
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30000)
    assert place.read_bytes() == b"former" and list(tmp_path.glob(".*.tmp")) == []
    assert page._working.text == "已取消，原有文件未改动"
    assert page.files.state_of(PACKAGE) == "—"


def test_the_frozen_report_is_saved_as_it_was_frozen(
    window: MainWindow, frozen_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window, frozen_once, tmp_path)
    place = tmp_path / "报告.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    button(page, "另存为").click()
    assert page.filed is not None and page.files is not None
    archive = page.model.session.workspace.archive
    assert place.read_bytes() == archive.filed_file(page.filed.number, "report.pdf")
    assert page.files.state_of("report.pdf") == "已核对"


def returned(filed: Filed) -> bytes:
    return answered(filed, Ruling.RETURNED, "请补正后重报", (Remark(REMARKED, "请附双师型教师名册"),))


def answered(filed: Filed, ruling: Ruling, text: str = "", remarks: tuple[Remark, ...] = ()) -> bytes:
    return receipt_bytes(
        Receipt(
            filed.number,
            filed.fingerprint,
            "渝中区枇杷山职业高级中学",
            ruling,
            "渝中区教育委员会",
            "王倩",
            date(2026, 12, 2),
            text,
            remarks,
        )
    )


def receive(window: MainWindow, content: bytes, path: Path, qtbot: QtBot) -> FilingPage:
    """Open a receipt; return the page as it is made anew."""
    path.write_bytes(content)
    former = window.model
    page_of(window).acts.open_receipt(path)
    qtbot.waitUntil(lambda: window.model is not former)
    return page_of(window)


def test_a_filed_year_opens_in_the_window_that_has_the_keyboard(
    window: MainWindow, frozen_once: Path, tmp_path: Path
) -> None:
    page = opened(window, frozen_once, tmp_path)
    QApplication.processEvents()
    assert window.isActiveWindow()
    assert page.side.isVisible() and page.side.window() is window


def test_a_filing_that_was_returned_is_told_at_the_top_and_leads_to_its_correction(
    window: MainWindow, frozen_once: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    filed = opened(window, frozen_once, tmp_path).filed
    assert filed is not None
    page = receive(window, returned(filed), tmp_path / "回执.dabiao-receipt", qtbot)
    assert page.banner.status == "missed"
    assert page.banner.message.startswith("主管部门已退回修改（渝中区教育委员会，2026-12-02），意见 2 条。")
    assert focus().accessibleName() == "更正备案…"
    assert page.seal is not None and page.receipts.y() < page.seal.y()
    person = Person(qtbot)

    def inside() -> None:
        assert isinstance(QApplication.activeModalWidget(), ReasonDialog)
        person.type("按退回意见更正")
        person.enter()
        person.press(Key.Key_Space)

    person.in_dialog(lambda: person.press(Key.Key_Space), inside)
    qtbot.waitUntil(lambda: frozen(window) is None)
    told = page_of(window).banner.message
    assert told.startswith("按退回意见更正后再备案。2026-1 已重新打开（按退回意见更正）") and "2026-2" in told
    assert page_of(window).banner.status == "unanswered" and page_of(window).freeze_button.isEnabled()
    page = page_of(window)
    assert page.receipts.y() < page.sign.y()  # what is asked for stands at the top, before what is signed


def test_what_was_answered_to_a_corrected_filing_stays_to_be_read_below(
    window: MainWindow, frozen_once: Path, tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    path = tmp_path / "更正.dabiao"
    path.write_bytes(frozen_once.read_bytes())
    with Workspace.open(path, who="李晓岚") as workspace:
        year, (first,) = workspace.years()[-1], workspace.archive.filings()
        workspace.archive.add_receipt(first, returned(first).decode())
        workspace.archive.reopen(first, "按退回意见更正")
        days = {"filing.signed_on": date(2026, 12, 3), "filing.date": date(2026, 12, 4)}
        workspace.save_answers(year, {fact: Answer(day) for fact, day in days.items()})
        again = judged(workspace.load(year), shipped_rulebook, shipped)
        freeze(workspace, again, datetime(2026, 12, 3, 10, 0))
    page = opened(window, path, tmp_path / "打开")
    said = [label.text() for label in page.receipts.findChildren(QLabel)]
    assert said.index("对已更正的备案 2026-1：") > said.index(next(t for t in said if "尚未收到回执" in t))
    assert any(text.endswith("：请附双师型教师名册") for text in said)


def test_remarks_on_rows_of_one_name_are_told_apart(
    window: MainWindow, frozen_once: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    filed = opened(window, frozen_once, tmp_path).filed
    assert filed is not None
    remarks = tuple(Remark(row, "请核对") for row in ("DB-生均校舍", "SZ-生均校舍", "QS-专业课教师"))
    content = answered(filed, Ruling.RETURNED, remarks=remarks)
    page = receive(window, content, tmp_path / "回执.dabiao-receipt", qtbot)
    said = [label.text() for label in page.receipts.findChildren(QLabel) if label.text().endswith("：请核对")]
    assert said[0] == "生均校舍建筑面积（DB-生均校舍）：请核对"
    assert said[1] == "生均校舍建筑面积（SZ-生均校舍）：请核对" and "（" not in said[2]


def test_a_filing_that_was_accepted_is_told_at_the_top_with_the_day(
    window: MainWindow, frozen_once: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    filed = opened(window, frozen_once, tmp_path).filed
    assert filed is not None
    content = answered(filed, Ruling.ACCEPTED)
    page = receive(window, content, tmp_path / "回执.dabiao-receipt", qtbot)
    assert page.banner.status == "met"
    assert page.banner.message.startswith("主管部门已接收备案（渝中区教育委员会，2026-12-02）。")


def test_coming_back_puts_the_keyboard_on_what_is_to_be_done_next(
    window: MainWindow, ready_once: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window, ready_once, tmp_path)
    assert window.work is not None and page.choice is not None
    person, tab = Person(qtbot), window.work.nav._buttons["filing"]
    assert focus() is page.freeze_button
    page.model.set_answer("filing.principal", Answer())
    window.work.go_to("fill")
    tab.setFocus()
    person.press(Key.Key_Space)
    assert person.name == "去处理第一项"
    person.press(Key.Key_Space)
    write("沈文清")
    window.work.jumps.focus_fact(FACT)
    person.press(Key.Key_Backspace, Qt.KeyboardModifier.AltModifier)
    assert window.work.current == "filing" and focus() is page.freeze_button
    page.acts.freeze(page.choice.included)
    qtbot.waitUntil(lambda: frozen(window) is not None, timeout=30000)
    page_of(window)
    assert person.name == "写出备案包…" and "待写出备案包" in page_of(window).banner.message
    place = tmp_path / "备案包.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    person.press(Key.Key_Space)
    qtbot.waitUntil(lambda: not page_of(window).acts.busy, timeout=30000)
    window.work.go_to("fill")
    window.work.go_to("filing")
    assert person.name == "打开回执" and "备案包已写出" in page_of(window).banner.message


def test_receipts_are_found_by_the_ending_that_they_are_written_with(
    window: MainWindow, frozen_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window, frozen_once, tmp_path)
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (asked.append(given[3]), ("", ""))[1])
    page.ask_receipt()
    assert f"*{ENDING}" in asked[0] and "所有文件 (*)" in asked[0]


def test_a_receipt_shows_its_remarks_here_and_at_the_verdict(
    window: MainWindow,
    frozen_once: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(window, frozen_once, tmp_path)
    assert page.filed is not None
    path = tmp_path / "回执.json"
    path.write_bytes(returned(page.filed))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    former = window.model
    page.receive.click()
    qtbot.waitUntil(lambda: window.model is not former)
    page = page_of(window)
    last = page.steps.steps[-1]
    assert (last.status, last.text) == ("missed", "退回修改（渝中区教育委员会，2026-12-02）")
    with qtbot.waitSignal(page.navigation.verdict_wanted) as asked:
        button(page, "看判定").click()
    assert asked.args == [REMARKED]
    assert window.work is not None
    card = window.work.panel.card(REMARKED)
    assert card is not None and card.body is not None
    assert "；退回意见（渝中区教育委员会，2026-12-02）：请附双师型教师名册" in card.body.said


def test_a_receipt_of_another_school_is_refused(
    window: MainWindow, frozen_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window, frozen_once, tmp_path)
    assert page.filed is not None
    path = tmp_path / "回执.json"
    path.write_bytes(returned(page.filed).replace(page.filed.fingerprint.encode(), b"0000000000"))
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))
    page.acts.open_receipt(path)
    assert len(told) == 1 and page.model.session.workspace.archive.receipts(page.filed.number) == ()


def test_correcting_asks_for_the_reason_and_opens_the_year_on_the_same_page(
    window: MainWindow, frozen_once: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, frozen_once, tmp_path)
    assert page.correct is not None
    person = Person(qtbot)
    page.correct.setFocus()

    def inside() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReasonDialog)
        person.enter()  # from the box to the button, which is off while nothing is written
        assert not dialog._act.isEnabled() and not dialog._act.isDefault()
        dialog.box.setFocus()
        person.type("更正双师型教师数")
        person.enter()
        person.press(Key.Key_Space)

    person.in_dialog(lambda: person.press(Key.Key_Space), inside)
    qtbot.waitUntil(lambda: frozen(window) is None)
    page = page_of(window)
    assert window.work is not None and window.work.current == "filing"
    assert "2026-1 已重新打开（更正双师型教师数）" in page.banner.message
    assert not page.model.session.read_only
    page.model.type_text(FACT, "45")
    assert page.model.save_now()
    button(page, "查看备案").click()
    assert page.side.isVisible() and page.side.title.text().startswith("备案 2026-1")


def test_a_scan_is_kept_beside_the_filing(
    window: MainWindow,
    frozen_once: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(window, frozen_once, tmp_path)
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(b"%PDF-1.4 stamped")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(scan), ""))
    button(page, "附上盖章件扫描").click()
    qtbot.waitUntil(lambda: not page.acts.busy, timeout=30000)
    assert page.filed is not None
    kept = page.model.session.workspace.archive.scans(page.filed.number)
    assert [item.name for item in kept] == ["盖章件.pdf"]
    assert button(page, "打开盖章件.pdf").isVisible()


def test_evidence_that_is_not_ticked_stays_out_of_the_package(
    window: MainWindow, ready_once: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, ready_once, tmp_path)
    session = page.model.session
    for name in ("收文回执.pdf", "名册.pdf"):
        session.workspace.archive.add_evidence(session.year, name, name.encode())
    page.model.tell_evidence()
    assert page.choice is not None and "2 份" in page.choice.note.text()
    left_out = next(box for box in page.choice.boxes.values() if "名册" in box.text())
    left_out.click()
    assert "1 份" in page.choice.note.text()
    page.acts.freeze(page.choice.included)
    qtbot.waitUntil(lambda: frozen(window) is not None, timeout=30000)
    filed = frozen(window)
    assert filed is not None and window.model is not None and window.work is not None
    kept = filed_data(window.model.session.workspace, filed)["evidence"]
    assert {item["name"]: item["included"] for item in kept} == {"收文回执.pdf": True, "名册.pdf": False}
    window.work.go_to("evidence")
    evidence = window.work.page("evidence")
    assert isinstance(evidence, EvidencePage) and not evidence.acceptDrops()
    assert not evidence.add_button.isEnabled() and not evidence.panel.buttons["移除…"].isEnabled()


# The page itself


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_needs_to_be_scrolled_sideways(
    window: MainWindow, frozen_once: Path, tmp_path: Path, app_theme: Theme, scale: int
) -> None:
    app_theme.set_look(dark=True, scale=scale)
    page = opened(window, frozen_once, tmp_path)
    page.resize(1366, 690)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= 1366
    assert page._middle.minimumSizeHint().width() <= page._centre.viewport().width()


def test_a_narrow_window_has_the_preview_below_and_the_steps_above(
    window: MainWindow, frozen_once: Path, tmp_path: Path
) -> None:
    page = opened(window, frozen_once, tmp_path)
    assert page.side.parentWidget() is page
    page.resize(800, 690)
    assert page._middle.isAncestorOf(page.side) and page._middle.isAncestorOf(page.steps)
    page.resize(1366, 690)
    assert page.side.parentWidget() is page and page._pane.isAncestorOf(page.steps)
