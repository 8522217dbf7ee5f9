"""The command line: serve a world, list what is shipped, check what people write."""

from argparse import (
    ArgumentParser,
    ArgumentTypeError,
    Namespace,
    RawDescriptionHelpFormatter,
)
import asyncio
from collections.abc import Callable, Sequence
import logging
from pathlib import Path
import sys
from typing import NoReturn, override

from . import moments, persona, playing, scenario, server
from .clock import valid_speed
from .datafile import DataError
from .diagnosed import written
from .faults.table import FAULTS
from .fleet import MOST_CARS
from .opening import OpeningError, Wish
from .storage import StorageError

_EXAMPLES = """\
examples:
  python -m emulator serve                          the demo garage on 127.0.0.1:8270
  python -m emulator serve --state garage.sqlite    kept in a file
  python -m emulator serve --held --seed 7          time moves only when told
  python -m emulator serve --fleet 500              and 500 generated cars
  python -m emulator run theft                      play a scenario to its end
  python -m emulator personas                       the car models
  python -m emulator check my_car.yaml              is this persona or scenario right?
  python -m emulator import car.json > my_car.yaml  a persona from diagnostics
"""

_BAD_INPUT = 2
_MAX_PORT = 65_535


class _Parser(ArgumentParser):
    """Says what is wrong in one line."""

    @override
    def error(self, message: str) -> NoReturn:
        self.exit(_BAD_INPUT, f"emulator: {message} (--help shows the way)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    reader = parser()
    options = reader.parse_args(argv)
    if options.command is None:
        reader.print_help()
        return 0
    try:
        return int(options.run(options))
    except (DataError, StorageError, OpeningError, server.BindError) as err:
        sys.stderr.write(f"emulator: {err}\n")
        return _BAD_INPUT


def parser() -> ArgumentParser:
    """Return the reader of the command line."""
    whole = _Parser(
        prog="python -m emulator",
        description="NissanConnect Services without Nissan: the cloud and its cars.",
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    _add_serve(commands.add_parser("serve", help="run a world on one port"))
    _add_run(commands.add_parser("run", help="play a scenario to its end, and judge"))
    listing = commands.add_parser("personas", help="list the car models")
    listing.set_defaults(run=_personas)
    listing = commands.add_parser("faults", help="list what can go wrong")
    listing.set_defaults(run=_faults)
    listing = commands.add_parser("scenarios", help="list the worlds that are shipped")
    listing.set_defaults(run=_scenarios)
    check = commands.add_parser("check", help="check a persona or a scenario file")
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check)
    make = commands.add_parser("import", help="make a persona of diagnostics of a car")
    make.add_argument("file", type=Path)
    make.set_defaults(run=_import)
    return whole


def _add_serve(serve: ArgumentParser) -> None:
    add = serve.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    add("--port", type=_port, default=8270, help="port, 0 for any (%(default)s)")
    add("--state", type=Path, metavar="FILE", help="keep the world in this file")
    add("--scenario", metavar="NAME_OR_FILE", help="the world to found (demo)")
    add(
        "--speed",
        type=_speed,
        metavar="N",
        help="world seconds a second (the scenario's, or 1)",
    )
    add("--held", action="store_true", help="time stands until it is advanced")
    add(
        "--start",
        type=_moment,
        metavar="ISO_TIME",
        help="where time begins (the scenario's, or now)",
    )
    add(
        "--seed",
        type=int,
        metavar="N",
        help="same seed, same world (the scenario's, or 1)",
    )
    add("--fleet", type=_cars, metavar="N", help="so many generated cars beside it (0)")
    add("--part", type=_part, metavar="K/M", help="only part K of M of all cars (1/1)")
    add(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="answer to this name too (containers)",
    )
    serve.set_defaults(run=_serve)


def _add_run(run: ArgumentParser) -> None:
    add = run.add_argument
    add("scenario", metavar="NAME_OR_FILE", help="the scenario to play")
    add(
        "--speed",
        type=_speed_or_max,
        metavar="N",
        help="world seconds a second, or `max`: as fast as it goes (max)",
    )
    add(
        "--seed",
        type=int,
        metavar="N",
        help="same seed, same world (the scenario's, or 1)",
    )
    add("--start", type=_moment, metavar="ISO_TIME", help="where time begins")
    add(
        "--record",
        type=Path,
        metavar="FOLDER",
        help="write what was driven there, as GPX and CSV",
    )
    run.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    """Play a scenario; 1 if something was not as it asserts."""
    wish = Wish(scenario=options.scenario, seed=options.seed, start=options.start)
    return int(not asyncio.run(playing.play(wish, options.speed, _say, options.record)))


def _serve(options: Namespace) -> int:
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    settings = server.Settings(
        host=options.host,
        port=options.port,
        state=options.state,
        allowed_hosts=tuple(options.allow_host),
    )
    wish = Wish(
        scenario=options.scenario,
        fleet=options.fleet,
        part=options.part,
        seed=options.seed,
        start=options.start,
        speed=options.speed,
        held=options.held,
    )
    asyncio.run(server.serve(settings, wish, _say))
    return 0


def _personas(_: Namespace) -> int:
    for name in persona.names():
        _say(f"{name}  {persona.load(name).title}")
    return 0


def _faults(_: Namespace) -> int:
    for fault in FAULTS.values():
        sys.stdout.write(f"{fault.id}  {fault.does}\n")
    return 0


def _scenarios(_: Namespace) -> int:
    for name in scenario.names():
        _say(f"{name}  {scenario.load(name).title}")
    return 0


def _check(options: Namespace) -> int:
    _say(f"{options.file.name}: good, {_title(options.file)}")
    return 0


def _import(options: Namespace) -> int:
    for text in written.personas(options.file):
        _say(text)
    return 0


def _title(file: Path) -> str:
    """Return the title of a good file; raises DataError."""
    if scenario.is_scenario(file):
        return f"a scenario: {scenario.read(file).title}"
    return f"a persona: {persona.read(file).title}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _MAX_PORT:
        raise ArgumentTypeError(f"{text!r} is not a port")
    return int(text)


def _cars(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_CARS:
        raise ArgumentTypeError(f"{text!r} is not a number of cars up to {MOST_CARS}")
    return int(text)


def _part(text: str) -> tuple[int, int]:
    part, slash, parts = text.partition("/")
    if not (slash and part.isdecimal() and parts.isdecimal()):
        raise ArgumentTypeError(f"{text!r} is not a part as 2/3 is")
    if not 1 <= int(part) <= int(parts):
        raise ArgumentTypeError(f"there is no part {text}")
    return int(part), int(parts)


def _speed(text: str) -> float:
    return _told(valid_speed, _told(float, text))


def _speed_or_max(text: str) -> float | None:
    return None if text == "max" else _speed(text)


def _moment(text: str) -> float:
    return _told(moments.parse, text)


def _told[I, O](read: Callable[[I], O], given: I) -> O:
    """Let argparse say what was wrong, not only that something was."""
    try:
        return read(given)
    except ValueError as err:
        raise ArgumentTypeError(str(err)) from err
