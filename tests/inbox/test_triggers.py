"""Triggers of our own, from the car to the automation."""

from collections.abc import Mapping
from typing import Any

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.components.lock import LockState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, Platform
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    trigger as helper,
)
from homeassistant.setup import async_setup_component
import pytest
import yaml

from custom_components.nissanconnect import condition, trigger
from custom_components.nissanconnect.automation.own import BREACHES
from emulator.tcu.deeds import (
    Break,
    BreakIn,
    Close,
    Drive,
    IgnitionOff,
    IgnitionOn,
    LockWithKey,
    Open,
    UnlockWithKey,
)
from emulator.tcu.report import Opening, Warning
from tests.actions import begin
from tests.keyfob import Keyfob
from tests.package import LANGUAGES, PACKAGE, ROOT, document, texts

from .automations import holds, on, stand_in, whole
from .test_news import POLL

BINARY_SENSOR = Platform.BINARY_SENSOR


async def test_T1_theft_alarm(car: Keyfob) -> None:
    """Once for each alarm."""
    runs = await on(car, "theft_alarm")
    car.do(BreakIn())
    await car.world.advance(2 * POLL)
    (run,) = runs
    expected = car.world.entity_id("almera", BINARY_SENSOR, "theft_alarm")
    assert run.data["e"] == expected


async def test_H1_warning_appeared(car: Keyfob) -> None:
    """Though warnings are diagnostic: the whole car is meant, or its area."""
    garage = ar.async_get(car.world.hass).async_create("Garage")
    dr.async_get(car.world.hass).async_update_device(
        whole(car)["device_id"], area_id=garage.id
    )
    runs = await on(car, "warning_appeared", {"area_id": garage.id})
    car.do(Break(Warning.BRAKE))
    car.do(IgnitionOn())
    await car.world.advance(POLL)
    assert [run.data["e"] for run in runs] == ["binary_sensor.almera_brake_warning"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("speed", ["speed"]), ("any", ["speed", "curfew", "area"]), ("area", ["area"])],
)
async def test_M2_breach_began(car: Keyfob, kind: str, expected: list[str]) -> None:
    """Of the kind that is wanted; not what was unknown before."""
    kinds = ("speed", "curfew", "area")
    ids = {
        one: stand_in(car, BINARY_SENSOR, f"breach_{one}", STATE_OFF) for one in kinds
    }
    runs = await on(car, "breach_began", kind=kind)
    for one in kinds:
        stand_in(car, BINARY_SENSOR, f"breach_{one}", STATE_ON)
    await car.world.hass.async_block_till_done()
    assert [run.data["e"] for run in runs] == [ids[one] for one in expected]
    stand_in(car, BINARY_SENSOR, "breach_speed", STATE_UNAVAILABLE)
    stand_in(car, BINARY_SENSOR, "breach_speed", STATE_ON)
    await car.world.hass.async_block_till_done()
    assert len(runs) == len(expected)


async def test_M4_a_breach_is_told_when_the_car_tells_it(car: Keyfob) -> None:
    """Not only with the next hourly look at the alerts; a condition knows it, too."""
    await begin(car, "set_speed_alert", limit=80)
    runs = await on(car, "breach_began", kind="speed")
    assert not await holds(car, "breach_going_on")
    car.do(Drive(route=((13.78, 100.54), (14.2, 100.54)), speed_kmh=100))
    await car.world.advance(1200)
    breach = car.world.entity_id("almera", BINARY_SENSOR, "breach_speed")
    assert [run.data["e"] for run in runs] == [breach]
    assert await holds(car, "breach_going_on", kind="speed")


async def test_D1_trip_finished(car: Keyfob) -> None:
    """Not other types of the same event, and not the event of notifications."""
    moment = "2026-03-01T10:00:00.000+00:00"
    trip = stand_in(car, Platform.EVENT, "trip", moment, event_type="trip_started")
    runs = await on(car, "trip_finished")
    later = moment.replace("10:00", "11:00")
    stand_in(car, Platform.EVENT, "trip", later, event_type="trip_finished")
    stand_in(car, Platform.EVENT, "notification", later, event_type="trip_finished")
    await car.world.hass.async_block_till_done()
    assert [run.data["e"] for run in runs] == [trip]


async def test_entities_of_others_are_not_ours(car: Keyfob) -> None:
    """Though they are named and look the same."""
    hass = car.world.hass
    hass.states.async_set("binary_sensor.window_theft_alarm", STATE_OFF)
    target = {"entity_id": "binary_sensor.window_theft_alarm"}
    runs = await on(car, "theft_alarm", target)
    hass.states.async_set("binary_sensor.window_theft_alarm", STATE_ON)
    await hass.async_block_till_done()
    assert runs == []


def leave(car: Keyfob) -> None:
    """Leave the car unlocked: get out and walk away."""
    car.do(UnlockWithKey())
    car.do(Open(Opening.FRONT_RIGHT))
    car.do(Close(Opening.FRONT_RIGHT))


async def test_left_unlocked(car: Keyfob) -> None:
    """After ten minutes, once for each time."""
    runs = await on(car, "left_unlocked")
    leave(car)
    await car.world.advance(POLL)
    await car.world.advance(570)
    assert runs == []
    await car.world.advance(3600)
    assert [run.data["e"] for run in runs] == ["lock.almera_doors"]
    car.do(LockWithKey())
    await car.world.advance(POLL)
    leave(car)
    await car.world.advance(POLL + 620)
    assert len(runs) == 2


