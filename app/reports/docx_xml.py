"""Elements of a Word document, each made in one call; their children stand in the order Word asks for."""

from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from app.reports.office import FORBIDDEN
from app.reports.pdf_fonts import clean
from app.reports.pdf_style import INK, MUTED
from app.reports.report import Align, Span, Text

Element = BaseOxmlElement
_ALIGNED = {Align.CENTRE: "center", Align.RIGHT: "right"}
_TWIPS = 20


def twips(points: float) -> int:
    """Return a length in twentieths of a point, as Word counts."""
    return round(points * _TWIPS)


def colour(hexadecimal: str) -> str:
    """Return a colour as Word writes it."""
    return hexadecimal.removeprefix("#")


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make an element of the main namespace with its attributes and children."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    made.extend(children)
    return made


def run(
    text: str, *, bold: bool = False, ink: str = "", size: float = 0, underlined: bool = False, fill: str = ""
) -> Element:
    """Make a run of text; marks that both scripts have are taken from the Chinese face."""
    looks = [element("rFonts", hint="eastAsia")]
    if bold:
        looks.append(element("b"))
    if ink and ink != INK:
        looks.append(element("color", val=colour(ink)))
    if size:
        looks += [element("sz", val=round(size * 2)), element("szCs", val=round(size * 2))]
    if underlined:
        looks.append(element("u", val="single"))
    if fill:
        looks.append(shade(fill))
    made = element("r", element("rPr", *looks))
    for number, line in enumerate(FORBIDDEN.sub("", clean(text)).split("\n")):
        if number:
            made.append(element("br"))
        made.append(_words(line))
    return made


def _words(line: str) -> Element:
    words = element("t")
    words.text = line
    words.set(qn("xml:space"), "preserve")
    return words


def span_runs(text: Text, *, bold: bool = False, ink: str = "") -> list[Element]:
    """Make the runs of a text: emphasised ones bold, those that step back in grey."""
    return [_span(span, bold, ink) for span in text]


def _span(span: Span, bold: bool, ink: str) -> Element:
    return run(span.text, bold=bold or span.strong, ink=MUTED if span.muted else ink)


def tab() -> Element:
    """Make the step to the next tab stop."""
    return element("r", element("tab"))


def field(code: str) -> Element:
    """Make a field that Word fills in: PAGE, NUMPAGES."""
    return element("fldSimple", run("1"), instr=code)


def paragraph(
    style: str,
    runs: Iterable[Element] = (),
    *,
    align: Align = Align.LEFT,
    keep: bool = False,
    before: float | None = None,
    after: float | None = None,
    leading: float | None = None,
) -> Element:
    """Make a paragraph of a style; ``keep`` holds it on the page of what follows."""
    looks = [element("pStyle", val=style)]
    if keep:
        looks.append(element("keepNext"))
    gaps = {"before": before, "after": after, "line": leading}
    given = {name: twips(gap) for name, gap in gaps.items() if gap is not None}
    if given:
        looks.append(element("spacing", **given))
    if align in _ALIGNED:
        looks.append(element("jc", val=_ALIGNED[align]))
    return element("p", element("pPr", *looks), *runs)


def keep_with_next(paragraphs: Iterable[Element]) -> None:
    """Hold paragraphs on the page of what follows them."""
    for one in paragraphs:
        looks = one.find(qn("w:pPr"))
        assert looks is not None, "every paragraph names its style"
        if looks.find(qn("w:keepNext")) is None:
            looks.insert(1, element("keepNext"))


def begin_page(one: Element) -> None:
    """Let a paragraph begin a new page, without white above it."""
    looks = one.find(qn("w:pPr"))
    assert looks is not None, "every paragraph names its style"
    at = 2 if looks.find(qn("w:keepNext")) is not None else 1
    looks.insert(at, element("pageBreakBefore"))
    if looks.find(qn("w:spacing")) is None:
        looks.insert(at + 1, element("spacing", before=0))


def shade(fill: str) -> Element:
    """Make a ground."""
    return element("shd", val="clear", color="auto", fill=colour(fill))


def ruled(sides: Sequence[str], ink: str, gap: int = 0) -> list[Element]:
    """Make borders of half a point at the sides that are named, ``gap`` points from the text."""
    return [element(side, val="single", sz=4, space=gap, color=colour(ink)) for side in sides]
