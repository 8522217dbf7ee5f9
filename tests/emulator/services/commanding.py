"""Users who command the cars of a world, and what tests look at."""

from typing import Any

from emulator.tcu.truth import Truth
from emulator.testing import Emulator

from .clients import Client
from .second_client import DEVICE_ID, Commander, Final, named

CODE, WRONG = "2710", "2711"
LOCK = {"action": "lock", "target": "doors_hatch"}
UNLOCK = {"action": "unlock", "target": "doors_hatch"}


async def commander_of(
    emulator: Emulator, owner: Client, persona: str = "kicks_e_power"
) -> Commander:
    user_id, vin = await owner.user_id(), emulator.car(persona).vin
    return Commander(owner, user_id, vin, emulator.advance)


def truth_of(emulator: Emulator, persona: str = "kicks_e_power") -> Truth:
    return emulator.car(persona).truth(emulator.world.clock.now)


def ordered(emulator: Emulator, persona: str = "kicks_e_power") -> int:
    return emulator.world.cloud.orders.of(emulator.car(persona).vin).count


def mailed_code(emulator: Emulator) -> str:
    """Return the code of the latest mail."""
    code = emulator.world.cloud.mailbox.newest_first()[0].letter.code
    assert code
    return code


async def registered(
    emulator: Emulator, client: Client, persona: str = "qx60"
) -> Commander:
    """Return a user of a car, with a registered device."""
    user_id, vin = await client.user_id(), emulator.car(persona).vin
    commander = Commander(client, user_id, vin, emulator.advance)
    await commander.register(lambda: mailed_code(emulator))
    return commander


async def enrolled(
    emulator: Emulator, client: Client, persona: str = "qx60"
) -> Commander:
    """Return a user of a car whose code is in force."""
    commander = await registered(emulator, client, persona)
    assert (await commander.enrol(CODE))["status"] == "COMPLETED"
    return commander


def is_locked(emulator: Emulator, persona: str = "qx60") -> bool:
    return emulator.car(persona).truth(emulator.world.clock.now).locked


async def unlock(commander: Commander, proof: str | None, **other: Any) -> Final:
    said = {"action": "unlock", "target": "doors_hatch", "deviceId": DEVICE_ID}
    if proof is not None:
        said["srp"] = proof
    return await commander.order("lock-unlock", **said | other)


def refused(final: Final) -> tuple[str, str, str | None]:
    """Return status, reason and tries left of a refusal."""
    items = named(final)
    assert items["errorCode"] == final["errorCode"]
    assert items["status"] == "KO"
    return final["status"], items["reason"], items.get("triesLeft")
