"""Speed limits, curfew and areas on the wire: M1 to M4, conventions of ours."""

from pathlib import Path
from typing import Any

from aiohttp import ClientResponse
import pytest

from emulator.places import PLACES, find
from emulator.tcu.alerts import SpeedAlert
from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn, RadioChange
from emulator.tcu.report import Notice, Report
from emulator.testing import OWNER, START, Emulator, running

from .clients import JSON_API, Client, error_of

SPEED = {"kind": "speed", "limit": 90}
CURFEW = {
    "kind": "curfew",
    "startTime": "22:00",
    "endTime": "05:30",
    "days": ["monday", "friday"],
}
AREA = {
    "kind": "area",
    "type": "allow_within",
    "latitude": 13.75,
    "longitude": 100.5,
    "radius": 25,
}
NAMED = {"kind": "area", "type": "restrict_within", "place": "PHUKET", "radius": 20}
DAY = 86_400.0


class Owner:
    """The owner of a car, who says what is to be watched."""

    def __init__(self, client: Client, vin: str) -> None:
        """Speak of one car."""
        self.client = client
        self.path = f"/car-adapter/v1/cars/{vin}/settings/restrictions"

    async def send(
        self, attributes: Any, alert_id: str | None = None, **other: Any
    ) -> ClientResponse:
        """Want a new one, or one otherwise."""
        method, path = ("PUT", f"/{alert_id}") if alert_id else ("POST", "")
        return await self.client.http.request(
            method,
            self.path + path,
            headers=self.client.headers | {"Content-Type": JSON_API},
            json={"data": {"type": "Restriction", "attributes": attributes} | other},
        )

    async def sent(self, attributes: Any, alert_id: str | None = None) -> Any:
        """Want it, and see it shown."""
        answer = await self.send(attributes, alert_id)
        assert answer.status == 200, await answer.text()
        data = (await answer.json())["data"]
        assert (data["type"], data["id"]) == ("Restriction", data["attributes"]["id"])
        return data["attributes"]

    async def remove(self, alert_id: str) -> int:
        """Want one no more."""
        path = f"{self.path}/{alert_id}"
        return (await self.client.http.delete(path, headers=self.client.headers)).status

    async def read(self) -> Any:
        """Read all there is."""
        answer = await self.client.get(self.path)
        assert answer.status == 200, await answer.text()
        return (await answer.json())["data"]["attributes"]

    async def rows(self) -> list[Any]:
        """Read the restrictions."""
        rows: list[Any] = (await self.read())["restrictions"]
        return rows

    async def stages(self) -> list[str]:
        """Read how far each one has got."""
        return [row["status"] for row in await self.rows()]


@pytest.fixture
def almera(emulator: Emulator, owner: Client) -> Owner:
    """Give the Almera's owner."""
    return Owner(owner, emulator.car("almera").vin)


async def test_the_server_announces_where_they_are(
    emulator: Emulator, owner: Client, almera: Owner
) -> None:
    answer = await owner.get("/bff-web/v1/emulator/conventions")
    said = await answer.json()
    assert said["version"] == 1
    vin = emulator.car("almera").vin
    assert said["paths"]["restrictions"].format(vin=vin) == almera.path
    assert (await owner.http.get("/bff-web/v1/emulator/conventions")).status == 401


async def test_M2_one_is_added_read_changed_switched_off_and_removed(
    almera: Owner,
) -> None:
    assert await almera.rows() == []
    made = await almera.sent(SPEED | {"name": "Motorway"})
    in_force = {"kind": "speed", "limit": 90, "enabled": True}
    assert made == {
        "id": made["id"],
        "kind": "speed",
        "limit": 90,
        "enabled": True,
        "name": "Motorway",
        "status": "ACTIVATED",
        "inForce": in_force,
        "breached": False,
    }
    assert await almera.rows() == [made]
    off = await almera.sent(SPEED | {"limit": 120, "enabled": False}, made["id"])
    assert (off["limit"], off["enabled"], off["name"]) == (120, False, None)
    assert await almera.rows() == [off]
    assert await almera.remove(made["id"]) == 204
    assert await almera.rows() == []
    assert await almera.remove(made["id"]) == 404
    assert (await almera.send(SPEED, made["id"])).status == 404


@pytest.mark.parametrize("said", [SPEED, CURFEW, AREA])
async def test_M1_each_kind_is_shown_as_it_was_set(
    almera: Owner, said: dict[str, Any]
) -> None:
    await almera.sent(said)
    [row] = await almera.rows()
    assert said.items() <= row.items()


