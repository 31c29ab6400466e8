"""Where packages were written last: known in the next run, and whether they are still there."""

from datetime import date, datetime
from pathlib import Path

import pytest

from app.cli import run
from app.domain.filing import Filed
from app.domain.receipt import Receipt, Ruling
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.paths import Paths
from app.services.deliveries import Deliveries, Written
from app.services.filing_steps import DONE, OPEN, Delivery, FilingStep, filing_steps, hindering
from app.services.session import Session
from app.storage.workspace import Workspace
from tests.services.filings import NOW, ready_file


def filed(mark: str = "B808HCZNH5") -> Filed:
    return Filed("500103-2026-1", SchoolYear(2026), 1, mark, NOW, "李晓岚", "dabiao 0.1.0")


def test_a_package_is_known_in_the_next_run_with_its_place_and_day(tmp_path: Path) -> None:
    place = tmp_path / "包.zip"
    place.write_bytes(b"package")
    Deliveries(tmp_path).remember(filed(), place, NOW)
    assert Deliveries(tmp_path).of(filed()) == Written(place, 7, NOW.replace(microsecond=0))
    assert Deliveries(tmp_path).of(filed("0000000000")) is None


def test_a_package_that_was_taken_away_or_changed_is_not_found(tmp_path: Path) -> None:
    place = tmp_path / "包.zip"
    place.write_bytes(b"package")
    written = Written(place, 7, NOW)
    assert written.found
    place.write_bytes(b"something else")
    assert not written.found
    place.unlink()
    assert not written.found


def test_the_package_written_last_counts(tmp_path: Path) -> None:
    for name in ("一.zip", "二.zip"):
        (tmp_path / name).write_bytes(b"package")
        Deliveries(tmp_path).remember(filed(), tmp_path / name, NOW)
    kept = Deliveries(tmp_path).of(filed())
    assert kept is not None and kept.path.name == "二.zip"


def test_what_another_window_kept_meanwhile_stays(tmp_path: Path) -> None:
    place = tmp_path / "包.zip"
    place.write_bytes(b"package")
    ours, theirs = Deliveries(tmp_path), Deliveries(tmp_path)
    theirs.remember(filed("0000000000"), place, NOW)
    ours.remember(filed(), place, NOW)
    kept = Deliveries(tmp_path)
    assert kept.of(filed()) is not None and kept.of(filed("0000000000")) is not None


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"written": 3}', '{"written": {"a": 3}}', '{"written": {"a": {"path": "x"}}}']
)
def test_notes_that_are_broken_are_kept_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / "packages.json").write_text(text)
    assert Deliveries(tmp_path).of(filed()) is None
    assert (tmp_path / "packages.broken.json").read_text() == text


def step_of(session: Session, delivery: Delivery) -> FilingStep:
    return filing_steps(session, hindering(session), delivery, NOW.date())[5]


def test_the_step_says_where_and_when_and_that_the_file_is_gone(
    tmp_path: Path, own_data_folder: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    school, place = ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook), tmp_path / "包.zip"
    assert run(["file", str(school), "-o", str(place)]) == 0
    with Workspace.open(school, read_only=True) as workspace:
        session = Session.open_latest(workspace, shipped_rulebook)
        assert session.filed is not None
        written = Deliveries(own_data_folder).of(session.filed)
        assert written is not None and written.at.date() == datetime.now().date()
        assert step_of(session, Delivery()).status == OPEN
        there = step_of(session, Delivery(written))
        assert there.status == DONE and there.text.endswith(f"写出备案包，读回核对一致：{place}")
        place.unlink()
        gone = step_of(session, Delivery(written))
        assert gone.status == OPEN and "现在该处没有这份文件" in gone.text
        accepted = Receipt("n", "f", "s", Ruling.ACCEPTED, "区教委", "王倩", date(2026, 12, 2), "", ())
        assert step_of(session, Delivery(written, (accepted,))).status == DONE


def test_a_package_is_written_also_where_its_place_cannot_be_kept(
    tmp_path: Path,
    shipped: Paths,
    shipped_rulebook: Rulebook,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    school = ready_file(tmp_path / "我校.dabiao", shipped, shipped_rulebook)
    (tmp_path / "data").write_text("")
    monkeypatch.setenv("DABIAO_DATA", str(tmp_path / "data"))
    assert run(["file", str(school), "-o", str(tmp_path / "包.zip")]) == 0
    assert (tmp_path / "包.zip").exists()
    assert "写出的位置未能记住" in capsys.readouterr().out
