"""A school with the longest texts in every field, full of marks that may not begin or end a line."""

from dataclasses import replace

from app.domain.assessment import Assessment, Remedy
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.filing import Evidence, EvidenceLink, FilingNumber, Occasion, Seal
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.domain.units import Kind
from app.domain.verdict import Status
from tests.reports.filing import FROZEN

SENTENCE = (
    "经校长办公会研究（含教代会审议），由“牵头处室”会同《台账》所列处室逐项核对：1,480 名学生、29,080 ㎡校舍，"
    "完成率 62.86 %；参照〔2022〕28号、GB/T 9704等文件办理……年底前由𬭊䶮二位负责人（联系电话：023-00000000）报备。"
    "见https://jw.example.edu.cn/zhuanti/2026/zhiye-xuexiao/dabiao-ziping/index.html?id=20261121&lang=zh-CN，"
    "依据Industrial-Internet-of-Things（IIoT）实训室方案：由㛃、𫖯两位教师［代］执笔！？——“‘三全’育人”。"
)
NAME = "重庆市渝中区枇杷山（大田湾）高级职业中学与石油路“双优”职业教育中心联合办学点"
LONG, LONGER = SENTENCE * 2, SENTENCE * 6
#: Words that stand only in what the school wrote for itself.
CAUSE, PERSON, BUDGET, UNIT, NOTE, EXPLAINED = "内因甲", "内人乙", "内费丙", "内处丁", "内注戊", "内释己"
NUMBER = FilingNumber("12500103000000000T", SchoolYear(2026), 12)
LONG_SEAL = Seal(Occasion(NUMBER, FROZEN, LONG, "12500103000000000T-2026-11", "8G9PZ8TNPD"), "B808HCZNH5")


def longest(rulebook: Rulebook, sample: Assessment) -> Assessment:
    """Return the sample with every text as long as a person may write it, and more of it missed."""
    answers = {fact: _answer(rulebook, fact, answer) for fact, answer in sample.answers.items()}
    names = dict.fromkeys(("school.name", "filing.recipient", "school.supervisor"), Answer(NAME))
    people = {f"filing.{key}": Answer(NAME[:20]) for key in ("preparer", "reviewer", "principal", "phone")}
    poor = {"campus.building_return": Answer(9000), "teachers.full_time": Answer(40)}
    short = replace(
        sample,
        answers={**answers, **names, **people, **poor, "filing.meeting": Answer(LONG)},
        added={"technician-2012": LONG},
    )
    assert sample.date is not None
    evaluation = evaluate(rulebook, short, sample.date)
    missed = (v.indicator for v in evaluation.verdicts if v.status is Status.MISSED)
    texts = (CAUSE + LONGER, LONGER, UNIT + LONG, f"2027年{LONG}", PERSON + LONG, BUDGET + LONG)
    return replace(
        short,
        remedies=dict.fromkeys(missed, Remedy(*texts)),
        explanations={check.id: EXPLAINED + LONG for check in evaluation.checks},
    )


def _answer(rulebook: Rulebook, fact: str, answer: Answer) -> Answer:
    if not answer.given:
        return answer
    if answer.na_reason:
        return replace(answer, na_reason=LONG)
    if rulebook.facts[fact].kind is Kind.TEXT and not fact.startswith("school."):
        return replace(answer, value=LONG, note=NOTE + LONG)
    return replace(answer, note=NOTE + LONG)


def long_evidence() -> tuple[Evidence, ...]:
    links = (
        EvidenceLink("fact", "campus.building_return", LONG),
        EvidenceLink("task", "task.yuzhong-2022-28.19", "第1–3页"),
        EvidenceLink("indicator", "DB-生均校舍"),
    )
    return tuple(Evidence(f"{n:064x}", f"{n} {LONG}.pdf", 10**n, links, bool(n % 2)) for n in range(1, 9))
