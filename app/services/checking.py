"""Checking content: every fault of forms, rosters and packs, and every worked example that does not come out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.catalog.catalog import load_content
from app.catalog.coverage import read_coverage
from app.catalog.examples import example_problems
from app.catalog.overlay import read_own
from app.errors import DataFileError
from app.paths import Paths
from app.services.remarks import remarks


def check_content(paths: Paths, path: Path | None, on: date) -> Iterator[str]:
    """Check everything shipped and one's own, or a pack (or a folder of packs) beside it; yield what was checked.

    What is right and could be better kept, as of the day ``on``, is told below and is no fault.

    Raises:
        DataFileError: with every fault found.
    """
    extra = [] if path is None else sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    content = load_content(paths, extra)
    coverage = read_coverage(paths, content.rulebook.standards)
    problems = [*content.problems, *coverage.problems]
    own = read_own(content.rulebook, paths.overlay)
    if not problems:
        problems += [*own.problems, *example_problems(content), *example_problems(own.as_stated())]
    if problems:
        raise DataFileError(problems)
    rulebook = content.rulebook
    for standard in rulebook.standards.values():
        examples = len(content.examples[standard.id])
        counts = f"指标 {len(standard.indicators)} 项，任务 {len(standard.tasks)} 项，算例 {examples} 个"
        yield f"{standard.id}：{counts}，无误"
    for pack, own_examples in own.examples.items():
        yield f"{pack}：本地增补，算例 {len(own_examples)} 个，无误"
    forms = f"{len(rulebook.forms)} 张表，花名册 {len(rulebook.rosters)} 种，数据项 {len(rulebook.facts)} 项"
    yield f"共 {len(rulebook.standards)} 份标准文件，{forms}"
    yield from (f"提示　{remark}" for remark in remarks(content, coverage, on))
