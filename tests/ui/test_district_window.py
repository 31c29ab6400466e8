"""区县工作台: a folder of real packages is opened, paper is held against files, answers and the roll-up are written."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from app.domain.fingerprint import grouped
from app.domain.receipt import Ruling
from app.domain.rulebook import Rulebook
from app.domain.verdict import Status
from app.errors import AppError
from app.exchange.receipts import read_receipt
from app.paths import Paths
from app.services.district_desk import NotesStore
from app.services.receipts import Answer, make_receipt
from app.ui import messages
from app.ui.district.answer_dialog import AnswerDialog
from app.ui.district.reminder_dialog import ReminderDialog
from app.ui.district.rows import MISSING, PENDING, DeskRow
from app.ui.district.terms_dialog import TermsDialog
from app.ui.district.window import DistrictWindow, show_district
from app.ui.theme import Theme
from tests.services.districts import Schools, code_of, name_of, school_list
from tests.ui.test_accessible import silent

DUE = date(2026, 12, 10)
LATE = datetime(2026, 12, 11, 8, 0)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    """Two schools in time, one late, one with a correction, a stranger, and a damaged file; do not write here."""
    folder, schools = tmp_path_factory.mktemp("备案"), Schools(shipped, shipped_rulebook)
    schools.package(folder, 1)
    schools.package(folder, 2)
    schools.package(folder, 3, at=LATE)
    schools.package(folder, 4)
    schools.package(folder, 4, sequence=2, changes={"teachers.dual_qualified": 33})
    schools.package(folder, 20, name="外校.zip")
    damaged = bytearray((folder / f"{code_of(1)}-1.zip").read_bytes())
    damaged[len(damaged) // 3] ^= 1
    (folder / "坏.zip").write_bytes(damaged)
    return folder


@pytest.fixture
def folder(packages: Path, tmp_path: Path) -> Path:
    """A copy of the packages beside which receipts may be written."""
    copy = tmp_path / "备案"
    copy.mkdir()
    for path in packages.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    return copy


@pytest.fixture
def paths(shipped: Paths, tmp_path: Path) -> Paths:
    return Paths(shipped.program, tmp_path / "data")


@pytest.fixture
def window(
    qtbot: QtBot, app_theme: Theme, shipped_rulebook: Rulebook, paths: Paths
) -> Iterator[DistrictWindow]:
    made = DistrictWindow(shipped_rulebook, paths)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.runner.close()


@pytest.fixture
def opened(window: DistrictWindow, qtbot: QtBot, folder: Path, tmp_path: Path) -> DistrictWindow:
    """The window with the folder, the list of five schools, and the day."""
    window.acts.use_list(school_list(tmp_path / "名单.csv", [1, 2, 3, 4, 5]))
    NotesStore.change(window.acts._store, due=DUE.isoformat())
    read(window, qtbot, folder)
    return window


def read(window: DistrictWindow, qtbot: QtBot, folder: Path) -> None:
    with qtbot.waitSignal(window.acts.changed, timeout=60000):
        window.acts.open_folder(folder)


def rows(window: DistrictWindow) -> dict[str, DeskRow]:
    return {row.key: row for row in window.view.table.table.rows()}


def school(number: int) -> str:
    return f"school:{code_of(number)}"


def choose(window: DistrictWindow, number: int) -> DeskRow:
    assert window.view.table.set_current(school(number))
    row = window.view.card.row
    assert row is not None and row.name == name_of(number)
    return row


def fingerprint(row: DeskRow) -> str:
    assert row.submission is not None
    return grouped(row.submission.fingerprint)


def type_code(window: DistrictWindow, text: str) -> None:
    window.view.card.code.setFocus()
    window.view.card.code.selectAll()
    QTest.keyClicks(window.view.card.code, text)
    QTest.keyClick(window.view.card.code, Qt.Key.Key_Return)


def fill(dialog: AnswerDialog) -> None:
    dialog.authority.setText("渝中区教育委员会")
    dialog.officer.setText("唐敏")


def test_without_a_folder_it_says_how_to_begin(
    window: DistrictWindow, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.view.empty.isVisible() and not window.head.export.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    with qtbot.waitSignal(window.acts.changed, timeout=60000):
        window.view.empty.button.click()
    assert not window.view.empty.isVisible() and window.head.export.isEnabled()


def test_every_school_of_the_list_has_a_row(opened: DistrictWindow) -> None:
    found = rows(opened)
    assert [found[school(number)].state.word for number in range(1, 6)] == [*["待纸质"] * 4, "未报"]
    assert [found[school(number)].day_note for number in (1, 3, 4)] == ["", "迟报", "更正"]
    assert found[school(4)].number == "2026-2"
    assert {word: label.text() for word, label in opened.head.figures.items()} == {
        "已报": "4",
        "未报": "1",
        "文件校验通过": "6",
        "纸质码不一致": "0",
    }


def test_a_broken_package_is_a_row_with_its_sentence(opened: DistrictWindow) -> None:
    row = rows(opened)["broken:坏.zip"]
    assert row.state.word == "不通过" and row.told.startswith("坏.zip") and row.told.endswith("。")
    assert opened.view.table.set_current(row.key)
    assert row.told in opened.view.card.facts.text()
    assert not opened.view.card.accept.isVisible() and not opened.view.card.code.isVisible()


def test_a_damaged_package_is_shown_at_its_school_that_has_not_filed(
    opened: DistrictWindow, folder: Path, qtbot: QtBot
) -> None:
    (folder / f"{code_of(1)}-1.zip").unlink()
    with qtbot.waitSignal(opened.acts.changed, timeout=60000):
        opened.acts.read_again()
    row = rows(opened)[school(1)]
    assert (row.state.word, row.pending) == ("未报", True)
    assert row.told == "收到的 坏.zip 核对不通过，未计入（学校据包内清单）"
    damaged = rows(opened)["broken:坏.zip"]
    assert (damaged.name, damaged.below) == (f"{name_of(1)}（据包内清单）", "坏.zip")
    assert damaged.told.endswith("未经核对。")


def test_a_package_of_no_school_of_the_list_can_be_returned_but_not_accepted(opened: DistrictWindow) -> None:
    assert opened.view.table.set_current("apart:外校.zip")
    card = opened.view.card
    assert card.send_back.isEnabled() and card.send_back.isVisible() and not card.accept.isEnabled()
    assert "不在学校名单上" in card.facts.text()


@pytest.mark.parametrize(("wanted", "keys"), [(MISSING, {school(5)}), (PENDING, None)])
def test_the_filter_lets_through_what_it_says(
    opened: DistrictWindow, wanted: str, keys: set[str] | None
) -> None:
    every = rows(opened)
    button = opened.view.filter.button(wanted)
    button.click()
    shown = set(rows(opened))
    assert shown == (keys or set(every) - {school(5)})
    assert button.text().endswith(f" {len(shown)}")


def test_the_code_of_the_stamped_page_agrees(opened: DistrictWindow) -> None:
    code = fingerprint(choose(opened, 1))
    type_code(opened, code.lower())
    row = rows(opened)[school(1)]
    assert row.paper is not None and (row.paper.word, row.state.word) == ("一致", "待接收")
    assert "一致" in opened.view.card.said.text() and opened.view.card.accept.isEnabled()


def test_another_code_shows_both_and_cannot_be_accepted(opened: DistrictWindow) -> None:
    code = fingerprint(choose(opened, 1))
    type_code(opened, "4W7QC-1ZM8R")
    said = opened.view.card.said.text()
    assert "4W7QC-1ZM8R" in said and code in said and "不一致" in said
    assert not opened.view.card.accept.isEnabled()
    assert rows(opened)[school(1)].state.word == "待处理"
    assert opened.head.figures["纸质码不一致"].text() == "1"


def test_the_code_of_a_corrected_filing_is_named(opened: DistrictWindow) -> None:
    standing = choose(opened, 4).standing
    assert standing is not None
    type_code(opened, standing.earlier[0].fingerprint)
    assert "已被更正" in opened.view.card.said.text()
    assert not opened.view.card.accept.isEnabled()


def test_what_is_no_code_is_told_and_not_kept(opened: DistrictWindow) -> None:
    choose(opened, 1)
    type_code(opened, "123")
    assert "这不是指纹" in opened.view.card.said.text()
    assert opened.acts.notes.codes == {} and opened.view.card.code.text() == "123"


def test_folder_list_day_and_codes_are_there_the_next_time(
    opened: DistrictWindow, qtbot: QtBot, shipped_rulebook: Rulebook, paths: Paths
) -> None:
    type_code_of = fingerprint(choose(opened, 2))
    type_code(opened, type_code_of)
    again = show_district(shipped_rulebook, paths)
    assert again is opened
    opened.close()
    again = show_district(shipped_rulebook, paths)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.acts.found is not None, timeout=60000)
    row = rows(again)[school(2)]
    assert row.paper is not None and row.paper.word == "一致"
    assert rows(again)[school(3)].day_note == "迟报" and school(5) in rows(again)
    again.runner.close()


def test_a_filing_is_accepted_with_a_receipt_beside_its_package(
    opened: DistrictWindow, qtbot: QtBot, folder: Path
) -> None:
    row = choose(opened, 1)
    dialog = opened.ask_answer(row, Ruling.ACCEPTED)
    assert dialog is not None and dialog.place.parent == folder
    fill(dialog)
    with qtbot.waitSignal(opened.acts.changed, timeout=60000):
        dialog.try_it()
    receipt = read_receipt(dialog.place)
    assert (receipt.ruling, grouped(receipt.fingerprint)) == (Ruling.ACCEPTED, fingerprint(row))
    assert (receipt.authority, receipt.officer) == ("渝中区教育委员会", "唐敏")
    assert rows(opened)[school(1)].state.word == "已接收" and not dialog.isVisible()
    read(opened, qtbot, folder)
    assert rows(opened)[school(1)].state.word == "已接收"
    following = opened.ask_answer(choose(opened, 2), Ruling.ACCEPTED)
    assert following is not None and following.officer.text() == "唐敏"
    following.reject()


def test_a_filing_is_returned_with_remarks_on_its_missed_rows(
    opened: DistrictWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened.ask_answer(choose(opened, 2), Ruling.RETURNED)
    assert dialog is not None and len(dialog.remarks) > 1
    fill(dialog)
    indicator = list(dialog.remarks)[1]
    dialog.remarks[indicator].setText("请附统计报表")
    dialog.text.setPlainText("请核对")
    dialog.set_place(tmp_path / "退回.dabiao-receipt")
    with qtbot.waitSignal(opened.acts.changed, timeout=60000):
        dialog.try_it()
    receipt = read_receipt(tmp_path / "退回.dabiao-receipt")
    assert (receipt.ruling, receipt.text) == (Ruling.RETURNED, "请核对")
    assert [(remark.row, remark.text) for remark in receipt.remarks] == [(indicator, "请附统计报表")]
    assert rows(opened)[school(2)].state.word == "已退回"


def test_a_filing_made_again_after_a_return_says_what_was_returned(
    opened: DistrictWindow, qtbot: QtBot, folder: Path
) -> None:
    standing = rows(opened)[school(4)].standing
    assert standing is not None and rows(opened)[school(4)].day_note == "更正"
    place = folder / "退回.dabiao-receipt"
    answer = Answer(Ruling.RETURNED, "渝中区教育委员会", "唐敏", date(2026, 12, 3), "请核对教师数")
    make_receipt(folder / standing.earlier[0].file, answer, place)
    with qtbot.waitSignal(opened.acts.changed, timeout=60000):
        opened.acts.read_again()
    row = choose(opened, 4)
    assert (row.state.word, row.day_note, row.pending) == ("待纸质", "退回后重报", True)
    told = opened.view.card.facts.text()
    assert "所更正的 2026-1：退回修改（渝中区教育委员会，唐敏，2026-12-03），意见 1 条" in told


def labels(dialog: AnswerDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_rows_of_like_names_are_told_apart_by_document_clause_and_code(opened: DistrictWindow) -> None:
    dialog = opened.ask_answer(choose(opened, 2), Ruling.RETURNED)
    assert dialog is not None
    told = [dialog.remarks[row].accessibleName() for row in dialog.remarks]
    assert len(set(told)) == len(told)
    key = next(row.key for row in dialog.filed.rows if row.key.indicator == next(iter(dialog.remarks)))
    document = opened._rulebook.standards[key.standard].document
    shown = next(text for text in labels(dialog) if text.startswith(key.title))
    assert document.number and all(part in shown for part in (document.number, key.clause, key.indicator))


def test_any_row_is_found_by_typing_and_remarked_on(
    opened: DistrictWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened.ask_answer(choose(opened, 2), Ruling.RETURNED)
    assert dialog is not None
    fill(dialog)
    met = next(row for row in dialog.filed.rows if row.status is Status.MET)
    assert met.key.indicator not in dialog.remarks
    assert dialog.rows is not None
    missed = list(dialog.remarks)
    dialog.rows.search.setFocus()
    dialog.rows.search.setText(met.key.indicator.lower())
    assert dialog.rows.shown[:1] == [met.key.indicator]
    QTest.keyClick(dialog.rows.search, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.remarks[met.key.indicator]
    assert dialog.remarks[met.key.indicator].previousInFocusChain() is dialog.rows.search
    dialog.remarks[met.key.indicator].setText("请附原始台账")
    dialog.rows.search.setText("无此项目")
    assert dialog.rows.shown == [met.key.indicator] and "没有找到" in dialog.rows.head.text()
    dialog.rows.search.clear()
    assert dialog.rows.shown == [*missed, met.key.indicator]
    dialog.set_place(tmp_path / "退回.dabiao-receipt")
    with qtbot.waitSignal(opened.acts.changed, timeout=60000):
        dialog.try_it()
    receipt = read_receipt(tmp_path / "退回.dabiao-receipt")
    assert [(remark.row, remark.text) for remark in receipt.remarks] == [(met.key.indicator, "请附原始台账")]


@pytest.mark.parametrize("ruling", list(Ruling))
def test_the_answer_has_its_buttons_on_a_small_screen_at_every_size(
    opened: DistrictWindow, app_theme: Theme, ruling: Ruling
) -> None:
    app_theme.set_look(dark=False, scale=200)
    dialog = opened.ask_answer(choose(opened, 2), ruling)
    assert dialog is not None
    assert dialog.minimumSizeHint().height() <= 690
    assert dialog.height() <= dialog.screen().availableGeometry().height()


def test_the_end_of_a_long_path_stays_in_sight(opened: DistrictWindow, tmp_path: Path) -> None:
    dialog = opened.ask_answer(choose(opened, 1), Ruling.ACCEPTED)
    assert dialog is not None
    place = tmp_path / ("很长的文件夹名" * 12) / "退回意见.dabiao-receipt"
    dialog.set_place(place)
    QApplication.processEvents()
    assert "…" in dialog.written_to.shown and dialog.written_to.shown.endswith("意见.dabiao-receipt")
    assert dialog.written_to.toolTip() == str(place)


@pytest.mark.parametrize("ruling", list(Ruling))
def test_enter_in_a_field_goes_on_to_the_next_and_answers_nothing(
    opened: DistrictWindow, qtbot: QtBot, ruling: Ruling
) -> None:
    dialog = opened.ask_answer(choose(opened, 1), ruling)
    assert dialog is not None
    fill(dialog)
    dialog.text.setPlainText("请核对")
    tried: list[object] = []
    dialog.wanted.connect(lambda *given: tried.append(given))
    dialog.authority.setFocus()
    for box in (dialog.officer, dialog.day, dialog.text):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        assert dialog.focusWidget() is box
    dialog.change.setFocus()
    asked: list[str] = []
    dialog.change.clicked.disconnect()
    dialog.change.clicked.connect(lambda: asked.append("更改…"))
    QTest.keyClick(dialog.change, Qt.Key.Key_Return)
    assert asked == ["更改…"] and tried == [] and dialog.isVisible()


def test_an_answer_that_is_not_complete_stays_to_be_completed(
    opened: DistrictWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))
    dialog = opened.ask_answer(choose(opened, 1), Ruling.RETURNED)
    assert dialog is not None
    dialog.officer.setText("唐敏")
    dialog.day.setText("某日")
    dialog.try_it()
    assert not opened.acts.busy
    dialog.day.setText("2026-12-03")
    dialog.try_it()
    qtbot.waitUntil(lambda: bool(told), timeout=60000)
    assert "没有写明机关" in told[0] and "退回须写明意见" in told[0]
    assert dialog.isVisible() and dialog.officer.text() == "唐敏" and not dialog.place.exists()
    dialog.reject()


@pytest.mark.parametrize("ending", [".xlsx", ".pdf"])
def test_the_roll_up_is_written(
    opened: DistrictWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    place = tmp_path / f"汇总{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    action = next(a for a in opened.head.export.menu().actions() if (ending == ".pdf") == ("PDF" in a.text()))
    action.trigger()
    qtbot.waitUntil(lambda: place.exists() and not opened.runner.busy, timeout=60000)
    qtbot.waitUntil(lambda: "已导出" in opened._working.text)
    if ending == ".pdf":
        assert place.read_bytes().startswith(b"%PDF")
    else:
        book = CalamineWorkbook.from_path(place)
        cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
        assert any(name_of(5) in str(cell) for cell in cells)


def test_day_and_year_are_asked_and_sort_the_schools_anew(
    opened: DistrictWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: TermsDialog) -> int:
        dialog.line.setText("不是日期")
        dialog.accept()
        assert dialog.result() == 0
        dialog.line.setText("2026.12.31")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(TermsDialog, "exec", answer)
    with qtbot.waitSignal(opened.acts.changed, timeout=60000):
        opened.ask_terms()
    assert rows(opened)[school(3)].day_note == ""
    assert "截止 2026-12-31" in opened.head.place.text()


def test_reading_can_be_cancelled_and_what_was_there_stays(opened: DistrictWindow, folder: Path) -> None:
    before = rows(opened)
    opened.acts.open_folder(folder)
    opened._working._on_cancel()
    assert not opened.acts.busy and rows(opened) == before
    assert "已取消" in opened._working.text


def test_a_folder_that_is_gone_is_told(
    window: DistrictWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(error))
    window.acts.open_folder(tmp_path / "没有")
    qtbot.waitUntil(lambda: bool(told), timeout=60000)
    assert isinstance(told[0], AppError) and window.view.empty.isVisible()


def test_indicators_and_needs_stand_at_the_right(opened: DistrictWindow) -> None:
    lines = list(opened.view.indicators.table.rows())
    assert len(lines) == 9
    assert all(row.met + row.missed + row.other + row.without == 5 for row in lines)
    needs = list(opened.view.needs.table.rows())
    assert needs and all(row.total and row.parts for row in needs)
    assert name_of(5) in opened.view.note.text()


def test_enter_on_a_school_goes_to_its_code(opened: DistrictWindow) -> None:
    choose(opened, 1)
    opened.view.table.setFocus()
    QTest.keyClick(opened.view.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is opened.view.card.code


@pytest.mark.parametrize(("dark", "scale"), [(True, 100), (False, 200)])
def test_another_look_keeps_the_school_and_what_was_typed(
    opened: DistrictWindow, app_theme: Theme, dark: bool, scale: int
) -> None:
    choose(opened, 2)
    opened.view.card.code.setText("9D2KX")
    app_theme.set_look(dark, scale)
    row = opened.view.card.row
    assert row is not None and row.key == school(2) and opened.view.card.code.text() == "9D2KX"


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_is_wider_than_the_window(
    opened: DistrictWindow, app_theme: Theme, qtbot: QtBot, scale: int
) -> None:
    app_theme.set_look(False, scale)
    opened.resize(1366, 738)
    qtbot.waitUntil(lambda: opened.width() == 1366)
    QApplication.processEvents()
    assert opened.minimumSizeHint().width() <= 1366
    for part in (opened.view.card.accept, opened.head.export, opened.view.note):
        right = part.mapTo(opened, part.rect().topRight()).x()
        assert right < 1366, part.accessibleName()


def test_those_who_hear_the_window_hear_every_control(opened: DistrictWindow, qtbot: QtBot) -> None:
    choose(opened, 1)
    assert silent(opened) == []
    spoken = QAccessible.queryAccessibleInterface(opened.view.table)
    assert spoken.text(QAccessible.Text.Name) == "各校备案"
    model = opened.view.table.table
    said = model.spoken(rows(opened)[school(1)])
    assert all(word in said for word in (name_of(1), "文件校验 通过", "纸质码 未核对", "待纸质"))
    for dialog in answers(opened):
        assert silent(dialog) == []
        dialog.reject()  # type: ignore[attr-defined]


def answers(window: DistrictWindow) -> Iterator[QWidget]:
    for ruling in Ruling:
        dialog = window.ask_answer(choose(window, 1), ruling)
        assert dialog is not None
        yield dialog
    terms = TermsDialog(DUE, "", ("2026-2027",), window)
    terms.open()
    yield terms


def test_every_field_of_an_answer_is_named_once(opened: DistrictWindow) -> None:
    dialog = opened.ask_answer(choose(opened, 1), Ruling.RETURNED)
    assert dialog is not None
    names = [box.accessibleName() for box in dialog.findChildren(QLineEdit)]
    assert all(names) and len(set(names)) == len(names)
    dialog.reject()


def test_whom_to_urge_is_shown_copied_and_saved(
    opened: DistrictWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = next(b for b in opened.findChildren(QPushButton) if b.accessibleName() == "生成催报名单")
    with qtbot.waitSignal(opened.view.reminders_wanted):
        link.click()
    dialog = next(found for found in opened.findChildren(ReminderDialog) if found.isVisible())
    assert "催报名单（截止" in dialog.box.toPlainText() and name_of(3) in dialog.box.toPlainText()
    dialog.copy.click()
    assert QApplication.clipboard().text() == dialog.box.toPlainText()
    place = tmp_path / "催报.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    dialog.save.click()
    qtbot.waitUntil(lambda: "已导出" in opened._working.text, timeout=60000)
    assert place.read_bytes().startswith(b"PK") and not dialog.isVisible()


def test_the_desk_stands_where_it_was_left(
    qtbot: QtBot, app_theme: Theme, shipped_rulebook: Rulebook, paths: Paths
) -> None:
    left = show_district(shipped_rulebook, paths)
    qtbot.addWidget(left)
    left.setWindowState(Qt.WindowState.WindowNoState)
    left.setGeometry(24, 36, 740, 600)
    left.close()
    found = show_district(shipped_rulebook, paths)
    qtbot.addWidget(found)
    assert (found.geometry().topLeft(), found.size()) == (left.geometry().topLeft(), QSize(740, 600))
    found.close()


def test_the_desk_fills_a_screen_that_is_too_small_for_it(
    qtbot: QtBot, app_theme: Theme, shipped_rulebook: Rulebook, paths: Paths
) -> None:
    shown = show_district(shipped_rulebook, paths)  # 800 × 800
    qtbot.addWidget(shown)
    room = shown.screen().availableGeometry()
    assert shown.isMaximized()
    assert room.contains(shown.geometry())
    shown.close()
