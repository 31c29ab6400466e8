"""The QR code of a filing as a picture."""

from io import BytesIO

from app.reports.pdf_qr import modules

#: Dots to the module: sharp on any printer.
_DOTS = 12


def code_picture(text: str) -> bytes:
    """Return the code of a text as a PNG file."""
    from PIL import Image

    rows = modules(text)
    picture = Image.new("1", (len(rows), len(rows)), 1)
    picture.putdata([not dark for row in rows for dark in row])
    target = BytesIO()
    side = len(rows) * _DOTS
    picture.resize((side, side), Image.Resampling.NEAREST).save(target, "PNG")
    return target.getvalue()