async def test_left_unlocked_waits_as_long_as_is_wanted(car: Keyfob) -> None:
    runs = await on(car, "left_unlocked", **{"for": {"minutes": 30}})
    leave(car)
    await car.world.advance(POLL + 1500)
    assert runs == []
    await car.world.advance(320)
    assert len(runs) == 1


@pytest.mark.parametrize(
    "secure", [LockWithKey(), Open(Opening.REAR_LEFT), IgnitionOn()]
)
async def test_not_left_while_somebody_is_there(car: Keyfob, secure: Any) -> None:
    """Locked in time, a door open, the engine running."""
    runs = await on(car, "left_unlocked")
    leave(car)
    await car.world.advance(POLL)
    car.do(secure)
    await car.world.advance(3600)
    assert runs == []


async def test_left_when_the_engine_is_off(car: Keyfob) -> None:
    """The time begins then."""
    runs = await on(car, "left_unlocked")
    leave(car)
    car.do(IgnitionOn())
    await car.world.advance(1800)
    assert runs == []
    car.do(IgnitionOff())
    await car.world.advance(POLL + 620)
    assert len(runs) == 1


@pytest.mark.parametrize(("radius", "expected"), [(100, 0), (1, 1)])
async def test_left_unlocked_away_from_a_zone(
    car: Keyfob, radius: int, expected: int
) -> None:
    """Inside it nobody minds."""
    latitude, longitude = car.world.place("almera")
    home = {
        "name": "Yard",
        "latitude": latitude + 0.0005 * (radius == 1),
        "longitude": longitude,
        "radius": radius,
    }
    assert await async_setup_component(car.world.hass, "zone", {})
    car.world.hass.states.async_set("zone.yard", "0", home)
    runs = await on(car, "left_unlocked", away_from=["zone.yard"])
    leave(car)
    await car.world.advance(POLL + 620)
    assert len(runs) == expected


async def test_left_unlocked_ends_with_its_automation(car: Keyfob) -> None:
    """One that is switched off waits for nothing."""
    runs = await on(car, "left_unlocked")
    leave(car)
    await car.world.advance(POLL)
    await car.world.hass.services.async_call(
        AUTOMATION, "turn_off", {"entity_id": "automation.test"}, blocking=True
    )
    await car.world.advance(3600)
    assert runs == []


async def test_left_unlocked_needs_a_lock_of_ours(car: Keyfob) -> None:
    """Locks of others are watched by their own triggers."""
    hass = car.world.hass
    hass.states.async_set("lock.front_door", LockState.LOCKED)
    runs = await on(car, "left_unlocked", {"entity_id": "lock.front_door"})
    hass.states.async_set("lock.front_door", LockState.UNLOCKED)
    await car.world.advance(3600)
    assert runs == []


async def test_left_unlocked_in_an_outage_is_not_known(car: Keyfob) -> None:
    """Nothing is told of a car that may have been locked since."""
    runs = await on(car, "left_unlocked", **{"for": {"hours": 8}})
    leave(car)
    await car.world.advance(POLL)
    car.world.front.fail("", 503)
    await car.world.advance(9 * 3600)
    assert runs == []


async def test_left_unlocked_is_asked_anew_after_a_restart(car: Keyfob) -> None:
    """Nobody knows how long it stood; an outage changes nothing."""
    leave(car)
    await car.world.advance(POLL)
    runs = await on(car, "left_unlocked")
    car.world.hass.states.async_set("lock.almera_doors", STATE_UNAVAILABLE)
    await car.world.advance(620)
    assert len(runs) == 1


async def test_triggers_and_conditions_are_described(car: Keyfob) -> None:
    """Home Assistant finds and understands the files."""
    hass = car.world.hass
    await on(car, "theft_alarm")
    described = await helper.async_get_all_descriptions(hass)
    ours = {key for key, value in described.items() if key.startswith("nissanconnect")}
    assert ours == {f"nissanconnect.{key}" for key in trigger._TRIGGERS}
    assert all(described[key] for key in ours)


def _file(name: str) -> Mapping[str, Mapping[str, Any]]:
    known = yaml.safe_load((PACKAGE / name).read_text("utf-8"))
    return {key: one for key, one in known.items() if not key.startswith(".")}


@pytest.mark.parametrize(
    ("kind", "registered"),
    [("trigger", trigger._TRIGGERS), ("condition", condition._CONDITIONS)],
)
def test_M5_each_has_texts_an_icon_and_a_place_in_the_documentation(
    kind: str, registered: Mapping[str, object]
) -> None:
    """And no other has; fields have names in all languages."""
    described = _file(f"{kind}s.yaml")
    assert described.keys() == registered.keys()
    assert document("icons.json")[f"{kind}s"].keys() == registered.keys()
    page = (ROOT / "docs" / "notifications.md").read_text("utf-8")
    for language in ("en", *LANGUAGES):
        section = document("translations", f"{language}.json")[f"{kind}s"]
        assert section.keys() == registered.keys()
        for key, one in described.items():
            told = section[key].get("fields", {})
            assert told.keys() == one.get("fields", {}).keys(), key
    for key, one in described.items():
        _, _, told = page.partition(f"### `nissanconnect.{key}`\n")
        told, _, _ = told.partition("\n#")
        assert told, key
        for field in set(one.get("fields", {})) - {"behavior", "for"}:
            assert f"`{field}`" in told, f"{key} {field}"


def test_M5_kinds_of_breaches_have_texts() -> None:
    """Those that can be chosen."""
    prefix = "selector.breach_kind.options."
    told = {key.removeprefix(prefix) for key in texts("en") if key.startswith(prefix)}
    assert told == BREACHES.keys()
