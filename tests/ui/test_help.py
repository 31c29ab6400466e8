import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QRawFont, QTextCursor
from PySide6.QtWidgets import QListWidget, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from app.paths import Paths
from app.ui.help import HelpDialog, Manual, show_help
from app.ui.theme import Theme

LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]+))?\)")


@pytest.fixture
def manual(shipped: Paths) -> Manual:
    return Manual(shipped.manual)


@pytest.fixture
def dialog(qtbot: QtBot, app_theme: Theme, manual: Manual) -> HelpDialog:
    made = HelpDialog(manual)
    qtbot.addWidget(made)
    made.open_page()
    return made


def links(manual: Manual, page: str) -> list[tuple[str, str]]:
    return [(Path(name).stem or page, anchor) for name, anchor in LINK.findall(manual.text(page))]


def headings(manual: Manual, page: str) -> set[str]:
    return {line.lstrip("# ").strip() for line in manual.text(page).splitlines() if line.startswith("#")}


def text_of(dialog: HelpDialog) -> str:
    return dialog.findChild(QTextBrowser).toPlainText()


def test_every_page_can_be_reached_from_the_first(manual: Manual) -> None:
    assert set(manual.pages) == {"index", *(page for page, _ in links(manual, "index"))}


def test_every_link_leads_to_a_page_and_a_heading_that_are_there(manual: Manual) -> None:
    for page in manual.pages:
        for target, anchor in links(manual, page):
            assert target in manual.pages, f"{page}: {target}"
            assert not anchor or anchor in headings(manual, target), f"{page}: {target}#{anchor}"


def test_the_manual_keeps_to_the_official_tone(manual: Manual) -> None:
    for page in manual.pages:
        assert not re.search("[！您]|不合格|成功|缺口", manual.text(page)), page


def test_every_page_has_one_title(manual: Manual) -> None:
    for page in manual.pages:
        assert manual.text(page).startswith("# ")
        assert len(re.findall(r"^# ", manual.text(page), re.MULTILINE)) == 1, page


def test_help_opens_on_the_page_for_what_one_is_doing(dialog: HelpDialog) -> None:
    dialog.open_page("checks")
    assert dialog.page == "checks" and text_of(dialog).startswith("校验")
    assert dialog.findChild(QListWidget).currentItem().text() == "校验"


def test_a_page_that_is_not_there_opens_the_first_one(dialog: HelpDialog) -> None:
    dialog.open_page("nowhere")
    assert dialog.page == "index"


def test_a_link_leads_to_its_page(dialog: HelpDialog) -> None:
    dialog.findChild(QTextBrowser).anchorClicked.emit(QUrl("files.md"))
    assert dialog.page == "files" and "断电" in text_of(dialog)


def test_an_anchor_leads_to_its_heading(qtbot: QtBot, dialog: HelpDialog) -> None:
    dialog.resize(700, 300)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.open_page("fill", "确认上年数")
    browser = dialog.findChild(QTextBrowser)
    top = browser.cursorForPosition(browser.viewport().rect().topLeft()).block()
    near = [top.text(), top.next().text(), top.next().next().text()]
    assert "确认上年数" in near


def test_choosing_in_the_list_opens_the_page(dialog: HelpDialog) -> None:
    contents = dialog.findChild(QListWidget)
    contents.setCurrentRow(2)
    assert text_of(dialog).startswith(contents.item(2).text())


def test_searching_lists_the_pages_that_have_the_words_and_marks_them(
    dialog: HelpDialog, manual: Manual
) -> None:
    dialog.search("U 盘 拔出")
    contents = dialog.findChild(QListWidget)
    shown = [contents.item(row).text() for row in range(contents.count())]
    assert shown == [manual.title(page) for page in manual.found("U 盘 拔出")] == ["文件与备份"]
    marks = dialog.findChild(QTextBrowser).extraSelections()
    assert marks and all(isinstance(mark.cursor, QTextCursor) for mark in marks)


def test_searching_for_what_is_not_there_says_so(dialog: HelpDialog) -> None:
    dialog.search("没有这样的词")
    assert dialog.findChild(QListWidget).count() == 0
    assert not dialog.nothing_found.isHidden()


def test_help_is_one_window_beside_the_work(qtbot: QtBot, app_theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first = show_help(window, "keys")
    assert show_help(window, "faq") is first and first.page == "faq"
    assert not first.isModal()


def test_every_character_of_the_manual_is_in_the_bundled_font(app_theme: Theme, manual: Manual) -> None:
    raw = QRawFont.fromFont(app_theme.font(14))
    used = {char for page in manual.pages for char in manual.text(page)} - {"\n"}
    assert not [char for char in used if not raw.supportsCharacter(ord(char))]
