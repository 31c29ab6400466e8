"""Words of a district's roll-up that sheet, print and window share: states, title, summary, composition."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.domain.district import Broken, Collection, FiledRow, Standing, State
from app.domain.district_needs import Need
from app.domain.district_rollup import RollUp
from app.domain.standard import Reach
from app.domain.verdict import Status
from app.domain.wording import word_for

#: In whose colours a state is shown.
STATE_STATUS = {
    State.FILED: Status.MET,
    State.LATE: Status.UNANSWERED,
    State.CORRECTED: Status.SHOWN,
    State.CONFLICT: Status.MISSED,
    State.MISSING: Status.MISSED,
}
#: When rows of several schools are one line.
LIKE_WITH_LIKE = "只有标准、版本、内容和要求都相同的才合为一行，其他分列。"
UNLISTED, OTHER_YEAR, BROKEN = "不在名单", "其他学年", "核对不通过"
#: So many schools are named in one composition; the others are counted.
_MOST_NAMED = 30


def row_word(row: FiledRow) -> str:
    """Return the word for how a row came out, as its force asks."""
    return word_for(row.status, row.key.force, row.key.task, row.partly)


def district_name(collection: Collection) -> str:
    """Return the district of most schools' filings, "" where none is named."""
    found = Counter(s.counted.district for s in collection.counted if s.counted and s.counted.district)
    return max(found, key=lambda name: (found[name], name), default="")


def told_broken(broken: Broken) -> str:
    """Return what is wrong with a file, and of which school it says to be."""
    return f"{broken.sentence}学校：{broken.school}，未经核对。" if broken.school else broken.sentence


def title_of(collection: Collection) -> str:
    """Return the heading of a roll-up."""
    return f"{district_name(collection)} {collection.year} 学年备案汇总".strip()


def summary(collection: Collection) -> tuple[str, ...]:
    """Return what was received, in sentences."""
    return tuple(sentence for sentence in (_received(collection), _schools(collection)) if sentence)


def _received(collection: Collection) -> str:
    counts = (
        (f"{len(collection.broken)} 个文件核对不通过", collection.broken),
        (f"{len(collection.unlisted)} 份未归入学校", collection.unlisted),
        (f"{len(collection.other_years)} 份属于其他学年", collection.other_years),
    )
    told = "，".join(text for text, found in counts if found)
    read = f"核对无误的备案包 {collection.packages} 份"
    return f"{read}；{told}，均未计入。" if told else f"{read}。"


def _schools(collection: Collection) -> str:
    words = Counter(standing.word for standing in collection.standings)
    order = {standing.word: place for place, standing in enumerate(sorted_by_state(collection))}
    told = "，".join(f"{word} {words[word]} 所" for word in sorted(words, key=lambda word: order[word]))
    source = "学校名单" if collection.listed else "报送学校"
    return f"{source} {len(collection.standings)} 所：{told}。" if told else ""


def sorted_by_state(collection: Collection) -> list[Standing]:
    """Return the schools by state: those that filed first."""
    order = list(State)
    return sorted(collection.standings, key=lambda s: (order.index(s.state), s.late))


def without_data(collection: Collection) -> str:
    """Name the schools without data; "" where every school has some."""
    if not collection.without:
        return ""
    names = [f"{standing.school.name}（{standing.word}）" for standing in collection.without]
    return f"{len(names)} 所学校没有数据，均未计入，也不按 0 计：{named(names)}。"


def composition(need: Need, most: int = _MOST_NAMED) -> str:
    """Return of which schools a total is made, largest first, in the unit of the total."""
    parts = sorted(need.parts, key=lambda part: -part.amount)
    return named([f"{part.standing.school.name} {need.part_text(part)}" for part in parts], most)


def valued(parts: Sequence[tuple[Standing, FiledRow]], most: int = _MOST_NAMED) -> str:
    """Return schools with their values as their filings show them; those with nothing are counted."""
    shown = [f"{standing.school.name} {row.value}" for standing, row in parts if row.exact != "0"]
    nothing = len(parts) - len(shown)
    rest = f"{'另有 ' if shown else ''}{nothing} 所为 0" if nothing else ""
    return "；".join(text for text in (named(shown, most), rest) if text)


def counted_words(words: Iterable[tuple[str, int]]) -> str:
    """Return how many schools answered which word."""
    return "，".join(f"{word} {count} 所" for word, count in words)


def named(names: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Return names in a row; of many the first, and how many there are."""
    if len(names) <= most:
        return "、".join(names)
    return "、".join(names[:most]) + f" 等 {len(names)} 所"


def standing_of_conditions(standing: Standing, standards: Sequence[str]) -> str:
    """Return how many binding rows of some documents a school meets, as ``8/9``; "" without data."""
    rows = [
        row
        for row in (standing.counted.rows if standing.counted else ())
        if row.key.standard in standards and row.status not in (Status.NOT_APPLICABLE, Status.SHOWN)
    ]
    met = sum(row.status is Status.MET for row in rows)
    return f"{met}/{len(rows)}" if rows else ""


def missed_count(standing: Standing) -> int | None:
    """Return how many indicators a school missed that ask something of it alone; None without data."""
    if standing.counted is None:
        return None
    alone = (row for row in standing.counted.rows if row.key.reach is Reach.EACH_SCHOOL and not row.key.task)
    return sum(row.status is Status.MISSED for row in alone)


def roll_up_lines(roll_up: RollUp) -> Iterator[str]:
    """Yield the roll-up for the terminal: what was received, who is missing, what is needed."""
    collection = roll_up.collection
    yield title_of(collection)
    yield from summary(collection)
    if collection.without:
        yield without_data(collection)
    if roll_up.needs:
        yield "全区合计还差："
    for need in roll_up.needs:
        yield f"  {need.fact.name} {need.text}（{len(need.parts)} 所学校）"
    if roll_up.rates:
        yield "区域口径："
    for line, total in roll_up.rates:
        judged = f"，{word_for(total.status, line.key.force, task=False)}" if total.status else ""
        yield f"  {line.key.title}：全区 {total.value or '—'}（要求 {line.key.required or '—'}）{judged}"
