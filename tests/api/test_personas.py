"""Every persona as a client reads it: its quirks on the wire, and nothing invented."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from aiohttp import hdrs
import pytest

from custom_components.nissanconnect.api.answer import Answer
from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.commands import (
    CabinWish,
    Lock,
    Signal,
    StartClimate,
    StartEngine,
    has,
    keeps_code,
    takes_cabin_wish,
)
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    NoData,
    NotSupported,
    NoVehicles,
    Outage,
)
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.models import EngineState
from custom_components.nissanconnect.api.outcomes import Outcome
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.snapshot import VehicleSnapshot
from emulator import persona
from emulator.tcu.deeds import Drive, IgnitionOff, Open, Plug, UnlockWithKey
from emulator.tcu.report import Opening
from emulator.testing import OWNER

from .conftest import Owner, owning
from .remote import Remote
from .rounds import COCKPIT, LOCATION, LOCKS, read, snapshot_of

ALL = persona.names()
ELECTRIC = [name for name in ALL if persona.load(name).equipment.battery]
# 0 stands for it (protocol 4.4, 8.5).
NOT_MEASURED = {
    f"battery{name}: unusable"
    for name in ("Temperature", "Capacity", "AvailableEnergy")
}


@pytest.fixture
async def owner(socket_enabled: None) -> AsyncIterator[Owner]:
    """Give the owner of one car of each persona."""
    async with owning("every_model") as owner:
        yield owner


def versions(snapshot: VehicleSnapshot) -> dict[str, str]:
    """Return the version by which each resource was told."""
    return {
        key.value: reading.answer.version
        for key, reading in snapshot.readings.items()
        if reading.answer is not None
    }


def payload(snapshot: VehicleSnapshot, key: ResourceKey) -> Any:
    """Return a resource's attributes as they came."""
    answer = snapshot.reading(key).answer
    assert answer is not None
    return answer.payload


async def test_every_car_tells_what_is_true_and_nothing_else(
    owner: Owner, client: NissanClient
) -> None:
    for name in ALL:
        snapshot = await snapshot_of(owner, client, name)
        truth = owner.emulator.car(name).truth(owner.emulator.world.clock.now)
        cockpit, place = snapshot.cockpit.value, snapshot.location.value
        assert cockpit is not None, name
        assert place is not None, name
        assert cockpit.odometer_km == pytest.approx(truth.cockpit.odometer_km, abs=1)
        assert cockpit.fuel_l == pytest.approx(truth.cockpit.fuel_l or 0, abs=1)
        assert place.latitude == pytest.approx(truth.position.latitude, abs=1e-4)
        if locks := snapshot.lock_status.value:
            assert locks.locked is truth.locked, name
            assert not locks.rear_left, name
        if health := snapshot.health_status.value:
            assert health.attention is False, name
        for reading in snapshot.readings.values():
            assert NOT_MEASURED.issuperset(reading.oddities), name
            told_at = reading.reported_at
            assert told_at is None or told_at <= owner.now(), name


async def test_every_battery_tells_level_and_plug(
    owner: Owner, client: NissanClient
) -> None:
    for name in ELECTRIC:
        owner.emulator.do(name, Plug())
    await owner.emulator.advance(60)
    for name in ELECTRIC:
        battery = (await snapshot_of(owner, client, name)).battery_status.value
        truth = owner.emulator.car(name).truth(owner.emulator.world.clock.now).battery
        assert battery is not None, name
        assert truth is not None
        assert battery.level_pct == pytest.approx(truth.level_pct, abs=1), name
        assert battery.plugged is True, name
        assert battery.reported_at is not None, name
        assert owner.now() - battery.reported_at < timedelta(minutes=3), name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("leaf_ze1", {"cockpit": "v1", "battery_status": "v1", "hvac_status": "v1"}),
        ("ariya", {"cockpit": "v1", "battery_status": "v3", "hvac_status": "v1"}),
        ("leaf_2026", {"cockpit": "v2", "battery_status": "v3", "hvac_status": "v1"}),
        ("micra_2025", {"cockpit": "v2", "battery_status": "v3", "hvac_status": "v1"}),
        ("townstar", {"cockpit": "v2", "battery_status": "v2", "hvac_status": "v2"}),
        ("patrol_y63", {"cockpit": "v2", "health_status": "vehicle-status"}),
        ("patrol_y63", {"pressure": "vehicle-status", "trips_month": "compact"}),
        ("almera", {"cockpit": "v1", "health_status": "health-status"}),
    ],
)
async def test_F42_each_generation_is_read_by_its_own_versions(
    owner: Owner, client: NissanClient, name: str, expected: dict[str, str]
) -> None:
    told = versions(await snapshot_of(owner, client, name))
    assert told | expected == told


