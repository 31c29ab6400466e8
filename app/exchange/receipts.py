"""A receipt as a small file: canonical JSON that ends in the hash of all the rest."""

import datetime
import json
from pathlib import Path
from typing import Any

from app.domain.canonical import canonical, digest
from app.domain.fingerprint import typed
from app.domain.receipt import Receipt, Remark, Ruling
from app.errors import PackageError, reason_of
from app.paths import open_to_read

FORMAT = "dabiao-receipt/1"
ENDING = ".dabiao-receipt"
_MOST = 4 << 20
_ASK = "请向主管部门重新索取回执"
_TEXTS = ("number", "fingerprint", "school", "ruling", "authority", "officer", "date", "text")


def receipt_bytes(receipt: Receipt) -> bytes:
    """Return a receipt as its file."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "number": receipt.number,
        "fingerprint": receipt.fingerprint,
        "school": receipt.school,
        "ruling": receipt.ruling.value,
        "authority": receipt.authority,
        "officer": receipt.officer,
        "date": receipt.date.isoformat(),
        "text": receipt.text,
        "remarks": [{"row": remark.row, "text": remark.text} for remark in receipt.remarks],
    }
    return canonical(data | {"sha256": digest(data)})


def read_receipt(path: Path) -> Receipt:
    """Read a receipt.

    Raises:
        PackageError: it cannot be read, or was altered.
    """
    return parse_receipt(path, read_receipt_text(path).encode())


def read_receipt_text(path: Path) -> str:
    """Return the text of a receipt's file, bounded, as it stands there.

    Raises:
        PackageError: it cannot be read, or is no text.
    """
    try:
        with open_to_read(path) as file:
            return file.read(_MOST + 1).decode()
    except FileNotFoundError:
        raise PackageError(path, "找不到文件", "请检查文件名和所在文件夹") from None
    except UnicodeDecodeError:
        raise PackageError(path, "不是回执，或已损坏", _ASK) from None
    except OSError as error:
        raise PackageError(path, f"无法读取（{reason_of(error)}）", "请检查文件所在的磁盘") from error


def parse_receipt(path: Path, content: bytes) -> Receipt:
    """Return the receipt that a file holds; ``path`` names it in errors."""
    data = _data(path, content)
    stated = data.pop("sha256", None)
    if stated != digest(data):
        raise PackageError(path, "回执已被改动或损坏", _ASK)
    try:
        return _receipt(data)
    except (KeyError, TypeError, ValueError):
        raise PackageError(path, "回执缺少应有的内容", _ASK) from None


def _data(path: Path, content: bytes) -> dict[str, Any]:
    if len(content) > _MOST:
        raise PackageError(path, "文件过大，不是回执", _ASK)
    try:
        data = json.loads(content.decode())
        sound = isinstance(data, dict) and canonical(data) == content
    except (ValueError, TypeError, RecursionError):
        sound = False
    if not sound:
        raise PackageError(path, "不是回执，或已损坏", _ASK)
    name, _, version = str(data.get("format")).partition("/")
    if name == "dabiao-receipt" and version.isdecimal() and int(version) > 1:
        raise PackageError(path, "由较新的程序建立，本程序不能读取", "请更新程序后再打开")
    if data.get("format") != FORMAT:
        raise PackageError(path, "不是回执", _ASK)
    assert isinstance(data, dict)
    return data


def _receipt(data: dict[str, Any]) -> Receipt:
    texts = {key: data[key] for key in _TEXTS}
    if not all(isinstance(text, str) for text in texts.values()) or typed(texts["fingerprint"]) is None:
        raise ValueError("a text is missing")
    remarks = tuple(Remark(str(item["row"]), str(item["text"])) for item in data["remarks"])
    return Receipt(
        number=texts["number"],
        fingerprint=texts["fingerprint"],
        school=texts["school"],
        ruling=Ruling(texts["ruling"]),
        authority=texts["authority"],
        officer=texts["officer"],
        date=datetime.date.fromisoformat(texts["date"]),
        text=texts["text"],
        remarks=remarks,
    )
