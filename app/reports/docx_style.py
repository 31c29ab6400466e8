"""Styles of the Word document: the official faces by the names under which Word and WPS know them."""

from dataclasses import dataclass, replace

from app.reports.docx_xml import Element, colour, element, ruled, twips
from app.reports.pdf_dress import CLOSER
from app.reports.pdf_style import (
    ADDRESS,
    BODY,
    CAPTION,
    CELL,
    CELL_SMALL,
    COLUMN_HEAD,
    COVER_CODE,
    COVER_FIELD,
    COVER_SUBTITLE,
    COVER_TITLE,
    FRAME,
    FURNITURE,
    HEAD_NOTE,
    LABEL,
    LETTER_TITLE,
    NOTE,
    OPINION,
    PAD_X,
    PAD_Y,
    PART_HEAD,
    REMARK,
    RULE,
    SECTION_HEAD,
    SIGN_LINE,
    SOURCE_WORD,
    STATEMENT,
    STATUS_WORD,
    TextStyle,
)

FANGSONG, KAITI, HEITI, SONGTI = "仿宋", "楷体", "黑体", "宋体"
LATIN = "Times New Roman"
#: Each face with its other name, its shape and whether its strokes have serifs.
_FACES = (
    (FANGSONG, "FangSong", "02010609060101010101", "modern"),
    (KAITI, "KaiTi", "02010609060101010101", "modern"),
    (HEITI, "SimHei", "02010609060101010101", "modern"),
    (SONGTI, "SimSun", "02010600030101010101", "auto"),
)
TABLE_STYLE = "ReportTable"
_BUILT_IN = ("Title", "Subtitle", "heading 1", "heading 2", "heading 3", "heading 4")


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A paragraph style: its id, its name in Word, how it looks and in which face.

    ``level`` is a heading's place in the outline; ``tracking`` (in points) moves characters apart.
    """

    id: str
    name: str
    look: TextStyle
    face: str
    bold: bool = False
    level: int = 0
    tracking: float = 0


#: Body text of a statement: 28 characters of 16 pt on a line of 156 mm, as GB/T 9704 has it.
_LARGE, _TRACKING = 16.0, -0.2
_LEVEL_2, _LEVEL_4 = replace(PART_HEAD, size=14, leading=22), replace(BODY, indent=0, before=4)

STYLES = (
    WordStyle("Normal", "Normal", replace(BODY, indent=0, justify=False), FANGSONG),
    WordStyle("Heading1", "heading 1", SECTION_HEAD, HEITI, level=1),
    WordStyle("Heading2", "heading 2", _LEVEL_2, KAITI, bold=True, level=2),
    WordStyle("Heading3", "heading 3", CAPTION, HEITI, level=3),
    WordStyle("Heading4", "heading 4", _LEVEL_4, FANGSONG, bold=True, level=4),
    WordStyle("ReportBody", "自评正文", BODY, FANGSONG),
    WordStyle("ReportClose", "自评正文（紧）", CLOSER[-1].body, FANGSONG),
    WordStyle("ReportNote", "自评注释", NOTE, SONGTI),
    WordStyle("HeadingNote", "标题附注", replace(HEAD_NOTE, after=3), SONGTI),
    WordStyle("Statement", "声明正文", replace(STATEMENT, size=_LARGE), FANGSONG, tracking=_TRACKING),
    WordStyle("Address", "主送单位", replace(ADDRESS, size=_LARGE), FANGSONG, tracking=_TRACKING),
    WordStyle("LetterTitle", "函件标题", LETTER_TITLE, SONGTI, bold=True),
    WordStyle("Title", "Title", replace(COVER_TITLE, centred=True), SONGTI, bold=True, tracking=1.5),
    WordStyle("Subtitle", "Subtitle", replace(COVER_SUBTITLE, centred=True), FANGSONG),
    WordStyle("CoverField", "封面栏目", COVER_FIELD, FANGSONG),
    WordStyle("CoverCode", "封面指纹", COVER_CODE, HEITI, tracking=1.0),
    WordStyle("TableText", "表格文字", CELL, SONGTI),
    WordStyle("TableSmall", "表格小字", CELL_SMALL, SONGTI),
    WordStyle("TableHead", "表头", replace(COLUMN_HEAD, centred=True), HEITI),
    WordStyle("TableLabel", "表格栏目", LABEL, HEITI),
    WordStyle("TableRemark", "表内附注", REMARK, SONGTI),
    WordStyle("StatusWord", "判定", STATUS_WORD, HEITI),
    WordStyle("SourceWord", "来源", SOURCE_WORD, SONGTI),
    WordStyle("SignatureLine", "签字栏", SIGN_LINE, FANGSONG),
    WordStyle("Opinion", "备案意见", replace(OPINION, indent=0.4), FANGSONG),
    WordStyle("Furniture", "页眉页脚", FURNITURE, SONGTI),
    WordStyle("Gap", "表间空白", TextStyle(SONGTI, SONGTI, 1, 6), SONGTI),
)


def styles_content() -> list[Element]:
    """Return what a document's list of styles holds."""
    return [_defaults(), _latent(), *map(_style, STYLES), _default_table(), _table_style()]


