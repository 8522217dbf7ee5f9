"""Lights and horn: without a code, from five minutes after the car was left (R3)."""

from homeassistant.const import Platform

from emulator.tcu.deeds import IgnitionOff, IgnitionOn, LockWithKey, UnlockWithKey
from tests.keyfob import Keyfob

BUTTON = Platform.BUTTON


async def test_R3_four_and_six_minutes_after_the_car_was_locked(
    almera: Keyfob,
) -> None:
    """Too early is said with the time from which it works, to the minute."""
    almera.do(UnlockWithKey())
    almera.do(IgnitionOn())
    await almera.world.advance(60)
    almera.do(IgnitionOff())
    almera.do(LockWithKey())
    await almera.world.advance(240)
    refused = await almera.refused(almera.begin(BUTTON, "flash_lights", "press"))
    assert refused.translation_key == "refused_until"
    assert refused.translation_placeholders == {"time": "13:06"}
    assert almera.last_result() == ("horn_lights", "refused", "too_early")
    assert almera.truth().signal is None
    await almera.world.advance(120)
    await almera.press("flash_lights")
    assert almera.last_result() == ("horn_lights", "done", None)


async def test_R3_lights_alone_or_with_the_horn(almera: Keyfob) -> None:
    """Each button is one of them."""
    for button, horn in (("flash_lights", False), ("horn_and_lights", True)):
        pressed = almera.begin(BUTTON, button, "press")
        targets = set()
        while not pressed.done():
            await almera.world.advance(1)
            if (signal := almera.truth().signal) is not None:
                targets.add(signal.target)
        await pressed
        await almera.world.advance(10)
        assert targets == {"horn_lights" if horn else "lights"}


async def test_R3_it_needs_no_code(almera: Keyfob) -> None:
    """None is sent, though one is in force."""
    challenges = almera.world.asked("srp-sets")
    await almera.press("horn_and_lights")
    assert almera.world.asked("srp-sets") == challenges
