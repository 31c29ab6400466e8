import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.assessment import Assessment, Remedy
from app.domain.facts import Answer
from app.domain.school_year import SchoolYear
from app.storage.codec import decode_answer, encode_answer
from app.storage.workspace import Workspace

TEXTS = st.text(max_size=12)
NAMES = st.text(min_size=1, max_size=8)
VALUES = st.one_of(
    st.integers(),
    st.fractions(),
    TEXTS,
    st.dates(),
    st.lists(TEXTS, max_size=3).map(tuple),
)


def answers(confirmed: st.SearchStrategy[bool]) -> st.SearchStrategy[Answer]:
    return st.builds(
        Answer,
        value=st.none() | VALUES,
        na_reason=TEXTS,
        typed=TEXTS,
        date=st.none() | st.dates(),
        note=TEXTS,
        confirmed=confirmed,
        asked=TEXTS,
        date_typed=TEXTS,
    )


ASSESSMENTS = st.builds(
    Assessment,
    year=st.integers(1901, 2199).map(SchoolYear),
    answers=st.dictionaries(NAMES, answers(st.booleans()), max_size=6),
    previous=st.dictionaries(NAMES, answers(st.just(True)), max_size=4),
    date=st.none() | st.dates(),
    added=st.dictionaries(NAMES, TEXTS, max_size=2),
    dropped=st.dictionaries(NAMES, TEXTS, max_size=2),
    remedies=st.dictionaries(NAMES, st.builds(Remedy, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), max_size=2),
    explanations=st.dictionaries(NAMES, TEXTS, max_size=2),
)


@given(answers(st.booleans()))
def test_an_answer_comes_back_from_its_columns_as_it_was(answer: Answer) -> None:
    back = decode_answer(encode_answer(answer))
    assert back == answer
    assert type(back.value) is type(answer.value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ASSESSMENTS)
def test_an_assessment_comes_back_from_its_file_as_it_was(assessment: Assessment) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "学校.dabiao"
        with Workspace.create(path, "王老师") as workspace:
            workspace.import_assessment(assessment)
        with Workspace.open(path) as workspace:
            back = workspace.load(assessment.year)
            imported = [change.new for change in workspace.history(assessment.year)]
    assert back == assessment
    assert {fact: type(answer.value) for fact, answer in back.answers.items()} == {
        fact: type(answer.value) for fact, answer in assessment.answers.items()
    }
    assert imported == list(assessment.answers.values())
