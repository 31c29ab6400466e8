"""Settings for all tests: no display, no clock limits on a shared machine, a data folder of their own."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.domain.rulebook import Rulebook
from app.paths import Paths, program_folder

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("DABIAO_DATA", str(folder))
    return folder


@pytest.fixture(scope="session")
def shipped() -> Paths:
    """The folders of the program itself."""
    return Paths(program_folder(), program_folder() / "out")


@pytest.fixture(scope="session")
def shipped_rulebook(shipped: Paths) -> Rulebook:
    """Everything shipped, loaded once."""
    from app.catalog.catalog import load_rulebook

    return load_rulebook(shipped)
