"""What Word and Excel files share: characters that XML cannot hold, and files without a clock."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: What such a file cannot hold: control characters other than tab and line end, and lone surrogates.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"(?<=W3CDTF\">)[^<]*(?=</dcterms:(?:created|modified)>)")
_FIXED_TIME = b"2000-01-01T00:00:00Z"


def without_clock(content: bytes) -> bytes:
    """Return the file with fixed times, so that the same content gives the same bytes."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            data = source.read(name)
            copy.writestr(entry, _TIMES.sub(_FIXED_TIME, data) if name == _PROPERTIES else data)
    return target.getvalue()
