"""Alerts are added, changed, switched and removed: M1, M2, M3."""

from typing import Any

from homeassistant.const import (
    ATTR_LATITUDE,
    ATTR_LONGITUDE,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
)
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
import voluptuous as vol

from custom_components.nissanconnect.api.conventions import Conventions
from emulator.tcu.alerts import AreaAlert, CurfewAlert, SpeedAlert
from emulator.tcu.deeds import IgnitionOff, IgnitionOn, RadioChange

from .conftest import Guard

HOUR = 3600.0
CURFEW: dict[str, Any] = {"start": "22:00:00", "end": "05:30:00"}
HOME: dict[str, Any] = {"latitude": 13.75, "longitude": 100.5}


async def test_M2_a_speed_alert_comes_changes_and_goes(guard: Guard) -> None:
    """The car has been off for hours: it takes each change over at once (M3)."""
    told = await guard.act("set_speed_alert", response=True, limit=110, name="Motorway")
    [switch] = guard.switches()
    alert = guard.alert(switch)
    assert told["alert_id"]
    assert alert["state"] == STATE_ON
    assert alert["name"] == "Almera Motorway"
    assert (alert["kind"], alert["limit"], alert["stage"]) == ("speed", 110, "in_force")
    [watched] = guard.in_force()
    assert isinstance(watched, SpeedAlert)
    assert watched.limit_kmh == 110

    await guard.act("set_speed_alert", limit=90, alert=switch)
    assert guard.alert(switch)["limit"] == 90
    assert guard.alert(switch)["name"] == "Almera Motorway"

    await guard.turn(switch, on=False)
    assert guard.alert(switch)["state"] == STATE_OFF
    assert [one.enabled for one in guard.in_force()] == [False]
    await guard.act("set_speed_alert", limit=95, alert=switch)
    assert guard.alert(switch)["state"] == STATE_OFF
    await guard.turn(switch, on=True)
    assert guard.alert(switch)["state"] == STATE_ON
    assert guard.alert(switch)["limit"] == 95

    await guard.act("remove_alert", alert=switch)
    assert guard.switches() == []
    assert guard.world.hass.states.get(switch) is None
    assert guard.in_force() == []


async def test_M2_a_name_tells_what_is_watched_and_follows_a_change(
    guard: Guard,
) -> None:
    """Where the owner gave none."""
    await guard.act("set_speed_alert", limit=110)
    [switch] = guard.switches()
    assert guard.alert(switch)["name"] == "Almera Speed alert 110 km/h"
    await guard.act("set_speed_alert", limit=120, alert=switch)
    assert guard.alert(switch)["name"] == "Almera Speed alert 120 km/h"
    await guard.act("set_speed_alert", limit=120, alert=switch, name="Teenager")
    assert guard.alert(switch)["name"] == "Almera Teenager"


async def test_M7_a_curfew_passes_midnight(guard: Guard) -> None:
    """Every day, unless some are named."""
    await guard.act("set_curfew", **CURFEW)
    [switch] = guard.switches()
    alert = guard.alert(switch)
    assert (alert["start"], alert["end"]) == ("22:00", "05:30")
    assert len(alert["days"]) == 7
    assert alert["name"] == "Almera Curfew 22:00 to 05:30"
    await guard.act("set_curfew", **CURFEW, alert=switch, days=["friday", "monday"])
    assert guard.alert(switch)["days"] == ["monday", "friday"]
    [watched] = guard.in_force()
    assert isinstance(watched, CurfewAlert)
    assert (watched.start, watched.end) == (22 * 60, 5 * 60 + 30)
    assert watched.days == {"friday", "monday"}


