"""Whole school years at once: started from another, brought in from outside, brought to what a window holds."""

from collections.abc import Mapping
from dataclasses import replace

from sqlite_utils import Database

from app.domain.assessment import Assessment, Choice
from app.domain.editions import Keeping
from app.domain.facts import Answer
from app.domain.roster_count import KeptRoster
from app.domain.school_year import SchoolYear
from app.storage.editions import write_kept
from app.storage.records import Recorder, read_answers, read_assessment, read_years
from app.storage.rosters import write_rosters


def start(
    db: Database,
    recorder: Recorder,
    year: SchoolYear,
    copy_from: SchoolYear | None,
    answers: Mapping[str, Answer] | None = None,
) -> None:
    """Start a school year, empty or with another year's given answers, which are then unconfirmed.

    ``answers`` are copied in the place of those that are stored with that year.
    """
    recorder.start_year(year, copy_from)
    copied = answers if answers is not None else read_answers(db, copy_from) if copy_from else {}
    for fact, answer in copied.items():
        if answer.given:
            recorder.answer(year, fact, replace(answer, confirmed=False))


def bring_in(
    db: Database,
    recorder: Recorder,
    assessment: Assessment,
    keeping: Keeping,
    rosters: Mapping[str, KeptRoster],
) -> None:
    """Save a whole assessment as a new year; ``previous`` becomes the year before, where it is empty."""
    year, before = assessment.year, assessment.year.previous
    if assessment.previous and before not in read_years(db):
        recorder.start_year(before)
    known = read_answers(db, before)
    for fact, answer in assessment.previous.items():
        if fact not in known:
            recorder.answer(before, fact, answer)
    recorder.start_year(year)
    _record_all(recorder, assessment)
    write_kept(db, recorder, year, keeping)
    write_rosters(db, recorder, year, rosters)


def bring_to(
    db: Database,
    recorder: Recorder,
    assessment: Assessment,
    keeping: Keeping,
    rosters: Mapping[str, KeptRoster] | None,
) -> None:
    """Bring a year that is there to an assessment and (if given) its rosters, whatever it holds now."""
    year = assessment.year
    stored = read_assessment(db, year)
    for choice, kept, wanted in (
        (Choice.ADD, stored.added, assessment.added),
        (Choice.DROP, stored.dropped, assessment.dropped),
    ):
        for standard in kept.keys() - wanted.keys():
            recorder.choice(year, standard, choice, None)
    _record_all(recorder, assessment)
    write_kept(db, recorder, year, keeping)
    if rosters is not None:
        write_rosters(db, recorder, year, rosters)


def _record_all(recorder: Recorder, assessment: Assessment) -> None:
    year = assessment.year
    recorder.date(year, assessment.date)
    for fact, answer in assessment.answers.items():
        recorder.answer(year, fact, answer)
    for indicator, remedy in assessment.remedies.items():
        recorder.remedy(year, indicator, remedy)
    for check, text in assessment.explanations.items():
        recorder.explanation(year, check, text)
    for choice, reasons in ((Choice.ADD, assessment.added), (Choice.DROP, assessment.dropped)):
        for standard, reason in reasons.items():
            recorder.choice(year, standard, choice, reason)
