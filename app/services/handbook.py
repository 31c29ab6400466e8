"""The page on which every standard stands, to be checked line by line."""

from pathlib import Path

from app.catalog.coverage import read_coverage
from app.domain.rulebook import Rulebook
from app.errors import DataFileError
from app.paths import Paths
from app.reports.handbook import handbook
from app.services.writing import write_files


def handbook_text(rulebook: Rulebook, paths: Paths) -> str:
    """Return the page as Markdown.

    Raises:
        DataFileError: when the list of texts still to be obtained has a fault.
    """
    coverage = read_coverage(paths, rulebook.standards)
    if coverage.problems:
        raise DataFileError(list(coverage.problems))
    wanted = ((text.title, text.needed, text.settles) for text in coverage.wanted)
    return "\n".join(handbook(rulebook, wanted)) + "\n"


def write_handbook(rulebook: Rulebook, paths: Paths, output: Path) -> Path:
    """Write the page to a file and return where."""
    write_files({output: handbook_text(rulebook, paths).encode()})
    return output
