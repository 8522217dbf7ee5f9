"""What is done from afar, as the console shows it."""

from typing import Any

from aiohttp import ClientSession
import pytest

from emulator.tcu.deeds import BreakIn, DriverDeed, IgnitionOn, Shift
from emulator.tcu.orders import Order, Signal, StartClimate, StartEngine, Unlock
from emulator.tcu.outcome import Done
from emulator.testing import Emulator

USER = "somebody"


def send(emulator: Emulator, persona: str, order: Order) -> None:
    """Let an order reach a car."""
    now = emulator.world.clock.now
    assert emulator.car(persona).order(now, USER, order) == Done()


async def drawn(emulator: Emulator, client: ClientSession, persona: str) -> str:
    """Return how the console draws a car."""
    answer = await client.get(f"/console/cars/{emulator.car(persona).vin}")
    return await answer.text()


async def truth(emulator: Emulator, client: ClientSession, persona: str) -> Any:
    """Return what the control API says of a car."""
    vin = emulator.car(persona).vin
    return await (await client.get(f"/console/api/vehicles/{vin}")).json()


@pytest.mark.parametrize(
    ("persona", "order", "words"),
    [
        ("kicks_e_power", StartEngine(), "remote start, 10 min left"),
        ("kicks_e_power", StartEngine(), "on, remotely"),
        ("kicks_e_power", Signal("horn", 5), "horn sounding"),
        ("kicks_e_power", Signal("lights", 5), "lights flashing"),
        ("kicks_e_power", Signal("horn_lights", 5), "horn sounding, lights flashing"),
        ("kicks_e_power", Unlock("hatch"), "unlocked: hatch"),
        ("leaf_ze1", StartClimate(20), "climate, 15 min left"),
        ("leaf_ze1", StartClimate(20), "climate to 20 °C"),
    ],
)
async def test_the_console_shows_what_was_ordered(
    emulator: Emulator, client: ClientSession, persona: str, order: Order, words: str
) -> None:
    assert words not in await drawn(emulator, client, persona)
    send(emulator, persona, order)
    assert words in await drawn(emulator, client, persona)


@pytest.mark.parametrize(
    ("deed", "words"),
    [(BreakIn(), "alarm"), (Shift("N"), "in neutral")],
)
async def test_the_console_shows_what_stands_in_the_way(
    emulator: Emulator, client: ClientSession, deed: DriverDeed, words: str
) -> None:
    assert words not in await drawn(emulator, client, "almera")
    emulator.do("almera", deed)
    assert words in await drawn(emulator, client, "almera")


async def test_R4_the_remaining_minutes_count_down(
    emulator: Emulator, client: ClientSession
) -> None:
    send(emulator, "kicks_e_power", StartEngine())
    await emulator.advance(150)
    assert "remote start, 7 min left" in await drawn(emulator, client, "kicks_e_power")
    car = await truth(emulator, client, "kicks_e_power")
    assert car["engine"] == "remote"
    assert car["remote_run"]["until"] == "2026-03-02T06:10:00Z"
    assert car["remote_starts"] == 1
    await emulator.advance(450)
    assert "remote start" not in await drawn(emulator, client, "kicks_e_power")
    car = await truth(emulator, client, "kicks_e_power")
    assert car["engine"] == "off"
    assert car["remote_run"] is None


async def test_a_planned_climate_is_shown(
    emulator: Emulator, client: ClientSession
) -> None:
    at = emulator.world.clock.now + 7_200
    send(emulator, "leaf_ze1", StartClimate(20, at))
    assert "climate starts in 2 h" in await drawn(emulator, client, "leaf_ze1")
    car = await truth(emulator, client, "leaf_ze1")
    assert car["cabin"]["starts_at"] == "2026-03-02T08:00:00Z"


async def test_S1_a_code_that_waits_for_the_ignition_is_shown(
    emulator: Emulator, client: ClientSession
) -> None:
    emulator.do("almera", IgnitionOn())
    value = bytes([7]) * 256
    emulator.car("almera").enrol(emulator.world.clock.now, USER, bytes(10), value)
    assert "new code waits for ignition OFF" in await drawn(emulator, client, "almera")
    *_, code = (await truth(emulator, client, "almera"))["codes"]
    assert code["user_id"] == USER
    assert code["awaits"] == "ignition_off"


async def test_R8_a_block_is_shown_until_it_ends_and_no_secret_is(
    emulator: Emulator, client: ClientSession
) -> None:
    car = emulator.car("qx60")
    (user,) = car.state.codes
    for _ in range(3):
        now = emulator.world.clock.now
        car.challenge(now, user, bytes([5]) * 256, bytes([6]) * 32)
        car.order(now, user, Unlock(), "0" * 64)
    assert "security code blocked, 10 min left" in await drawn(emulator, client, "qx60")
    (code,) = (await truth(emulator, client, "qx60"))["codes"]
    assert code == {
        "user_id": user,
        "in_force": True,
        "awaits": None,
        "wrong_tries": 0,
        "blocked_until": "2026-03-02T06:10:00Z",
    }
    await emulator.advance(600)
    assert "security code blocked" not in await drawn(emulator, client, "qx60")
