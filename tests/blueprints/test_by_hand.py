"""Each blueprint that tells something, tried by hand before it is trusted."""

from typing import Any

from homeassistant.const import Platform
import pytest

from .house import FOLDER, House, load

ALMERA = {
    "alarm": (Platform.BINARY_SENSOR, "theft_alarm"),
    "engine": (Platform.BINARY_SENSOR, "engine_running"),
    "last_contact": (Platform.SENSOR, "last_contact"),
    "level": (Platform.SENSOR, "fuel_volume"),
    "openings": (Platform.BINARY_SENSOR, "hatch"),
    "trackers": (Platform.DEVICE_TRACKER, "position"),
    "warnings": (Platform.BINARY_SENSOR, "health"),
}
BY_HAND: dict[str, dict[str, Any]] = {
    "away_at_night": {},
    "curfew": {"schedule": "schedule.night"},
    "geofence": {"zones": ["zone.home"]},
    "left_open": {},
    "low_energy": {},
    "stale_data": {},
    "theft": {},
    "warning": {},
}


@pytest.mark.parametrize("blueprint", BY_HAND)
async def test_each_can_be_tried_by_hand(house: House, blueprint: str) -> None:
    """*Run actions* tells, though nothing has triggered it."""
    await house.move_in("almera")
    house.hass.states.async_set("schedule.night", "on", {"friendly_name": "Night"})
    wanted = load(FOLDER / f"{blueprint}.yaml").inputs
    given = {
        key: house.world.entity_id("almera", *ALMERA[key])
        for key in wanted.keys() & ALMERA.keys()
    }
    lists = {
        key: [entity_id]
        for key, entity_id in given.items()
        if wanted[key]["selector"]["entity"].get("multiple")
    }
    await house.automate(blueprint, **BY_HAND[blueprint], **(given | lists))
    await house.run()
    assert len(house.told) == 1
    assert "None" not in house.told[0] + house.messages[0]
