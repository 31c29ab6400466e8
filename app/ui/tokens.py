"""The colours of both themes, read once from ``resources/tokens.json``."""

import json
from collections.abc import Mapping
from functools import cache

from app.paths import program_folder

Tokens = Mapping[str, str]

RESOURCES = program_folder() / "resources"


@cache
def _both() -> Mapping[str, Tokens]:
    text = (RESOURCES / "tokens.json").read_text("utf-8")
    loaded: Mapping[str, Tokens] = json.loads(text)
    return loaded


def tokens(dark: bool) -> Tokens:
    """Return the colours of one theme by name, as ``#RRGGBB``."""
    return _both()["dark" if dark else "light"]
