"""What the house does while the alarm of a car sounds (T1)."""

from homeassistant.const import Platform
from homeassistant.core import ServiceCall
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from emulator.tcu.deeds import (
    BreakIn,
    Close,
    LockWithKey,
    Open,
    RadioChange,
    Tow,
    UnlockWithKey,
)
from emulator.tcu.report import Opening
from tests.keyfob import Keyfob

from .house import HOUR, MINUTE, POLL, House

ALARM = ["Almera: theft alarm"]
ENTITIES = {
    "lights": ["light.drive"],
    "sirens": ["siren.house"],
    "cameras": ["camera.gate"],
}
DEEDS = [
    ("light", "turn_on"),
    ("homeassistant", "turn_on"),
    ("homeassistant", "turn_off"),
    ("camera", "snapshot"),
    ("test", "over"),
]


@pytest.fixture
async def car(house: House) -> Keyfob:
    """Guard the Almera."""
    car = await house.move_in("almera")
    world = house.world
    await house.automate(
        "theft",
        alarm=world.entity_id("almera", Platform.BINARY_SENSOR, "theft_alarm"),
        notification=world.entity_id("almera", Platform.EVENT, "notification"),
        end_actions=[{"action": "test.over"}],
        **ENTITIES,
    )
    return car


@pytest.fixture
def done(house: House, car: Keyfob) -> dict[str, list[ServiceCall]]:
    """Collect what is done to the house."""
    return {
        f"{domain}.{deed}": async_mock_service(house.hass, domain, deed)
        for domain, deed in DEEDS
    }


@pytest.mark.parametrize("deed", [BreakIn(), Tow()])
async def test_T1_the_house_reacts_once(
    house: House,
    car: Keyfob,
    done: dict[str, list[ServiceCall]],
    deed: BreakIn | Tow,
) -> None:
    """The sirens are silent after five minutes, the alarm is over after thirty."""
    car.do(deed)
    await house.world.advance(POLL)
    assert house.told == ALARM
    assert {len(done[name]) for name in ("light.turn_on", "camera.snapshot")} == {1}
    assert done["homeassistant.turn_on"][0].data["entity_id"] == ["siren.house"]
    picture = done["camera.snapshot"][0].data
    assert picture["filename"].startswith("/media/camera_gate_20260302_13")
    assert not done["homeassistant.turn_off"]
    await house.world.advance(6 * MINUTE)
    assert done["homeassistant.turn_off"][0].data["entity_id"] == ["siren.house"]
    assert not done["test.over"]
    await house.world.advance(HOUR)
    assert house.told == ALARM
    assert len(done["homeassistant.turn_on"]) == len(done["test.over"]) == 1


async def test_T1_the_key_ends_it(
    house: House, car: Keyfob, done: dict[str, list[ServiceCall]]
) -> None:
    """Sirens too, as soon as Home Assistant hears of it, and once."""
    car.do(BreakIn())
    await house.world.advance(4.9 * MINUTE)
    assert house.told == []
    await house.world.advance(MINUTE)
    car.do(UnlockWithKey())
    await house.world.advance(POLL)
    assert len(done["homeassistant.turn_off"]) == 1
    assert len(done["test.over"]) == 1


async def test_N2_an_alarm_that_was_over_is_told_all_the_same(
    house: House, car: Keyfob, done: dict[str, list[ServiceCall]]
) -> None:
    """The car had no network: by its history, and once."""
    car.do(RadioChange(coverage=False))
    car.do(BreakIn())
    await house.world.advance(HOUR)
    assert house.told == []
    car.do(RadioChange(coverage=True))
    await house.world.advance(3 * POLL)
    assert house.told == ALARM
    await house.reload(car)
    await house.world.advance(POLL)
    assert house.told == ALARM


async def test_the_owner_is_no_thief(
    house: House, car: Keyfob, done: dict[str, list[ServiceCall]]
) -> None:
    """Who has the key may open the door."""
    car.do(UnlockWithKey())
    car.do(Open(Opening.FRONT_RIGHT))
    await house.world.advance(POLL)
    car.do(Close(Opening.FRONT_RIGHT))
    car.do(LockWithKey())
    await house.world.advance(2 * POLL)
    assert house.told == []
    assert not any(done.values())


async def test_T1_a_restart_is_no_second_alarm(
    house: House, car: Keyfob, done: dict[str, list[ServiceCall]]
) -> None:
    """While it sounds."""
    car.do(BreakIn())
    await house.world.advance(POLL + 6 * MINUTE)
    await house.reload(car)
    await house.world.advance(10 * MINUTE)
    assert house.told == ALARM
