"""A car that has not reported for long."""

from homeassistant.const import Platform

from emulator.tcu.deeds import IgnitionOn, RadioChange

from .house import HOUR, POLL, House


async def test_silence_is_told_once(house: House) -> None:
    """By the car's own time; a car that reports is not silent, nor is a restart."""
    car = await house.move_in("almera")
    last_contact = house.world.entity_id("almera", Platform.SENSOR, "last_contact")
    await house.automate("stale_data", last_contact=last_contact, silence={"hours": 1})
    car.do(IgnitionOn())
    await house.world.advance(1.5 * HOUR)
    assert house.told == []
    car.do(RadioChange(coverage=False))
    await house.world.advance(0.9 * HOUR)
    assert house.told == []
    await house.world.advance(0.2 * HOUR)
    assert house.told == ["Almera is silent"]
    assert house.messages[0].startswith("Almera last reported on 2026-03-02 at 1")
    await house.reload(car)
    await house.world.advance(HOUR)
    assert len(house.told) == 1
    car.do(RadioChange(coverage=True))
    await house.world.advance(2 * POLL)
    car.do(RadioChange(coverage=False))
    await house.world.advance(1.2 * HOUR)
    assert len(house.told) == 2