async def test_M1_an_area_is_found_by_name(owner: Client, almera: Owner) -> None:
    announced = await (await owner.get("/bff-web/v1/emulator/conventions")).json()
    path = announced["paths"]["places"]
    assert (await owner.http.get(path)).status == 401
    places = (await (await owner.get(path)).json())["places"]
    [phuket] = [place for place in places if place["name"] == "Phuket"]
    assert phuket.pop("country") == "TH"
    del phuket["name"]
    made = await almera.sent(NAMED)
    assert phuket.items() <= made.items()
    assert "place" not in made
    assert made["inForce"]["radius"] == 20


def test_M1_no_two_places_have_one_name() -> None:
    names = [place.name.casefold() for place in PLACES]
    assert len(names) == len(set(names)) > 20
    assert all(
        find(place.name) == (place.latitude, place.longitude) for place in PLACES
    )


async def test_M1_one_more_is_refused_with_a_reason(almera: Owner) -> None:
    for limit in (60, 90):
        await almera.sent(SPEED | {"limit": limit})
    await almera.sent(SPEED | {"limit": 120, "enabled": False})
    await almera.sent(CURFEW)
    for radius in (1, 2, 3):
        await almera.sent(AREA | {"radius": radius})
    before = await almera.rows()
    for said, code, detail in (
        (SPEED, "409201", "At most 3 limits of speed"),
        (CURFEW, "409202", "At most one curfew"),
        (AREA, "409203", "At most 3 areas"),
    ):
        answer = await almera.send(said)
        assert answer.status == 409
        text = await answer.text()
        assert error_of(text) == ("Too many restrictions", code)
        assert detail in text
    assert await almera.rows() == before
    await almera.remove(before[0]["id"])
    await almera.sent(SPEED)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (SPEED | {"limit": 25}, ">= 30"),
        (SPEED | {"limit": 205}, "<= 200"),
        (SPEED | {"limit": 93}, "multiple of 5"),
        (SPEED | {"limit": 90.5}, "int"),
        (SPEED | {"radius": 3}, "radius"),
        ({"kind": "speed"}, "limit"),
        ({"kind": "noise"}, "noise"),
        ({"limit": 90}, "kind"),
        (CURFEW | {"startTime": "24:00"}, "startTime"),
        (CURFEW | {"startTime": "7:00"}, "startTime"),
        (CURFEW | {"days": []}, "days"),
        (CURFEW | {"days": ["someday"]}, "someday"),
        (AREA | {"radius": 0.4}, ">= 0.5"),
        (AREA | {"radius": 101}, "<= 100"),
        (AREA | {"latitude": 91}, "<= 90"),
        (AREA | {"type": "near"}, "near"),
        (AREA | {"place": "Phuket"}, "a place, or latitude"),
        (NAMED | {"latitude": 13.75}, "a place, or latitude"),
        (NAMED | {"place": None, "latitude": 13.75}, "a place, or latitude"),
        (NAMED | {"place": "Atlantis"}, "no place 'Atlantis'"),
        (AREA | {"name": ""}, "name"),
    ],
)
async def test_M1_a_wrong_value_is_refused_with_a_reason(
    almera: Owner, said: dict[str, Any], why: str
) -> None:
    answer = await almera.send(said)
    assert answer.status == 400
    [error] = (await answer.json())["errors"]
    assert why in error["detail"]
    assert await almera.rows() == []


async def test_a_restriction_keeps_its_kind(almera: Owner) -> None:
    made = await almera.sent(SPEED)
    assert (await almera.send(AREA, made["id"])).status == 404
    assert (await almera.send(SPEED, type="Alert")).status == 400
    assert await almera.rows() == [made]


async def test_M3_pending_until_the_ignition_was_off_for_ten_minutes(
    emulator: Emulator, almera: Owner
) -> None:
    kept = await almera.sent(SPEED)
    gone = await almera.sent(CURFEW)
    emulator.do("almera", IgnitionOn())
    await emulator.advance(60)
    changed = await almera.sent(SPEED | {"limit": 60}, kept["id"])
    assert (changed["limit"], changed["inForce"]["limit"]) == (60, 90)
    assert await almera.remove(gone["id"]) == 204
    new = await almera.sent(AREA)
    assert new["inForce"] is None
    waiting = ["STATUS_ACTIVATION_IN_PROGRESS"] * 2 + ["STATUS_DELETION_IN_PROGRESS"]
    assert await almera.stages() == waiting
    emulator.do("almera", IgnitionOff())
    await emulator.advance(599)
    assert await almera.stages() == waiting
    await emulator.advance(1)
    assert await almera.stages() == ["ACTIVATED"] * 2
    assert (await almera.rows())[0]["inForce"]["limit"] == 60


