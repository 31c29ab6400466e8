"""Packs and confirmed values of one's own while a school is open: for this computer and for the year that is open."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.domain.editions import Keeping, value_key
from app.domain.rulebook import Rulebook
from app.domain.standard import Confirmation
from app.paths import Paths
from app.services.confirming import ConfirmedRow, confirm_value
from app.services.overlay import Added, add_standard, remove_own
from app.services.session import Session


def content(paths: Paths) -> Rulebook:
    """Return what judges on this computer, read anew."""
    from app.catalog.cache import load_rulebook_fast

    return load_rulebook_fast(paths)


def add_own(session: Session, paths: Paths, source: Path, by: str, on: date) -> Added:
    """Put a pack beside the shipped ones.

    Raises:
        DataFileError: with every fault of the pack; nothing was changed.
        OverlayError: it could not be written.
    """
    return add_standard(paths, session.base, source, by, on)


def confirm_own(session: Session, paths: Paths, confirmation: Confirmation) -> ConfirmedRow:
    """Confirm a value; a confirmation of it that is kept with the open year gives way.

    Raises:
        OverlayError: there is no such value, or the figure cannot be read; nothing was changed.
        StorageError: the year still has its former confirmation.
    """
    done = confirm_value(paths, session.base, confirmation)
    kept = session.workspace.kept(session.year).confirmations
    if any(value_key(item) == value_key(confirmation) for item in kept):
        session.workspace.keep(session.year, Keeping(confirmations=(confirmation,)))
    return done


def withdraw_own(session: Session, paths: Paths, indicator: str) -> None:
    """Take back the confirmations of a row, on this computer and for the open year.

    Raises:
        OverlayError: they could not be taken out; nothing was changed.
        StorageError: the year still has them.
    """
    if any(item.indicator == indicator for item in session.base.confirmations):
        remove_own(paths, session.base, indicator)
    _let_go(session, (), (indicator,))


def remove_pack(session: Session, paths: Paths, pack: str) -> None:
    """Take a pack of one's own out, on this computer and for the open year, with the confirmations of its rows.

    Raises:
        OverlayError: others rest on it, or it could not be taken out; nothing was changed.
        StorageError: the year is still judged by it.
    """
    rows = [row.id for row in session.rulebook.standards[pack].indicators]
    if pack in session.base.standards:
        remove_own(paths, session.base, pack)
    _let_go(session, (pack,), rows)


def _let_go(session: Session, packs: Iterable[str], rows: Iterable[str]) -> None:
    kept, gone = session.workspace.kept(session.year), set(rows)
    unpinned = tuple(pack for pack in packs if pack in kept.pins)
    released = tuple(item for item in kept.confirmations if item.indicator in gone)
    if unpinned or released:
        session.workspace.keep(session.year, Keeping(unpinned=unpinned, released=released))