def _defaults() -> Element:
    # Chinese as the language of figures would let readers break them anywhere.
    language = element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    looks = element("rPr", _fonts(FANGSONG), element("sz", val=24), element("szCs", val=24), language)
    spacing = element("pPr", element("widowControl"), element("spacing", before=0, after=0))
    return element("docDefaults", element("rPrDefault", looks), element("pPrDefault", spacing))


def _latent() -> Element:
    """Keep the styles that Word has built in out of the list that it shows."""
    return element(
        "latentStyles",
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=1,
        defUnhideWhenUsed=1,
        defQFormat=0,
        count=376,
    )


def _fonts(face: str) -> Element:
    return element("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=face, cs=LATIN)


def _style(style: WordStyle) -> Element:
    normal = style.id == "Normal"
    parts = [element("name", val=style.name)]
    if not normal:
        parts.append(element("basedOn", val="Normal"))
    if style.level:
        parts.append(element("next", val="ReportBody"))
    parts += [element("qFormat"), _paragraph_look(style), _run_look(style)]
    kind = {"default": 1} if normal else {} if style.name in _BUILT_IN else {"customStyle": 1}
    return element("style", *parts, type="paragraph", **kind, styleId=style.id)


def _paragraph_look(style: WordStyle) -> Element:
    look, parts = style.look, list[Element]()
    if style.level:
        parts += [element("keepNext"), element("keepLines")]
    # The texts have their own white between figures and characters.
    parts += [element("autoSpaceDE", val=0), element("autoSpaceDN", val=0)]
    rule = "exact" if style.id == "Gap" else "atLeast"
    parts.append(
        element(
            "spacing",
            before=twips(look.before),
            after=twips(look.after),
            line=twips(look.leading),
            lineRule=rule,
        )
    )
    if look.indent:
        parts.append(
            element("ind", firstLineChars=round(look.indent * 100), firstLine=twips(look.indent * look.size))
        )
    parts.append(element("jc", val="both" if look.justify else "center" if look.centred else "left"))
    if style.level:
        parts.append(element("outlineLvl", val=style.level - 1))
    return element("pPr", *parts)


def _run_look(style: WordStyle) -> Element:
    half_points = int(style.look.size * 2)
    parts = [_fonts(style.face)]
    if style.bold:
        parts += [element("b"), element("bCs")]
    parts.append(element("color", val=colour(style.look.ink)))
    if style.tracking:
        parts.append(element("spacing", val=twips(style.tracking)))
    return element("rPr", *parts, element("sz", val=half_points), element("szCs", val=half_points))


def _default_table() -> Element:
    return element(
        "style",
        element("name", val="Normal Table"),
        element("uiPriority", val=99),
        element("semiHidden"),
        element("tblPr", element("tblInd", w=0, type="dxa")),
        type="table",
        default=1,
        styleId="TableNormal",
    )


def _table_style() -> Element:
    sides = ruled(("top", "left", "bottom", "right"), FRAME) + ruled(("insideH", "insideV"), RULE)
    return element(
        "style",
        element("name", val="自评表格"),
        element("basedOn", val="TableNormal"),
        element("qFormat"),
        element("tblPr", element("tblBorders", *sides), padding()),
        type="table",
        customStyle=1,
        styleId=TABLE_STYLE,
    )


def padding(across: float = PAD_X, down: float = PAD_Y) -> Element:
    """Return the white inside the cells of a table."""
    widths = {"top": down, "left": across, "bottom": down, "right": across}
    return element("tblCellMar", *(element(side, w=twips(w), type="dxa") for side, w in widths.items()))


def font_table() -> Element:
    """Return the faces that the document names, each with its other name, for readers that lack it."""
    faces = [_face(*face) for face in _FACES]
    latin = element("font", element("charset", val="00"), element("family", val="roman"), name=LATIN)
    return element("fonts", *faces, latin)


def _face(name: str, other: str, panose: str, family: str) -> Element:
    return element(
        "font",
        element("altName", val=other),
        element("panose1", val=panose),
        element("charset", val="86"),
        element("family", val=family),
        element("pitch", val="fixed" if family == "modern" else "variable"),
        name=name,
    )


def settings_content() -> list[Element]:
    """Return the settings: the present form of Word, Chinese punctuation drawn together."""
    modern = element(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    return [
        element("zoom", percent=100),
        element("defaultTabStop", val=twips(24)),
        element("characterSpacingControl", val="compressPunctuation"),
        element("compat", modern),
        element("themeFontLang", val="zh-CN", eastAsia="zh-CN"),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    ]
