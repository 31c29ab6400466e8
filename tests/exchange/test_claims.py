"""Of which school a damaged package says to be: whatever stands in it, an answer or none, never an error."""

import random
from pathlib import Path

import pytest

from app.domain.district import Claim, ClaimSource
from app.exchange.claims import claim_of
from tests.exchange.packages import small_package

BY_MANIFEST = Claim(ClaimSource.MANIFEST, "枇杷山职业高级中学", "3150010999", "", "2026-2027")


@pytest.mark.parametrize("keep", [0.55, 0.7, 0.9, 1.0])
def test_the_manifest_tells_also_where_the_rest_is_cut_off(tmp_path: Path, keep: float) -> None:
    path = small_package(tmp_path)
    content = path.read_bytes()
    end = max(int(len(content) * keep), content.index(b"PK", 10))
    path.write_bytes(content[:end])
    assert claim_of(path) == BY_MANIFEST


@pytest.mark.parametrize(
    "name",
    ["枇杷山职高-2026-1.备案包.zip", "枇杷山职高-2026-1.zip", "枇杷山职高-2026-12.备案包 (2).ZIP"],
)
def test_else_the_name_that_the_program_gives_tells(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert claim_of(tmp_path / name) == Claim(ClaimSource.FILE_NAME, "枇杷山职高", year="2026-2027")


@pytest.mark.parametrize("name", ["新建文件夹.zip", "2026-1.zip", "a.zip", "\u202e枇杷山-2026-1.zip"])
def test_any_other_name_tells_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 nothing")
    assert claim_of(tmp_path / name) is None
    assert claim_of(tmp_path / "gone.zip") is None


@pytest.mark.parametrize(
    "manifest",
    [
        b'{"school": 3, "year": 1}',
        b'{"school": {"name": 3, "code": null, "uscc": []}, "year": "x"}',
        b'{"school": {"name": "\\u202e", "code": "", "uscc": ""}, "year": "x"}',
        b"[" * 100_000,
        b"",
    ],
)
def test_a_manifest_that_says_nothing_sensible_tells_nothing(tmp_path: Path, manifest: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(26) + b"manifest.json" + manifest)
    assert claim_of(path) is None


def test_a_package_with_any_bytes_altered_gives_an_answer_or_none(tmp_path: Path) -> None:
    path, chance = small_package(tmp_path), random.Random(7)
    content = path.read_bytes()
    for _ in range(300):
        altered = bytearray(content)
        for _ in range(chance.choice((1, 5, 60))):
            altered[chance.randrange(len(altered))] = chance.randrange(256)
        path.write_bytes(altered)
        claim = claim_of(path)
        assert claim is None or claim.name.isprintable()
