"""A verdict whose longest words are worked out when somebody asks is the same as one that has them at once."""

import copy
import pickle
from dataclasses import replace

from app.domain.standard import Force, Reach, Scope
from app.domain.verdict import Status, Trace, Verdict, revised, told_later

BLANK = Verdict(
    standard="national",
    indicator="DB-专任教师",
    title="专任教师数",
    topic="teachers",
    clause="第七条",
    status=Status.SHOWN,
    force=Force.BINDING,
    scope=Scope.SCHOOL,
    reach=Reach.EACH_SCHOOL,
)
AT_ONCE = replace(BLANK, status=Status.MET, value="72人", exact="72", trace=Trace(formula="72"))


class Telling:
    """Tells the late words of ``AT_ONCE``, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> dict[str, object]:
        self.asked += 1
        return {"value": "72人", "exact": "72", "trace": Trace(formula="72")}


def test_what_is_told_later_is_told_once_and_only_when_asked() -> None:
    telling = Telling()
    later = told_later(BLANK, telling, status=Status.MET)
    assert later.status is Status.MET and later.judged and telling.asked == 0
    assert later.value == "72人" and later.trace.formula == "72" and later.margin is None
    assert telling.asked == 1


def test_a_verdict_told_later_equals_one_told_at_once() -> None:
    assert told_later(BLANK, Telling(), status=Status.MET) == AT_ONCE
    assert hash(told_later(BLANK, Telling(), status=Status.MET)) == hash(AT_ONCE)
    assert repr(told_later(BLANK, Telling(), status=Status.MET)) == repr(AT_ONCE)
    assert told_later(BLANK, Telling(), status=Status.MISSED) != AT_ONCE


def test_copies_and_changes_of_a_verdict_told_later_say_the_same() -> None:
    later = told_later(BLANK, Telling(), status=Status.MET)
    assert pickle.loads(pickle.dumps(later)) == copy.copy(later) == AT_ONCE
    assert replace(told_later(BLANK, Telling()), status=Status.MET) == AT_ONCE


def test_later_words_are_added_to_those_told_before() -> None:
    later = told_later(told_later(BLANK, Telling()), lambda: {"exact": "70"}, status=Status.MET)
    assert later == replace(AT_ONCE, exact="70")


def test_a_change_asks_for_no_words_however_often_it_is_made() -> None:
    telling = Telling()
    verdict = told_later(BLANK, telling, status=Status.MET)
    for number in range(5_000):
        verdict = revised(verdict, strictest=not number % 2)
    assert telling.asked == 0
    assert verdict == AT_ONCE
    assert revised(AT_ONCE, strictest=True) == replace(AT_ONCE, strictest=True)
