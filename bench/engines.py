"""The same content through other engines, each in a new process: LibreOffice, WeasyPrint, typst.

python -m bench.engines
"""

import importlib.util
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.reports.report import Report
from bench import Sample, Timing, child_environment, load_sample, show, timed
from bench.markup import html, typst

REPEATS = 3
_OURS = """
import pickle, sys
from pathlib import Path
from app.reports.pdf import pdf_bytes
report = pickle.loads(Path(sys.argv[1]).read_bytes())
Path(sys.argv[3]).write_bytes(pdf_bytes(report, Path(sys.argv[2])))
"""
_WEASY = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[3], font_paths=[sys.argv[2]])"


def main() -> None:
    from bench.reports import PAGES, lengthened, report_of

    sample = load_sample()
    compare(sample, report_of(sample, lengthened(sample, PAGES)))


def compare(sample: Sample, report: Report) -> None:
    """Print one report with every engine that is there, and how much longer than ours each takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.pickle").write_bytes(pickle.dumps(report))
        (folder / "report.html").write_text(html(report, sample.paths.fonts), encoding="utf-8")
        (folder / "report.typ").write_text(typst(report), encoding="utf-8")
        ours = timed("this program", lambda: _python(_OURS, folder, "pickle", sample), repeats=REPEATS)
        timings = [ours, *_others(folder, sample, ours)]
        pages = {timing.label: _pages(folder, timing.label) for timing in timings}
    show("The same content, each engine in a new process", timings)
    print("  " + "; ".join(f"{label}: {count} pages" for label, count in pages.items()))


def _others(folder: Path, sample: Sample, ours: Timing) -> Iterator[Timing]:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        yield timed("LibreOffice", lambda: _office(office, folder), ours, REPEATS)
    else:
        print("  LibreOffice is not here: left out")
    if importlib.util.find_spec("weasyprint"):
        yield timed("WeasyPrint", lambda: _python(_WEASY, folder, "html"), ours, REPEATS)
    else:
        print("  WeasyPrint is not here: left out")
    if importlib.util.find_spec("typst"):
        yield timed("typst", lambda: _python(_TYPST, folder, "typ", sample), ours, REPEATS)
    else:
        print("  typst is not here: left out")


_NAMES = {"pickle": "this program", "html": "WeasyPrint", "typ": "typst"}


def _python(code: str, folder: Path, ending: str, sample: Sample | None = None) -> None:
    fonts = [str(sample.paths.fonts)] if sample else []
    output = folder / f"{_NAMES[ending]}.pdf"
    command = [sys.executable, "-c", code, str(folder / f"report.{ending}"), *fonts, str(output)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=child_environment())


def _office(office: str, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export"]
    subprocess.run(
        [*command, "--outdir", str(folder / "office"), str(folder / "report.html")],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    (folder / "office" / "report.pdf").replace(folder / "LibreOffice.pdf")


def _pages(folder: Path, label: str) -> int:
    from bench.reports import count_pages

    return count_pages((folder / f"{label}.pdf").read_bytes())


if __name__ == "__main__":
    main()
