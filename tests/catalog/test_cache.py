import shutil
import sys
from pathlib import Path

import pytest

from app.catalog import catalog
from app.catalog.cache import content_key, load_rulebook_fast
from app.domain.rulebook import Rulebook
from app.errors import DataFileError
from app.paths import Paths


@pytest.fixture
def paths(tmp_path: Path, shipped: Paths) -> Paths:
    program = tmp_path / "program"
    for folder in ("forms", "standards"):
        shutil.copytree(shipped.program / folder, program / folder)
    return Paths(program, tmp_path / "data")


def test_the_compiled_copy_equals_what_the_sources_give(paths: Paths, shipped_rulebook: Rulebook) -> None:
    assert load_rulebook_fast(paths) == shipped_rulebook
    assert load_rulebook_fast(paths) == shipped_rulebook


def test_the_sources_are_not_read_again_while_nothing_changed(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_rulebook_fast(paths)
    monkeypatch.setattr(catalog, "load_rulebook", lambda _: pytest.fail("read again"))
    load_rulebook_fast(paths)


def test_any_change_of_content_makes_a_new_copy_and_drops_the_old_one(paths: Paths) -> None:
    load_rulebook_fast(paths)
    key = content_key(paths)
    form = paths.forms / "school.yaml"
    form.write_text(form.read_text(encoding="utf-8").replace("学校名称", "学校全称"), encoding="utf-8")
    assert content_key(paths) != key
    assert load_rulebook_fast(paths).facts["school.name"].name == "学校全称"
    assert len(list((paths.data / "cache").iterdir())) == 1


def test_a_damaged_copy_is_made_anew(paths: Paths, shipped_rulebook: Rulebook) -> None:
    load_rulebook_fast(paths)
    (copy,) = (paths.data / "cache").iterdir()
    for raw in (b"", b"rubbish", copy.read_bytes()[:-20]):
        copy.write_bytes(raw)
        assert load_rulebook_fast(paths) == shipped_rulebook


def test_faulty_content_is_told_and_not_kept(paths: Paths) -> None:
    form = paths.forms / "school.yaml"
    form.write_text(form.read_text(encoding="utf-8") + "extra: 1\n", encoding="utf-8")
    with pytest.raises(DataFileError):
        load_rulebook_fast(paths)
    assert not (paths.data / "cache").exists()


def test_a_data_folder_that_cannot_be_written_is_no_hindrance(
    paths: Paths, shipped_rulebook: Rulebook
) -> None:
    paths.data.parent.mkdir(exist_ok=True)
    paths.data.write_text("a file in the way", encoding="utf-8")
    assert load_rulebook_fast(paths) == shipped_rulebook


def test_in_a_bundle_the_executable_stands_for_the_code(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "dabiao"
    program.write_bytes(b"one")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    first = content_key(paths)
    assert content_key(paths) == first
    program.write_bytes(b"two")
    assert content_key(paths) != first
