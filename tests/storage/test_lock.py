import json
import platform
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.domain.facts import Answer
from app.errors import FileInUseError
from app.storage.lock import lock_path
from app.storage.workspace import Workspace

from .builders import SAMPLE, YEAR, clock_at, listing, make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "学校.dabiao")


def test_the_second_who_wants_to_write_is_told_who_has_it(path: Path) -> None:
    with Workspace.open(path, who="王老师"):
        with pytest.raises(FileInUseError, match=r"正由“王老师（.+）”使用") as caught:
            Workspace.open(path, who="李主任")
        assert caught.value.who.startswith("王老师（")


@pytest.mark.parametrize(
    ("here", "who", "told"),
    [
        (True, "", "本机另一个窗口"),
        (True, "王老师", "王老师（本机另一个窗口）"),
        (False, "", "OFFICE-PC"),
        (False, "王老师", "王老师（OFFICE-PC）"),
    ],
)
def test_another_computer_is_named_and_the_own_one_is_not(
    path: Path, monkeypatch: pytest.MonkeyPatch, here: bool, who: str, told: str
) -> None:
    monkeypatch.setattr(platform, "node", lambda: "OFFICE-PC")
    with Workspace.open(path, who=who):
        monkeypatch.setattr(platform, "node", lambda: "OFFICE-PC" if here else "ANOTHER")
        with pytest.raises(FileInUseError, match=f"“{told}”"):
            Workspace.open(path, who="李主任")


def test_the_second_may_look_and_sees_what_the_first_saves(path: Path) -> None:
    with Workspace.open(path, who="王老师") as first, Workspace.open(path, read_only=True) as second:
        assert second.load(YEAR) == SAMPLE
        first.save_answer(YEAR, "students.enrolled", Answer(1501))
        assert second.load(YEAR).answers["students.enrolled"] == Answer(1501)
        assert (second.held_by or "").startswith("王老师（")


def test_a_reader_does_not_keep_the_writer_from_tidying_up(path: Path) -> None:
    with Workspace.open(path, read_only=True) as reader:
        with Workspace.open(path, who="王老师") as writer:
            writer.save_answer(YEAR, "students.enrolled", Answer(1501))
            reader.load(YEAR)
        assert list(listing(path.parent)) == [path.name]
        assert reader.held_by is None
        assert reader.load(YEAR).answers["students.enrolled"] == Answer(1501)


def test_the_lock_says_who_where_and_since_when_and_goes_with_closing(path: Path) -> None:
    with Workspace.open(path, who="王老师", clock=clock_at("2026-11-21T06:32:07")):
        text = json.loads(lock_path(path).read_text(encoding="utf-8"))
        assert (text["who"], text["since"]) == ("王老师", "2026-11-21T06:32:07+00:00")
    assert not lock_path(path).exists()


def test_what_a_crashed_program_left_is_no_lock(path: Path) -> None:
    lock_path(path).write_text('{"who": "王老师", "host": "旧电脑"}', encoding="utf-8")
    with Workspace.open(path, read_only=True) as workspace:
        assert workspace.held_by is None
    Workspace.open(path, who="李主任").close()


def test_a_lock_vanishes_with_its_program(path: Path) -> None:
    holding = (
        "import sys, time; from pathlib import Path; from app.storage.workspace import Workspace;"
        "w = Workspace.open(Path(sys.argv[1]), who='王老师'); print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", holding, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        with pytest.raises(FileInUseError, match="王老师"):
            Workspace.open(path)
        child.kill()
        child.wait()
    Workspace.open(path).close()
    assert list(listing(path.parent)) == [path.name]


def test_a_lock_whose_text_cannot_be_read_still_holds(path: Path) -> None:
    with Workspace.open(path, who="王老师"):
        lock_path(path).write_bytes(b"\xff\xfe")
        with pytest.raises(FileInUseError, match="正由另一个程序使用"):
            Workspace.open(path)


def test_looking_for_a_lock_never_makes_one(path: Path) -> None:
    with Workspace.open(path, read_only=True) as workspace:
        assert workspace.held_by is None
        assert list(listing(path.parent)) == [path.name]


def test_opening_and_closing_in_turns_never_fails(path: Path) -> None:
    failures: list[Exception] = []

    def take_turns() -> None:
        for _ in range(15):
            try:
                with Workspace.open(path) as workspace:
                    workspace.load(YEAR)
            except FileInUseError:
                continue
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=take_turns) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(listing(path.parent)) == [path.name]


def test_one_workspace_serves_several_threads(path: Path) -> None:
    with Workspace.open(path) as workspace:
        threads = [
            threading.Thread(target=workspace.save_answer, args=(YEAR, f"fact.{number}", Answer(number)))
            for number in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        answers = workspace.load(YEAR).answers
    assert [answers[f"fact.{number}"].value for number in range(12)] == list(range(12))
