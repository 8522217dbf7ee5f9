"""What the demo tells the person in front of it."""

from aiohttp import ClientSession

from .place import Place


async def guide(session: ClientSession, place: Place, link: str) -> str:
    """Return the way in, what to try, and how to stop."""
    return f"""
Home Assistant with the demo garage. This link signs you in, once, within ten minutes:

  {link}

  ./scripts/demo --link    prints another one
  {place.emulator_url}/console    shows and drives the cars; or by hand:

  CAR={place.emulator_url}/console/api/vehicles/{await _almera(session, place)}
  curl --json '{{"do": "drive", "route": "bangkok"}}' $CAR/driver    and watch the map
  curl --json '{{"do": "open", "door": "hatch"}}' $CAR/driver        and "close"
  curl --json '{{"coverage": false}}' $CAR/radio       no network: the data grows old

The KICKS takes commands at once. The others want their security code, 1234, and first
a mailed one: Settings, Devices & services, NissanConnect Services, Configure. The mail
is at {place.emulator_url}/mailbox.

Home Assistant reads the cloud once a minute. Ctrl-C ends the demo; the next start goes
on where it ended, --fresh begins anew.
"""


async def _almera(session: ClientSession, place: Place) -> str:
    url = f"{place.emulator_url}/console/api/vehicles"
    async with session.get(url) as answer:
        vehicles = (await answer.json())["vehicles"]
    return next(str(one["vin"]) for one in vehicles if one["nickname"] == "Almera")
