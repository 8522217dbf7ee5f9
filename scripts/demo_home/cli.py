"""The demo's command line."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
import asyncio
from collections.abc import Sequence
import contextlib
from pathlib import Path
import sys
from typing import NoReturn, override

from aiohttp import ClientError

from emulator import scenario
from emulator.datafile import DataError
from emulator.opening import DEFAULT_SCENARIO

from . import demo
from .errors import DemoError
from .place import Place
from .play import Play

_REPOSITORY = Path(__file__).parents[2]
_BAD_INPUT = 2


class _Parser(ArgumentParser):
    """Says what is wrong in one line."""

    @override
    def error(self, message: str) -> NoReturn:
        self.exit(_BAD_INPUT, f"demo: {message} (--help shows the way)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the demo until it is stopped, and return the exit code."""
    options = _parser().parse_args(argv)
    try:
        play = Play.of(options.scenario)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_run(options, play))
    except (DataError, DemoError, ClientError, OSError) as err:
        sys.stderr.write(f"\ndemo: {err}\n")
        return 1
    return 0


async def _run(options: Namespace, play: Play) -> None:
    folder = (options.folder or _REPOSITORY / play.folder).absolute()
    place = Place(folder, options.port, options.emulator_port, play.name)
    if options.link:
        await demo.print_link(place)
    else:
        await demo.run(place, play, fresh=options.fresh)


def _parser() -> ArgumentParser:
    parser = _Parser(
        prog="scripts/demo",
        description="An emulated NissanConnect with its cars, and a Home Assistant "
        "that shows it. Ctrl-C ends both; the next start goes on where this one ended.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--fresh", action="store_true", help="forget the last demo and begin anew")
    add("--link", action="store_true", help="print a new link into the running demo")
    add(
        "--scenario",
        default=DEFAULT_SCENARIO,
        metavar="NAME_OR_FILE",
        help=f"what is played ({', '.join(scenario.names())})",
    )
    add("--port", type=_port, default=8123, help="Home Assistant's (%(default)s)")
    add("--emulator-port", type=_port, default=8270, help="(%(default)s)")
    add(
        "--folder",
        type=Path,
        help="where all is kept (.demo, or .demo-NAME of another scenario)",
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:  # noqa: PLR2004
        raise ValueError
    return port
