"""Everything that leaves a school, read as text: no identity number, no telephone, nobody but those who signed."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from app.cli import run
from app.domain.filing import EvidenceLink
from app.domain.personal import identity_numbers
from app.domain.roster_count import Row
from app.domain.rulebook import Rulebook
from app.paths import Paths
from app.reports.layouts import Layout
from app.services.editions import kept_input
from app.services.filing import freeze, write_package
from app.storage.workspace import Workspace
from tests.reports.builders import pages_of
from tests.services.filings import NOW, judged, ready_file

TYPIST, TEACHER, ID_NUMBER, MOBILE = "赵敏君", "钱学琳", "11010519491231002X", "13883000000"
#: One of the rows of a roster, another whose cells have slipped, and who vouches for them in the report.
LISTED, SLIPPED, LISTED_ID, CERTIFICATE = "孙立言", "周慕白", "440524188001010014", "SS20260917"
MARKED_BY = "李晓岚"
#: Eleven digits in a row of a checksum are nobody's number.
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_NOTED = "students.enrolled"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, shipped: Paths, shipped_rulebook: Rulebook) -> Path:
    """All that can be written of the sample, whose file holds more about people than may leave it."""
    folder = tmp_path_factory.mktemp("学校")
    school = ready_file(folder / "我校.dabiao", shipped, shipped_rulebook)
    _talk_of_people(school)
    _list_people(school, shipped_rulebook)
    out = folder / "送出"
    out.mkdir()
    _write_all(str(school), out, "草稿", [Layout.FULL])
    with Workspace.open(school, who=TYPIST) as workspace:
        year = workspace.years()[-1]
        given = kept_input(workspace, year, shipped_rulebook).assessment
        result = judged(given, shipped_rulebook, shipped)
        write_package(workspace, freeze(workspace, result, NOW, included=()), out / "备案包.zip")
    _write_all(str(school), out, "备案", Layout)
    assert run(["forms", "--school", str(school), "--blank", str(out / "空白表.pdf")]) == 0
    district = ["--pdf", str(out / "汇总.pdf"), "-o", str(out / "汇总.xlsx")]
    assert run(["district", "collect", str(out), *district]) == 0
    return out


def _talk_of_people(school: Path) -> None:
    """Leave in the file what was typed and corrected, and a list of teachers that is not sent along."""
    with Workspace.open(school, who=TYPIST) as workspace:
        year = workspace.years()[-1]
        answer = workspace.load(year).answers[_NOTED]
        workspace.save_answer(year, _NOTED, replace(answer, note=f"{TEACHER} {ID_NUMBER} {MOBILE}"))
        workspace.save_answer(year, _NOTED, answer)
        roster = f"{TEACHER},{ID_NUMBER},{MOBILE}\n".encode()
        kept = workspace.archive.add_evidence(year, "名册.csv", roster)
        workspace.archive.link_evidence(year, kept.sha256, EvidenceLink("fact", _NOTED))


def _list_people(school: Path, rulebook: Rulebook) -> None:
    """Keep a roster that is marked, with a row that cannot be decided, and explain what differs."""
    facts = [item.fact for item in rulebook.rosters[0].computes]
    rows = (
        Row(2, {"name": LISTED, "id_number": LISTED_ID, "employment": "专任", "dual_number": CERTIFICATE}),
        Row(3, {"name": TEACHER, "id_number": ID_NUMBER, "employment": "专任", "role": "专业课"}),
        Row(4, {"name": "专任", "id_number": SLIPPED, "employment": MOBILE, "education": SLIPPED}),
    )
    with Workspace.open(school, who=MARKED_BY) as workspace:
        year = workspace.years()[-1]
        workspace.save_roster(year, "teachers", rows)
        workspace.mark_roster(year, "teachers", rulebook.rosters[0].hash)
        for fact in facts:
            workspace.save_explanation(year, f"roster:{fact}", "花名册尚在整理")


def _write_all(school: str, out: Path, kind: str, layouts: Iterable[Layout]) -> None:
    for layout in layouts:
        name = f"{out}/{kind}-{layout}"
        files = ["-o", f"{name}.pdf", "--xlsx", f"{name}.xlsx", "--docx", f"{name}.docx"]
        assert run(["report", school, "--form", layout.value, *files]) == 0


def texts_of(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the text of a file, and of every file within it; pieces (Word) are joined, signs (Excel) spelt out."""
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as document:
            described = " ".join(document.get_metadata_dict().values())
        yield name, "\n".join((described, *pages_of(content)))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from texts_of(f"{name}/{member}", archive.read(member))
    else:
        text = content.decode(errors="replace")
        yield name, text
        yield name, unescape(re.sub("<[^>]*>", "" if "<w:t" in text else "\n", text))