async def test_M3_pending_while_the_car_cannot_be_reached(
    emulator: Emulator, almera: Owner
) -> None:
    emulator.do("almera", RadioChange(coverage=False))
    made = await almera.sent(SPEED)
    assert made["status"] == "STATUS_ACTIVATION_IN_PROGRESS"
    emulator.do("almera", RadioChange(coverage=True))
    await emulator.advance(1)
    assert await almera.stages() == ["ACTIVATED"]


@pytest.mark.usefixtures("socket_enabled")
async def test_what_is_wanted_survives_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "garage.sqlite"
    async with running(state=state) as emulator:
        vin = emulator.car("almera").vin
        monitoring = emulator.world.cloud.monitoring
        wanted = SpeedAlert(alert_id=monitoring.new_id(vin), limit_kmh=90)
        monitoring.add(vin, wanted, "Motorway")
    async with running(state=state) as emulator:
        cloud = emulator.world.cloud
        [shown] = cloud.monitoring.shown(vin, cloud.monitored(vin))
        assert (shown.alert, shown.name, shown.in_force) == (wanted, "Motorway", wanted)


def _say(emulator: Emulator, *notices: Notice) -> None:
    car = emulator.car("almera")
    car.state.sent.append(Report(emulator.world.clock.now, notices=notices))
    emulator.world.cloud.receive(car)


async def test_M4_offences_of_thirty_days_are_counted(
    emulator: Emulator, owner: Client, almera: Owner
) -> None:
    none = {"days": 30, "total": 0, "speed": 0, "curfew": 0, "zone": 0}
    assert (await almera.read())["offences"] == none
    _say(
        emulator,
        Notice(START - 2 * DAY, "speed.infringement"),
        Notice(START - 2 * DAY, "speed.infringement"),
        Notice(START - 2 * DAY + 60, "speed.recovery"),
        Notice(START - DAY, "zone.infringement"),
        Notice(START, "curfew.infringement"),
        Notice(START, "abs.alert"),
    )
    four = {"days": 30, "total": 4, "speed": 2, "curfew": 1, "zone": 1}
    assert (await almera.read())["offences"] == four
    await emulator.advance(28 * DAY)
    await owner.sign_in(*OWNER)
    assert (await almera.read())["offences"] == none | {
        "total": 2,
        "curfew": 1,
        "zone": 1,
    }
    await emulator.advance(2 * DAY)
    await owner.sign_in(*OWNER)
    assert (await almera.read())["offences"] == none


async def test_M4_a_drive_that_is_too_fast_is_told_and_counted(
    emulator: Emulator, owner: Client, almera: Owner
) -> None:
    await almera.sent(SPEED | {"limit": 30})
    emulator.do("almera", Drive("bangkok"))
    breached = []
    for _ in range(20):
        await emulator.advance(60)
        breached += [row["breached"] for row in await almera.rows()]
    assert True in breached
    await emulator.advance(1800)
    emulator.do("almera", IgnitionOff())
    path = f"/notifications/v2/notifications/users/{await owner.user_id()}/vehicles"
    answer = await owner.get(
        f"{path}/{emulator.car('almera').vin}",
        realm="P_NCB",
        categoryKey="geofencing",
        to="200",
    )
    messages = (await answer.json())["data"]["attributes"]["messages"]
    keys = [message["notificationKey"] for message in reversed(messages)]
    assert keys == ["speed.infringement", "speed.recovery"] * (len(keys) // 2)
    assert messages[0]["messageSubtitle"] == "The car is no longer faster than 30 km/h."
    said = await almera.read()
    assert said["offences"]["speed"] == len(keys) // 2 > 0
    assert not said["restrictions"][0]["breached"]


async def test_a_car_without_the_services_watches_nothing(
    emulator: Emulator, owner: Client
) -> None:
    ariya = Owner(owner, emulator.car("ariya").vin)
    assert (await owner.get(ariya.path)).status == 403
    for said in (SPEED, CURFEW, AREA):
        assert (await ariya.send(said)).status == 403


async def test_nobody_watches_another_ones_car(
    emulator: Emulator, almera: Owner, stranger: Client
) -> None:
    made = await almera.sent(SPEED)
    his = Owner(stranger, emulator.car("almera").vin)
    assert (await stranger.get(his.path)).status == 403
    assert (await his.send(SPEED)).status == 403
    assert (await his.send(SPEED, made["id"])).status == 403
    assert await his.remove(made["id"]) == 403
    assert await almera.rows() == [made]
