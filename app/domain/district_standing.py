"""Who has filed: filings meet the district's list of schools, by code and never by name alone."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.district import (
    CLAIM_WORDS,
    Apart,
    Broken,
    Claim,
    ClaimSource,
    Collection,
    ListedSchool,
    Standing,
    State,
    Submission,
)
from app.domain.fingerprint import grouped

#: How packages end; receipts and folders that cannot be read are of no school.
_PACKAGE = ".zip"


def gather(
    folder: str,
    filed: Sequence[Submission],
    broken: Iterable[Broken] = (),
    schools: Sequence[ListedSchool] | None = None,
    due: datetime.date | None = None,
    year: str = "",
    names: Mapping[str, str] | None = None,
) -> Collection:
    """Sort filings out by school; without a list the schools are those that filed.

    Without a ``year`` it is the one of most filings (of two, the later).
    """
    year = year or usual_year(filed)
    ours = [submission for submission in filed if submission.year == year]
    index = _Index(_who_filed(ours) if schools is None else schools)
    found = defaultdict[int, list[Submission]](list)
    unlisted = []
    for submission in ours:
        place = index.find(submission)
        if place is None:
            unlisted.append(Apart(submission, index.why_not(submission)))
        else:
            found[place].append(submission)
    claimed, told = _claimed(index, broken, year)
    return Collection(
        folder=folder,
        year=year,
        due=due,
        listed=schools is not None,
        standings=tuple(
            _with_notes(_standing(school, found[n], due), claimed[n])
            for n, school in enumerate(index.schools)
        ),
        unlisted=tuple(unlisted),
        other_years=tuple(Apart(s, f"属于 {s.year} 学年") for s in filed if s.year != year),
        broken=told,
        names=names or {},
    )


def usual_year(filed: Iterable[Submission]) -> str:
    """Return the school year of most filings, "" without any."""
    counted = Counter(submission.year for submission in filed)
    return max(counted, key=lambda year: (counted[year], year), default="")


def _who_filed(filed: Iterable[Submission]) -> list[ListedSchool]:
    """Return the schools of filings as a list; each goes by the name in its last one."""
    index = _Index([])
    for submission in sorted(filed, key=lambda s: (not s.code, not s.uscc, -s.sequence, s.number)):
        if submission.known_by and index.find(submission) is None:
            index.add(ListedSchool(submission.name, submission.code, submission.uscc, submission.kind))
    return sorted(index.schools, key=lambda school: school.known_by)


class _Index:
    """Schools looked up by 学校标识码, and by 统一社会信用代码 where one side has no other."""

    def __init__(self, schools: Iterable[ListedSchool]) -> None:
        self.schools: list[ListedSchool] = []
        self._by_code: dict[str, int] = {}
        self._by_uscc: dict[str, int] = {}
        for school in schools:
            self.add(school)

    def add(self, school: ListedSchool) -> None:
        place = len(self.schools)
        self.schools.append(school)
        if school.code:
            self._by_code.setdefault(school.code, place)
        if school.uscc:
            self._by_uscc.setdefault(school.uscc, place)

    def find(self, submission: Submission) -> int | None:
        """Return the place of the school that filed; None when the list has none with its code."""
        if submission.code in self._by_code:
            return self._by_code[submission.code]
        place = self._by_uscc.get(submission.uscc)
        if place is None or (submission.code and self.schools[place].code):
            return None
        return place

    def claimed(self, broken: Broken) -> tuple[int, ClaimSource] | None:
        """Return the place of the school that an unsound file says to be of, or whose name or code its name has."""
        claim = broken.claim
        if claim is not None:
            place = self._by_code.get(claim.code, self._by_uscc.get(claim.uscc))
            place = self._named(claim.name) if place is None else place
            return None if place is None else (place, claim.source)
        file = broken.file.rpartition("/")[2]
        if not file.lower().endswith(_PACKAGE):
            return None
        found = [n for n, school in enumerate(self.schools) if _within(school, file)]
        return (found[0], ClaimSource.FILE_NAME) if len(found) == 1 else None

    def _named(self, name: str) -> int | None:
        found = [n for n, school in enumerate(self.schools) if school.name == name]
        return found[0] if len(found) == 1 else None

    def why_not(self, submission: Submission) -> str:
        """Say why a filing is of no school of the list."""
        if not submission.known_by:
            return "备案包中没有学校标识码和统一社会信用代码，不能归入学校"
        place = self._by_uscc.get(submission.uscc)
        if place is not None:
            other = self.schools[place]
            return f"统一社会信用代码与名单上的{other.name}相同，学校标识码不同（名单 {other.code}，备案包 {submission.code}）"
        namesake = next((school for school in self.schools if school.name == submission.name), None)
        if namesake is not None:
            return f"与名单上的学校同名，代码不同（名单 {namesake.known_by}，备案包 {submission.known_by}）"
        return "不在学校名单上"


def _within(school: ListedSchool, file: str) -> bool:
    return any(text and text in file for text in (school.name, school.code, school.uscc))


def _claimed(
    index: _Index, broken: Iterable[Broken], year: str
) -> tuple[Mapping[int, list[Broken]], tuple[Broken, ...]]:
    """Return unsound files by the place of their school, and all of them with the school as the list names it."""
    by_school = defaultdict[int, list[Broken]](list)
    told = []
    for item in broken:
        ours = item.claim is None or not year or item.claim.year in ("", year)
        found = index.claimed(item) if ours else None
        if found is not None:
            place, source = found
            school = index.schools[place]
            claim = Claim(source, school.name, school.code, school.uscc, year)
            item = replace(item, claim=claim)
            by_school[place].append(item)
        told.append(item)
    return by_school, tuple(told)


def _with_notes(standing: Standing, broken: Sequence[Broken]) -> Standing:
    """Note the unsound files that say to be of a school; they change nothing else."""
    notes = (
        f"收到的 {item.file} 核对不通过，未计入（学校{CLAIM_WORDS[item.claim.source]}）"
        for item in broken
        if item.claim is not None
    )
    return replace(standing, notes=(*standing.notes, *notes))


def _standing(school: ListedSchool, filed: Sequence[Submission], due: datetime.date | None) -> Standing:
    if not filed:
        return Standing(school, State.MISSING)
    by_sequence = defaultdict[int, list[Submission]](list)
    for submission in _once(filed):
        by_sequence[submission.sequence].append(submission)
    first, last = min(by_sequence), max(by_sequence)
    notes = [*_copies(filed), *_clashes(by_sequence)]
    earlier = tuple(s for number in sorted(by_sequence) if number != last for s in by_sequence[number])
    late = due is not None and first == 1 and _after(by_sequence[1], due)
    if len(by_sequence[last]) > 1:
        rivals = tuple(by_sequence[last])
        return Standing(school, State.CONFLICT, None, earlier, rivals, late, tuple(notes))
    counted = by_sequence[last][0]
    notes += [*_differences(school, counted), *_about_corrections(first, counted, due)]
    state = State.CORRECTED if counted.sequence > 1 else State.LATE if late else State.FILED
    return Standing(school, state, counted, earlier, (), late, tuple(notes))


def _after(filed: Iterable[Submission], due: datetime.date) -> bool:
    return all(submission.frozen_at.date() > due for submission in filed)


def _once(filed: Iterable[Submission]) -> Iterable[Submission]:
    """Return each filing once, however many files hold it."""
    kept: dict[str, Submission] = {}
    for submission in filed:
        kept.setdefault(submission.fingerprint, submission)
    return kept.values()


def _copies(filed: Iterable[Submission]) -> Iterable[str]:
    files = defaultdict[str, list[str]](list)
    for submission in filed:
        files[submission.fingerprint].append(submission.file)
    for names in files.values():
        if len(names) > 1:
            yield f"同一份备案有 {len(names)} 个文件：{'、'.join(names)}"


def _clashes(by_sequence: Mapping[int, Sequence[Submission]]) -> Iterable[str]:
    for filed in by_sequence.values():
        if len(filed) > 1:
            told = "、".join(f"{s.file}（指纹 {grouped(s.fingerprint)}）" for s in filed)
            yield f"编号 {filed[0].number} 有 {len(filed)} 份指纹不同的备案：{told}，请学校说明以哪一份为准"


def _differences(school: ListedSchool, counted: Submission) -> Iterable[str]:
    """Tell where the list and the filing disagree about a school that is found by its code."""
    if school.name != counted.name:
        yield f"备案包中的校名为{counted.name}，名单上为{school.name}"
    if school.uscc and counted.uscc and school.uscc != counted.uscc:
        yield f"统一社会信用代码与名单不同（名单 {school.uscc}，备案包 {counted.uscc}）"


def _about_corrections(first: int, counted: Submission, due: datetime.date | None) -> Iterable[str]:
    if first > 1:
        unknown = "，首次备案是否按期不能确定" if due is not None else ""
        yield f"文件夹中没有首次备案{unknown}"
    if counted.sequence > 1 and due is not None and counted.frozen_at.date() > due:
        yield f"更正于 {counted.frozen_at.date()}，在截止日期之后"