@pytest.mark.parametrize(
    ("name", "key", "error"),
    [
        ("micra_2025", LOCKS, NoData),
        ("micra_2025", ResourceKey.HEALTH_STATUS, NotSupported),
        ("townstar", ResourceKey.RES_STATE, AccessDenied),
        ("patrol_y63", ResourceKey.BATTERY_STATUS, NotSupported),
        ("note_e_power", ResourceKey.BATTERY_STATUS, NoData),
    ],
)
async def test_F42_what_a_model_has_not_is_refused(
    owner: Owner,
    client: NissanClient,
    name: str,
    key: ResourceKey,
    error: type[Exception],
) -> None:
    error_read = (await snapshot_of(owner, client, name)).reading(key).error
    assert isinstance(error_read, error)


async def test_the_micra_names_its_generation_with_a_space(
    owner: Owner, client: NissanClient
) -> None:
    """Protocol 3.2, 10.11: a model in capitals, no power, a temperature of 0."""
    vehicle = await owner.vehicle(client, "micra_2025")
    snapshot = await snapshot_of(owner, client, "micra_2025")
    assert (vehicle.model, vehicle.can_generation) == ("MICRA", "C1A_HS EVO")
    assert "ccsGen" not in vehicle.raw
    battery = payload(snapshot, ResourceKey.BATTERY_STATUS)
    assert battery.keys() == {
        "lastUpdateTime",
        "batteryLevel",
        "batteryTemperature",
        "batteryAutonomy",
        "plugStatus",
        "chargingStatus",
        "chargingRemainingTime",
    }
    assert snapshot.battery_status.value is not None
    assert snapshot.battery_status.value.temperature_c is None
    assert payload(snapshot, LOCATION)["lastUpdateTime"].endswith(".000Z")
    assert has(vehicle, StartClimate)


async def test_F39_the_townstar_is_read_past_a_failing_version(
    owner: Owner, client: NissanClient
) -> None:
    """Battery v1 fails by itself (500); ids come as texts, times with an offset."""
    vehicle = await owner.vehicle(client, "townstar")
    snapshot = await snapshot_of(owner, client, "townstar")
    assert {type(item["id"]) for item in vehicle.raw["services"]} == {str}
    assert {"279", "280", "308"} <= vehicle.services
    battery = snapshot.battery_status
    assert battery.value is not None
    assert battery.value.level_pct is not None
    assert battery.value.capacity_kwh is battery.value.energy_kwh is None
    assert payload(snapshot, ResourceKey.BATTERY_STATUS)["timestamp"].endswith("+01:00")


@pytest.mark.parametrize("name", ["juke", "qashqai_mhev", "x_trail"])
async def test_battery_v1_of_a_tank_tells_its_range_alone(
    owner: Owner, client: NissanClient, name: str
) -> None:
    battery = (await snapshot_of(owner, client, name)).battery_status.value
    assert battery is not None
    assert battery.range_km
    assert (battery.level_pct, battery.plugged, battery.charge) == (None,) * 3


async def test_the_doors_of_a_leaf_are_always_told_as_closed(
    owner: Owner, client: NissanClient
) -> None:
    for name in ("leaf_ze1", "juke"):
        owner.emulator.do(name, UnlockWithKey())
        owner.emulator.do(name, Open(Opening.FRONT_LEFT))
    leaf = (await snapshot_of(owner, client, "leaf_ze1")).lock_status.value
    juke = (await snapshot_of(owner, client, "juke")).lock_status.value
    assert leaf is not None
    assert juke is not None
    assert (leaf.locked, leaf.front_left) == (False, False)
    # By seat alone (protocol 4.3).
    assert (juke.locked, juke.front_left, juke.driver) == (False, None, True)


