"""How long a district waits for a thousand packages: each verified, sorted out, rolled up, written.

python -m bench.district

The figures of every school differ; report and sheet in the packages are real ones of the sample, the same in all.
"""

import hashlib
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.domain.assessment import Assessment
from app.domain.conclusion import conclude
from app.domain.district import Collection
from app.domain.district_rollup import roll_up
from app.domain.evaluation import evaluate
from app.domain.facts import Answer
from app.domain.filing import FilingNumber, Occasion
from app.exchange.packing import pack, parts_of, write_zip
from app.reports.filing_data import filing_data
from app.services.district import collect, packages_below
from app.services.district_outputs import gathered
from app.services.exports import Judged
from bench import Sample, load_sample, python, show, show_table, timed
from bench.judging import varied
from bench.reports import peak_of

PACKAGES = 1_000
_FROZEN = datetime(2026, 12, 1, 9, 30)


def main() -> None:
    sample = load_sample()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        size = write_packages(sample, folder)
        print(f"District: {PACKAGES:,} packages, {size / PACKAGES / 1e3:,.0f} kB each")
        times(sample, folder)
        memory(folder)


def write_packages(sample: Sample, folder: Path) -> int:
    """Write the packages of schools that all differ; return their size."""
    evaluation = evaluate(sample.rulebook, sample.assessment, sample.date)
    judged = Judged(sample.assessment, evaluation, sample.rulebook, sample.paths)
    files = {"report.pdf": judged.pdf(), "report.xlsx": judged.workbook()}
    for number, school in enumerate(varied(sample.assessment, PACKAGES)):
        write_package(sample, named(school, number), number, files, folder / f"{number:04}.zip")
    return sum(path.stat().st_size for path in folder.iterdir())


def named(school: Assessment, number: int) -> Assessment:
    own = {"school.name": Answer(f"示例第{number}职业高级中学"), "school.code": Answer(f"31500{number:05}")}
    return replace(school, answers={**school.answers, **own})


def write_package(
    sample: Sample, school: Assessment, number: int, files: dict[str, bytes], path: Path
) -> None:
    evaluation = evaluate(sample.rulebook, school, sample.date)
    occasion = Occasion(FilingNumber(f"31500{number:05}", school.year, 1), _FROZEN)
    conclusion = conclude(evaluation, sample.rulebook)
    members = pack(filing_data(sample.rulebook, school, evaluation, conclusion, occasion), files)
    with path.open("wb") as file:
        write_zip(file, ((name, parts_of(held), len(held)) for name, held in members.items()))


def times(sample: Sample, folder: Path) -> None:
    collection = collect(folder)
    found = gathered(collection, sample.rulebook, sample.paths)
    bare = timed("read and hash every byte", lambda: read_bytes(folder), repeats=3)
    shown = [
        bare,
        timed("verify and collect", lambda: collect(folder), bare, repeats=3, warm=False),
        timed("roll up", lambda: roll_all(sample, collection), bare, repeats=3),
        timed("… write the workbook", found.workbook, bare, repeats=3, warm=False),
        timed("… print the report", found.pdf, bare, repeats=3, warm=False),
        timed(
            "dabiao district collect DIR -o OUT.xlsx",
            lambda: python("-m", "app", "district", "collect", str(folder), "-o", f"{folder}/汇总.xlsx"),
            bare,
            repeats=1,
            warm=False,
        ),
    ]
    show("All packages", shown)


def roll_all(sample: Sample, collection: Collection) -> None:
    roll_up(collection, sample.rulebook)


def read_bytes(folder: Path) -> None:
    for path in packages_below(folder)[0]:
        hashlib.sha256(path.read_bytes()).hexdigest()


def memory(folder: Path) -> None:
    collected = f"from pathlib import Path; from app.services.district import collect; c = collect(Path({str(folder)!r}))"
    written = (
        f"{collected}\nfrom bench import load_sample; s = load_sample()\n"
        "from app.services.district_outputs import gathered\ng = gathered(c, s.rulebook, s.paths)\ng.workbook()"
    )
    peaks = [(label, peak_of(code)) for label, code in (("collect", collected), ("… and write", written))]
    rows = [(label, f"{peak / 1024:.0f}") for label, peak in peaks]
    if peaks[0][1]:
        show_table("Memory peak, each in a new process", [("", "MB"), *rows])


if __name__ == "__main__":
    main()
