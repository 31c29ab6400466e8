"""What the words of a report mean: those that it uses."""

from app.domain.standard import Force, Reach, Scope
from app.domain.verdict import Status
from app.domain.wording import AREA_WORDS, FORCE_WORDS, SCOPE_WORDS, plain_status
from app.reports.material import Material
from app.reports.phrases import STRICTEST, cell
from app.reports.report import Block, Column, Row, Table, say, strong

_COLUMNS = (Column("名词", weight=1), Column("含义", weight=4))
_STATUSES = {
    Status.MET: "按填报数据计算，达到判定日期有效的要求",
    Status.MISSED: "按填报数据计算，没有达到要求；差距写明还差多少",
    Status.UNANSWERED: "所需数据没有填全，所缺各项逐一列出；没有填不等于零",
    Status.UNJUDGEABLE: "数据已填，但不能下结论：数值未见原文、分母为零、口径未定或数据矛盾，理由写在该行",
    Status.NOT_APPLICABLE: "文件规定不适用，或学校写明了不适用的理由",
    Status.SHOWN: "只列出情况，不作判定",
}
_FORCES = {
    Force.BINDING: "必须达到；达标结论只看这一类",
    Force.EXPECTED: "在期限内努力达到的目标，写作达到目标、未达到目标",
    Force.TASK: "要求办理的事项，写作已完成、部分完成、未完成",
    Force.REFERENCE: "只作参考，不判定",
}
_AREA = "全区合并计算的比例，本校数据只作对照，不计入达标结论"
_CONTRIBUTION = "区县或全市的目标，学校只报送自己的数，不因此判为未达标"
_STRICTEST = "几份文件对同一事项都有要求时，要求最高的一项（上限则为最低的一项）"
_MARGIN = "已达标的事项，相关数据还能变动多少而判定不变"
_GAP = "未达标的事项，相关数据还差多少；每一种办法单独采用即可达到要求"
_FINGERPRINT = "由冻结的备案数据算出的十位字符，印在每页页脚；数据有任何不同，指纹即不同"
_NUMBER = "学校标识码（没有的用统一社会信用代码）、年度和序号；更正的备案另编序号，原备案不变"


def glossary_blocks(material: Material) -> tuple[Block, ...]:
    """Return the words that occur in this report, each with its meaning."""
    rows = tuple(Row((cell(say(strong(word))), cell(text))) for word, text in _entries(material))
    return (Table(_COLUMNS, rows),) if rows else ()


def _entries(material: Material) -> list[tuple[str, str]]:
    verdicts = material.evaluation.verdicts
    statuses = {verdict.status for verdict in verdicts}
    forces = {verdict.force for verdict in verdicts}
    entries = [(plain_status(status), text) for status, text in _STATUSES.items() if status in statuses]
    entries += [(FORCE_WORDS[force], text) for force, text in _FORCES.items() if force in forces]
    told = (
        (AREA_WORDS, _AREA, any(v.reach is Reach.AREA_RATE for v in verdicts)),
        (
            SCOPE_WORDS[Scope.CONTRIBUTION],
            _CONTRIBUTION,
            any(v.scope is Scope.CONTRIBUTION for v in verdicts),
        ),
        (STRICTEST, _STRICTEST, bool(material.contested)),
        ("差距", _GAP, Status.MISSED in statuses),
        ("余量", _MARGIN, Status.MET in statuses),
        ("备案编号", _NUMBER, material.seal is not None),
        ("指纹", _FINGERPRINT, material.seal is not None),
    )
    return entries + [(word, text) for word, text, present in told if present]
