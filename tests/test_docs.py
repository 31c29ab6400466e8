"""The documentation is held to the code: every word documented, every YAML block read, every command run."""

import json
import re
import shlex
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import click
import pytest

from app.catalog import roster_shapes, shapes
from app.catalog.catalog import load_content, load_rulebook
from app.catalog.confirmations import apply_confirmations
from app.catalog.coverage import read_coverage
from app.catalog.examples import example_problems
from app.catalog.facts_file import parse_facts
from app.catalog.forms import read_forms
from app.catalog.overlay import CONFIRMED, read_notes
from app.catalog.plan_file import read_plan
from app.catalog.reading import Reader
from app.catalog.rosters import read_rosters
from app.catalog.shapes import Shape
from app.catalog.shaping import fit
from app.catalog.yaml_file import YamlFile, compose, read_yaml
from app.cli import run
from app.cli.commands import dabiao
from app.domain import roster, units
from app.domain.checks import RULE_WORDS
from app.domain.conditions import Relation
from app.domain.edition_diff import Aspect, Change
from app.domain.evaluation import evaluate
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear, When
from app.domain.standard import Comparison, Force, Reach, Scope, SourceState, Style, Way
from app.domain.units import Kind, base_unit, scales
from app.domain.verdict import DeadlineState, Status
from app.errors import DataFileError
from app.paths import Paths, program_folder, standard_paths
from app.reports.diff_listing import diff_data
from app.reports.layouts import Layout
from app.reports.verdicts_json import verdicts_data
from app.services.comparing import compare_editions
from app.services.handbook import handbook_text
from tests.services.own import OWN

ROOT = program_folder()
PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
}
CODE = re.compile(r"```[a-z]*\n.*?```", re.DOTALL)


def table(heading: str) -> list[list[str]]:
    """Return the rows of the tables under a heading of level 3, without their head."""
    parts = re.split(r"^#{2,3} ", CODE.sub("", PAGES["formats.md"]), flags=re.MULTILINE)
    found = [part for part in parts if part.split("\n", 1)[0] == heading]
    assert len(found) == 1, f"docs/formats.md has {len(found)} headings “{heading}”"
    lines = [line for line in found[0].splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows[1:] if not set(row[0]) <= set("-: ")]


def words(heading: str) -> list[str]:
    """Return the words in backticks in the first column under a heading."""
    rows = table(heading)
    assert all(re.fullmatch(r"`[^`]+`", row[0]) for row in rows), heading
    return [row[0].strip("`") for row in rows]


def assert_same(documented: Iterable[str], known: Iterable[str], where: str) -> None:
    listed, wanted = list(documented), list(known)
    assert len(set(listed)) == len(listed), f"{where}: something is documented twice"
    assert set(wanted) - set(listed) == set(), f"{where}: not documented"
    assert set(listed) - set(wanted) == set(), f"{where}: documented, and unknown to the program"


SHAPES: dict[type[Shape], str] = {
    shapes.StandardShape: "Keys of `dabiao-standard/1`",
    shapes.DocumentShape: "Keys of `document:`",
    shapes.ExclusionShape: "Keys of `excludes:`",
    shapes.IndicatorShape: "Keys of `indicators:`",
    shapes.ValueShape: "Keys of `values:`",
    shapes.DeadlineShape: "Keys of `deadline:`",
    shapes.WiderShape: "Keys of `wider:`",
    shapes.TaskShape: "Keys of `tasks:`",
    shapes.ExampleShape: "Keys of `examples:`",
    shapes.FormShape: "Keys of `dabiao-form/1`",
    shapes.PageShape: "Keys of `pages:`",
    shapes.FactShape: "Keys of `facts:`",
    shapes.OtherwiseShape: "Keys of `otherwise:`",
    shapes.CheckShape: "Keys of `checks:`",
    roster_shapes.RosterShape: "Keys of `dabiao-roster/1`",
    roster_shapes.ColumnShape: "Keys of `columns:`",
    roster_shapes.ComputationShape: "Keys of `computes:`",
    roster_shapes.RowTestShape: "Keys of `where:`",
    shapes.FactsShape: "Keys of `dabiao-facts/1`",
    shapes.ChoicesShape: "Keys of `standards:`",
    shapes.ConclusionShape: "Keys of `dabiao-conclusion/1`",
    shapes.ConclusionPartShape: "Keys of `parts:`",
    shapes.CoverageShape: "Keys of `dabiao-coverage/1`",
    shapes.WantedShape: "Keys of `dabiao-wanted/1`",
    shapes.WantedTextShape: "Keys of `texts:`",
    shapes.PlanShape: "Keys of `dabiao-plan/1`",
    shapes.RemedyShape: "Keys of a remedy",
    shapes.OverlayShape: "Keys of `dabiao-overlay/1`",
    shapes.ConfirmedShape: "Keys of `confirmed:`",
    shapes.AddedShape: "Keys of `added:`",
}


