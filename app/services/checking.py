"""Checking content: every fault of forms and packs, and every worked example that does not come out."""

from collections.abc import Iterator
from pathlib import Path

from app.catalog.catalog import load_content
from app.catalog.examples import example_problems
from app.errors import DataFileError
from app.paths import Paths


def check_content(paths: Paths, path: Path | None = None) -> Iterator[str]:
    """Check everything shipped, or one pack (or a folder of packs) beside it; yield what was checked.

    Raises:
        DataFileError: with every fault found.
    """
    extra = [] if path is None else sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    content = load_content(paths, extra)
    problems = list(content.problems)
    if not problems:
        problems += example_problems(content)
    if problems:
        raise DataFileError(problems)
    rulebook = content.rulebook
    for standard in rulebook.standards.values():
        examples = len(content.examples[standard.id])
        counts = f"指标 {len(standard.indicators)} 项，任务 {len(standard.tasks)} 项，算例 {examples} 个"
        yield f"{standard.id}：{counts}，无误"
    yield f"共 {len(rulebook.standards)} 份标准文件，{len(rulebook.forms)} 张表，数据项 {len(rulebook.facts)} 项"
