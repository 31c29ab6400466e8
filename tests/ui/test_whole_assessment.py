"""One whole assessment by keyboard alone: from the start page to the signed paper, and opened again."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.domain.facts import Answer
from app.domain.units import Kind
from app.domain.verdict import Status
from app.services.session import Session
from app.storage.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.pages.report_page import ReportPage
from tests.reports.builders import pages_of
from tests.ui.keyboard import Key, Modifier, Person

SCHOOL = "重庆市渝中区通远门职业高级中学"

#: What is typed, fact by fact: as on paper, in 亩 and 万元, some of it in full-width characters.
TYPED = {
    "school.code": "3150010998",
    "school.uscc": "12500103000000001X",
    "school.supervisor": "重庆市渝中区教育委员会",
    "school.ownership": "公办",
    "school.district": "渝中区",
    "school.kind": "职业高中",
    "school.category": "一般类",
    "school.attached_class": "否",
    "school.first_year": "１９８５",
    "filing.recipient": "重庆市渝中区教育委员会",
    "filing.preparer": "李晓岚",
    "filing.reviewer": "周敏",
    "filing.principal": "陈立",
    "filing.phone": "023-00000000",
    "filing.date": "2026.11.27",
    "students.enrolled": "１４８０",
    "students.enrolled_engineering_medical": "612",
    "students.intake": "502",
    "students.intake_approved": "520人",
    "students.graduates": "456",
    "students.graduates_further_study": "291",
    "students.graduates_higher_vocational": "284",
    "students.graduates_employed": "447",
    "students.graduates_employed_directly": "156",
    "students.graduates_employed_chongqing": "402",
    "students.graduates_employed_chengyu": "425",
    "students.graduates_certified": "318",
    "students.interns": "468",
    "students.interns_insured": "468",
    "teachers.staff": "96",
    "teachers.full_time": "72",
    "teachers.part_time": "10",
    "teachers.specialist": "42",
    "teachers.bachelor": "70",
    "teachers.senior": "16",
    "teachers.middle_or_senior": "45",
    "teachers.dual_qualified": "25",
    "teachers.dual_qualified_other": "4",
    "teachers.dual_qualified_self_reported": "20",
    "teachers.enterprise_practice_met": "33",
    "teachers.five_year_trained": "61",
    "teachers.new_specialist": "0",
    "campus.land_return": "76.5亩",
    "campus.land_deduction": "1860㎡",
    "campus.building_return": "3.0612万㎡",
    "campus.building_deduction": "１，５３２㎡",
    "campus.building_owned": "3.0612万平方米",
    "campus.practice_area": "6200",
    "campus.track": "250米",
    "equipment.value": "393.2万元",
    "equipment.value_engineering_medical": "２０１．６万元",
    "equipment.stations": "560",
    "equipment.computers": "236",
    "library.printed_books": "4.62万册",
    "library.periodicals": "80",
    "library.teacher_seats": "16",
    "library.student_seats": "150",
}
MEANT = {
    "school.first_year": 1985,
    "filing.date": date(2026, 11, 27),
    "students.enrolled": 1480,
    "students.intake_approved": 520,
    "teachers.new_specialist": 0,
    "campus.land_return": 51_000,
    "campus.building_return": 30_612,
    "campus.building_deduction": 1_532,
    "campus.building_owned": 30_612,
    "campus.track": 250,
    "equipment.value": 3_932_000,
    "equipment.value_engineering_medical": 2_016_000,
    "library.printed_books": 46_200,
}
NO_HONOURS = "本校尚未获等级认定"
NOT_DONE, NO_TASK = "校企共建协议尚未签订", "本校不承担该项任务"
REMEDY = {
    "cause": "近两年在校生增加，校舍未增",
    "measure": "将闲置库房改造为实训用房并办理验收",
    "unit": "总务处",
    "person": "陈立",
    "due": "2027-06-30",
    "budget": "186万元",
}
WHY = "统计报表截止较早，其后新增5人持证"


@pytest.fixture
def person(qtbot: QtBot) -> Person:
    return Person(qtbot)


def session(window: MainWindow) -> Session:
    assert window.model is not None
    return window.model.session


def status(window: MainWindow, indicator: str) -> Status:
    return next(row.status for row in session(window).evaluation.verdicts if row.indicator == indicator)


def texts(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def make_school_file(person: Person) -> None:
    """Start page: 新建学校文件."""

    def fill_dialog() -> None:
        assert person.name == "学校名称"
        person.type(SCHOOL)
        person.tab_to("填表人姓名")
        person.type("李晓岚")
        person.tab_to("更改存放位置")
        person.press(Key.Key_Space)
        person.tab_to("新建")
        person.enter()

    assert person.name == "新建学校文件"
    person.in_dialog(person.enter, fill_dialog)


def fill_form(person: Person, window: MainWindow, form: str) -> list[str]:
    """Fill what a form asks of this school, Enter by Enter, go on to the next form; return what was typed."""
    pages = next(each.pages for each in session(window).rulebook.forms if each.id == form)
    asked = session(window).walk.asked(session(window).assessment).shown
    facts = [fact for page in pages for fact in page.facts if fact.id in asked]
    for fact in facts:
        assert person.name.startswith(fact.name), (person.name, fact.name)
        if fact.id == "school.honours":
            mark_not_applicable(person, fact.name, NO_HONOURS)
        elif fact.id == "teachers.full_time":
            type_wrong_then_right(person, window)
        elif fact.id in TYPED:
            answer(person, fact.kind, TYPED[fact.id])
        person.enter()
    assert person.name.startswith("下一步")
    person.enter()
    return [fact.id for fact in facts if fact.id in TYPED]


def answer(person: Person, kind: Kind, text: str) -> None:
    if kind is Kind.CHOICE:
        person.choose(text)
    elif kind is Kind.YES_NO:
        person.press({"是": Key.Key_1, "否": Key.Key_2}[text])
    else:
        person.type(text)


def mark_not_applicable(person: Person, name: str, reason: str) -> None:
    person.tab_to(f"{name}不适用，填写原因")
    person.enter()
    person.type(reason)


def type_wrong_then_right(person: Person, window: MainWindow) -> None:
    """72.5 teachers: it stays where it was typed, is told, and judges nothing; then it is mended."""
    person.type("72.5")
    person.enter()
    assert person.name == "兼职（外聘）教师数"
    person.press(Key.Key_Return, Modifier.ShiftModifier)
    assert person.name == "专任教师数"
    assert person.at.text() == "72.5"  # type: ignore[attr-defined]
    assert "整数" in texts(window)
    assert status(window, "DB-专任教师") is Status.UNANSWERED
    person.type("72")
    assert status(window, "DB-专任教师") is Status.MET


def answer_tasks(person: Person, window: MainWindow) -> list[str]:
    """Ctrl+4: the first four tasks done, partly done with a note, not done, not applicable with a reason."""
    person.control(Key.Key_4)
    assert person.name == "任务清单"
    facts = []
    for key, words in (("1", ""), ("2", NOT_DONE), ("3", ""), ("0", NO_TASK)):
        facts.append(current_key(window))
        person.type(key)
        if words:
            if key == "2":
                person.enter()
            person.type(words)
            person.enter()
        assert person.name == "任务清单"
        person.press(Key.Key_Down)
    return facts


def current_key(window: MainWindow) -> str:
    from app.ui.tables.view import TableView

    view = next(view for view in window.findChildren(TableView) if view.isVisible())
    key = view.current_key()
    assert key is not None
    return key


def write_remedy(person: Person, window: MainWindow) -> str:
    """Ctrl+3: the first row of the ledger, every box of it."""
    person.control(Key.Key_3)
    row = current_key(window)
    person.enter()
    for text in REMEDY.values():
        person.type(text)
        person.enter()
    assert person.name == "整改台账"
    return row


def explain(person: Person, window: MainWindow) -> str:
    """Ctrl+5: why more teachers are certified than were reported."""
    person.control(Key.Key_5)
    while "持证双师型教师数大于统计自报" not in texts(window):
        person.press(Key.Key_Down)
    person.press(Key.Key_F2)
    person.type(WHY)
    person.enter()
    assert person.name == "校验"
    return "teachers-dual-reported"


def export(person: Person, window: MainWindow, qtbot: QtBot, pdf: Path, sheet: Path) -> None:
    """Ctrl+6: both files; the sheet is the first of the other kinds."""
    person.control(Key.Key_6)
    page = window.findChild(ReportPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.preview.page_count > 10, timeout=30000)
    for button, place in (("导出 PDF", pdf), ("其他格式", sheet)):
        person.tab_to(button)
        if place == sheet:
            QTimer.singleShot(50, choose_first)
        person.press(Key.Key_Space)
        qtbot.waitUntil(lambda place=place: str(place) in texts(window), timeout=30000)
        assert place.exists()
    # Without a desktop nobody hands the keyboard back when a menu closes.
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None and window.isActiveWindow())


def choose_first() -> None:
    """Take the first entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for key in (Key.Key_Down, Key.Key_Return):
        QTest.keyClick(menu, key)


