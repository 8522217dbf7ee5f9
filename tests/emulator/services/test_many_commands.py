"""Many commands at once, many users of one car: each ends with its own truth."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from aiohttp import ClientSession, CookieJar

from emulator.cloud.accounts import Role
from emulator.tcu.deeds import HazardLights, KeyInside, RadioChange, UnlockWithKey
from emulator.testing import Emulator, running

from .clients import Client
from .second_client import Commander, Final, named

CARS = 20
FLEET = """
title: Twenty cars of one owner
accounts:
  - email: fleet@example.com
    password: Emulator-3
    first_name: Fleet
    last_name: Owner
    country: TH
    cars:
"""
CAR = """
      - persona: kicks_e_power
        delivered_days_ago: 400
        enrolled_days_ago: 399
        odometer_km: 1000
        level_pct: 60
        parked: {latitude: 18.8, longitude: 98.9, heading_deg: 0, hours: 10}
"""


def _mailed(emulator: Emulator) -> Callable[[], str]:
    return lambda: emulator.world.cloud.mailbox.newest_first()[0].letter.code or ""


async def _end(commander: Commander, action_id: str) -> Final:
    final = await commander.look(action_id)
    assert final is not None
    assert final["status"] not in {"CREATED", "PENDING"}
    return final


async def test_fifty_commands_at_once_on_twenty_cars(
    tmp_path: Path, socket_enabled: None
) -> None:
    fleet = tmp_path / "fleet.yaml"
    fleet.write_text(FLEET + CAR * CARS)
    async with (
        running(scenario=str(fleet)) as emulator,
        ClientSession(emulator.url, cookie_jar=CookieJar(unsafe=True)) as http,
    ):
        owner = Client(http)
        await owner.sign_in("fleet@example.com", "Emulator-3")
        user_id, cars = await owner.user_id(), list(emulator.world.cars.values())
        world = emulator.world
        for number, car in enumerate(cars):
            world.do(car, UnlockWithKey())
            if number % 4 == 1:
                world.do(car, KeyInside(inside=True))
            if number % 4 == 2:
                world.do(car, HazardLights(on=True))
            if number % 4 == 3:
                world.do(car, RadioChange(coverage=False))
        commanders = [
            Commander(owner, user_id, car.vin, emulator.advance) for car in cars
        ]
        locks = asyncio.gather(
            *(
                one.submit("lock-unlock", action="lock", target="doors_hatch")
                for one in commanders
            )
        )
        starts = asyncio.gather(
            *(one.submit("engine-start", action="start") for one in commanders)
        )
        signals = asyncio.gather(
            *(one.submit("horn-lights", action="stop") for one in commanders[:10])
        )
        ordered = await locks, await starts, await signals
        assert len({action_id for ids in ordered for action_id in ids}) == 50
        await emulator.advance(125)
        told: dict[int, list[str]] = {}
        for number, commander in enumerate(commanders):
            ids = [ids[number] for ids in ordered[:2]]
            finals = [await _end(commander, action_id) for action_id in ids]
            told[number] = [
                str(named(final).get("reason") or final["status"]) for final in finals
            ]
            truth = cars[number].truth(world.clock.now)
            assert truth.locked is (told[number][0] == "COMPLETED")
            assert truth.remote_starts == (told[number][1] == "COMPLETED")
            count = 3 if number < 10 else 2
            assert world.cloud.orders.of(commander.vin).count == count
            assert len(world.cloud.inbox.of(commander.vin)) == count
        assert told == {
            number: [
                ["COMPLETED", "COMPLETED"],
                ["KEY_INSIDE", "COMPLETED"],
                ["COMPLETED", "HAZARD_LIGHTS_ON"],
                ["TIMEOUT", "TIMEOUT"],
            ][number % 4]
            for number in range(CARS)
        }


async def _two(
    emulator: Emulator, owner: Client, stranger: Client
) -> tuple[Commander, Commander]:
    """Return two users of one car, each with a code of his own."""
    vin, accounts = emulator.car("qx60").vin, emulator.world.cloud.accounts
    second_id = await stranger.user_id()
    accounts.pair(second_id, vin, at=emulator.world.clock.now, role=Role.STANDARD)
    first = Commander(owner, await owner.user_id(), vin, emulator.advance)
    second = Commander(stranger, second_id, vin, emulator.advance)
    for commander, digits in ((first, "1111"), (second, "2222")):
        await commander.register(_mailed(emulator))
        assert (await commander.enrol(digits))["status"] == "COMPLETED"
    return first, second


async def test_two_users_have_codes_and_challenges_of_their_own(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    first, second = await _two(emulator, owner, stranger)
    element = "2".rjust(512, "0")
    asked = [
        await one.submit("srp-sets", i=one.user_id, a=element)
        for one in (first, second)
    ]
    await emulator.advance(30)
    finals = [
        await _end(one, action_id)
        for one, action_id in zip((first, second), asked, strict=True)
    ]
    items = [named(final) for final in finals]
    assert items[0]["srpLoginS"] != items[1]["srpLoginS"]
    prove_first = await first.prover("1111")
    prove_second = await second.prover("2222")
    said = {"action": "unlock", "target": "doors_hatch"}
    final = await first.order("lock-unlock", **said, srp=prove_first("RLU/Unlock"))
    assert final["status"] == "COMPLETED"
    said["action"] = "lock"
    final = await second.order("lock-unlock", **said, srp=prove_second("RLU/Lock"))
    assert final["status"] == "COMPLETED"
    assert emulator.car("qx60").truth(emulator.world.clock.now).locked


async def test_of_two_users_commands_of_a_kind_the_second_waits_its_turn(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    first, second = await _two(emulator, owner, stranger)
    unlock = (await first.prover("1111"))("RLU/Unlock")
    lock = (await second.prover("2222"))("RLU/Lock")
    said = {"target": "doors_hatch"}
    action_id = await first.submit("lock-unlock", action="unlock", **said, srp=unlock)
    attributes = {"action": "lock", "srp": lock} | said
    body = {"data": {"type": "LockUnlock", "attributes": attributes}}
    assert (await stranger.order(second.vin, "lock-unlock", body)).status == 409
    assert (await first.follow(action_id))["status"] == "COMPLETED"
    assert not emulator.car("qx60").truth(emulator.world.clock.now).locked
    # Refused at the door, it cost neither the challenge nor a try.
    final = await second.order("lock-unlock", **attributes)
    assert final["status"] == "COMPLETED"
    assert emulator.car("qx60").truth(emulator.world.clock.now).locked


async def test_two_clients_of_one_user_do_not_both_hold_a_challenge(
    emulator: Emulator, owner: Client
) -> None:
    user_id, vin = await owner.user_id(), emulator.car("qx60").vin
    first = Commander(owner, user_id, vin, emulator.advance)
    await first.register(_mailed(emulator))
    await first.enrol("1111")
    second = Commander(owner, user_id, vin, emulator.advance)
    older, newer = await first.prover("1111"), await second.prover("1111")
    said = {"action": "unlock", "target": "doors_hatch"}
    final = await second.order("lock-unlock", **said, srp=newer("RLU/Unlock"))
    assert final["status"] == "COMPLETED"
    final = await first.order("lock-unlock", **said, srp=older("RLU/Unlock"))
    assert named(final)["reason"] == "CHALLENGE_INVALID"