@pytest.fixture(scope="module")
def texts(folder: Path) -> list[tuple[str, str]]:
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    return [found for path in files for found in texts_of(path.name, path.read_bytes())]


def test_everything_that_can_be_sent_is_read(texts: list[tuple[str, str]]) -> None:
    read = {name.partition("/")[0] for name, text in texts if text.strip()}
    kinds = ["草稿-full", *(f"备案-{layout}" for layout in Layout)]
    reports = {f"{kind}.{ending}" for kind in kinds for ending in ("pdf", "xlsx", "docx")}
    assert read == {*reports, "备案包.zip", "空白表.pdf", "汇总.pdf", "汇总.xlsx"}
    members = {name.partition("/")[2] for name, _ in texts if name.startswith("备案包.zip")}
    assert {"manifest.json", "data.json", "report.pdf"} < members


def test_nothing_holds_an_identity_number_or_a_telephone_of_a_person(texts: list[tuple[str, str]]) -> None:
    assert [(name, number) for name, text in texts for number in identity_numbers(text)] == []
    assert [(name, found) for name, text in texts for found in _MOBILE.findall(_HASH.sub("", text))] == []


@pytest.mark.parametrize("person", [TYPIST, TEACHER, LISTED, SLIPPED, CERTIFICATE])
def test_nobody_is_named_who_only_typed_or_was_typed(person: str, texts: list[tuple[str, str]]) -> None:
    assert [name for name, text in texts if person in text] == []


def test_what_a_roster_adds_up_to_is_in_what_was_searched(texts: list[tuple[str, str]]) -> None:
    told = {name.partition("/")[0] for name, text in texts if "教师花名册" in text}
    assert {"草稿-full.pdf", "草稿-full.xlsx", "草稿-full.docx", "备案-full.pdf", "备案包.zip"} <= told


@pytest.mark.parametrize(
    "command", [["judge"], ["judge", "--json"], ["roster", "show"], ["roster", "show", "--json"], ["file"]]
)
def test_no_command_prints_or_leaves_behind_who_is_listed(
    command: list[str], folder: Path, own_data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *options = command if command[0] != "roster" else [" ".join(command[:2]), *command[2:]]
    assert run([*name.split(), str(folder.parent / "我校.dabiao"), *options]) == 0
    printed = capsys.readouterr()
    said = printed.out + printed.err
    assert said and _people_in(said) == []
    left = [
        file.read_bytes().decode(errors="replace") for file in own_data_folder.rglob("*") if file.is_file()
    ]
    assert [text for text in left if _people_in(text)] == []


def test_history_does_not_tell_who_is_listed(folder: Path) -> None:
    with Workspace.open(folder.parent / "我校.dabiao", read_only=True) as workspace:
        history = [str(line) for line in workspace.history(workspace.years()[-1], None, None)]
    assert any("3 行" in line for line in history)
    assert [line for line in history if _listed_in(line)] == []


def _listed_in(text: str) -> list[str]:
    return [word for word in (LISTED, SLIPPED, LISTED_ID, CERTIFICATE) if word in text]


def _people_in(text: str) -> list[str]:
    return [*_listed_in(text), *(word for word in (TEACHER, ID_NUMBER, MOBILE) if word in text)]


def test_nothing_says_where_on_the_computer_it_was(folder: Path, texts: list[tuple[str, str]]) -> None:
    assert [name for name, text in texts if str(folder.parent) in text] == []


def test_those_who_signed_are_named_in_what_is_signed_and_not_in_public(
    texts: list[tuple[str, str]],
) -> None:
    named = {name.partition("/")[0] for name, text in texts if "李晓岚" in text}
    assert "备案-full.pdf" in named and "备案包.zip" in named
    assert [name for name in named if "public" in name or name.startswith("汇总")] == []


def test_a_number_that_was_typed_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "我校.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", f"<w:t>{ID_NUMBER[:9]}</w:t><w:t>{ID_NUMBER[9:]}</w:t>")
    found = [
        number for _, text in texts_of("我校.zip", path.read_bytes()) for number in identity_numbers(text)
    ]
    assert found == [ID_NUMBER]
