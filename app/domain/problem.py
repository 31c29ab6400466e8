"""A fault in data: what is wrong, where it stands and how to mend it."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, worded for the person who has to mend it.

    ``line`` is the 1-based line in ``file`` and 0 when the place is not a line.
    """

    message: str
    remedy: str = ""
    file: str = ""
    line: int = 0

    def at(self, file: str, line: int) -> "Problem":
        """Return the same fault with its place filled in."""
        return replace(self, file=file, line=line)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}：" if self.line else f"{self.file}：" if self.file else ""
        remedy = f"（{self.remedy}）" if self.remedy else ""
        return f"{place}{self.message}{remedy}"
