"""What must not be torn at the end of a line: words, numbers with sign and unit, and 避头尾."""

import re

#: Marks that may not begin a line, and marks that may not end one (GB/T 15834).
CANNOT_START = frozenset("，。、；：！？）〕】》〉」』”’…—–·・％‰℃°～〜々ー｝］" + ",.;:!?)]}%~" + "′″")
CANNOT_END = frozenset("（〔【《〈「『“‘｛［￥＄§№＃" + "([{$¥#" + "第")

#: Full-width marks with their ink on the left, and with their ink on the right: beside another such
#: mark the white half between them is taken out.
_INK_LEFT = frozenset("，。、；：）〕】》〉」』”’")
_INK_RIGHT = frozenset("（〔【《〈「『“‘")

_UNITS = (
    "平方米|公里|公顷|人次|学时|课时|个月|学年|小时|分钟|学分|学期|万元|亿元|元|㎡|㎥|m²|m2|km|mm|cm|m(?![A-Za-z])"
    "|[年月日时分秒人名位个台套册种项件页亩米岁倍组间门次期户级班所条款章节生周天份师层栋座号处家届字张本支把]"
)
_NUMBER_TAIL = rf"(?:(?<=[0-9%])[ \u00a0]?(?:[万亿]?(?:{_UNITS})|[万亿％‰%]))?"
_WORD = r"[!-;=?-~\u00a0\u00b2\u00b3\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]+"
_SIGNS = r"(?:[≥≤＞＜<>=≈≠±×÷−–+][ \u00a0]?)"
_MARKS = r"[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f]*"

_CLUSTER = re.compile(
    "|".join(
        (
            r"[\ue000\ue001]\u00a0?[^ \n]*",
            r"(?<=（)[一-鿿]{1,6}〔[0-9]{4}〕[ \u00a0]?[0-9]+[ \u00a0]?号",
            r"〔[0-9]{4}〕[ \u00a0]?[0-9]+[ \u00a0]?号",
            r"[一二三四五六七八九十]+（[一二三四五六七八九十]+）",
            r"(?:附件|附表|指标|表|图)[ \u00a0]?[0-9]+",
            r"第[ \u00a0]?(?:[0-9]+|[一二三四五六七八九十百零〇]+)[ \u00a0]?[一-鿿]",
            rf"{_SIGNS}*{_WORD}{_NUMBER_TAIL}",
            r"—+|…+",
            r" +",
            rf".{_MARKS}",
        )
    ),
    re.DOTALL,
)


def clusters(text: str) -> list[str]:
    """Cut a text without line ends into pieces that are never torn."""
    return _CLUSTER.findall(text)


def may_break(last: str, after: str) -> bool:
    """Tell whether a line may end between the last visible character so far and the next cluster."""
    if after.isspace() and after != "\u3000":
        return False
    if after[0] in CANNOT_START and not after.startswith("——"):
        return False
    return last not in CANNOT_END


def squeezed(char: str, after: str) -> bool:
    """Tell whether two neighbouring full-width marks share the white between them."""
    if char in _INK_LEFT:
        return after in _INK_LEFT or after in _INK_RIGHT
    return char in _INK_RIGHT and after in _INK_RIGHT
