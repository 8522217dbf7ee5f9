"""Drives recorded from a car and given to another one: GPX and CSV, out and in."""

from pathlib import Path
from typing import Any

from aiohttp import ClientSession
import pytest

from emulator import cli, tracks
from emulator.console.api import PREFIX
from emulator.datafile import DataError
from emulator.opening import Wish, open_world
from emulator.tcu.deeds import Drive, IgnitionOff, StopDriving
from emulator.testing import Emulator

CSV = """\
time,lat,lon,speed
2026-03-03T07:05:00Z,48,2,0
2026-03-03T07:06:00Z,48.01,2,9
"""


async def _post(client: ClientSession, path: str, body: dict[str, Any]) -> Any:
    async with client.post(PREFIX + path, json=body) as response:
        return {"status": response.status, **await response.json()}


def _odometer(emulator: Emulator, persona: str) -> float:
    now = emulator.world.clock.now
    return emulator.car(persona).truth(now).cockpit.odometer_km


@pytest.mark.parametrize("kind", ["gpx", "csv"])
@pytest.mark.parametrize("stopped_after", [500.5, 10_000])
async def test_what_a_car_drove_drives_another_one_as_far(
    emulator: Emulator, client: ClientSession, kind: str, stopped_after: float
) -> None:
    before = _odometer(emulator, "almera")
    emulator.do("almera", Drive("bangkok"))
    await emulator.advance(stopped_after)
    if emulator.car("almera").state.motion is not None:
        emulator.do("almera", StopDriving())
    emulator.do("almera", IgnitionOff())
    driven = _odometer(emulator, "almera") - before
    path = f"{PREFIX}vehicles/{emulator.car('almera').vin}/drives"
    [row] = (await (await client.get(path)).json())["drives"]
    assert row["length_km"] == pytest.approx(driven, rel=0.01)
    text = await (await client.get(f"{path}/last.{kind}")).text()
    told = await _post(client, "routes", {"name": "mine", kind: text})
    assert [way["route"] for way in told["routes"]][-1] == "mine"
    before = _odometer(emulator, "kicks_e_power")
    vin = emulator.car("kicks_e_power").vin
    deed = {"do": "drive", "route": "mine"}
    assert (await _post(client, f"vehicles/{vin}/driver", deed))["status"] == 200
    await emulator.advance(stopped_after)
    assert _odometer(emulator, "kicks_e_power") - before == pytest.approx(
        driven, rel=0.01
    )
    assert (await client.get(f"{path}/2.gpx")).status == 404
    assert (await client.get(f"{path}/1.exe")).status == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "../x", "csv": CSV}, "invalid"),
        ({"name": "paris", "csv": CSV}, "route_exists"),
        ({"name": "x"}, "invalid"),
        ({"name": "x", "csv": CSV, "gpx": ""}, "invalid"),
        ({"name": "x", "gpx": "<!DOCTYPE a [<!ENTITY b 'c'>]><gpx/>"}, "invalid_route"),
        ({"name": "x", "csv": "lat,lon\n1,2\n"}, "invalid_route"),
        ({"name": "x", "csv": "time,lat,lon\n" + "1,2,3\n" * 10_001}, "invalid_route"),
    ],
    ids=str,
)
async def test_a_route_that_cannot_be_is_refused(
    client: ClientSession, body: dict[str, Any], code: str
) -> None:
    told = await _post(client, "routes", body)
    assert (told["status"] // 100, told["error"]["code"]) == (4, code)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1 must name"),
        ("time,lat,lon\n", "needs points"),
        ("time,lat,lon\nsoon,1,2\n", "line 2: Invalid isoformat"),
        ("time,lat,lon\n0,1,x\n", "line 2: could not convert"),
        ("time,lat,lon\n0,1\n", "line 2: could not convert"),
        ("time,lat,lon\n0,91,2\n", "not on earth"),
        ("time,lat,lon\n0,nan,2\n", "not on earth"),
        ("time,lat,lon\n5,1,2\n0,1,3\n", "never go back"),
        ("time,lat,lon\n5,1,2\n5,1,3\n", "two places"),
    ],
)
def test_what_is_no_csv_is_told_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        tracks.read_csv(text)


def test_seconds_are_times_too() -> None:
    route = tracks.read_csv("time, lat, lon\n10, 48, 2\n12.5, 48.001, 2\n")
    assert list(route.offsets_s) == [0, 2.5]


async def test_own_routes_are_kept_with_the_world(tmp_path: Path) -> None:
    state = tmp_path / "garage.sqlite"
    world = await open_world(Wish(scenario="day", held=True), state)
    world.routes.put("mine", tracks.read_csv(CSV))
    await world.close()
    again = await open_world(Wish(), state)
    assert again.routes.routes["mine"].duration_s == 60
    await again.close()


def test_run_writes_what_was_driven(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["run", "freeze_night", "--record", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    gpx, csv = sorted((tmp_path / "out").iterdir(), key=lambda file: file.suffix)[::-1]
    assert tracks.read_gpx(gpx.read_text()).length_km == pytest.approx(
        tracks.read_csv(csv.read_text()).length_km, rel=0.01
    )
