"""Alerts of ended plans and deactivated cars; what others change meanwhile: P3, E8."""

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, Platform
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest

from custom_components.nissanconnect.alerts import switch
from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.coordinator import VehicleCoordinator
from custom_components.nissanconnect.diagnostics import (
    async_get_config_entry_diagnostics,
)
from emulator.cloud.inbox import Content
from emulator.cloud.subscriptions import Plan
from emulator.tcu.alerts import SpeedAlert
from emulator.tcu.deeds import IgnitionOn
from tests.world import World

from .conftest import Guard

HOUR = 3600.0
HOME = {"latitude": 13.7512, "longitude": 100.5034}


def _end_plan(guard: Guard) -> None:
    ends_at = guard.world.now.timestamp() - 1
    vin = guard.world.emulator.car("almera").vin
    subscriptions = guard.world.emulator.world.cloud.subscriptions
    subscriptions.set(vin, "alerts", Plan(ends_at, renews=False))


async def test_P3_M3_what_is_pending_when_the_plan_ends_rests(guard: Guard) -> None:
    """The cloud denies the alerts alone: nobody is asked whether the car is sold."""
    guard.do(IgnitionOn())
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    assert guard.alert(switch)["stage"] == "pending"
    _end_plan(guard)
    await guard.world.advance(400)
    assert guard.alert(switch)["state"] == STATE_UNAVAILABLE
    await guard.world.advance(4.2 * HOUR)
    issues = ir.async_get(guard.world.hass).issues
    assert not [key for _, key in issues if "denied" in key]
    assert guard.world.number("almera", "odometer") > 0


async def test_P3_an_ended_plan_is_the_reason_before_the_list_tells_it(
    guard: Guard,
) -> None:
    """Its end was told long before; what is denied is unavailable at once."""
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    _end_plan(guard)
    vehicle = guard.entry.runtime_data.vehicles[guard.world.emulator.car("almera").vin]
    await vehicle.async_look({"subscriptions", "cockpit"})
    with pytest.raises(ServiceValidationError) as refused:
        await guard.act("set_speed_alert", limit=90)
    assert refused.value.translation_key == "plan_ended"
    assert guard.alert(switch)["state"] == STATE_UNAVAILABLE
    assert not vehicle.denied


async def test_E8_a_deactivated_car_says_so(guard: Guard) -> None:
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    vin = guard.world.emulator.car("almera").vin
    guard.world.emulator.world.cloud.activations.deactivate(vin)
    await guard.world.advance(1.2 * HOUR)
    assert guard.alert(switch)["state"] == STATE_UNAVAILABLE
    with pytest.raises(ServiceValidationError) as refused:
        await guard.act("set_speed_alert", limit=90)
    assert refused.value.translation_key == "deactivated"


async def test_M2_a_switch_keeps_what_was_changed_elsewhere(guard: Guard) -> None:
    """Home Assistant has read it before: a change replaces an alert whole."""
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    [alert] = guard.in_force()
    monitoring = guard.world.emulator.world.cloud.monitoring
    vin = guard.world.emulator.car("almera").vin
    monitoring.change(vin, SpeedAlert(alert_id=alert.alert_id, limit_kmh=60), "Town")
    await guard.turn(switch, on=False)
    assert guard.alert(switch)["state"] == STATE_OFF
    assert guard.alert(switch)["limit"] == 60
    assert guard.alert(switch)["name"] == "Almera Town"


async def test_M2_an_alert_is_changed_by_its_id(guard: Guard) -> None:
    """The one that the action returned, which the switch shows."""
    told = await guard.act("set_speed_alert", response=True, limit=100)
    [switch] = guard.switches()
    assert guard.alert(switch)["alert_id"] == told["alert_id"]
    await guard.act("set_speed_alert", limit=120, alert=told["alert_id"])
    assert guard.alert(switch)["limit"] == 120
    await guard.act("remove_alert", alert=told["alert_id"])
    assert guard.switches() == []


