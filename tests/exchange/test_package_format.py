"""docs/package-format.md is true: its verifier, its schema, its vectors and its tables are held to the code."""

import json
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.catalog.facts_file import parse_facts
from app.catalog.plan_file import read_plan
from app.domain.assessment import Assessment
from app.domain.canonical import canonical
from app.domain.conclusion import conclude
from app.domain.evaluation import evaluate
from app.domain.filing import Evidence, EvidenceLink, FilingNumber, Occasion
from app.domain.fingerprint import fingerprint, grouped
from app.domain.rulebook import Rulebook
from app.domain.school_year import SchoolYear
from app.exchange.packing import pack
from app.exchange.reading import read_package
from app.paths import Paths, program_folder
from app.reports.filing_data import filing_data
from tests.exchange.packages import PROOF, PROOF_HASH, package_bytes, small_package, written

DOCS = program_folder() / "docs"
PAGE = (DOCS / "package-format.md").read_text(encoding="utf-8")
SCHEMA = json.loads((DOCS / "dabiao-filing-1.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def filed(shipped_rulebook: Rulebook, shipped: Paths) -> dict[str, Any]:
    from dataclasses import replace

    sample = parse_facts((shipped.samples / "示例学校.yaml").read_bytes(), shipped_rulebook)
    sample = replace(sample, remedies=read_plan(shipped.samples / "整改.yaml", shipped_rulebook))
    evaluation = evaluate(shipped_rulebook, sample, date(2026, 11, 21))
    number = FilingNumber("3150010999", sample.year, 2)
    occasion = Occasion(number, datetime(2026, 11, 27, 16, 20, 41), "双师型证书补录", "3150010999-2026-1")
    evidence = Evidence(
        PROOF_HASH, "收文回执.pdf", len(PROOF), (EvidenceLink("fact", "governance.plan_filed", "1"),)
    )
    conclusion = conclude(evaluation, shipped_rulebook)
    return filing_data(shipped_rulebook, sample, evaluation, conclusion, occasion, [evidence])


def test_who_added_a_pack_and_who_confirmed_a_value_is_filed(
    filed: dict[str, Any], shipped_rulebook: Rulebook
) -> None:
    from dataclasses import replace

    from app.domain.standard import Addition, Confirmation
    from app.reports.filing_data import _standard

    day = date(2026, 11, 20)
    pack = shipped_rulebook.standards["conditions-2022"]
    said = Confirmation("DB-占地", pack.indicators[0].values[0].start, "40000㎡", "附件1原件", "王老师", day)
    value = replace(pack.indicators[0].values[0], confirmation=said)
    row = replace(pack.indicators[0], values=(value,))
    own = replace(pack, indicators=(row,), added=Addition("区教委", day))
    book = replace(shipped_rulebook, standards={**shipped_rulebook.standards, pack.id: own})
    sample = SchoolYear(2026)
    evaluation = evaluate(book, Assessment(sample), day)
    result = next(item for item in evaluation.standards if item.id == pack.id)
    told = _standard(book, Assessment(sample), result)
    assert told["added"] == {"by": "区教委", "on": "2026-11-20"}
    assert [(item["value"], item["by"], item["text"]) for item in told["confirmed"]] == [
        ("40000㎡", "王老师", "附件1原件")
    ]
    standards = [told if item["id"] == pack.id else item for item in filed["standards"]]
    jsonschema.validate(filed | {"standards": standards}, SCHEMA, cls=jsonschema.Draft202012Validator)


def table(heading: str) -> list[list[str]]:
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in row] for row in rows]


def test_the_filed_data_of_the_sample_fit_the_schema(filed: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(filed, SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "wrong",
    [{"number": "1"}, {"sequence": 0}, {"extra": 1}, {"answers_return": "ILOU"}, {"date": "21.11.2026"}],
)
def test_the_schema_refuses_what_is_no_filing(filed: dict[str, Any], wrong: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(filed | wrong, SCHEMA, cls=jsonschema.Draft202012Validator)


def test_the_tables_name_every_key(filed: dict[str, Any], tmp_path: Path) -> None:
    assert [row[0] for row in table("Keys of `data.json`")] == list(SCHEMA["properties"])
    assert {row[0] for row in table("Keys of `data.json`")} == set(filed) | {"rosters"}
    head = json.loads(read_package(small_package(tmp_path)).read("manifest.json"))
    assert {row[0] for row in table("Keys of `manifest.json`")} == set(head)


def test_the_vectors_come_out() -> None:
    vectors = table("Fingerprint")
    assert len(vectors) == 3
    for text, code in vectors:
        assert canonical(json.loads(text)) == text.encode()
        assert fingerprint(text.encode()) == code


def run_verifier(path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    script = folder / "verify.py"
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) <= 32
    script.write_text(code, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(script), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_verifier_of_the_page_agrees_about_a_real_filing(filed: dict[str, Any], tmp_path: Path) -> None:
    members = pack(filed, {"report.pdf": b"%PDF-1.7", f"evidence/{PROOF_HASH[:32]}.pdf": PROOF})
    path = written(tmp_path, package_bytes(members))
    package = read_package(path)
    done = run_verifier(path, tmp_path)
    assert (done.stdout.split(), done.returncode) == ([package.number, package.fingerprint], 0)
    assert len(grouped(package.fingerprint)) == 11


def test_the_verifier_of_the_page_finds_a_changed_figure(filed: dict[str, Any], tmp_path: Path) -> None:
    members = pack(filed, {"report.pdf": b"%PDF-1.7", f"evidence/{PROOF_HASH[:32]}.pdf": PROOF})
    changed = members | {"data.json": members["data.json"].replace(b'"1480"', b'"1481"', 1)}
    assert changed != members
    done = run_verifier(written(tmp_path, package_bytes(changed)), tmp_path)
    assert done.returncode == 1
    assert "fingerprint differs" in done.stderr


def test_nothing_in_a_filing_depends_on_the_order_of_answers(filed: dict[str, Any]) -> None:
    assert canonical(filed) == canonical(json.loads(canonical(filed)))
    assert [fact["id"] for fact in filed["facts"]].index("school.name") == 0
