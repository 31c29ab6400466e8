"""Whether there is a display to open a window on: asked before Qt is started, which would end the process."""

import ctypes
import os
from collections.abc import Mapping
from pathlib import Path

_ADVICE = "只用命令行的，见 dabiao --help。"
_ELSEWHERE = ("win32", "darwin")
_X11, _WAYLAND = "xcb", "wayland"


def display_trouble(environment: Mapping[str, str], platform: str) -> str:
    """Return why no window can be opened, and what to do about it; "" where one can."""
    wanted = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in _ELSEWHERE or (wanted and not wanted.startswith((_X11, _WAYLAND))):
        return ""
    named = {
        _WAYLAND: environment.get("WAYLAND_DISPLAY", ""),
        _X11: environment.get("DISPLAY", ""),
    }
    asked = {kind: name for kind, name in named.items() if name and (wanted or kind).startswith(kind)}
    if not asked:
        return f"没有可用的显示，不能打开窗口。请在桌面上运行；{_ADVICE}"
    if _answers(asked, environment):
        return ""
    tried = "、".join(f"{_VARIABLES[kind]}={name}" for kind, name in asked.items())
    return f"连接不上显示（{tried}），不能打开窗口。请在已登录的桌面上打开终端运行，或改正该变量；{_ADVICE}"


_VARIABLES = {_WAYLAND: "WAYLAND_DISPLAY", _X11: "DISPLAY"}


def _answers(asked: Mapping[str, str], environment: Mapping[str, str]) -> bool:
    if _WAYLAND in asked and _wayland_answers(asked[_WAYLAND], environment.get("XDG_RUNTIME_DIR", "")):
        return True
    return _X11 in asked and _x11_answers(asked[_X11])


def _wayland_answers(name: str, folder: str) -> bool:
    import socket  # only here: the window need not wait for it

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(Path(folder) / name))
        except OSError:
            return False
    return True


def _x11_answers(name: str) -> bool:
    """Connect as Qt will, with whatever right to do so the user has; takes a millisecond or two."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt says which library is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(name), None)
    trouble = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not trouble
