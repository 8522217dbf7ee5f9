"""What the demo garage begins with, and scenarios that cannot be."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from emulator import scenario
from emulator.console.vehicles import owners
from emulator.datafile import DataError
from emulator.opening import Wish, open_world
from emulator.tcu.orders import Unlock
from emulator.tcu.outcome import Challenged, Done
from emulator.testing import OWNER, SECOND, Emulator
from emulator.world import World
from tests.emulator.services.second_client import Handshake, SecurityCode

A, B = bytes(range(1, 33)), bytes(range(33, 65))
CODED = {"almera", "leaf_ze1", "qashqai_e_power", "qx60"}


@dataclass
class Coded:
    """A car with its owner's security code in force."""

    persona: str
    vin: str
    user_id: str


def coded(world: World) -> list[Coded]:
    """Return the cars that begin with a code."""
    return [
        Coded(world.model(vin), vin, user_id)
        for vin, car in world.cars.items()
        for user_id in car.state.codes
    ]


async def test_the_security_code_1234_is_in_force_where_one_is_needed(
    emulator: Emulator,
) -> None:
    world = emulator.world
    cars = coded(world)
    assert {car.persona for car in cars} == CODED
    whose = [owners(world, car.vin) for car in cars]
    assert whose == [[OWNER.email]] * 4 + [[SECOND.email]]
    for car in cars:
        assert unlocks(world, car, "1234")
        assert not unlocks(world, car, "1235")


def unlocks(world: World, at: Coded, digits: str) -> bool:
    """Return whether digits open a car."""
    car, hands = world.cars[at.vin], Handshake(A)
    now, public = world.clock.now, hands.public.to_bytes(256)
    challenged = car.challenge(now, at.user_id, public, B)
    assert isinstance(challenged, Challenged)
    code = SecurityCode(at.user_id, digits, challenged.salt)
    ours = challenged.public.hex()
    proof = hands.proof(code, ours, f"{at.vin}/RLU/Unlock")
    return car.order(now, at.user_id, Unlock(), proof) == Done()


async def test_a_code_is_the_same_for_a_seed_and_survives_a_restart(
    tmp_path: Path,
) -> None:
    salts = []
    for name in ("one", "one", "two"):
        world = await open_world(Wish(held=True), tmp_path / name)
        codes = [world.cars[car.vin].state.codes for car in coded(world)]
        salts.append([code.given for users in codes for code in users.values()])
        await world.close()
    assert salts[0] == salts[1] == salts[2]
    assert None not in salts[0]
    assert len({found.salt for found in salts[0] if found}) == len(salts[0])


@pytest.mark.parametrize(
    ("persona", "code", "error"),
    [
        ("kicks_e_power", "1234", "has no security code"),
        ("almera", "12345", "security_code"),
        ("almera", "12a4", "security_code"),
        ("almera", "\uff11\uff12\uff13\uff14", "security_code"),
        ("moon_rover", "1234", "no persona"),
    ],
)
def test_a_security_code_that_cannot_be_is_refused(
    tmp_path: Path, persona: str, code: str, error: str
) -> None:
    demo = (scenario.SCENARIOS / "demo.yaml").read_text("utf-8")
    demo = demo.replace("persona: almera", f"persona: {persona}", 1)
    file = tmp_path / "wrong.yaml"
    file.write_text(demo.replace('"1234"', f'"{code}"', 1), "utf-8")
    with pytest.raises(DataError, match=error):
        scenario.read(file)
