"""What is done from afar, as the control API tells it."""

from typing import Any

from aiohttp import ClientSession

from emulator.tcu.deeds import IgnitionOn
from emulator.tcu.orders import Order, StartClimate, StartEngine, Unlock
from emulator.tcu.outcome import Done
from emulator.testing import Emulator

USER = "somebody"


def send(emulator: Emulator, persona: str, order: Order) -> None:
    """Let an order reach a car."""
    now = emulator.world.clock.now
    assert emulator.car(persona).order(now, USER, order) == Done()


async def truth(emulator: Emulator, client: ClientSession, persona: str) -> Any:
    """Return what the control API says of a car."""
    vin = emulator.car(persona).vin
    return await (await client.get(f"/console/api/vehicles/{vin}")).json()


async def test_R4_a_remote_run_is_told_with_its_end(
    emulator: Emulator, client: ClientSession
) -> None:
    send(emulator, "kicks_e_power", StartEngine())
    await emulator.advance(150)
    car = await truth(emulator, client, "kicks_e_power")
    assert car["engine"] == "remote"
    assert car["remote_run"]["until"] == "2026-03-02T06:10:00Z"
    assert car["remote_starts"] == 1
    await emulator.advance(450)
    car = await truth(emulator, client, "kicks_e_power")
    assert car["engine"] == "off"
    assert car["remote_run"] is None


async def test_a_planned_climate_is_told(
    emulator: Emulator, client: ClientSession
) -> None:
    at = emulator.world.clock.now + 7_200
    send(emulator, "leaf_ze1", StartClimate(20, at))
    car = await truth(emulator, client, "leaf_ze1")
    assert car["cabin"]["starts_at"] == "2026-03-02T08:00:00Z"


async def test_S1_a_code_that_waits_for_the_ignition_is_told(
    emulator: Emulator, client: ClientSession
) -> None:
    emulator.do("almera", IgnitionOn())
    value = bytes([7]) * 256
    emulator.car("almera").enrol(emulator.world.clock.now, USER, bytes(10), value)
    *_, code = (await truth(emulator, client, "almera"))["codes"]
    assert code["user_id"] == USER
    assert code["awaits"] == "ignition_off"


async def test_R8_a_block_is_told_with_its_end_and_no_secret_is(
    emulator: Emulator, client: ClientSession
) -> None:
    car = emulator.car("qx60")
    (user,) = car.state.codes
    for _ in range(3):
        now = emulator.world.clock.now
        car.challenge(now, user, bytes([5]) * 256, bytes([6]) * 32)
        car.order(now, user, Unlock(), "0" * 64)
    (code,) = (await truth(emulator, client, "qx60"))["codes"]
    assert code == {
        "user_id": user,
        "in_force": True,
        "awaits": None,
        "wrong_tries": 0,
        "blocked_until": "2026-03-02T06:10:00Z",
    }
