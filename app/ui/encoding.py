"""The locale that Qt starts in: it wants one that writes UTF-8, and complains in English of any other."""

import locale
import os
import sys
from collections.abc import MutableMapping

_ALWAYS_THERE = "C.UTF-8"


def prepare_locale(environment: MutableMapping[str, str] = os.environ) -> None:
    """Choose a locale of UTF-8, before QApplication is made: in the same language, where the system has it."""
    if sys.platform in ("win32", "darwin") or _writes_utf8(""):
        return
    name = "LC_ALL" if environment.get("LC_ALL") else "LC_CTYPE"
    present = environment.get(name) or environment.get("LANG", "")
    same_language = f"{present.partition('.')[0]}.UTF-8"
    environment[name] = same_language if _writes_utf8(same_language) else _ALWAYS_THERE


def _writes_utf8(name: str) -> bool:
    """Tell whether a locale ("": the one of the environment) is there and writes UTF-8; leaves none set."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
        return locale.nl_langinfo(locale.CODESET).upper() == "UTF-8"
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
