"""`python -m scripts.pictures`."""

import argparse
import asyncio
from pathlib import Path
import sys

from .rows import ROWS
from .taking import take

_FOLDER = Path(__file__).parents[2] / "docs" / "images" / "emulator"


def main() -> int:
    """Take the pictures that are asked for."""
    parser = argparse.ArgumentParser(prog="scripts/screenshots", description=__doc__)
    names = [row.name for row in ROWS]
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=", ".join(names))
    parser.add_argument("--into", type=Path, default=_FOLDER, metavar="FOLDER")
    given = parser.parse_args()
    if unknown := set(given.pages) - set(names):
        parser.error(f"no page {', '.join(sorted(unknown))}")
    wanted = [row for row in ROWS if row.name in (given.pages or names)]
    given.into.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(wanted, given.into))
    return 0


sys.exit(main())