async def test_M1_an_area_around_a_zone_a_place_or_a_point(guard: Guard) -> None:
    """Its radius is the zone's, the map's or the caller's; its centre stays secret."""
    guard.world.hass.states.async_set("zone.school", "0", {**HOME, "radius": 1500})
    await guard.act("set_area_alert", kind="allow_within", zone="zone.school")
    [switch] = guard.switches()
    alert = guard.alert(switch)
    assert (alert["area"], alert["radius"]) == ("allow_within", 1.5)
    assert not {ATTR_LATITUDE, ATTR_LONGITUDE} & alert.keys()
    assert "13.75" not in str(alert)
    [watched] = guard.in_force()
    assert isinstance(watched, AreaAlert)
    assert (watched.latitude, watched.longitude) == (13.75, 100.5)

    await guard.act(
        "set_area_alert",
        kind="restrict_within",
        location={**HOME, "radius": 3000},
        alert=switch,
    )
    assert guard.alert(switch)["radius"] == 3
    await guard.act(
        "set_area_alert", kind="restrict_within", location=HOME, radius=12.5
    )
    assert sorted(guard.alert(one)["radius"] for one in guard.switches()) == [3, 12.5]


@pytest.mark.parametrize(
    ("action", "data", "most"),
    [
        ("set_speed_alert", {"limit": 100}, 3),
        ("set_curfew", CURFEW, 1),
        (
            "set_area_alert",
            {"kind": "allow_within", "location": HOME, "radius": 5},
            3,
        ),
    ],
)
async def test_M1_one_too_many_is_refused_before_it_is_sent(
    guard: Guard, action: str, data: dict[str, Any], most: int
) -> None:
    """Switched-off ones count."""
    for number in range(most):
        await guard.act(action, **data, enabled=number > 0)
    sent = guard.world.asked("settings/restrictions")
    with pytest.raises(ServiceValidationError) as refused:
        await guard.act(action, **data)
    assert str(refused.value.translation_key).startswith("too_many_")
    assert refused.value.translation_placeholders == {"most": str(most)}
    assert guard.world.asked("settings/restrictions") == sent
    assert len(guard.switches()) == most


async def test_M1_the_cloud_has_the_last_word(guard: Guard) -> None:
    """Another client has added some that Home Assistant has not read yet."""
    vin = guard.world.emulator.car("almera").vin
    monitoring = guard.world.emulator.world.cloud.monitoring
    for _ in range(3):
        alert = SpeedAlert(alert_id=monitoring.new_id(vin), limit_kmh=80)
        monitoring.add(vin, alert, None)
    with pytest.raises(ServiceValidationError) as refused:
        await guard.act("set_speed_alert", limit=100)
    assert refused.value.translation_key == "too_many_speed"
    assert len(guard.switches()) == 3


@pytest.mark.parametrize(
    ("action", "data", "key"),
    [
        ("set_speed_alert", {"limit": 25}, "speed_limit_impossible"),
        ("set_speed_alert", {"limit": 205}, "speed_limit_impossible"),
        ("set_speed_alert", {"limit": 92}, "speed_limit_impossible"),
        ("set_area_alert", {"location": HOME, "radius": 0.4}, "radius_impossible"),
        ("set_area_alert", {"location": HOME, "radius": 101}, "radius_impossible"),
        ("set_area_alert", {"location": HOME}, "radius_impossible"),
        ("set_area_alert", {"radius": 5}, "area_without_place"),
        ("set_area_alert", {"zone": "zone.none"}, "zone_unknown"),
        ("remove_alert", {"alert": "switch.none"}, "alert_unknown"),
        ("remove_alert", {"alert": "sensor.almera_odometer"}, "alert_unknown"),
    ],
)
async def test_M1_what_cannot_be_is_refused_with_a_reason(
    guard: Guard, action: str, data: dict[str, Any], key: str
) -> None:
    if action == "set_area_alert":
        data = {"kind": "allow_within", **data}
    with pytest.raises(ServiceValidationError) as refused:
        await guard.act(action, **data)
    assert refused.value.translation_key == key
    assert guard.in_force() == []


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("set_curfew", {**CURFEW, "days": ["someday"]}),
        ("set_curfew", {**CURFEW, "days": []}),
        ("set_curfew", {"start": "22:00:00"}),
        ("set_area_alert", {"kind": "near", "location": HOME, "radius": 5}),
        ("set_speed_alert", {"limit": 100, "name": "x" * 61}),
        (
            "set_area_alert",
            {"kind": "allow_within", "zone": "zone.home", "location": HOME},
        ),
    ],
)
async def test_M1_what_has_not_the_form_is_refused(
    guard: Guard, action: str, data: dict[str, Any]
) -> None:
    with pytest.raises(vol.Invalid):
        await guard.act(action, **data)


