"""The formula of a verdict's card as spans: operators grey, the value bold, what is required bold."""

from collections.abc import Iterator

from app.domain.conclusion import ORDER
from app.domain.verdict import Status
from app.domain.wording import plain_status
from app.ui.verdict_texts import NBSP, Formula
from app.ui.widgets.text_block import Span

#: Keeps a status's word on one line where a list of them is broken.
_JOINER = "\u2060"
#: Between value and requirement: wide, and the only place where the line is broken first.
_APART = f"{NBSP}{NBSP}{NBSP} "
_OPERATORS = frozenset("÷−+×=")
_OWN = "本校 "
_WORDS = tuple((plain_status(status), _JOINER.join(plain_status(status))) for status in ORDER)


def formula_spans(formula: Formula, status: Status) -> tuple[Span, ...]:
    """Return the formula; the value of a missed row is red."""
    return tuple(_spans(formula, "missed.text" if status is Status.MISSED else ""))


def _spans(formula: Formula, token: str) -> Iterator[Span]:
    yield from _operators(formula.left)
    if formula.left and formula.value:
        yield _muted(" = ")
    own = formula.value.startswith(_OWN)
    if own:
        yield _muted(_OWN.rstrip())
        yield Span(" ")
    if formula.value:
        yield Span(formula.value.removeprefix(_OWN) if own else formula.value, True, token)
    if formula.required:
        if formula.left or formula.value:
            yield Span(_APART)
        yield _muted("要求")
        yield Span(NBSP)
        yield Span(formula.required.replace(" ", NBSP), True)


def _operators(text: str) -> Iterator[Span]:
    """Yield a formula with its operators grey."""
    for word, joined in _WORDS:
        text = text.replace(word, joined)
    start = 0
    for place in range(1, len(text) - 1):
        if text[place] in _OPERATORS and text[place - 1] == text[place + 1] == " ":
            yield Span(text[start : place - 1])
            yield _muted(text[place - 1 : place + 2])
            start = place + 2
    yield Span(text[start:])


def _muted(text: str) -> Span:
    return Span(text, token="text.muted")
