"""Keeps Python from collecting garbage while another thread is at work.

Collecting happens in whichever thread makes the next object. In a thread of the runner it would take Qt's objects
away under the window, which then hangs (Qt's lock against the interpreter's) or breaks off.
"""

import gc

_holding = 0


def hold() -> None:
    """No garbage is collected from now on; called in the main thread before work is given to another."""
    global _holding
    _holding += 1
    gc.disable()


def release(count: int = 1) -> None:
    """So many pieces of work have ended; called in the main thread, which collects again after the last."""
    global _holding
    _holding -= count
    if count and not _holding:
        gc.collect(0)  # what has gathered: else the other thread might still be the one to collect it
        gc.enable()


def sweep() -> None:
    """Collect everything, as much has just been taken away; called in the main thread while nobody waits.

    A closed school leaves objects that hold each other. Python would come to those of a dozen at once, at any moment,
    and the window would stand still for 0.2 s.
    """
    if not _holding:
        gc.collect()