async def test_M2_an_alert_keeps_its_kind(guard: Guard) -> None:
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    with pytest.raises(ServiceValidationError) as refused:
        await guard.act("set_curfew", **CURFEW, alert=switch)
    assert refused.value.translation_key == "alert_of_another_kind"


async def test_M3_pending_until_ten_minutes_off_and_in_coverage(guard: Guard) -> None:
    """Shown as such, and looked at with each round until the car has it."""
    guard.do(IgnitionOn())
    await guard.world.advance(120)
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    assert guard.alert(switch)["stage"] == "pending"
    assert guard.in_force() == []
    guard.do(IgnitionOff())
    guard.do(RadioChange(coverage=False))
    await guard.world.advance(0.5 * HOUR)
    assert guard.alert(switch)["stage"] == "pending"
    guard.do(RadioChange(coverage=True))
    await guard.world.advance(400)
    assert guard.alert(switch)["stage"] == "in_force"
    assert len(guard.in_force()) == 1


async def test_M3_a_removed_alert_stays_until_the_car_has_let_go_of_it(
    guard: Guard,
) -> None:
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    guard.do(IgnitionOn())
    await guard.world.advance(120)
    await guard.act("remove_alert", alert=switch)
    assert guard.alert(switch)["stage"] == "ending"
    # It does not count any more (M1).
    for limit in (60, 80, 120):
        await guard.act("set_speed_alert", limit=limit)
    guard.do(IgnitionOff())
    await guard.world.advance(1000)
    assert switch not in guard.switches()
    assert len(guard.switches()) == 3


async def test_M3_what_is_in_force_costs_no_requests(guard: Guard) -> None:
    """It is read by the hour; what is pending is not looked at with each command."""
    await guard.act("set_speed_alert", limit=100)
    before = guard.world.asked("settings/restrictions")
    await guard.world.advance(2.2 * HOUR)
    assert guard.world.asked("settings/restrictions") - before == 2


async def test_an_outage_loses_no_alert(guard: Guard) -> None:
    """Neither the switch nor what it says; and a change says that it was not made."""
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    guard.world.front.fail("/settings/", 502, "<html>")
    with pytest.raises(HomeAssistantError) as failed:
        await guard.turn(switch, on=False)
    assert failed.value.translation_key == "cloud_unavailable"
    await guard.world.advance(2 * HOUR)
    assert guard.alert(switch)["state"] == STATE_ON
    guard.world.front.heal()
    await guard.turn(switch, on=False)
    assert guard.alert(switch)["state"] == STATE_OFF


async def test_alerts_outlive_a_restart_without_the_cloud(guard: Guard) -> None:
    """What was kept is shown."""
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    await guard.world.front.close()
    await guard.world.hass.config_entries.async_reload(guard.entry.entry_id)
    await guard.world.hass.async_block_till_done()
    assert guard.alert(switch)["state"] == STATE_ON


async def test_an_alert_that_was_removed_elsewhere_goes(guard: Guard) -> None:
    """At the next look, also after a restart."""
    await guard.act("set_speed_alert", limit=100)
    vin = guard.world.emulator.car("almera").vin
    monitoring = guard.world.emulator.world.cloud.monitoring
    [alert] = guard.in_force()
    monitoring.remove(vin, alert.alert_id)
    await guard.world.hass.config_entries.async_reload(guard.entry.entry_id)
    await guard.world.advance(HOUR + 60)
    assert guard.switches() == []


async def test_a_server_that_announces_nothing_has_no_alerts(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the maker's cloud."""
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()

    async def none(_: Conventions) -> dict[Any, str]:
        return {}

    monkeypatch.setattr(Conventions, "_ask", none)
    await guard.world.hass.config_entries.async_reload(guard.entry.entry_id)
    await guard.world.hass.async_block_till_done()
    with pytest.raises(ServiceValidationError) as refused:
        await guard.act("set_speed_alert", limit=90)
    assert refused.value.translation_key == "alerts_not_offered"
    await guard.world.advance(7 * HOUR)
    assert guard.alert(switch)["state"] == STATE_UNAVAILABLE
