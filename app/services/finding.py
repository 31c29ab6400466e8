"""Finding a fact, a task, an indicator or a roster by a part of its name, by the pinyin of its name, or by the initials."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from app.domain.evaluation import Evaluation
from app.domain.measures import AllOf
from app.domain.rulebook import Rulebook
from app.services.progress import TASKS
from app.services.session import Session

#: The readings of each character: all that it has, so that nobody need know which one a word asks for.
Readings = Mapping[str, tuple[str, ...]]
_MOST = 60
#: What the targets of rosters begin with.
ROSTER = "roster:"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found: where to go, its name, how it is shown, and what else may be asked for."""

    target: str
    name: str
    text: str
    more: str = ""


def entries(rulebook: Rulebook, listed: Collection[str]) -> list[Entry]:
    """Return all facts in the order of the forms, then the tasks and indicators that are ``listed``."""
    facts = (
        Entry(
            fact.id,
            fact.name,
            f"{fact.name}　{form.title} · {page.title}（{page.office}）",
            fact.counting + fact.id,
        )
        for form in rulebook.forms
        for page in form.pages
        for fact in page.facts
    )
    tasks = (Entry(task.fact, "", f"任务 {task.no}　{task.text}") for task in rulebook.tasks())
    rows = (
        Entry(row.id, row.title, f"指标　{row.title}（{std.document.number or std.document.title}）", row.id)
        for std in rulebook.standards.values()
        for row in std.indicators
    )
    return [*facts, *(entry for entry in chain(tasks, rows) if entry.target in listed)]


def roster_entries(rulebook: Rulebook) -> list[Entry]:
    """Return the rosters; the facts that they count find them too."""
    return [
        Entry(
            ROSTER + roster.id,
            roster.title,
            f"花名册　{roster.title}（{roster.office}）",
            "".join(rulebook.facts[item.fact].name for item in roster.computes),
        )
        for roster in rulebook.rosters
    ]


def listed_in(evaluation: Evaluation) -> frozenset[str]:
    """Return the tasks and indicators of the documents that apply, or may apply."""
    return frozenset(row.indicator for row in evaluation.verdicts)


def fact_to_fill(session: Session, indicator: str) -> str:
    """Return the fact of an indicator's measure to go to, a missing one first; "" for a composite or unknown one."""
    row = session.feeds.indicator(indicator)
    if row is None or isinstance(row.measure, AllOf):
        return ""
    asked = [fact for fact in session.feeds.facts(indicator) if session.walk.step_of(fact) != TASKS]
    verdict = next((each for each in session.evaluation.verdicts if each.indicator == indicator), None)
    missing = [fact for fact in asked if verdict is not None and fact in verdict.missing]
    return next(iter(missing + asked), "")


def find(among: Sequence[Entry], words: str, readings: Readings | None = None) -> list[Entry]:
    """Return what every word occurs in, best first: in the name, in its pinyin, then elsewhere."""
    wanted = words.split()
    ranked: tuple[list[Entry], ...] = ([], [], [], [])
    for entry in among:
        rank = _rank(entry, wanted, readings or {})
        if rank is not None:
            ranked[rank].append(entry)
    return [entry for group in ranked for entry in group][:_MOST]


def _rank(entry: Entry, wanted: Sequence[str], readings: Readings) -> int | None:
    if all(word in entry.name for word in wanted):
        return 0
    if readings and entry.name:
        places = [
            0 if word in entry.name else reads_at(entry.name, word.lower(), readings) for word in wanted
        ]
        if None not in places:
            return 1 if places[0] == 0 else 2
    return 3 if all(word in entry.text + entry.more for word in wanted) else None


def reads_at(name: str, letters: str, readings: Readings) -> int | None:
    """Return where in a name letters can be read as pinyin: syllables whole or begun, down to initials."""
    if not letters.isascii() or not letters.isalnum():
        return None
    starts = (
        p for p, char in enumerate(name) if any(r.startswith(letters[0]) for r in readings.get(char, ()))
    )
    return next((place for place in starts if _reads(name, place, letters, readings)), None)


def _reads(name: str, start: int, letters: str, readings: Readings) -> bool:
    @cache
    def go_on(place: int, read: int) -> bool:
        if read == len(letters):
            return True
        if place == len(name):
            return False
        if not readings.get(name[place]):
            return go_on(place + 1, read)  # brackets and dots are not typed
        return any(go_on(place + 1, read + length) for length in _begun(name[place], read))

    def _begun(char: str, read: int) -> Iterator[int]:
        """Yield how many letters a character may take, most first."""
        shared = max(_shared(reading, letters, read) for reading in readings[char])
        return iter(range(shared, 0, -1))

    return go_on(start, 0)


def _shared(reading: str, letters: str, read: int) -> int:
    """Return how many letters from ``read`` on a reading begins with."""
    length = 0
    while length < len(reading) and letters[read + length : read + length + 1] == reading[length]:
        length += 1
    return length


@cache
def readings_of(names: tuple[str, ...]) -> Readings:
    """Return the readings of every character of the names; letters and figures read as themselves.

    Takes a moment when first called: the library is loaded then.
    """
    # Readings of single characters suffice; those of phrases would take most of the time of loading.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    return {
        char: _spellings(pinyin(char, style=Style.NORMAL, heteronym=True)[0])
        for char in sorted(set("".join(names)))
    }


def _spellings(readings: Iterable[str]) -> tuple[str, ...]:
    """Return readings as they are typed: lü is typed lv by most and lu by some."""
    plain = [reading.lower() for reading in readings if reading.isascii() and reading.isalnum()]
    return tuple(dict.fromkeys([*plain, *(reading.replace("v", "u") for reading in plain)]))
