"""A filing: what keeps one from it, what is frozen, and what comes back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.assessment import Remedy
from app.domain.canonical import canonical
from app.domain.facts import Answer
from app.domain.filing import EvidenceLink
from app.domain.fingerprint import fingerprint
from app.domain.readiness import signed_ahead
from app.domain.receipt import Receipt, Remark, Ruling, latest
from app.domain.rulebook import Rulebook
from app.errors import EvidenceMissingError, ExportError, FilingError, PackageError
from app.exchange.reading import read_package
from app.exchange.receipts import receipt_bytes
from app.paths import Paths
from app.services.exports import Judged
from app.services.filing import (
    filed_data,
    freeze,
    hindrances,
    is_returned,
    keep_filing,
    next_occasion,
    open_receipt,
    package_size,
    prepare,
    receipts_of,
    write_package,
)
from app.services.filing_files import file_input
from app.services.filing_steps import Delivery, filing_steps, hindering, to_look_at
from app.services.session import Session
from app.services.writing import Step
from app.storage.workspace import Workspace
from tests.services.filings import NOW, judged, ready, ready_file, sample

ID_NUMBER = "11010519491231002X"


@pytest.fixture
def workspace(tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook) -> Iterator[Workspace]:
    path = ready_file(tmp_path / "示例.dabiao", shipped, shipped_rulebook)
    with Workspace.open(path, who="李晓岚") as opened:
        yield opened


@pytest.fixture
def material(workspace: Workspace, shipped: Paths, shipped_rulebook: Rulebook) -> Judged:
    return judged(workspace.load(workspace.years()[-1]), shipped_rulebook, shipped)


def texts(assessment: object, rulebook: Rulebook, paths: Paths) -> list[str]:
    return [item.text for item in hindrances(judged(assessment, rulebook, paths))]  # type: ignore[arg-type]


# Readiness


def test_who_signed_on_a_day_to_come_is_told_and_may_file_all_the_same(
    workspace: Workspace, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    signed, facts = ready(shipped, shipped_rulebook), shipped_rulebook.facts
    ahead = "签发日期 2026-11-27 晚于今天（2026-11-26），请核对"
    found = signed_ahead(signed, facts, date(2026, 11, 26))
    assert [item.target for item in found] == ["filing.reviewed_on", "filing.signed_on"]
    assert found[-1].text == ahead and texts(signed, shipped_rulebook, shipped) == []
    # 报出日期 comes after freezing and stamping: 2026-11-28 is no fault on the day the others signed.
    assert signed_ahead(signed, facts, date(2026, 11, 27)) == ()
    session = Session(workspace, shipped_rulebook, workspace.years()[-1])
    step = filing_steps(session, hindering(session), Delivery(), date(2026, 11, 26))[3]
    assert (step.title, step.status) == ("签署", "unanswered") and step.obstacles == found
    assert filing_steps(session, hindering(session), Delivery(), date(2026, 11, 27))[3].status == "met"


def test_signatures_from_before_a_correction_are_told_once_a_day_has_passed(
    workspace: Workspace, material: Judged, shipped_rulebook: Rulebook
) -> None:
    workspace.archive.reopen(freeze(workspace, material, NOW), "补录双师型证书")
    session = Session(workspace, shipped_rulebook, workspace.years()[-1])
    assert to_look_at(session, NOW.date()) == ()
    found = to_look_at(session, NOW.date() + timedelta(days=7))
    assert [item.target for item in found] == ["filing.prepared_on", "filing.reviewed_on", "filing.signed_on"]
    assert found[-1].text == "签发日期 2026-11-27 是更正前 2026-1 的签字日期，请重新登记"
    assert texts(session.assessment, shipped_rulebook, material.paths) == []


def test_the_command_reminds_of_a_day_to_come(
    tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    school = ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)

    def said(day: int) -> list[str]:
        return list(file_input(school, shipped_rulebook, shipped, None, NOW.replace(day=day)))

    assert said(27) == ["可以备案"]
    assert (
        said(26)[0] == "可以备案"
        and said(26)[-1] == "提醒：签发日期 2026-11-27 晚于今天（2026-11-26），请核对"
    )


def test_last_years_names_and_dates_are_no_signatures(shipped: Paths, shipped_rulebook: Rulebook) -> None:
    signed = ready(shipped, shipped_rulebook)
    copied = {
        fact: replace(answer, confirmed=not fact.startswith("filing."))
        for fact, answer in signed.answers.items()
    }
    assert texts(signed, shipped_rulebook, shipped) == []
    assert texts(replace(signed, answers=copied), shipped_rulebook, shipped) == [
        "未填填表人",
        "未填填表日期",
        "未填审核人",
        "未填审核日期",
        "未填单位负责人",
        "未填签发日期",
    ]


def test_a_signed_and_explained_assessment_may_be_filed(shipped: Paths, shipped_rulebook: Rulebook) -> None:
    assert texts(ready(shipped, shipped_rulebook), shipped_rulebook, shipped) == []


def test_the_sample_as_it_is_lacks_signatures_and_an_explanation(
    shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    told = texts(sample(shipped, shipped_rulebook), shipped_rulebook, shipped)
    assert [text for text in told if text.startswith("经验校验未说明")]
    assert [text for text in told if text.startswith("未填")] == [
        "未填填表人",
        "未填填表日期",
        "未填审核人",
        "未填审核日期",
        "未填单位负责人",
        "未填签发日期",
    ]


DAY = date(2026, 11, 27)
WRONG = {
    "a broken 逻辑校验": (
        {"teachers.dual_qualified": Answer(999)},
        "逻辑校验未通过：双师型教师数不能大于专业教师数",
    ),
    "a text nobody understands": (
        {"students.enrolled": Answer(typed="一千四百多")},
        "学历教育在校生数填写的“一千四百多”无法识别",
    ),
    "a date that is no day": (
        {"governance.plan_filed": Answer("是", date_typed="去年十月")},
        "学校发展规划备案的日期“去年十月”无法识别",
    ),
    "an identity number in a note": (
        {"students.enrolled": Answer(1480, note=f"经办 {ID_NUMBER}")},
        "学历教育在校生数中有身份证号码，不能报出",
    ),
    "an identity number for a name": (
        {"filing.preparer": Answer(ID_NUMBER)},
        "填表人中有身份证号码，不能报出",
    ),
    "the name of the school only copied": (
        {"school.name": Answer("示例", confirmed=False)},
        "学校名称带自上年，待确认",
    ),
    "the codes of the school only copied": (
        {"school.code": Answer(), "school.uscc": Answer("12500103000000000T", confirmed=False)},
        "学校代码带自上年，确认后才能编备案编号",
    ),
    "no name of the school": ({"school.name": Answer()}, "未填学校名称"),
    "no code at all": (
        {"school.code": Answer(na_reason="未赋码"), "school.uscc": Answer()},
        "未填学校标识码和统一社会信用代码，无法编备案编号",
    ),
    "a reviewer before the preparer": (
        {"filing.reviewed_on": Answer(date(2026, 11, 25))},
        "审核日期 2026-11-25 早于填表日期 2026-11-26",
    ),
    "reported before it was signed": (
        {"filing.date": Answer(date(2026, 11, 26))},
        "报出日期 2026-11-26 早于签发日期 2026-11-27",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_to_be_mended_is_named_and_nothing_is_frozen(
    wrong: str, workspace: Workspace, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    changes, text = WRONG[wrong]
    assessment = ready(shipped, shipped_rulebook)
    wrongly = replace(assessment, answers={**assessment.answers, **changes})
    assert text in texts(wrongly, shipped_rulebook, shipped)
    with pytest.raises(FilingError) as told:
        freeze(workspace, judged(wrongly, shipped_rulebook, shipped), NOW)
    assert str(told.value).startswith("尚不能备案：")
    assert workspace.archive.filings() == ()


def test_an_identity_number_in_a_remedy_or_an_explanation_is_found(
    shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    assessment = ready(shipped, shipped_rulebook)
    remedied = replace(assessment, remedies={"DB-师生比": Remedy(person=ID_NUMBER)})
    assert "DB-师生比 的整改内容中有身份证号码，不能报出" in texts(remedied, shipped_rulebook, shipped)
    explained = replace(assessment, explanations={**assessment.explanations, "x": ID_NUMBER})
    assert "校验说明中有身份证号码，不能报出" in texts(explained, shipped_rulebook, shipped)


@pytest.mark.parametrize(
    "number", ["110105194912310021", "1101051949123100", "211010519491231002X", "13800138000"]
)
def test_other_long_numbers_are_no_identity_numbers(
    number: str, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    assessment = ready(shipped, shipped_rulebook)
    noted = {**assessment.answers, "students.enrolled": Answer(1480, note=f"文号 {number}")}
    assert texts(replace(assessment, answers=noted), shipped_rulebook, shipped) == []


def test_the_meeting_may_stay_empty(shipped: Paths, shipped_rulebook: Rulebook) -> None:
    assessment = ready(shipped, shipped_rulebook)
    answers = {key: value for key, value in assessment.answers.items() if key != "filing.meeting"}
    assert texts(replace(assessment, answers=answers), shipped_rulebook, shipped) == []


# Freezing


def test_a_filing_keeps_data_verdicts_documents_and_program(workspace: Workspace, material: Judged) -> None:
    filed = freeze(workspace, material, NOW)
    data = filed_data(workspace, filed)
    assert filed.number == data["number"]
    assert filed.number.endswith("-2026-1")
    assert filed.fingerprint == fingerprint(canonical(data))
    assert data["frozen_at"] == "2026-11-27T16:20:41"
    assert len(data["verdicts"]) == len(material.evaluation.verdicts)
    assert {item["id"] for item in data["standards"]} == {item.id for item in material.evaluation.standards}
    assert all(check["explanation"] for check in data["checks"])
    assert workspace.load(filed.year).date == material.evaluation.date


def test_the_files_of_a_filing_bear_its_fingerprint(workspace: Workspace, material: Judged) -> None:
    from tests.reports.builders import pages_of

    filed = freeze(workspace, material, NOW)
    code = f"{filed.fingerprint[:5]}-{filed.fingerprint[5:]}"
    pages = pages_of(workspace.archive.filed_file(filed.number, "report.pdf"))
    assert all(code in page for page in pages)
    assert all("草稿" not in page for page in pages)


def test_the_same_answers_frozen_at_the_same_moment_give_the_same_fingerprint(
    workspace: Workspace, material: Judged, tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    path = ready_file(tmp_path / "另一份.dabiao", shipped, shipped_rulebook)
    with Workspace.open(path, who="另一人") as other:
        assert freeze(other, material, NOW).fingerprint == freeze(workspace, material, NOW).fingerprint


def test_one_changed_answer_gives_another_fingerprint(
    workspace: Workspace, material: Judged, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    answers = {**material.assessment.answers, "library.periodicals": Answer(81)}
    changed = judged(replace(material.assessment, answers=answers), shipped_rulebook, shipped)
    first = freeze(workspace, material, NOW)
    workspace.archive.reopen(first, "补录报刊")
    assert freeze(workspace, changed, NOW).fingerprint != first.fingerprint


def test_a_frozen_year_is_filed_again_only_after_a_reason(workspace: Workspace, material: Judged) -> None:
    first = freeze(workspace, material, NOW)
    with pytest.raises(FilingError, match="需要更正的，请先写明原因重新打开"):
        freeze(workspace, material, NOW)
    workspace.archive.reopen(first, "补录双师型证书")
    second = freeze(workspace, material, NOW + timedelta(days=3))
    data = filed_data(workspace, second)
    assert (data["number"][-2:], data["replaces"], data["reason"]) == ("-2", first.number, "补录双师型证书")
    assert filed_data(workspace, first)["sequence"] == 1


# The package


def test_a_package_holds_report_sheet_and_chosen_evidence(
    workspace: Workspace, material: Judged, tmp_path: Path
) -> None:
    year = material.assessment.year
    kept = workspace.archive.add_evidence(year, "收文回执.pdf", b"%PDF-1.7 receipt")
    workspace.archive.link_evidence(year, kept.sha256, EvidenceLink("fact", "governance.plan_filed", "1"))
    workspace.archive.add_evidence(year, "内部材料.pdf", b"%PDF-1.7 internal")
    filed = freeze(workspace, material, NOW, included=[kept.sha256])
    package = write_package(workspace, filed, tmp_path / "备案包.zip")
    assert set(package.files) == {
        "data.json",
        "report.pdf",
        "report.xlsx",
        f"evidence/{kept.sha256[:32]}.pdf",
    }
    assert package.read(f"evidence/{kept.sha256[:32]}.pdf") == b"%PDF-1.7 receipt"
    listed = {item["name"]: item["included"] for item in package.data["evidence"]}
    assert listed == {"内部材料.pdf": False, "收文回执.pdf": True}
    assert package_size(workspace, filed) == sum(package.files.values())


def test_a_package_written_again_is_the_same_to_the_byte(
    workspace: Workspace, material: Judged, tmp_path: Path
) -> None:
    filed = freeze(workspace, material, NOW)
    write_package(workspace, filed, tmp_path / "一.zip")
    workspace.archive.reopen(filed, "另有更正")
    workspace.save_answer(filed.year, "library.periodicals", Answer(99))
    write_package(workspace, filed, tmp_path / "二.zip")
    assert (tmp_path / "一.zip").read_bytes() == (tmp_path / "二.zip").read_bytes()


def test_a_package_that_cannot_be_written_leaves_the_former_one(
    workspace: Workspace, material: Judged, tmp_path: Path
) -> None:
    filed = freeze(workspace, material, NOW)
    place = tmp_path / "备案包.zip"
    place.write_bytes(b"the former one")
    place.with_name("folder.zip").mkdir()
    with pytest.raises(ExportError, match="这是文件夹"):
        write_package(workspace, filed, place.with_name("folder.zip"))
    assert place.read_bytes() == b"the former one"
    before = sorted(item.name for item in tmp_path.iterdir())
    with pytest.raises(ExportError, match="所在文件夹不存在"):
        write_package(workspace, filed, tmp_path / "没有" / "备案包.zip")
    assert sorted(item.name for item in tmp_path.iterdir()) == before


def test_evidence_that_is_not_in_a_backup_keeps_its_package_from_being_written(
    workspace: Workspace, material: Judged, tmp_path: Path
) -> None:
    from tests.storage.builders import run_sql

    workspace.archive.add_evidence(material.assessment.year, "回执.pdf", b"%PDF-1.7")
    filed = freeze(workspace, material, NOW)
    workspace.close()
    run_sql(workspace.path, "delete from evidence_blobs")
    with Workspace.open(workspace.path) as opened, pytest.raises(EvidenceMissingError):
        write_package(opened, filed, tmp_path / "备案包.zip")
    assert not (tmp_path / "备案包.zip").exists()


def test_no_package_holds_an_identity_number(workspace: Workspace, material: Judged, tmp_path: Path) -> None:
    from app.domain.personal import identity_numbers

    package = write_package(workspace, freeze(workspace, material, NOW), tmp_path / "备案包.zip")
    assert list(identity_numbers(json.dumps(package.data, ensure_ascii=False))) == []


# What comes back


def returned(number: str, code: str) -> Receipt:
    return Receipt(
        number=number,
        fingerprint=code,
        school="示例学校",
        ruling=Ruling.RETURNED,
        authority="渝中区教育委员会",
        officer="唐敏",
        date=date(2026, 12, 3),
        text="请核对后重新报送",
        remarks=(Remark("DB-生均校舍", "校舍面积与统计报表不一致"),),
    )


def test_a_return_is_kept_beside_its_filing_and_the_next_filing_answers_it(
    workspace: Workspace, material: Judged
) -> None:
    first = freeze(workspace, material, NOW)
    receipt = returned(first.number, first.fingerprint)
    assert open_receipt(workspace, Path("回执"), receipt_bytes(receipt).decode()) == (first, receipt)
    assert receipts_of(workspace, first) == (receipt,)
    assert is_returned(workspace, first)
    workspace.archive.reopen(first, "按退回意见更正")
    occasion = next_occasion(workspace, material, NOW)
    assert (occasion.answers, occasion.replaces) == (first.fingerprint, first.number)
    second = freeze(workspace, material, NOW)
    assert filed_data(workspace, second)["answers_return"] == first.fingerprint


def test_an_accepted_filing_is_not_returned(workspace: Workspace, material: Judged) -> None:
    filed = freeze(workspace, material, NOW)
    back = returned(filed.number, filed.fingerprint)
    open_receipt(workspace, Path("回执"), receipt_bytes(back).decode())
    accepted = replace(back, ruling=Ruling.ACCEPTED, date=date(2026, 12, 10), remarks=())
    open_receipt(workspace, Path("回执"), receipt_bytes(accepted).decode())
    assert not is_returned(workspace, filed)


def test_of_two_receipts_of_one_day_the_one_opened_last_holds(workspace: Workspace, material: Judged) -> None:
    filed = freeze(workspace, material, NOW)
    first = returned(filed.number, filed.fingerprint)
    for receipt in (first, replace(first, ruling=Ruling.ACCEPTED)):
        open_receipt(workspace, Path("回执"), receipt_bytes(receipt).decode())
    assert not is_returned(workspace, filed)
    assert latest(receipts_of(workspace, filed)).ruling is Ruling.ACCEPTED


def test_a_receipt_for_another_filing_is_refused(workspace: Workspace, material: Judged) -> None:
    filed = freeze(workspace, material, NOW)
    for number, code in (("3150010998-2026-1", filed.fingerprint), (filed.number, "0000000000")):
        with pytest.raises(FilingError, match="不在此文件中"):
            open_receipt(workspace, Path("回执"), receipt_bytes(returned(number, code)).decode())
    with pytest.raises(PackageError):
        open_receipt(workspace, Path("回执"), "{}")
    assert receipts_of(workspace, filed) == ()


def test_a_package_is_read_as_what_was_frozen(workspace: Workspace, material: Judged, tmp_path: Path) -> None:
    filed = freeze(workspace, material, NOW)
    write_package(workspace, filed, tmp_path / "备案包.zip")
    package = read_package(tmp_path / "备案包.zip")
    assert (package.number, package.fingerprint) == (filed.number, filed.fingerprint)
    assert package.data == filed_data(workspace, filed)


# Stopping half way


class Stop(Exception):
    """Somebody pressed 取消."""


def stopping_at(number: int) -> Step:
    def step(done: int, _: int) -> None:
        if done == number:
            raise Stop

    return step


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_filing_stopped_while_it_is_made_leaves_the_year_open(
    workspace: Workspace, material: Judged, number: int
) -> None:
    with pytest.raises(Stop):
        prepare(workspace, material, NOW, step=stopping_at(number))
    assert workspace.archive.filings() == ()


def test_a_filing_that_is_made_is_kept_only_when_asked(workspace: Workspace, material: Judged) -> None:
    prepared = prepare(workspace, material, NOW)
    assert workspace.archive.frozen(prepared.filed.year) is None
    assert keep_filing(workspace, prepared) == workspace.archive.frozen(prepared.filed.year)


@pytest.mark.parametrize("number", [0, 2, 4])
def test_a_package_stopped_half_way_leaves_what_stood_there(
    workspace: Workspace, material: Judged, tmp_path: Path, number: int
) -> None:
    filed = freeze(workspace, material, NOW)
    place = tmp_path / "备案包.zip"
    place.write_bytes(b"former")
    with pytest.raises(Stop):
        write_package(workspace, filed, place, stopping_at(number))
    assert place.read_bytes() == b"former"
    assert [path.name for path in tmp_path.glob("*.zip*")] == [place.name]
    assert list(tmp_path.glob(".*.tmp")) == []