def test_the_page_on_which_every_standard_stands_is_current() -> None:
    paths = standard_paths()
    assert PAGES["standards.md"] == handbook_text(load_rulebook(paths), paths), (
        "write it anew: dabiao standards handbook -o docs/standards.md"
    )


def test_every_layout_is_documented_and_asked_for_by_its_word() -> None:
    assert_same(words("Words of `--form`"), [layout.value for layout in Layout], "--form")
    (option,) = (one for one in dabiao.commands["report"].params if one.name == "form")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == [layout.value for layout in Layout]


def test_every_shape_has_its_table() -> None:
    named = (*vars(shapes).values(), *vars(roster_shapes).values())
    known = {item for item in named if isinstance(item, type) and issubclass(item, Shape)}
    assert known - {Shape} == set(SHAPES)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_key_is_documented_and_whether_it_is_needed(shape: type[Shape]) -> None:
    heading = SHAPES[shape]
    known = {field.alias or name: field.is_required() for name, field in shape.model_fields.items()}
    assert_same(words(heading), known, heading)
    for row in table(heading):
        assert row[1] == ("yes" if known[row[0].strip("`")] else "no"), f"{heading}: {row[0]}"


VOCABULARIES: dict[str, type[StrEnum]] = {
    "Kinds": Kind,
    "Words of `state`": SourceState,
    "Words of `requirement`": Comparison,
    "Words of `as`": Style,
    "Words of `scope`": Scope,
    "Words of `reach`": Reach,
    "Words of `force`": Force,
    "Words of `ways`": Way,
    "Words of `when`": When,
    "Words of `deadline_state`": DeadlineState,
    "Conditions": Relation,
    "Statuses": Status,
    "Words of `change`": Change,
    "Words of `aspect`": Aspect,
    "Words of `take`": roster.Take,
    "Tests of a row": roster.TestWord,
}


@pytest.mark.parametrize("heading", VOCABULARIES)
def test_every_word_of_a_closed_vocabulary_is_documented(heading: str) -> None:
    assert_same(words(heading), VOCABULARIES[heading], heading)


def test_every_rule_of_checks_is_documented() -> None:
    assert_same(words("Rules of checks"), RULE_WORDS, "Rules of checks")


def test_every_day_of_a_school_year_is_documented() -> None:
    named = {row[0].strip("`"): row[1] for row in table("Days")}
    moments = {word: roster.Moment.parse(word) for word in named}
    found = {word: str(moment and moment.day(SchoolYear(2026))) for word, moment in moments.items()}
    assert found == named
    assert_same(named, roster.ANCHORS, "Days")


def offered(read: Callable[[Reader], object]) -> set[str]:
    """Return the words that a reader offers when it meets one that it does not know."""
    file = YamlFile("x.yaml")
    read(Reader(file, {}))
    (problem,) = file.problems
    return set(problem.remedy.removeprefix("可用：").split("、"))


def test_every_measure_and_every_term_is_documented() -> None:
    strange: dict[str, list[str]] = {"@": []}
    assert_same(words("Measures"), offered(lambda reader: reader.measure(strange, (), {})), "Measures")
    assert_same(words("Terms"), offered(lambda reader: reader.term(strange, ())), "Terms")


