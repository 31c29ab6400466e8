"""A display that is not there is told in one sentence before Qt starts, which would abort."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.display import display_trouble
from app.paths import program_folder

NOWHERE = ":987"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="X11 and Wayland are Linux's")


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    plain = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_ALL", "LC_CTYPE", "LANG")
    }
    return subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=program_folder(),
        env={**plain, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


@linux_only
@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "没有可用的显示"),
        ({"DISPLAY": NOWHERE}, f"连接不上显示（DISPLAY={NOWHERE}）"),
        ({"WAYLAND_DISPLAY": "wayland-987"}, "连接不上显示（WAYLAND_DISPLAY=wayland-987）"),
        ({"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C"}, "连接不上显示"),
        ({"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": "wayland"}, "没有可用的显示"),
    ],
)
def test_the_program_ends_in_one_sentence_with_a_remedy(environment: dict[str, str], told: str) -> None:
    done = run(**environment)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(told) and len(done.stderr.splitlines()) == 1
    assert "请在" in done.stderr


@linux_only
def test_a_wayland_display_that_answers_will_do(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "wayland-0"))
        environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": NOWHERE}
        assert display_trouble(environment, "linux")
        server.listen()
        assert display_trouble(environment, "linux") == ""


@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({}, "win32"),
        ({}, "darwin"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux"),
        ({"QT_QPA_PLATFORM": "vnc:size=1x1"}, "linux"),
    ],
)
def test_where_none_is_needed_none_is_asked_for(environment: dict[str, str], platform: str) -> None:
    assert display_trouble(environment, platform) == ""
