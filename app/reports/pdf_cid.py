"""One font object for each face, with two-byte codes, so that text can be searched and copied.

reportlab cuts a TrueType font into pieces of 256 characters. A Chinese line is then torn into a dozen
strings in changing fonts, which readers put together wrongly when text is searched or copied, and characters
beyond U+FFFF (𬭊, common in names) are mapped to garbage. A font with two-byte codes has none of this.
"""

from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import TTFont

_NBSP, _SPACE = 0xA0, 0x20
#: The format allows a hundred entries to a block of the map.
_MAP_BLOCK = 100
_TAG = "AAAAAA"


class WholeFont(TTFont):
    """A TrueType face that is embedded as one font with only the glyphs that were used.

    ``tag`` (six capitals) tells subsets apart that come from the same file under several names.
    """

    tag = _TAG

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
        """Return the text as two-byte codes; a character gets its code when it is first used."""
        state = self._state(doc)
        codes: dict[int, int] = state.assignments
        used: list[int] = state.subsets[0]
        found = bytearray()
        for char in text:
            point = _SPACE if ord(char) == _NBSP else ord(char)
            code = codes.get(point)
            if code is None:
                code = codes[point] = len(used)
                used.append(point)
            found += code.to_bytes(2, "big")
        return [(0, bytes(found))]

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Add the font, its glyphs, widths and the map back to characters to a finished document."""
        used: list[int] = self._state(doc).subsets[0]
        face: Any = self.face  # reportlab's stubs do not know its methods
        name = self.getSubsetInternalName(0, doc)[1:]
        title = f"{self.tag}+{face.name.decode()}"
        glyphs = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(title),
                "CIDSystemInfo": _identity(),
                "FontDescriptor": face.addSubsetObjects(doc, title, used),
                "DW": 1000,
                "W": PDFArray([0, PDFArray([face.getCharWidth(point) for point in used])]),
                "CIDToGIDMap": _stream(doc, _glyph_map(face.charToGlyph, used), f"gids:{name}"),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(title),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([doc.Reference(glyphs, f"glyphs:{name}")]),
                "ToUnicode": _stream(doc, _character_map(used), f"characters:{name}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[name] = doc.Reference(font, f"font:{name}")
        del self.state[doc]

    def _state(self, doc: Any) -> Any:
        state = self.state.get(doc)
        if state is None:
            fresh: Any = TTFont.State(asciiReadable=False, ttf=self)
            fresh.assignments, fresh.subsets = {}, [[0]]
            state = self.state[doc] = fresh
        return state


def _identity() -> PDFDictionary:
    return PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})


def _stream(doc: Any, content: bytes, name: str) -> Any:
    stream = PDFStream(content=content)
    stream.filters = [PDFZCompress]
    return doc.Reference(stream, name)


def _glyph_map(glyphs: dict[int, int], used: list[int]) -> bytes:
    """Return for each code its glyph in the embedded font, which holds each glyph once, in order of use."""
    places = {0: 0}
    for point in used:
        places.setdefault(glyphs.get(point, 0), len(places))
    return b"".join(places[glyphs.get(point, 0)].to_bytes(2, "big") for point in used)


def _character_map(used: list[int]) -> bytes:
    """Return the map from codes to characters; those beyond U+FFFF are pairs of surrogates."""
    lines = [
        f"<{code:04X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(used)
        if code
    ]
    blocks = [lines[start : start + _MAP_BLOCK] for start in range(0, len(lines), _MAP_BLOCK)]
    body = (line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar"))
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *body,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    ).encode("ascii")
