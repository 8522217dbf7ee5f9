"""Each warning that lights, once (H1 to H3)."""

from homeassistant.const import Platform

from emulator.tcu.deeds import Break, IgnitionOff, IgnitionOn, Repair
from emulator.tcu.report import Warning

from .house import HOUR, House

KEYS = ["health", "warning_tyre_pressure", "warning_brake"]


async def test_H1_each_warning_is_told_once(house: House) -> None:
    """Not those that stay dark, not when they go, not after a restart."""
    car = await house.move_in("almera")
    warnings = [
        house.world.entity_id("almera", Platform.BINARY_SENSOR, key) for key in KEYS
    ]
    await house.automate("warning", warnings=warnings)
    car.do(IgnitionOn())
    await house.world.advance(1.1 * HOUR)
    assert house.told == []
    car.do(Break(Warning.TIRE_PRESSURE))
    await house.world.advance(1.1 * HOUR)
    told = ["Almera Tyre pressure warning is on.", "Almera Vehicle health is on."]
    assert sorted(house.messages) == told
    await house.reload(car)
    car.do(Repair(Warning.TIRE_PRESSURE))
    for _ in range(2):
        car.do(IgnitionOff())
        await house.world.advance(60)
        car.do(IgnitionOn())
        await house.world.advance(60)
    await house.world.advance(1.1 * HOUR)
    assert house.hass.states.is_state(warnings[1], "off")
    assert sorted(house.messages) == told
