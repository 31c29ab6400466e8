"""Personal cells as they stand on the screen while nobody asked to see them: 张**, 500***********1234."""

_HEAD, _TAIL = 3, 4
#: Shorter texts would be told by their ends.
_LEAST = 15


def masked(text: str) -> str:
    """Return a personal text with what tells whose it is left out."""
    if len(text) >= _LEAST:
        return f"{text[:_HEAD]}{'*' * (len(text) - _HEAD - _TAIL)}{text[-_TAIL:]}"
    return f"{text[:1]}**" if text else ""
