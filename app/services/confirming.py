"""Confirming a required value: a person read the text, names it, and the figure judges from then on."""

from dataclasses import dataclass
from datetime import date

from app.domain.confirming import stated
from app.domain.describing import required_words
from app.domain.problem import Problem
from app.domain.rulebook import Rulebook
from app.domain.standard import Confirmation, DatedValue, Indicator
from app.paths import Paths
from app.services.own_files import OverlayError, OwnFiles


@dataclass(frozen=True, slots=True)
class ConfirmedRow:
    """A value that was confirmed: what the pack says, what judges now, and whether the figures differ."""

    row: Indicator
    stated: DatedValue
    confirmation: Confirmation
    required: str
    required_before: str
    differs: bool


def confirm_value(paths: Paths, rulebook: Rulebook, confirmation: Confirmation) -> ConfirmedRow:
    """Confirm a value; an earlier confirmation of it stays in the history of the user's folder.

    Raises:
        OverlayError: there is no such value, or the figure cannot be read; nothing was changed.
    """
    from app.catalog.confirmations import place_of, read_confirmed

    _refuse_blank(confirmation)
    place = place_of(confirmation, rulebook.standards)
    if isinstance(place, Problem):
        raise _refused(place)
    read = read_confirmed(confirmation, place.row, rulebook.facts)
    if isinstance(read, Problem):
        raise _refused(read)
    files = OwnFiles(paths.overlay)
    files.confirm(confirmation)
    files.save_notes()
    before = stated(place.value)
    return ConfirmedRow(
        place.row,
        before,
        confirmation,
        required_words(place.row, read.value(before), rulebook.facts),
        required_words(place.row, before, rulebook.facts),
        read.differs(before),
    )


def last_start(rulebook: Rulebook, indicator: str) -> date:
    """Return the first day of the value of a row that comes into force last.

    Raises:
        OverlayError: there is no such row, or it has no values.
    """
    from app.catalog.shaping import near

    rows = {row.id: row for standard in rulebook.standards.values() for row in standard.indicators}
    if indicator not in rows:
        hint = near(indicator, rows) or "编号见 dabiao standards show。"
        raise OverlayError(f"没有指标“{indicator}”，未作改动。{hint}")
    if not rows[indicator].values:
        raise OverlayError(f"{indicator} 没有要求的数值，无可确认，未作改动。")
    return rows[indicator].values[-1].start


def _refuse_blank(confirmation: Confirmation) -> None:
    named = {"--value": confirmation.value, "--text": confirmation.text, "--by": confirmation.by}
    for option, given in named.items():
        if not given.strip():
            raise OverlayError(
                f"{option} 不能留空，未作改动。确认须写明数值、所见的文本（标题、文号、条款、何处）和确认人。"
            )
        if not given.isprintable():
            raise OverlayError(f"{option} 含有不能印出的字符，未作改动。请删除后重试。")


def _refused(problem: Problem) -> OverlayError:
    remedy = f"（{problem.remedy}）" if problem.remedy else ""
    return OverlayError(f"未确认：{problem.message}{remedy}，未作改动。")
