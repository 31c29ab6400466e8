"""Runs the measurements: ``python -m bench`` all of them, ``python -m bench content judging`` some."""

import os
import platform
import sys

from bench import content, district, judging, reports, window

PARTS = {
    "content": content.main,
    "judging": judging.main,
    "reports": reports.main,
    "district": district.main,
    "window": window.main,
}


def main(names: list[str]) -> None:
    unknown = set(names) - set(PARTS)
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores")
    for name in names or PARTS:
        print()
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
