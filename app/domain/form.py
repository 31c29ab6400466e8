"""Forms: what a school is asked, on pages in the order in which an office fills them."""

from dataclasses import dataclass

from app.domain.facts import Fact
from app.domain.standard import Check


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a form, filled by one office."""

    id: str
    title: str
    office: str
    facts: tuple[Fact, ...]
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A theme of the walk: pages that belong together."""

    id: str
    title: str
    order: int
    pages: tuple[Page, ...]
