import errno
from pathlib import Path

import pytest

from app.errors import FileExistsAlreadyError
from app.storage.placing import move_in

from .builders import listing


@pytest.fixture(params=[None, errno.EPERM, errno.ENOTSUP], ids=["with links", "EPERM", "ENOTSUP"])
def links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk with hard links, and such as U 盘 without them."""

    def no_links(self: Path, target: Path) -> None:
        raise OSError(request.param, "no links here")

    if request.param is not None:
        monkeypatch.setattr(Path, "hardlink_to", no_links)


@pytest.mark.usefixtures("links")
def test_a_finished_file_is_moved_in(tmp_path: Path) -> None:
    draft, place = tmp_path / "draft", tmp_path / "学校.dabiao"
    draft.write_bytes(b"finished")
    move_in(draft, place)
    assert place.read_bytes() == b"finished"
    assert list(listing(tmp_path)) == [place.name]


@pytest.mark.usefixtures("links")
def test_a_file_in_the_way_stays_as_it_is(tmp_path: Path) -> None:
    draft, place = tmp_path / "draft", tmp_path / "学校.dabiao"
    draft.write_bytes(b"finished")
    place.write_bytes(b"was here before")
    with pytest.raises(FileExistsAlreadyError):
        move_in(draft, place)
    assert place.read_bytes() == b"was here before"
    assert draft.exists()
