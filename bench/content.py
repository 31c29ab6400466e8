"""How long it takes to load all content: warm, and in a new process.

python -m bench.content
"""

from datetime import date
from pathlib import Path

import yaml

from app.catalog.catalog import load_content, load_rulebook
from app.catalog.examples import example_problems
from app.paths import Paths, standard_paths
from app.services.checking import check_content
from bench import python, show, timed

_SOURCES = "from app.catalog.catalog import load_rulebook; from app.paths import standard_paths; load_rulebook(standard_paths())"
_COMPILED = "from app.bootstrap import Program; Program().rulebook"
_PARSE = "import sys, yaml; [list(yaml.parse(open(p, 'rb'), Loader=yaml.CSafeLoader)) for p in sys.argv[1:]]"


def main() -> None:
    paths = standard_paths()
    files = content_files(paths)
    size = sum(path.stat().st_size for path in files)
    print(f"Content: {len(files)} files, {size / 1000:,.0f} kB")
    warm(paths, files)
    cold(files)


def content_files(paths: Paths) -> list[Path]:
    """Return every file that is read at the start."""
    return [*sorted(paths.forms.rglob("*.yaml")), *sorted(paths.standards.rglob("*.yaml"))]


def warm(paths: Paths, files: list[Path]) -> None:
    raw = [path.read_bytes() for path in files]
    parsed = timed(
        "libyaml parses the same files", lambda: [list(yaml.parse(t, yaml.CSafeLoader)) for t in raw]
    )
    loaded = timed("load all content", lambda: load_rulebook(paths), parsed)
    content = load_content(paths)
    examples = sum(map(len, content.examples.values()))
    judged = timed(f"judge the {examples} worked examples", lambda: list(example_problems(content)), parsed)
    checked = timed(
        "dabiao standards check, in process", lambda: list(check_content(paths, None, date.today())), parsed
    )
    show("Loading content, warm", [parsed, loaded, judged, checked])


def cold(files: list[Path]) -> None:
    names = [str(path) for path in files]
    nothing = timed("python starts and ends", lambda: python("-c", "pass"))
    parsed = timed("… parses the same files", lambda: python("-c", _PARSE, *names), nothing)
    loaded = timed("… loads all content from its sources", lambda: python("-c", _SOURCES), nothing)
    compiled = timed("… from the compiled copy", lambda: python("-c", _COMPILED), nothing)
    shown = timed("dabiao standards list", lambda: python("-m", "app", "standards", "list"), nothing)
    show(
        "Loading content, each time in a new process (files in the disk cache)",
        [nothing, parsed, loaded, compiled, shown],
    )


if __name__ == "__main__":
    main()
