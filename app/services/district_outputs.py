"""What a district takes away from its desk: the roll-up as a workbook and as a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.district import Collection
from app.domain.district_rollup import RollUp, roll_up
from app.domain.receipt import Receipt
from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.reports.own_fonts import BUNDLED, OwnFonts
from app.services.district import Step
from app.services.writing import Output, refuse_overwriting, write_files


@dataclass(frozen=True, slots=True)
class Gathered:
    """A roll-up together with what its layouts are made with."""

    roll_up: RollUp
    rulebook: Rulebook
    paths: Paths
    fonts: OwnFonts = BUNDLED

    def workbook(self) -> bytes:
        """Return the Excel sheets."""
        from app.reports.district_excel import district_workbook

        return district_workbook(self.roll_up, self.rulebook)

    def pdf(self) -> bytes:
        """Return the report."""
        from app.reports.district_report import district_report
        from app.reports.pdf import pdf_bytes

        return pdf_bytes(district_report(self.roll_up, self.rulebook), self.paths.fonts, self.fonts)


def gathered(collection: Collection, rulebook: Rulebook, paths: Paths, fonts: OwnFonts = BUNDLED) -> Gathered:
    """Roll up what was collected."""
    return Gathered(roll_up(collection, rulebook), rulebook, paths, fonts)


def write_district(
    found: Gathered, xlsx: Path | None, pdf: Path | None = None, step: Step | None = None
) -> list[Path]:
    """Write the workbook, the report, or both, all or none; return what was written.

    ``step`` is told how far the work is; what it raises ends the work with nothing written.

    Raises:
        ExportError: nothing was changed.
    """
    named = {Output.PDF: pdf, Output.EXCEL: xlsx}
    refuse_overwriting({output: place for output, place in named.items() if place is not None})
    wanted = [(xlsx, found.workbook), (pdf, found.pdf)]
    made: dict[Path, bytes] = {}
    total = 1 + sum(place is not None for place, _ in wanted)
    for place, make in wanted:
        if place is not None:
            if step is not None:
                step(len(made), total)
            made[place] = make()
    if step is not None:
        step(len(made), total)
    write_files(made)
    return list(made)


def write_reminders(found: Gathered, receipts: Mapping[str, Receipt], place: Path) -> Path:
    """Write the schools to be urged as a sheet; ``receipts`` are the answers given, by fingerprint.

    Raises:
        ExportError: nothing was changed.
    """
    from app.reports.district_reminders import reminder_workbook, reminders

    collection = found.roll_up.collection
    write_files({place: reminder_workbook(collection, reminders(collection, receipts))})
    return place
