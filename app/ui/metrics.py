"""One table of lengths: everything measured in pixels grows with 字号."""

from dataclasses import dataclass

SMALLEST_SCALE, LARGEST_SCALE = 100, 200

#: Font sizes of look.md 4 with their line heights.
LINE_HEIGHTS = {12: 17, 13: 18, 14: 20, 15: 21, 16: 24, 20: 28, 24: 28, 26: 36}


@dataclass(frozen=True, slots=True)
class Metrics:
    """Lengths at one scale, in percent."""

    scale: int = SMALLEST_SCALE

    def px(self, length: int) -> int:
        """Return a length of look.md at this scale; what is there at all stays at least 1 px."""
        scaled = (length * self.scale + 50) // 100
        return max(1, scaled) if length > 0 else scaled

    def line_height(self, size: int) -> int:
        """Return the height of a line of text of a font size."""
        return self.px(LINE_HEIGHTS.get(size, size * 3 // 2))


def within_range(scale: int) -> int:
    """Return the nearest scale that is allowed."""
    return min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
