"""Answers ready for arithmetic."""

from fractions import Fraction

from app.domain.fact_sheet import FactSheet
from app.domain.facts import Answer, Fact
from app.domain.terms import Inapplicable, Known
from app.domain.units import Kind

COURSES = Fact("courses", "已开设的课程", Kind.CHOICES, choices=("语文", "数学", "艺术"))


def sheet(answer: Answer) -> FactSheet:
    return FactSheet({COURSES.id: COURSES}, {COURSES.id: answer})


def test_of_several_choices_the_number_is_how_many_were_chosen() -> None:
    assert sheet(Answer(("语文", "艺术"))).number("courses") == Known(Fraction(2))
    assert sheet(Answer(())).number("courses") == Known(Fraction(0))


def test_choices_that_do_not_apply_have_no_number() -> None:
    assert sheet(Answer(None, na_reason="未开课")).number("courses") == Inapplicable("未开课")
