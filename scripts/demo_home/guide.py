"""What the demo tells the person in front of it."""

from aiohttp import ClientSession

from emulator import moments

from .place import Place
from .play import Play


async def guide(session: ClientSession, place: Place, play: Play, link: str) -> str:
    """Return the way in, what to try or to see, and how to stop."""
    told = _trials if play.is_default else _story
    again = "" if play.is_default else f" --scenario {play.name}"
    reads = "every six seconds" if play.is_fast else "once a minute"
    return f"""
Home Assistant with the demo garage. This link signs you in, once, within ten minutes:

  {link}

  ./scripts/demo{again} --link    prints another one
  {place.emulator_url}/console    shows and drives the cars

{await told(session, place, play)}

Home Assistant reads the cloud {reads}. Ctrl-C ends the demo; the next start
goes on where it ended, --fresh begins anew.
"""


async def _trials(session: ClientSession, place: Place, _: Play) -> str:
    """Return what to try in the demo garage."""
    cars = f"{place.emulator_url}/console/api/vehicles"
    async with session.get(cars) as answer:
        vehicles = (await answer.json())["vehicles"]
    almera = next(one["vin"] for one in vehicles if one["nickname"] == "Almera")
    return f"""\
By hand:

  CAR={cars}/{almera}
  curl --json '{{"do": "drive", "route": "bangkok"}}' $CAR/driver    and watch the map
  curl --json '{{"do": "open", "door": "hatch"}}' $CAR/driver        and "close"
  curl --json '{{"coverage": false}}' $CAR/radio       no network: the data grows old

The KICKS takes commands at once. The others want their security code, 1234, and first
a mailed one: Settings, Devices & services, NissanConnect Services, Configure. The mail
is at {place.emulator_url}/mailbox."""


async def _story(session: ClientSession, place: Place, play: Play) -> str:
    """Return what happens in a scenario, and when."""
    async with session.get(f"{place.emulator_url}/console/api/clock") as answer:
        clock = await answer.json()
    words = [f"{play.scenario.title}."]
    if play.is_fast:
        words.append(f"Time runs {clock['speed']:g} times as fast as yours.")
    words += ["", *play.story(moments.parse(clock["start"]))]
    return "\n".join(words).rstrip()
