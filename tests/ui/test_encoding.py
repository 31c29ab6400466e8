"""In a locale without UTF-8 Qt keeps quiet, and Chinese stays Chinese."""

import os
import subprocess
import sys

import pytest

from app.paths import program_folder
from app.ui.encoding import prepare_locale

START = """
import sys
from app.ui.encoding import prepare_locale
prepare_locale()
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
line = QLineEdit("双师型")
print(line.text())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt asks no locale")
@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"LC_CTYPE": "POSIX"}, {"LANG": "zh_CN.GBK"}, {"LC_ALL": "xx_YY"}, {}]
)
def test_qt_starts_without_a_word(environment: dict[str, str]) -> None:
    plain = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_CTYPE", "LANG")}
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=program_folder(),
        env={**plain, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout == "双师型\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt asks no locale")
def test_a_locale_of_utf8_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    prepare_locale()
    assert os.environ["LC_ALL"] == "C.UTF-8"
