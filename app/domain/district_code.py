"""The code on a stamped page held against the files that were received."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.district import Collection, Standing, Submission
from app.domain.fingerprint import grouped, typed

#: What the QR code of a page says before number and code.
_SCANNED = "DABIAO"
_REMEDY = "请学校重新打印，或送交与纸质件对应的备案包"


class Finding(StrEnum):
    """What came of a code that was typed from paper."""

    SAME = "same"
    EARLIER = "earlier"
    APART = "apart"
    OTHER = "other"
    NO_CODE = "no_code"


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """What a typed code is, in one sentence, and the filing that has it."""

    finding: Finding
    text: str
    submission: Submission | None = None
    standing: Standing | None = None


def check_code(text: str, collection: Collection, school: Standing | None = None) -> CodeAnswer:
    """Say which filing has the code that was typed (or scanned) from paper; ``school`` is whose paper it is."""
    code = typed(_last_word(text))
    if code is None:
        return CodeAnswer(Finding.NO_CODE, "这不是指纹：指纹为 10 位数字和字母，印在每页页脚，如 B808H-CZNH5")
    for standing, submission, why in _everything(collection):
        if submission.fingerprint == code:
            return _found(submission, standing, why, school)
    return _not_found(code, collection, school)


def _last_word(text: str) -> str:
    words = text.split()
    return words[-1] if words and words[0].upper() == _SCANNED else text


def _everything(collection: Collection) -> Iterator[tuple[Standing | None, Submission, str]]:
    for standing in collection.standings:
        for submission in standing.filings():
            yield standing, submission, ""
    for apart in (*collection.unlisted, *collection.other_years):
        yield None, apart.submission, apart.why


def _found(
    submission: Submission, standing: Standing | None, why: str, school: Standing | None
) -> CodeAnswer:
    filing = f"{submission.name}的备案 {submission.number}（{submission.file}）"
    if school is not None and standing is not school:
        text = f"不一致：这是{filing}，不是{school.school.name}的备案。请核对纸质件属于哪所学校"
        return CodeAnswer(Finding.OTHER, text, submission, standing)
    if standing is None:
        return CodeAnswer(Finding.APART, f"一致：{filing}，未计入汇总：{why}", submission)
    if standing.counted is submission:
        return CodeAnswer(Finding.SAME, f"一致：{filing}", submission, standing)
    if submission in standing.rivals:
        text = f"一致：{filing}，但同一编号还有指纹不同的备案，未计入汇总"
        return CodeAnswer(Finding.APART, text, submission, standing)
    last = standing.counted.number if standing.counted else standing.rivals[0].number
    text = f"纸质件是已被更正的{filing}，最后一次备案为 {last}。请索取更正后的纸质件"
    return CodeAnswer(Finding.EARLIER, text, submission, standing)


def _not_found(code: str, collection: Collection, school: Standing | None) -> CodeAnswer:
    near = next((s for _, s, _ in _everything(collection) if _one_off(code, s.fingerprint)), None)
    if near is not None:
        text = f"不一致：与{near.name}的指纹 {grouped(near.fingerprint)} 只差一位，请核对是否输错"
        return CodeAnswer(Finding.OTHER, text)
    if school is None or school.counted is None:
        return CodeAnswer(
            Finding.OTHER, f"不一致：收到的备案包中没有指纹为 {grouped(code)} 的备案。{_REMEDY}"
        )
    held = grouped(school.counted.fingerprint)
    told = f"不一致：纸质件与文件不是同一份数据。纸质页脚指纹 {grouped(code)}，文件指纹 {held}。{_REMEDY}"
    return CodeAnswer(Finding.OTHER, told, school.counted, school)


def _one_off(one: str, other: str) -> bool:
    return sum(left != right for left, right in zip(one, other, strict=True)) == 1