def answer_native_dialogs(monkeypatch: pytest.MonkeyPatch, folder: Path, pdf: Path, sheet: Path) -> None:
    def where_to_save(_: object, __: str, name: str, *___: object) -> tuple[str, str]:
        return str(sheet if name.endswith(".xlsx") else pdf), ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", where_to_save)


def test_a_whole_assessment_by_keyboard_from_start_page_to_paper(
    window: MainWindow, person: Person, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, pdf, sheet = tmp_path / "自评", tmp_path / "自评报告.pdf", tmp_path / "自评结果.xlsx"
    folder.mkdir()
    answer_native_dialogs(monkeypatch, folder, pdf, sheet)

    make_school_file(person)
    assert person.name == "填报步骤"
    person.enter()
    forms = ("school", "students", "teachers", "campus", "equipment")
    typed = [fact for form in forms for fact in fill_form(person, window, form)]
    assert status(window, "DB-生均校舍") is Status.MISSED
    tasks = answer_tasks(person, window)
    row = write_remedy(person, window)
    check = explain(person, window)

    person.control(Key.Key_2)
    assert "尚不能认定为" in texts(window)
    export(person, window, qtbot, pdf, sheet)

    before = session(window).assessment
    the_answers_are_those_typed(before.answers, typed)
    assert [before.answers[fact].value for fact in tasks[:3]] == ["是", "部分", "否"]
    assert before.answers[tasks[1]].note == NOT_DONE
    assert before.answers[tasks[3]].na_reason == NO_TASK
    assert {name: getattr(before.remedies[row], name) for name in REMEDY} == REMEDY
    assert before.explanations[check] == WHY
    the_paper_says_it(pdf, len(before.answers), len(typed))
    the_sheet_says_it(sheet)

    path = session(window).workspace.path
    person.control(Key.Key_W)
    assert window.model is None
    with Workspace.open(path, read_only=True) as stored:
        assert stored.load(stored.years()[-1]) == before
    assert person.name == "继续填报"
    person.enter()
    assert session(window).assessment == before


def the_answers_are_those_typed(answers: Mapping[str, Answer], typed: Sequence[str]) -> None:
    assert answers["school.name"].value == SCHOOL
    assert answers["school.honours"].na_reason == NO_HONOURS
    for fact in typed:
        value = answers[fact].value
        assert value is not None, (fact, TYPED[fact], answers[fact])
        if fact in MEANT:
            meant = MEANT[fact]
            assert value == (Fraction(meant) if isinstance(meant, int) else meant), fact


def the_paper_says_it(pdf: Path, answered: int, typed: int) -> None:
    pages = pages_of(pdf.read_bytes())
    paper = "".join(pages).replace("\n", "")
    assert len(pages) > 10
    assert f"共{len(pages)}页" in paper.replace(" ", "")
    for said in (SCHOOL, "未达标", REMEDY["measure"], WHY, NO_HONOURS):
        assert said in paper, said
    assert answered > typed


def the_sheet_says_it(sheet: Path) -> None:
    book = load_workbook(sheet, read_only=True)
    cells = {str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row if cell}
    book.close()
    assert any(SCHOOL in cell for cell in cells)
    assert "未达标" in cells


def test_the_window_can_be_left_and_entered_by_keys_alone(window: MainWindow, person: Person) -> None:
    names = []
    for _ in range(12):
        names.append(person.name)
        person.press(Qt.Key.Key_Tab)
    assert {"新建学校文件", "打开学校文件…", "示例学校", "填表人姓名", "设置"} <= set(names)