def test_the_long_form_of_an_answer_is_documented(shipped_rulebook: Rulebook) -> None:
    text = "format: dabiao-facts/1\nyear: 2026-2027\nfacts: {students.enrolled: {'@': 1}}\n"
    with pytest.raises(DataFileError) as error:
        parse_facts(text.encode(), shipped_rulebook)
    known = re.findall(r"[a-z_]+", str(error.value).split("可用：")[1])
    assert_same(words("Long form of an answer"), known, "Long form of an answer")


def normal(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit)


@pytest.mark.parametrize("kind", [kind for kind in Kind if scales(kind, "") or base_unit(kind)], ids=str)
def test_every_unit_is_documented_with_its_size(kind: Kind) -> None:
    heading = f"Units of `{kind}`"
    rows = {normal(row[0].strip("`")): Fraction(row[1]) for row in table(heading)}
    assert rows == {unit: size for unit, size in scales(kind, "").items() if normal(unit) in rows}
    assert_same(rows, scales(kind, ""), heading)


def test_every_kind_has_its_base_unit() -> None:
    for row in table("Kinds"):
        kind = Kind(row[0].strip("`"))
        if kind is not Kind.COUNT:
            assert row[1] == base_unit(kind), kind


def test_every_spelling_of_a_count_is_documented() -> None:
    known = {unit: {*spellings, unit} for unit, spellings in units._SAME_COUNT.items() if len(spellings) > 1}
    documented = {
        row[0].strip("`"): {row[0].strip("`"), *row[1].split("、")} for row in table("Units of `count`")
    }
    assert documented == known
    for unit, spellings in {**known, "册": {"册"}}.items():
        assert set(scales(Kind.COUNT, unit)) == {*spellings, *(f"万{word}" for word in spellings)}, unit


def test_every_key_of_the_json_is_documented(shipped_rulebook: Rulebook, shipped: Paths) -> None:
    raw = (
        (shipped.samples / "示例学校.yaml").read_bytes().replace(b"teachers.staff: 96", b"teachers.staff: 6")
    )
    assessment = parse_facts(raw, shipped_rulebook)
    assert assessment.date is not None
    data = verdicts_data(evaluate(shipped_rulebook, assessment, assessment.date))
    verdicts: list[dict[str, Any]] = data["verdicts"]
    for heading, item in {
        "Keys of `dabiao-verdicts/1`": data,
        "Keys of a document": data["standards"][0],
        "Keys of a check": data["checks"][0],
        "Keys of a verdict": verdicts[0],
        "Keys of a gap": next(row["gap"][0] for row in verdicts if row["gap"]),
        "Keys of a margin": next(row["margin"] for row in verdicts if row["margin"]),
    }.items():
        assert_same(words(heading), item, heading)


def test_every_key_of_a_comparison_is_documented(shipped_rulebook: Rulebook, tmp_path: Path) -> None:
    old = written(OWN, tmp_path / "old" / "local-x.yaml")
    newer = OWN.replace("80%", "85%").replace('edition: "1"', 'edition: "2"').replace("制定双", "制订双")
    new = written(newer, tmp_path / "new" / "local-x.yaml")
    facts = "format: dabiao-facts/1\nyear: 2026-2027\nfacts: {task.local-x.1: 是}\n"
    school = written(facts, tmp_path / "facts.yaml")
    data = diff_data(compare_editions(shipped_rulebook, str(old), str(new), school))
    (standard,) = data["standards"]
    for heading, item in {
        "Keys of `dabiao-diff/1`": data,
        "Keys of a compared document": standard,
        "Keys of a compared row": standard["rows"][0],
        "Keys of a difference": standard["rows"][0]["differences"][0],
        "Keys of a turn": data["turns"][0],
        "Keys of an outdated answer": data["outdated"][0],
    }.items():
        assert_same(words(heading), item, heading)


# What stands in code blocks is real.


