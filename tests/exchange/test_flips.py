"""A real package of the sample, with evidence: whichever byte is altered, in a member or between them, it is found."""

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import run
from app.domain.filing import EvidenceLink
from app.domain.rulebook import Rulebook
from app.errors import PackageError
from app.exchange.reading import read_package
from app.paths import Paths
from app.services.filing import freeze, write_package
from app.storage.workspace import Workspace
from tests.services.filings import NOW, judged, ready_file

#: The fixed lengths of what a zip has round its contents.
_LOCAL, _CENTRAL, _END = 30, 46, 22
_WITHIN = 10
SEED = 20261127


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    """The sample's package with two pieces of evidence; the scan of the stamped paper stays beside it."""
    folder = tmp_path_factory.mktemp("filed")
    school = ready_file(folder / "我校.dabiao", shipped, shipped_rulebook)
    with Workspace.open(school) as workspace:
        year = workspace.years()[-1]
        archive = workspace.archive
        archive.add_evidence(year, "收文回执.pdf", b"%PDF-1.7 receipt" * 500)
        kept = archive.add_evidence(year, "照片.jpg", bytes(range(256)) * 40)
        archive.link_evidence(year, kept.sha256, EvidenceLink("fact", "campus.building_return", "1"))
        filed = freeze(workspace, judged(workspace.load(year), shipped_rulebook, shipped), NOW)
        archive.add_scan(filed, "盖章页.pdf", b"%PDF-1.7 stamped")
        write_package(workspace, filed, folder / "备案包.zip")
    return folder / "备案包.zip"


def places(path: Path) -> Iterator[tuple[str, int]]:
    """Yield what is flipped: the ends of every part of the zip, and seeded places within it."""
    chance = random.Random(SEED)
    with zipfile.ZipFile(path) as archive:
        infos, directory = archive.infolist(), archive.start_dir
    end = path.stat().st_size - _END
    parts = [("end of the directory", end, _END)]
    for info in infos:
        name, start = len(info.filename.encode()), info.header_offset
        parts.append((f"{info.filename}: header", start, _LOCAL + name))
        parts.append((f"{info.filename}: content", start + _LOCAL + name, info.file_size))
        parts.append((f"{info.filename}: entry", directory, _CENTRAL + name))
        directory += _CENTRAL + name
    assert directory == end and sum(length for _, _, length in parts) == path.stat().st_size
    for what, start, length in parts:
        within = {chance.randrange(length) for _ in range(_WITHIN)}
        for offset in sorted({0, 1, length // 2, length - 1} | within):
            yield what, start + offset


def test_the_package_has_every_kind_of_member(package: Path) -> None:
    files = read_package(package).files
    assert {"data.json", "report.pdf", "report.xlsx"} < files.keys()
    assert sum(name.startswith("evidence/") for name in files) == 2


def test_every_flipped_byte_is_found_wherever_it_stands(package: Path, tmp_path: Path) -> None:
    sound, copy = package.read_bytes(), tmp_path / "改.zip"
    flipped = list(places(package))
    assert len(flipped) > 200
    unseen = []
    for what, place in flipped:
        altered = bytearray(sound)
        altered[place] ^= 1 << (place % 8)
        copy.write_bytes(altered)
        try:
            read_package(copy)
        except PackageError:
            continue
        unseen.append((what, place))
    assert unseen == []


def test_verify_names_the_altered_package_beside_the_sound_one(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    altered = bytearray(package.read_bytes())
    altered[len(altered) // 2] ^= 1
    (tmp_path / "改.zip").write_bytes(altered)
    assert run(["verify", str(package), str(tmp_path / "改.zip")]) == 1
    said = capsys.readouterr()
    assert "备案编号" in said.out and "改.zip：" in said.err
