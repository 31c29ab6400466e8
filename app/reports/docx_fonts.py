"""How wide texts are in Word: nominal widths, since only the reader's computer has the faces."""

import unicodedata
from functools import lru_cache

from app.reports.pdf_fonts import Fonts

_WIDE = ("W", "F", "A")
_NARROW, _CAPITAL = 0.54, 0.74
_BROAD = "%&@mwMW"


class NominalFonts(Fonts):
    """Chinese characters and marks are square, all others wide enough for any face that stands in."""

    def __init__(self) -> None:
        super().__init__({})

    def has(self, char: str, face: str) -> bool:
        """Every face is taken to have every character."""
        return True

    def face_for(self, char: str, face: str) -> str:
        """Return the wanted face."""
        return face

    def width(self, char: str, face: str) -> float:
        """Return the width of a character in parts of the font size."""
        return _width(char)


@lru_cache(maxsize=8192)
def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in _WIDE:
        return 1.0
    return _CAPITAL if char.isupper() or char in _BROAD else _NARROW
