"""Warning lamps in Home Assistant: equipped ones, their words, their issues (H1-H3)."""

from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, Platform
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest

from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.vehicle_issues import forget
from emulator.tcu.deeds import Break, IgnitionOff, IgnitionOn, Repair
from emulator.tcu.report import Warning
from tests.keyfob import Keyfob
from tests.repairs import issues, told
from tests.world import World

POLL = 3610.0
BINARY = Platform.BINARY_SENSOR


async def _car(world: World, persona: str = "almera") -> Keyfob:
    world.keep(persona)
    entry = world.entry()
    await world.set_up(entry)
    return Keyfob(world, entry, persona)


async def _ignite(car: Keyfob) -> None:
    car.do(IgnitionOn())
    await car.world.advance(60)
    car.do(IgnitionOff())
    await car.world.advance(POLL)


async def _break(car: Keyfob, warning: Warning) -> None:
    car.do(Break(warning))
    await _ignite(car)


async def test_H1_only_what_is_equipped(world: World) -> None:
    """A KICKS has no TPMS; nothing is lit, so nothing is said."""
    car = await _car(world, "kicks_e_power")
    vin = world.emulator.car(car.persona).vin
    registry = er.async_get(world.hass)
    known = registry.entities.get_entries_for_config_entry_id(car.entry.entry_id)
    lamps = {it.unique_id.removeprefix(f"{vin}_warning_") for it in known}
    assert {"abs", "airbag", "brake", "engine", "oil_pressure"} <= lamps
    assert not lamps & {"tyre_pressure", "tyre_front_left", "stop", "battery_12v"}
    for key in ("warning_brake", "health"):
        assert car.shown(BINARY, key) == STATE_OFF
        shown = car.told(BINARY, key)
        assert (shown["details"], shown["steps"]) == (None, None)
    assert car.told(BINARY, "health")["warnings"] == []
    assert not issues(world)


@pytest.mark.parametrize(
    ("language", "details", "step", "whole"),
    [
        ("en", "parking brake is on", "Stop safely", "go to a service centre"),
        ("fr", "frein de stationnement", "rrêtez", "dans un centre de service"),
        ("th", "น้ำมันเบรกต่ำ", "จอด", "เข้าศูนย์บริการ"),
    ],
)
async def test_H2_details_and_steps(
    world: World, language: str, details: str, step: str, whole: str
) -> None:
    """In the user's language while the lamp is lit; the car as a whole says which."""
    world.hass.config.language = language
    car = await _car(world)
    await _break(car, Warning.BRAKE)
    shown = car.told(BINARY, "warning_brake")
    assert car.shown(BINARY, "warning_brake") == STATE_ON
    assert details in shown["details"]
    vin = world.emulator.car("almera").vin
    advice = car.entry.runtime_data.vehicles[vin].inbox.advice("brake")
    assert shown["steps"] == advice
    assert step in advice
    overall = car.told(BINARY, "health")
    assert overall["warnings"] == ["brake"]
    assert whole in overall["steps"]
    (issue,) = issues(world).values()
    placeholders: Any = issue.translation_placeholders
    assert placeholders["steps"] == advice
    assert placeholders["details"] == shown["details"]


@pytest.mark.parametrize(
    ("language", "steps"),
    [("en", "Stop safely"), ("fr", "Arrêtez-vous"), ("th", "จอดในที่ปลอดภัย")],
)
async def test_H2_our_own_steps_where_the_cloud_has_none(
    world: World, language: str, steps: str
) -> None:
    """No history, no words of the cloud."""
    world.hass.config.language = language
    world.front.fail("/notifications", 503)
    car = await _car(world)
    await _break(car, Warning.BRAKE)
    assert car.told(BINARY, "warning_brake")["steps"].startswith(steps)


@pytest.mark.parametrize(
    ("warning", "key", "severity"),
    [
        (Warning.OIL_PRESSURE, "lamp_do_not_drive", ir.IssueSeverity.ERROR),
        (Warning.TIRE_PRESSURE, "lamp_service_centre", ir.IssueSeverity.WARNING),
    ],
)
async def test_H3_an_issue_until_the_second_ignition(
    world: World, warning: Warning, key: str, severity: ir.IssueSeverity
) -> None:
    """The owner is told until the lamp is out, and cannot click it away."""
    car = await _car(world)
    await _break(car, warning)
    (issue,) = issues(world).values()
    assert (issue.translation_key, issue.severity) == (key, severity)
    assert issue.is_fixable is False
    car.do(Repair(warning))
    await _ignite(car)
    assert told(world) == [key]
    await _ignite(car)
    assert not issues(world)
    assert car.shown(BINARY, "health") == STATE_OFF
    assert car.told(BINARY, "health")["steps"] is None


async def test_H2_each_lamp_is_told_by_itself(world: World) -> None:
    """And each goes by itself; with the car all do."""
    car = await _car(world)
    await _break(car, Warning.ABS)
    await _break(car, Warning.BRAKE)
    assert told(world) == ["lamp_do_not_drive", "lamp_service_centre"]
    assert car.told(BINARY, "health")["warnings"] == ["brake", "abs"]
    car.do(Repair(Warning.BRAKE))
    await _ignite(car)
    await _ignite(car)
    assert told(world) == ["lamp_service_centre"]
    vin = world.emulator.car("almera").vin
    forget(world.hass, car.entry.entry_id, vin)
    assert not ir.async_get(world.hass).issues


async def test_H3_an_outage_and_a_restart_change_no_issue(world: World) -> None:
    """Nor does an answer that says nothing of the lamp."""
    car = await _car(world)
    await _break(car, Warning.AIRBAG)
    ((issue_id, issue),) = issues(world).items()
    assert issue.is_persistent
    world.front.say("/health-status", {"data": {"attributes": {"absWarning": 0}}})
    await world.advance(POLL)
    await world.hass.config_entries.async_reload(car.entry.entry_id)
    await world.flight.settle()
    await world.advance(POLL)
    assert list(issues(world)) == [issue_id]
    world.front.heal()
    await world.front.close()
    await world.advance(7 * POLL)
    assert car.shown(BINARY, "warning_airbag") == STATE_UNAVAILABLE
    assert list(issues(world)) == [issue_id]
    assert issue_id.startswith("lamp_service_centre_")
    assert (DOMAIN, issue_id) in ir.async_get(world.hass).issues
