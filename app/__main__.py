"""Starts the program: ``python -m app`` and the command ``dabiao``."""

import sys

from app.cli import run


def main() -> None:
    """Run the command line and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
