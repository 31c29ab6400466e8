"""Cut the bundled fonts out of the full Noto fonts; see README.md beside this file.

    python subset.py SANS_PACKAGE SERIF_PACKAGE

Each argument is the unpacked npm package (the folder that holds 400Regular/ and 700Bold/). Needs fonttools 4.60 or
newer. The same source and the same fonttools version give the same bytes.
"""

import hashlib
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}

# The 77 characters of 通用规范汉字表 that lie in CJK Extension A. The rest of its 8,105 lie in the basic block or beyond
# U+FFFF, both of which are kept whole. (Unicode 15.0, Unihan field kTGH.)
EXTENSION_A = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖"
    "䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)

# Whole blocks: whatever the source font has of them.
BLOCKS = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x0180, 0x036F),  # letters and combining marks of pinyin
    (0x0391, 0x03C9),  # Greek
    (0x0401, 0x0451),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x20CF),  # superscripts, subscripts, currency
    (0x2100, 0x218F),  # letterlike, fractions, Roman numerals
    (0x2190, 0x23FF),  # arrows, mathematics, technical
    (0x2460, 0x27BF),  # enclosed numbers, box drawing, shapes, symbols, dingbats
    (0x3000, 0x312F),  # CJK punctuation, kana, bopomofo
    (0x3200, 0x33FF),  # enclosed CJK, units such as ㎡ ㎏
    (0x4E00, 0x9FFF),  # CJK Unified Ideographs
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFE10, 0xFE6F),  # vertical, compatibility and small forms
    (0xFF00, 0xFFEF),  # full-width forms
    (0x20000, 0x3FFFF),  # Extension B and later: the few that the font has are names and elements
]


def gbk() -> set[int]:
    """Every character of GBK."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
            found.update(map(ord, text))
    return found


def wanted() -> set[int]:
    """The characters to keep, as far as the font has them."""
    chars = gbk() | set(map(ord, EXTENSION_A))
    for first, last in BLOCKS:
        chars.update(range(first, last + 1))
    return chars


def cut(source: Path, target: Path) -> str:
    """Write the subset of one font; its copyright line."""
    options = Options()
    options.layout_features = ["ccmp", "kern", "mark"]  # no vertical, regional or proportional forms
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx"]
    options.name_IDs = list(range(26))  # names, copyright, licence; not the labels of axes that are gone
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.hinting = True  # no glyph has instructions; keeps the seven bytes that smooth it on Windows
    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted() & set(font.getBestCmap()))
        subsetter.subset(font)
        font.save(target)
        copyright_line = str(font["name"].getDebugName(0))
    content = target.read_bytes()
    print(f"{target.name}  {len(content):,} bytes  sha256 {hashlib.sha256(content).hexdigest()}")
    return copyright_line


def main() -> None:
    """Cut all four."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for family, package in zip(("NotoSansSC", "NotoSerifSC"), map(Path, sys.argv[1:]), strict=True):
        for style, folder in WEIGHTS.items():
            owner = cut(package / folder / f"{family}_{folder}.ttf", HERE / f"{family}-{style}.ttf")
        licence = (package / "LICENSE_FONT").read_text(encoding="utf-8")
        (HERE / f"OFL-{family}.txt").write_text(
            f"{family}: {owner}\n\n{licence}", encoding="utf-8", newline="\n"
        )


if __name__ == "__main__":
    main()