def blocks(language: str, page: str | None = None) -> list[tuple[str, str]]:
    """Return the code blocks in a language, each with the name of its page."""
    pages = PAGES if page is None else {page: PAGES[page]}
    pattern = re.compile(rf"^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return [(name, block) for name, text in pages.items() for block in pattern.findall(text)]


def format_of(block: str) -> str:
    found = re.match(r"(?:#.*\n)*format: (\S+)\n", block)
    assert found, f"a YAML block is no whole file:\n{block[:80]}"
    return found[1]


def read_block(block: str, folder: Path, shipped: Paths, rulebook: Rulebook) -> list[str]:
    """Read a block with the reader of its format; return what is wrong with it."""
    match format_of(block):
        case "dabiao-facts/1":
            parse_facts(block.encode(), rulebook)
            return []
        case "dabiao-plan/1":
            read_plan(written(block, folder / "plan.yaml"), rulebook)
            return []
        case "dabiao-standard/1":
            content = load_content(shipped, [written(block, folder / f"{identity(block)}.yaml")])
            problems = content.problems or list(example_problems(content))
            assert content.examples[identity(block)]
            return [str(problem) for problem in problems]
        case "dabiao-overlay/1":
            written(block, folder / CONFIRMED)
            applied = apply_confirmations(read_notes(folder).confirmed, rulebook.standards, rulebook.facts)
            assert applied.confirmations
            return [str(problem) for _, problem in applied.refused]
        case "dabiao-form/1":
            file = read_yaml(written(block, folder / f"{identity(block)}.yaml"))
            assert len(read_forms([file])) == 1
            return [str(problem) for problem in file.problems]
        case "dabiao-roster/1":
            file = read_yaml(written(block, folder / f"{identity(block)}.yaml"))
            assert len(read_rosters([file], rulebook.facts)) == 1
            return [str(problem) for problem in file.problems]
        case "dabiao-conclusion/1":
            file = compose(block.encode(), YamlFile("conclusion.yaml"))
            shape = fit(file, shapes.ConclusionShape)
            named = {name for part in shape.parts for name in part.standards} if shape else set()
            return [*map(str, file.problems), *(named - set(rulebook.standards))]
        case "dabiao-coverage/1" | "dabiao-wanted/1":
            named = "coverage.yaml" if "coverage" in format_of(block) else "wanted.yaml"
            return about_packs(block, named, folder, rulebook)
        case other:
            return [f"no reader for {other}"]


def about_packs(block: str, name: str, folder: Path, rulebook: Rulebook) -> list[str]:
    """Read a block as one of the two files about the packs, beside a sound other one."""
    paths = replace(standard_paths(), program=folder)
    paths.standards.mkdir()
    for path in standard_paths().standards.glob("*.yaml"):
        shutil.copy(path, paths.standards)
    written(block, paths.standards / name)
    return [str(problem) for problem in read_coverage(paths, rulebook.standards).problems]


def identity(block: str) -> str:
    found = re.search(r"^id: (\S+)$", block, re.MULTILINE)
    assert found
    return found[1]


def written(text: str, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("block", [block for _, block in blocks("yaml")], ids=lambda block: format_of(block))
def test_every_yaml_block_is_read_without_a_fault_and_its_examples_come_out(
    block: str, tmp_path: Path, shipped: Paths, shipped_rulebook: Rulebook
) -> None:
    assert read_block(block, tmp_path, shipped, shipped_rulebook) == []


def test_the_formats_page_shows_every_format() -> None:
    fields = [shape.model_fields["format"] for shape in SHAPES if "format" in shape.model_fields]
    formats = {name for field in fields for name in get_args(field.annotation)}
    assert {format_of(block) for _, block in blocks("yaml", "formats.md")} == formats


def test_the_json_shown_is_what_the_files_shown_give(tmp_path: Path, shipped: Paths) -> None:
    shown = {format_of(block): block for _, block in blocks("yaml", "formats.md")}
    pack = shown["dabiao-standard/1"]
    content = load_content(shipped, [written(pack, tmp_path / f"{identity(pack)}.yaml")])
    assessment = parse_facts(shown["dabiao-facts/1"].encode(), content.rulebook)
    assert assessment.date is not None
    given = verdicts_data(evaluate(content.rulebook, assessment, assessment.date))["verdicts"]
    ((_, block),) = blocks("json", "formats.md")
    expected = json.loads(block)
    assert [row for row in given if row["indicator"] == expected["indicator"]] == [expected]


def test_a_standard_is_added_as_the_page_says(
    tmp_path: Path, shipped: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ((_, pack),) = blocks("yaml", "adding.md")
    name = identity(pack)
    draft = written(pack, tmp_path / f"{name}.yaml")
    assert run(["standards", "check", str(draft)]) == 0
    program = tmp_path / "program"
    for folder in (shipped.forms, shipped.standards, shipped.samples):
        shutil.copytree(folder, program / folder.relative_to(shipped.program))
    (program / "standards" / "example").mkdir()
    shutil.move(draft, program / "standards" / "example")
    monkeypatch.setattr("app.paths.program_folder", lambda: program)
    assert run(["standards", "check"]) == 0
    assert run(["standards", "show", name]) == 0
    assert run(["judge", str(shipped.samples / "示例学校.yaml"), "--standard", name, "--json"]) == 0
    printed = capsys.readouterr().out
    (row,) = json.loads(printed[printed.index("{\n") :])["verdicts"]
    assert (row["indicator"], row["status"], row["required"]) == ("SL-生均图书", "missed", "≥35册")


# Commands and files that are named exist.


def test_commands_shown_with_their_output_print_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ((_, facts),) = blocks("yaml", "README.md")
    written(facts, tmp_path / "我校.yaml")
    assert len(blocks("console", "README.md")) > 2
    for _, block in blocks("console", "README.md"):
        for session in block.split("$ ")[1:]:
            command, *lines = session.splitlines()
            program, *arguments = shlex.split(command)
            assert (program, run(arguments)) == ("dabiao", 0), command
            rest = capsys.readouterr().out
            for line in lines:
                if line.strip(" …"):
                    assert line in rest, f"{command} does not print, in this order: {line}"
                    rest = rest.split(line, 1)[1]


def code_lines() -> list[str]:
    """Return what stands in code: indented lines, console lines, and words in backticks."""
    lines = [line for text in PAGES.values() for line in text.splitlines()]
    spans = [span for text in PAGES.values() for span in re.findall(r"`([^`\n]+)`", CODE.sub("", text))]
    return [line.strip() for line in lines if line.startswith(("    ", "$ "))] + spans


def test_every_command_and_option_that_is_named_exists() -> None:
    called = re.compile(r"(?:\$ |\.venv[/\\](?:bin|Scripts)[/\\])?dabiao ([a-z].*)")
    found = [match[1] for line in code_lines() if (match := called.fullmatch(line))]
    assert len(found) > 10
    for arguments in found:
        command: click.Command = dabiao
        for word in arguments.split("#")[0].split():
            if isinstance(command, click.Group) and not word.startswith("-"):
                assert word in command.commands, arguments
                command = command.commands[word]
            elif word.startswith("-"):
                options = {option for param in command.params for option in param.opts}
                assert word in {*options, "--help"}, arguments


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {match[1] for line in code_lines() if (match := re.match(r"make ([a-z]+)\b", line))}
    assert {"run", "test"} <= named <= targets


#: Pictures of the sample's report are looked for once they were rendered.
SCREENS = "docs/screens"
FOLDERS = "app|bench|docs|forms|resources|standards|tests"


def test_every_file_that_is_named_exists() -> None:
    for name, text in PAGES.items():
        base = ROOT if name == "README.md" else ROOT / "docs"
        named = [
            ROOT / path for path in re.findall(rf"`((?:{FOLDERS})/[^`*<… ]+)`", text) if "form-N" not in path
        ]
        linked = [base / link for link in re.findall(r"\]\(([^)#:]+)\)", text)]
        for path in (*named, *linked):
            if path.parent != ROOT / SCREENS or path.parent.exists():
                assert path.exists(), f"{name}: {path.relative_to(ROOT)}"
