"""Many commands: two Home Assistants on one car, fifty commands on twenty cars."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from homeassistant.components.lock import LockState
from homeassistant.const import Platform
from homeassistant.exceptions import HomeAssistantError
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
import pytest
from pytest_homeassistant_custom_component.common import async_test_home_assistant

from emulator import garage
from emulator.scenario import OwnedCar, Parked, Person, Scenario
from emulator.tcu.deeds import KeyInside, UnlockWithKey
from emulator.testing import SignIn
from tests.keyfob import CODE, Keyfob
from tests.world import World

LOCK = Platform.LOCK
FLEET = SignIn("fleet@example.com", "Twenty-cars-1")


@pytest.fixture
async def other_home(almera: Keyfob) -> AsyncIterator[Keyfob]:
    """Give the same car in a second Home Assistant, with a device of its own."""
    mine = almera.world
    async with async_test_home_assistant() as hass:
        hass.data.pop(DATA_CUSTOM_COMPONENTS)
        hass.loop.set_debug(False)
        world = World(hass, mine.emulator, mine.front, mine.freezer, mine.flight)
        entry = world.entry(home="other_home")
        await world.set_up(entry)
        other = Keyfob(world, entry, "almera")
        await other.register()
        yield other
        await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_stop(force=True)


async def _ends(
    keyfob: Keyfob, *tasks: asyncio.Task[None]
) -> list[HomeAssistantError | None]:
    """Let time pass until all have ended; return what each raised."""
    for task in tasks:
        try:
            await keyfob.end(task)
        except HomeAssistantError:
            continue
    return [
        error if isinstance(error := task.exception(), HomeAssistantError) else None
        for task in tasks
    ]


async def test_two_homes_lock_one_car_at_once(
    almera: Keyfob, other_home: Keyfob
) -> None:
    """The challenge of one ends the other's; each tells its own end."""
    almera.do(UnlockWithKey())
    ends = await _ends(
        almera,
        almera.begin(LOCK, "doors", "lock", code=CODE),
        other_home.begin(LOCK, "doors", "lock", code=CODE),
    )
    done = [
        keyfob
        for keyfob, end in zip((almera, other_home), ends, strict=True)
        if not end
    ]
    assert done
    for keyfob in done:
        assert keyfob.shown(LOCK, "doors") == LockState.LOCKED
    assert {end.translation_key for end in ends if end} <= {
        "refused_in_progress",
        "refused_challenge_invalid",
    }
    assert almera.truth().locked
    await almera.world.advance(310)
    for keyfob in (almera, other_home):
        assert keyfob.shown(LOCK, "doors") == LockState.LOCKED
        assert keyfob.shown(Platform.SENSOR, "remote_control") == "ready"


async def test_two_homes_tell_each_its_own_end(
    almera: Keyfob, other_home: Keyfob
) -> None:
    """One locks in vain while the other flashes the lights."""
    almera.do(UnlockWithKey())
    almera.do(KeyInside(inside=True))
    locking = almera.begin(LOCK, "doors", "lock", code=CODE)
    flashing = other_home.begin(Platform.BUTTON, "flash_lights", "press")
    vain, early = await _ends(almera, locking, flashing)
    assert vain is not None
    assert vain.translation_key == "refused_key_inside"
    assert early is not None
    assert early.translation_key == "refused_too_early"
    assert almera.last_result() == ("lock", "refused", "key_inside")
    assert other_home.last_result() == ("horn_lights", "refused", "too_early")


def _twenty() -> Scenario:
    where = Parked(latitude=13.7, longitude=100.5, heading_deg=0, hours=9)
    cars = tuple(
        OwnedCar(
            persona="kicks_e_power",
            parked=where,
            odometer_km=1000.0 + number,
            level_pct=50,
            delivered_days_ago=400,
            enrolled_days_ago=399,
            nickname=f"KICKS {number}",
        )
        for number in range(20)
    )
    person = Person(*FLEET, "Mali", "Chan", "TH", cars)
    return Scenario(title="Twenty cars", accounts=(person,))


async def test_fifty_commands_at_once_on_twenty_cars(world: World) -> None:
    """None is lost, none is doubled; a queue for each car."""
    garage.furnish(world.emulator.world, _twenty())
    entry = world.entry(FLEET)
    await world.set_up(entry)
    cars = list(entry.runtime_data.vehicles.values())
    keys = [
        (vehicle.record.vin, key)
        for number, vehicle in enumerate(cars)
        for key in ("start_engine", "horn_and_lights", "stop_engine")
        if key != "stop_engine" or number < 10
    ]
    assert len(keys) == 50
    tasks = [_pressed(world, vin, key) for vin, key in keys]
    for _ in range(200):
        if all(task.done() for task in tasks):
            break
        await world.advance(2)
    assert [task.exception() for task in tasks] == [None] * 50

    posts = Counter(
        request.path.rpartition("/")[2]
        for request in world.requests()
        if request.method == "POST" and "/actions/" in request.path
    )
    assert posts == {"engine-start": 30, "horn-lights": 20}
    now = datetime.now(UTC).timestamp()
    truths = [world.emulator.world.cars[car.record.vin].truth(now) for car in cars]
    assert [truth.remote_run is None for truth in truths] == [True] * 10 + [False] * 10
    assert {truth.remote_starts for truth in truths} == {1}


def _pressed(world: World, vin: str, key: str) -> asyncio.Task[None]:
    """Press a button of a car by its VIN, as a task."""
    entity_id = world.entity_of(vin, Platform.BUTTON, key)

    async def press() -> None:
        await world.hass.services.async_call(
            Platform.BUTTON, "press", {"entity_id": entity_id}, blocking=True
        )

    return world.hass.async_create_task(press())
