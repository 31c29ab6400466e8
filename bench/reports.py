"""How long the report and the sheet take, and how much memory.

python -m bench.reports
"""

import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from io import BytesIO

import pypdfium2

from app.domain.assessment import Assessment, Remedy
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.reports.build import build_report
from app.reports.excel import workbook_bytes
from app.reports.layouts import Layout, layout_pdf
from app.reports.material import Material
from app.reports.pdf import pdf_bytes
from app.reports.pdf_fonts import load_fonts
from app.reports.report import Report
from bench import Sample, engines, load_sample, python, show, show_table, timed

PAGES = 60
_SENTENCE = "经校长办公会研究，由牵头处室会同相关处室逐项核对台账，明确专人负责，按月通报进度，年底前完成并报主管部门备查。"
_LOADED = "from bench import load_sample; s = load_sample()"
_PRINTED = f"{_LOADED}\nfrom bench.reports import *"
_MEMORY = {
    "Python alone": "",
    "load all content and the sample": _LOADED,
    "… judge it": f"{_LOADED}\nfrom app.domain.evaluation import evaluate\nevaluate(s.rulebook, s.assessment, s.date)",
    "… write its workbook": f"{_PRINTED}\nworkbook(s)",
    "… print its report": f"{_PRINTED}\nprinted(s, s.assessment)",
    f"… print a report of {PAGES} pages": f"{_PRINTED}\nprinted(s, lengthened(s, PAGES))",
}
#: getrusage would count the process that starts this one.
_PEAK = """
try:
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
except OSError:
    print(0)
"""


def main() -> None:
    sample = load_sample()
    long = lengthened(sample, PAGES)
    pages, many = count_pages(printed(sample, sample.assessment)), count_pages(printed(sample, long))
    print(f"Reports: the sample's has {pages} pages, the long one {many}")
    fonts = timed("the four fonts are read", lambda: read_fonts(sample))
    empty = timed(f"reportlab writes {pages} pages with a word each", lambda: bare_pdf(sample, pages))
    empties = timed(f"reportlab writes {many} pages with a word each", lambda: bare_pdf(sample, many))
    built, built_long = report_of(sample, sample.assessment), report_of(sample, long)
    show(
        "PDF",
        [
            fonts,
            empty,
            timed("say what the report says", lambda: report_of(sample, sample.assessment), empty),
            timed(
                f"print the sample's report, {pages} pages",
                lambda: pdf_bytes(built, sample.paths.fonts),
                empty,
            ),
            empties,
            timed(
                f"print a report of {many} pages", lambda: pdf_bytes(built_long, sample.paths.fonts), empties
            ),
        ],
    )
    layouts(sample)
    excel(sample)
    commands(sample)
    engines.compare(sample, built_long)
    memory()


def layouts(sample: Sample) -> None:
    """Time the other layouts of one result; those of fixed length are laid out several times to fit."""
    evaluation = evaluate(sample.rulebook, sample.assessment, sample.date)
    conclusion = conclude(evaluation, sample.rulebook)
    material = Material(sample.rulebook, sample.assessment, evaluation, conclusion)
    fonts = sample.paths.fonts
    show(
        "Layouts of the sample's result",
        [timed(f"--form {layout}", partial(layout_pdf, layout, material, fonts)) for layout in Layout],
    )


def read_fonts(sample: Sample) -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    for path in sorted(sample.paths.fonts.glob("*.ttf")):
        TTFont(path.stem, str(path))


def printed(sample: Sample, assessment: Assessment) -> bytes:
    return pdf_bytes(report_of(sample, assessment), sample.paths.fonts)


def report_of(sample: Sample, assessment: Assessment) -> Report:
    evaluation = evaluate(sample.rulebook, assessment, sample.date)
    return build_report(sample.rulebook, assessment, evaluation, conclude(evaluation, sample.rulebook))


def count_pages(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def lengthened(sample: Sample, pages: int) -> Assessment:
    """Return the sample with remedies and notes so long that its report has at least so many pages."""
    sentences = 1
    while True:
        text = _SENTENCE * sentences
        remedies = {
            name: Remedy(text, text, "办公室、教务处、总务处", text) for name in sample.assessment.remedies
        }
        answers = {
            name: replace(answer, note=text) if answer.given else answer
            for name, answer in sample.assessment.answers.items()
        }
        longer = replace(sample.assessment, answers=answers, remedies=remedies)
        if count_pages(printed(sample, longer)) >= pages:
            return longer
        sentences += 1


def bare_pdf(sample: Sample, pages: int) -> bytes:
    """Write pages with one word in a bundled font, and nothing else."""
    from reportlab.pdfgen.canvas import Canvas

    load_fonts(sample.paths.fonts)
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    for _ in range(pages):
        canvas.setFont("NotoSerifSC-Regular", 12)
        canvas.drawString(100, 700, "自评报告")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def excel(sample: Sample) -> None:
    rows = cells_of(workbook(sample))
    cells = sum(len(row) for sheet in rows for row in sheet)
    bare = timed(f"openpyxl writes the same {cells:,} cells, plain", lambda: bare_workbook(rows))
    show(
        "Excel",
        [bare, timed("judge, conclude and write the sample's workbook", lambda: workbook(sample), bare)],
    )


def workbook(sample: Sample) -> bytes:
    evaluation = evaluate(sample.rulebook, sample.assessment, sample.date)
    return workbook_bytes(
        sample.rulebook, sample.assessment, evaluation, conclude(evaluation, sample.rulebook)
    )


def cells_of(content: bytes) -> list[list[tuple[object, ...]]]:
    from openpyxl import load_workbook

    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(content)).worksheets]


def bare_workbook(sheets: list[list[tuple[object, ...]]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def commands(sample: Sample) -> None:
    """Time whole commands as a user waits for them."""
    school = str(sample.paths.samples / "示例学校.yaml")
    with tempfile.TemporaryDirectory() as folder:
        pdf, sheet = f"{folder}/报告.pdf", f"{folder}/结果.xlsx"
        nothing = timed("python starts and ends", lambda: python("-c", "pass"))
        shown = [
            nothing,
            timed("dabiao judge", lambda: python("-m", "app", "judge", school), nothing),
            timed("dabiao report -o", lambda: python("-m", "app", "report", school, "-o", pdf), nothing),
            timed(
                "dabiao report -o --xlsx",
                lambda: python("-m", "app", "report", school, "-o", pdf, "--xlsx", sheet),
                nothing,
            ),
        ]
    show("Whole commands, each in a new process (files in the disk cache)", shown)


def memory() -> None:
    """Print the most memory that each thing takes in a process of its own."""
    peaks = [(label, peak_of(code)) for label, code in _MEMORY.items()]
    bare = peaks[0][1]
    if bare:
        rows = [(label, f"{peak / 1024:.0f}", f"{peak / bare:.1f}") for label, peak in peaks]
        show_table("Memory peak, each in a new process", [("", "MB", "times the first"), *rows])


def peak_of(code: str) -> int:
    """Return the peak of a new process in kB, 0 where the system does not tell."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_PEAK}"], check=True, stdout=subprocess.PIPE, text=True
    )
    return int(done.stdout)


if __name__ == "__main__":
    main()