async def test_M3_a_removed_alert_can_be_changed_no_more(guard: Guard) -> None:
    """While the car watches it still."""
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    guard.do(IgnitionOn())
    await guard.world.advance(60)
    await guard.act("remove_alert", alert=switch)
    with pytest.raises(ServiceValidationError) as refused:
        await guard.turn(switch, on=False)
    assert refused.value.translation_key == "alert_ending"
    assert guard.alert(switch)["state"] == STATE_ON


async def test_an_alert_that_is_not_understood_keeps_its_switch(guard: Guard) -> None:
    """It is there, whatever it is now; it is unavailable."""
    told = await guard.act("set_speed_alert", response=True, limit=100)
    [switch] = guard.switches()
    row = {"id": told["alert_id"], "kind": "noise", "status": "ACTIVATED"}
    attributes = {"restrictions": [row]}
    guard.world.front.say(
        "/settings/restrictions", {"data": {"attributes": attributes}}
    )
    await guard.world.advance(1.1 * HOUR)
    assert guard.switches() == [switch]
    assert guard.alert(switch)["state"] == STATE_UNAVAILABLE


async def test_where_an_area_is_stays_out_of_diagnostics(guard: Guard) -> None:
    """It may be somebody's home."""
    await guard.act("set_area_alert", kind="allow_within", location=HOME, radius=5)
    told = str(await async_get_config_entry_diagnostics(guard.world.hass, guard.entry))
    assert "allow_within" in told
    assert not [value for value in HOME.values() if str(value) in told]


async def test_a_server_that_never_announced_alerts_shows_none(world: World) -> None:
    """As the maker's cloud: no entity, and no request."""
    world.keep("almera")
    world.front.say("/emulator/conventions", {"paths": {}})
    entry = world.entry()
    await world.set_up(entry)
    guard = Guard(world, entry, "almera")
    assert guard.switches() == []
    switches = world.hass.states.async_entity_ids(Platform.SWITCH)
    assert switches == ["switch.almera_polling"]
    shown = world.hass.states.async_entity_ids()
    assert not [one for one in shown if "offences" in one or "broken" in one]
    assert not world.asked("settings/restrictions")


async def test_P3_a_breach_after_the_plan_ended_is_no_outage(guard: Guard) -> None:
    """The car goes on watching and telling; the alerts are denied, nothing else."""
    await guard.act("set_speed_alert", limit=80)
    [switch] = guard.switches()
    _end_plan(guard)
    emulated = guard.world.emulator.world
    vin = guard.world.emulator.car("almera").vin
    content = Content("geofencing", "speed.infringement", 2, {"limit": "80"})
    emulated.cloud.inbox.add(vin, emulated.clock.now, content)
    await guard.world.advance(310)
    assert guard.told(Platform.EVENT, "notification")["event_type"] == (
        "speed_infringement"
    )
    assert guard.alert(switch)["state"] == STATE_UNAVAILABLE
    assert not guard.entry.runtime_data.vehicles[vin].denied


async def test_a_list_is_looked_through_when_it_changes_or_is_believed_again(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A switch of an alert that went goes with a good answer, never with an error."""
    looks: list[bool] = []
    remove_others = switch._remove_others

    def watched(vehicle: VehicleCoordinator, present: set[str]) -> None:
        looks.append(vehicle.data.alerts.error is None)
        remove_others(vehicle, present)

    monkeypatch.setattr(switch, "_remove_others", watched)
    await guard.act("set_speed_alert", limit=100)
    [kept] = guard.switches()
    looks.clear()
    await guard.world.advance(2.2 * HOUR)
    assert looks == []

    vin = guard.world.emulator.car("almera").vin
    gone = er.async_get(guard.world.hass).async_get_or_create(
        "switch", DOMAIN, f"{vin}_alert_gone", config_entry=guard.entry
    )
    guard.world.front.fail("/settings/", 502)
    await guard.world.advance(1.1 * HOUR)
    assert looks == [False]
    assert gone.entity_id in guard.switches()
    guard.world.front.heal()
    await guard.world.advance(2 * HOUR)
    assert looks == [False, True]
    assert guard.switches() == [kept]
