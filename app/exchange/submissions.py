"""From a verified package to what a district keeps of it: equal texts and equal questions are kept once."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from app.domain.district import Asked, FiledRow, RowKey, Submission
from app.domain.school_codes import plain_code
from app.domain.standard import Force, Reach, Scope, SourceState, Way
from app.domain.verdict import Status
from app.domain.wording import PARTLY_DONE
from app.errors import PackageError
from app.exchange.reading import Package

_NUMBER = re.compile(r"-?[0-9]+(/[0-9]+)?")
_TASK = "task."
#: The ways that add something; doing with fewer students is a way, and nothing that a district can provide.
_ADDING = {Way.CONVERT, Way.RAISE, Way.ADD_BOTH, Way.RAISE_DENOMINATOR}


class Keeper:
    """Takes from packages what the roll-up needs; ``names`` are the names of the facts that it met."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._keys: dict[RowKey, RowKey] = {}

    def keep(self, package: Package, file: str) -> Submission:
        """Return what is kept of a package.

        Raises:
            PackageError: its data are not those of a filing.
        """
        try:
            return self._submission(package, file)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise PackageError(
                package.path, "data.json 缺少应有的内容", "请向报送学校重新索取备案包"
            ) from None

    def _submission(self, package: Package, file: str) -> Submission:
        data, school = package.data, package.data["school"]
        contents = {item["id"]: (item["edition"], item["hash"]) for item in data["standards"]}
        return Submission(
            file=file,
            number=str(data["number"]),
            fingerprint=package.fingerprint,
            sequence=int(data["sequence"]),
            frozen_at=datetime.datetime.fromisoformat(data["frozen_at"]),
            year=self._once(data["year"]),
            date=self._once(data["date"]),
            name=str(school["name"] or ""),
            code=plain_code(school["code"] or ""),
            uscc=plain_code(school["uscc"] or ""),
            kind=self._once(school["kind"]),
            district=self._once(school["district"]),
            recipient=self._once(data["recipient"]),
            replaces=data["replaces"] or "",
            reason=data["reason"] or "",
            rows=tuple(self._row(item, contents) for item in data["verdicts"]),
            facts=dict(self._figures(data["facts"])),
            previous=dict(self._figures(data["previous"])),
        )

    def _once(self, text: str | None) -> str:
        """Return an equal text that is kept already, or keep this one."""
        return self._texts.setdefault(text, text) if text else ""

    def _row(self, item: Mapping[str, Any], contents: Mapping[str, tuple[str, str]]) -> FiledRow:
        return FiledRow(
            key=self._key(item, contents),
            status=Status(item["status"]),
            value=self._once(item["value"]),
            exact=self._once(item["exact"]),
            partly=item["reason"] == PARTLY_DONE,
            asked=self._asked(item["gap"]),
        )

    def _key(self, item: Mapping[str, Any], contents: Mapping[str, tuple[str, str]]) -> RowKey:
        edition, content = contents[item["standard"]]
        key = RowKey(
            standard=self._once(item["standard"]),
            edition=self._once(edition),
            hash=self._once(content),
            indicator=self._once(item["indicator"]),
            asked=self._once(item["required_exact"] or item["required"]),
            title=item["title"],
            clause=item["clause"] or "",
            required=item["required"] or "",
            force=Force(item["force"]),
            scope=Scope(item["scope"]),
            reach=Reach(item["reach"]),
            task=item["indicator"].startswith(_TASK),
            source=SourceState(item["source"]) if item["source"] else None,
        )
        return self._keys.setdefault(key, key)

    def _asked(self, gaps: Iterable[Mapping[str, Any]]) -> Asked | None:
        """Return the least that a way of closing a gap adds; None where no way adds anything."""
        adding = [gap for gap in gaps if gap["way"] in _ADDING and gap["amount"] is not None]
        if not adding:
            return None
        least = min(adding, key=lambda gap: Fraction(gap["amount"]))
        return Asked(self._once(least["fact"]), Fraction(least["amount"]), self._once(least["unit"]))

    def _figures(self, answers: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str | None]]:
        """Yield the facts that are figures, or do not apply; words and names are not kept."""
        for answer in answers:
            fact, value = self._once(answer["id"]), answer["value"]
            self.names.setdefault(fact, answer["name"])
            if value is None and answer["not_applicable"]:
                yield fact, None
            elif isinstance(value, str) and _NUMBER.fullmatch(value):
                yield fact, self._once(value)
