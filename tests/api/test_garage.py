"""The demo garage, as the cloud knows it and as a client reads it."""

from datetime import timedelta

import pytest

from custom_components.nissanconnect.api.answer import Answer
from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    NotSupported,
    PrivacyMode,
)
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.models import ChargeState, EngineState
from custom_components.nissanconnect.api.resources import RESOURCES, ResourceKey
from emulator.tcu.deeds import (
    Break,
    Drive,
    IgnitionOff,
    Open,
    Privacy,
    UnlockWithKey,
)
from emulator.tcu.report import Opening, Warning as Lamp

from .conftest import Owner
from .rounds import COCKPIT, LOCATION, LOCKS, read, snapshot_of


@pytest.mark.parametrize(
    "persona", ["almera", "kicks_e_power", "qashqai_e_power", "qx60"]
)
async def test_cars_with_a_tank(
    owner: Owner, client: NissanClient, persona: str
) -> None:
    """Odometer, fuel, place, locks, climate and lamps are the car's own."""
    snapshot = await snapshot_of(owner, client, persona)
    truth = owner.emulator.car(persona).truth(owner.emulator.world.clock.now)
    cockpit = snapshot.cockpit.value
    location = snapshot.location.value
    locks = snapshot.lock_status.value
    health = snapshot.health_status.value
    assert cockpit is not None
    assert location is not None
    assert locks is not None
    assert health is not None
    odometer_km, fuel_l = truth.cockpit.odometer_km, truth.cockpit.fuel_l
    assert cockpit.odometer_km == pytest.approx(odometer_km, abs=1)
    assert cockpit.fuel_l == pytest.approx(fuel_l, abs=1)
    assert location.latitude == pytest.approx(truth.position.latitude, abs=1e-4)
    assert location.longitude == pytest.approx(truth.position.longitude, abs=1e-4)
    assert (locks.locked, locks.hatch, locks.hood) == (True, False, False)
    assert health.attention is False
    assert snapshot.hvac_status.value is not None
    assert snapshot.reported_at is not None
    assert snapshot.reported_at < owner.now()
    assert not snapshot.battery_status.supported


async def test_almera_has_tyre_pressures(owner: Owner, client: NissanClient) -> None:
    """In bar; KICKS has none (H1)."""
    almera = await snapshot_of(owner, client, "almera")
    kicks = await snapshot_of(owner, client, "kicks_e_power")
    truth = owner.emulator.car("almera").truth(owner.emulator.world.clock.now)
    assert almera.pressure.value is not None
    assert truth.pressure is not None
    assert almera.pressure.value.front_left_bar == pytest.approx(
        truth.pressure.front_left_bar, abs=0.3
    )
    assert kicks.pressure.value is None
    assert almera.engine is kicks.engine is EngineState.READY


@pytest.mark.parametrize(("persona", "version"), [("leaf_ze1", "v1"), ("ariya", "v3")])
async def test_electric_cars(
    owner: Owner, client: NissanClient, persona: str, version: str
) -> None:
    """Each by the version of its generation."""
    reading = (await snapshot_of(owner, client, persona)).battery_status
    truth = owner.emulator.car(persona).truth(owner.emulator.world.clock.now)
    assert reading.answer is not None
    assert reading.value is not None
    assert truth.battery is not None
    assert reading.answer.version == version
    assert reading.value.level_pct == pytest.approx(truth.battery.level_pct, abs=1)
    assert reading.value.plugged is truth.battery.plugged
    assert reading.value.charge is ChargeState.NOT_CHARGING


async def test_the_live_ariya(owner: Owner, client: NissanClient) -> None:
    """Protocol 8.5: locks refused, location there though no service names it."""
    vehicle = await owner.vehicle(client, "ariya")
    assert not RESOURCES[LOCATION].hinted(vehicle)
    locks, location, inbox = await read(
        client, vehicle, Learnt(), LOCKS, LOCATION, ResourceKey.NOTIFICATIONS
    )
    assert isinstance(locks, AccessDenied)
    assert isinstance(location, Answer)
    assert isinstance(inbox, NotSupported)


async def test_a_drive_shows_in_odometer_and_trips(
    owner: Owner, client: NissanClient
) -> None:
    """D1, D2: one trip today, this month, this year, as long as the route."""
    before = await snapshot_of(owner, client, "almera")
    owner.emulator.do("almera", Drive("bangkok"))
    await owner.emulator.advance(2 * 3600)
    owner.emulator.do("almera", IgnitionOff())
    await owner.emulator.advance(60)
    after = await snapshot_of(owner, client, "almera")
    assert before.cockpit.value is not None
    assert after.cockpit.value is not None
    start, end = before.cockpit.value.odometer_km, after.cockpit.value.odometer_km
    assert start is not None
    assert end is not None
    for reading in (after.trips_day, after.trips_month, after.trips_year):
        assert reading.value is not None
        assert reading.value.trips == 1
        assert reading.value.distance_km == pytest.approx(end - start, abs=0.3)
    today = after.trips_day.value
    assert today is not None
    assert today.period == "2026-03-02"


async def test_what_the_car_reports_is_shown(
    owner: Owner, client: NissanClient
) -> None:
    """An open door and a lit lamp, with the car's own time."""
    owner.emulator.do("almera", UnlockWithKey())
    owner.emulator.do("almera", Open(Opening.REAR_LEFT))
    owner.emulator.do("almera", Break(Lamp.BRAKE))
    await owner.emulator.advance(60)
    snapshot = await snapshot_of(owner, client, "almera")
    locks, health = snapshot.lock_status.value, snapshot.health_status.value
    assert locks is not None
    assert (locks.locked, locks.rear_left, locks.rear_right) == (False, True, False)
    assert locks.reported_at == owner.now() - timedelta(seconds=60)
    assert health is not None


async def test_F76_privacy_mode(owner: Owner, client: NissanClient) -> None:
    """The place is refused with its reason, nothing else is."""
    vehicle = await owner.vehicle(client, "almera")
    owner.emulator.do("almera", Privacy(on=True))
    await owner.emulator.advance(60)
    learnt = Learnt()
    for _ in range(2):
        place, cockpit = await read(client, vehicle, learnt, LOCATION, COCKPIT)
        assert isinstance(place, PrivacyMode)
        assert isinstance(cockpit, Answer)
    assert owner.meddler.count("/location") == 2