@pytest.mark.parametrize(
    ("name", "ending"), [("navara", "T{:%H:%M}Z"), ("x_trail", "T{:%H:%M:%S}")]
)
async def test_F61_times_without_seconds_or_zone_are_utc(
    owner: Owner, client: NissanClient, name: str, ending: str
) -> None:
    reading = (await snapshot_of(owner, client, name)).lock_status
    locked_at = owner.emulator.car(name).truth(owner.emulator.world.clock.now).locked_at
    assert reading.reported_at is not None
    assert 0 <= locked_at - reading.reported_at.timestamp() < 60
    told = payload(await snapshot_of(owner, client, name), LOCKS)["lastUpdateTime"]
    assert told.endswith(ending.format(reading.reported_at))


async def test_the_climate_of_the_note_tells_its_engine(
    owner: Owner, client: NissanClient
) -> None:
    """Protocol 8.3: so do Japanese cars that burn fuel."""
    snapshot = await snapshot_of(owner, client, "note_e_power")
    cabin = payload(snapshot, ResourceKey.HVAC_STATUS)
    assert cabin["remoteEngineStatus"] == "6"


async def test_F24_what_answers_without_a_word_is_not_shown(
    owner: Owner, client: NissanClient
) -> None:
    """The Navara's climate: 200, and no attributes."""
    assert (await snapshot_of(owner, client, "navara")).hvac_status.value is None


async def test_the_patrol_is_commanded_without_a_proof(
    owner: Owner, client: NissanClient
) -> None:
    """Protocol 5.4: climate by starting the engine; what hvac-start asks is refused."""
    vehicle = await owner.vehicle(client, "patrol_y63")
    assert has(vehicle, Lock)
    assert has(vehicle, Signal)
    assert takes_cabin_wish(vehicle)
    assert not has(vehicle, StartClimate)
    assert not keeps_code(vehicle, Learnt())
    remote = Remote(owner, client, vehicle)
    started = await remote.queue.send(StartEngine(cabin=CabinWish(temperature_c=21)))
    assert started.outcome is Outcome.DONE
    snapshot = await snapshot_of(owner, client, "patrol_y63")
    assert snapshot.engine is EngineState.RUNNING_REMOTELY
    cabin = owner.emulator.car("patrol_y63").truth(owner.emulator.world.clock.now).cabin
    assert (cabin.hvac_on, cabin.target_c) == (True, 21)


async def test_the_patrol_wants_months_without_dashes(
    owner: Owner, client: NissanClient
) -> None:
    """Protocol 4.7: YYYYMM; the other form is refused."""
    owner.emulator.do("patrol_y63", Drive(((24.7, 46.6), (24.8, 46.7)), 60))
    await owner.emulator.advance(3_600)
    owner.emulator.do("patrol_y63", IgnitionOff())
    month = (await snapshot_of(owner, client, "patrol_y63")).trips_month.value
    assert month is not None
    assert (month.trips, month.period) == (1, "2026-03")
    vin = owner.emulator.car("patrol_y63").vin
    headers = {hdrs.AUTHORIZATION: f"Bearer {owner.tokens[-1].access}"}
    for start, status in (("202603", 200), ("2026-03-01", 400)):
        answer = await owner.session.get(
            f"{owner.emulator.url}/car-adapter/v1/cars/{vin}/trip-history",
            params={"type": "1", "start": start, "end": start},
            headers=headers,
        )
        assert answer.status == status


async def test_F81_a_sold_car_is_listed_and_refuses_everything(
    socket_enabled: None,
) -> None:
    async with owning("sold_car") as owner:
        client = owner.client()
        sold = await owner.vehicle(client, "leaf_ze1")
        kept = await owner.vehicle(client, "almera")
        refusals = await read(client, sold, Learnt(), COCKPIT, LOCKS, LOCATION)
        assert all(isinstance(error, Outage) for error in refusals)
        answers = await read(client, kept, Learnt(), COCKPIT, LOCKS, LOCATION)
        assert all(isinstance(answer, Answer) for answer in answers)


async def test_F80_an_account_without_cars(socket_enabled: None) -> None:
    async with owning("no_cars") as owner:
        client = owner.client(email=OWNER.email)
        with pytest.raises(NoVehicles):
            await client.vehicles()
