"""Whom a district writes to: who has not filed, who has to file again, who was late; and nobody else."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from app.domain.district import Broken, Claim, ClaimSource, Collection
from app.domain.receipt import Receipt, Ruling
from app.reports.district_reminders import reminder_text, reminder_title, reminder_workbook, reminders
from tests.domain.districts import AFTER, DUE, collected, filed, school


def receipt(code: str, ruling: Ruling) -> Receipt:
    made = filed(code)
    return Receipt(
        made.number, made.fingerprint, made.name, ruling, "区教委", "王倩", date(2026, 12, 2), "", ()
    )


RECEIPTS = {item.fingerprint: item for item in (receipt("1", Ruling.ACCEPTED), receipt("2", Ruling.RETURNED))}
DAMAGED = Broken("坏.zip", "坏.zip：已损坏。", Claim(ClaimSource.MANIFEST, code="6", year="2026-2027"))


def desk(listed: bool = True) -> Collection:
    filings = [filed("1"), filed("2"), filed("3", at=AFTER), filed("4"), filed("4", print_=99)]
    schools = [school(str(number), contact="周敏" if number == 5 else "") for number in range(1, 7)]
    return collected(filings, schools if listed else None, due=DUE, broken=[DAMAGED])


def test_the_schools_that_are_urged_come_in_the_order_of_their_trouble() -> None:
    found = reminders(desk(), RECEIPTS)
    assert [(item.standing.school.code, item.word) for item in found] == [
        ("5", "未报"),
        ("6", "未报"),
        ("4", "编号冲突"),
        ("2", "已退回"),
        ("3", "迟报"),
    ]


def test_a_returned_filing_that_was_answered_by_another_is_not_urged() -> None:
    found = collected([filed("2"), filed("2", sequence=2)], [school("2")])
    assert reminders(found, RECEIPTS) == ()


def test_the_text_can_be_sent_as_it_is() -> None:
    text = reminder_text(desk(), reminders(desk(), RECEIPTS))
    assert text.splitlines()[:5] == [
        "2026-2027 学年备案催报名单（截止 2026-12-10）",
        "",
        "未报 2 所",
        "1. 第5学校（联系人 周敏）",
        "2. 第6学校：收到的 坏.zip 核对不通过，未计入（学校据包内清单）",
    ]
    assert "1. 第2学校：2026-12-02 退回修改，尚未收到更正的备案" in text
    assert "1. 第3学校：2026-12-11 备案，晚于截止日期" in text and "第1学校" not in text


def test_without_a_list_it_says_that_nobody_knows_who_is_missing() -> None:
    found = desk(listed=False)
    text = reminder_text(found, reminders(found, RECEIPTS))
    assert "没有打开学校名单，不知道谁未报" in text and "未报 " not in text


def test_when_all_is_well_the_list_says_so() -> None:
    found = collected([filed("1")], [school("1")])
    assert reminder_text(found, reminders(found, {})) == f"{reminder_title(found)}\n没有需要催报的学校。"


def test_the_sheet_holds_each_school_with_room_for_what_becomes_of_it() -> None:
    found = reminders(desk(), RECEIPTS)
    content = reminder_workbook(desk(), found)
    assert content == reminder_workbook(desk(), found)
    (page,) = load_workbook(BytesIO(content)).worksheets
    rows = list(page.values)
    head = next(number for number, row in enumerate(rows) if row[0] == "学校")
    assert rows[head][-2:] == ("催报日期", "回复")
    assert [row[0] for row in rows[head + 1 :]] == ["第5学校", "第6学校", "第4学校", "第2学校", "第3学校"]
    assert rows[head + 1][1:6] == ("5", None, None, "周敏", "未报")
