"""The command line: what it says on success, and how it ends on trouble (0 done, 1 could not, 2 usage)."""

import os
import sys
from collections.abc import Sequence

from app.errors import AppError, RefusedError

DONE, COULD_NOT, USAGE = 0, 1, 2
#: Set to have the whole trace of an unforeseen fault printed, for technicians.
DEBUG = "DABIAO_DEBUG"


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; trouble is told on stderr, never as a traceback."""
    import click

    from app.cli.chinese import usage_message
    from app.cli.commands import dabiao

    _speak_utf8()
    try:
        ended = dabiao.main(list(arguments), prog_name="dabiao", standalone_mode=False)
    except click.UsageError as error:
        return _end(usage_message(error), USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _end("已取消。", COULD_NOT)
    except BrokenPipeError:
        return _pipe_closed()
    except AppError as error:
        return _end(str(error), COULD_NOT)
    except OSError as error:
        _trace(error)
        return _end(str(RefusedError(error)), COULD_NOT)
    except Exception as error:
        _trace(error)
        return _end(_unforeseen(error), COULD_NOT)
    return ended if isinstance(ended, int) else DONE  # a command ended by Exit tells with which code


def _speak_utf8() -> None:
    """Write UTF-8 where output is a file or pipe of another encoding (old Windows consoles, POSIX locale)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _end(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def _pipe_closed() -> int:
    """Whoever read our output has left; hand what is still buffered to nobody, so that nothing complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _trace(error: Exception) -> None:
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)


def _unforeseen(error: Exception) -> str:
    details = f"{type(error).__name__}: {error}"
    return f"程序出错，未能完成，原有文件未改动。请把以下一行交技术人员查看：\n{details}"
