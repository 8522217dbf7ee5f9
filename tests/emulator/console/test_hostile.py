"""Whatever is sent to the control API, it is answered, and never by a fault."""

from typing import Any

from aiohttp import ClientSession
import pytest

from emulator.console.api import CALLS
from emulator.testing import Emulator

CHANGES = [call.path for call in CALLS if call.method == "POST"]
NASTY: list[Any] = [
    None,
    True,
    0,
    -1,
    10**400,
    1e308,
    "",
    "\ud800",
    "\x00",
    "<script>",
    "../../etc/passwd",
    [],
    {},
    [[[]]],
    {"": {}},
    [1e308, -1e308],
    [[90, 180], [-90, -180]],
    [[0, 0]] * 500,
]
FIELDS = (
    ("now",),
    ("speed",),
    ("held",),
    ("seconds",),
    ("token",),
    ("coverage",),
    ("latency_s",),
    ("do",),
    ("route", "drive"),
    ("speed_kmh", "drive"),
    ("door", "open"),
    ("inside", "key_inside"),
    ("litres", "refuel"),
    ("celsius", "set_cabin_temperature"),
    ("on", "privacy"),
    ("warning", "break"),
    ("km", "set_odometer"),
    ("volts", "set_battery_12v"),
)


@pytest.mark.parametrize("path", CHANGES)
async def test_no_body_makes_a_fault(
    emulator: Emulator, client: ClientSession, path: str
) -> None:
    address = f"/console/api/{path}".replace("{vin}", emulator.car("almera").vin)
    for value in NASTY:
        for body in (value, *_filled(value)):
            answer = await client.post(address, json=body)
            assert answer.status < 500, (body, await answer.text())
            if answer.status >= 400:
                assert (await answer.json())["error"]["message"]
    assert (await client.get("/console")).status == 200
    assert (await client.get("/console/api/vehicles")).status == 200


def _filled(value: Any) -> list[dict[str, Any]]:
    """Return bodies that are right but for one field."""
    bodies = []
    for field, *deed in FIELDS:
        body = {"do": deed[0]} if deed else {}
        if deed == ["drive"]:
            body["route"] = "bangkok"
        bodies.append(body | {field: value})
    return bodies


@pytest.mark.parametrize(
    "query",
    ["since=", "since=-1", "since=" + "9" * 5_000, "since=%00", "since=1&since=x"],
    ids=range(5),
)
async def test_no_query_makes_a_fault(client: ClientSession, query: str) -> None:
    answer = await client.get(f"/console/api/requests?{query}")
    assert answer.status in {200, 400}
