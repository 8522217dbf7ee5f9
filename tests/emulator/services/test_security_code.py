"""The security code over the wire, attacked: protocol 6, R8, S1-S3."""

from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar
import pytest

from emulator.cloud.accounts import Role
from emulator.cloud.tokens import Purpose
from emulator.tcu.deeds import RadioChange, UnlockWithKey
from emulator.testing import OWNER, Emulator, running

from .clients import Client, error_of
from .commanding import (
    CODE,
    WRONG,
    enrolled,
    is_locked,
    refused,
    registered,
    unlock,
)
from .second_client import DEVICE_ID, Commander, N, named, padded

CHALLENGE_S = 120
INVALID = ("REJECTED", "CHALLENGE_INVALID", None)


@pytest.mark.parametrize("persona", ["qx60", "leaf_ze1", "qashqai_e_power"])
async def test_a_second_client_enrols_and_locks(
    emulator: Emulator, owner: Client, persona: str
) -> None:
    commander = await enrolled(emulator, owner, persona)
    assert (await commander.lock(CODE, "unlock"))["status"] == "COMPLETED"
    assert not is_locked(emulator, persona)
    assert (await commander.lock(CODE))["status"] == "COMPLETED"
    assert is_locked(emulator, persona)


async def test_R1_R4_a_plain_coded_command_is_refused_with_6(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    for said in ({}, {"srp": ""}):
        final = await commander.order(
            "lock-unlock", action="unlock", target="doors_hatch", **said
        )
        assert refused(final) == ("REJECTED", "CONTACT_SRC", None)
        assert final["errorCode"] == "6"
        final = await commander.order("engine-start", action="start", **said)
        assert final["errorCode"] == "6"
    assert is_locked(emulator)


async def test_R3_horn_and_lights_need_no_proof_but_check_one(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    assert (await commander.order("horn-lights", target="lights"))["status"] == (
        "COMPLETED"
    )
    prove = await commander.prover(CODE)
    final = await commander.order("horn-lights", action="stop", srp=prove("RHL/Stop"))
    assert final["status"] == "COMPLETED"
    prove = await commander.prover(WRONG)
    final = await commander.order("horn-lights", action="stop", srp=prove("RHL/Stop"))
    assert refused(final) == ("REJECTED", "WRONG_CODE", "2")


async def test_the_climates_proof_is_optional_and_checked(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner, "leaf_ze1")
    prove = await commander.prover(CODE)
    final = await commander.order(
        "hvac-start", action="start", targetTemperature=21, srp=prove("RPC_ICE/Start")
    )
    assert final["status"] == "COMPLETED"
    final = await commander.order("hvac-start", action="stop", srp="f" * 64)
    assert refused(final) == INVALID


async def test_a_replayed_proof_is_refused_uncounted(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    proof = (await commander.prover(CODE))("RLU/Unlock")
    assert (await unlock(commander, proof))["status"] == "COMPLETED"
    assert (await commander.lock(CODE))["status"] == "COMPLETED"
    for _ in range(4):
        assert refused(await unlock(commander, proof)) == INVALID
    assert is_locked(emulator)
    assert (await commander.lock(CODE, "unlock"))["status"] == "COMPLETED"


async def test_a_proof_for_another_order_or_car_is_a_wrong_one(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    other_vin = emulator.car("leaf_ze1").vin
    prove = await commander.prover(CODE)
    assert refused(await unlock(commander, prove("RLU/Lock"))) == (
        "REJECTED",
        "WRONG_CODE",
        "2",
    )
    prove = await commander.prover(CODE)
    assert refused(await unlock(commander, prove("RLU/Unlock", other_vin))) == (
        "REJECTED",
        "WRONG_CODE",
        "1",
    )
    assert is_locked(emulator)


async def test_a_proof_for_one_car_is_worth_nothing_at_another(
    emulator: Emulator, owner: Client
) -> None:
    leaf = await enrolled(emulator, owner, "leaf_ze1")
    commander = await enrolled(emulator, owner)
    proof = (await leaf.prover(CODE))("RLU/Unlock")
    assert refused(await unlock(commander, proof)) == INVALID
    assert is_locked(emulator)
    # It was not spent there.
    assert (await unlock(leaf, proof))["status"] == "COMPLETED"


async def test_a_proof_of_another_user_is_refused_for_his_challenge_is_not_ours(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    commander = await enrolled(emulator, owner)
    cloud = emulator.world.cloud
    cloud.accounts.pair(
        await stranger.user_id(), commander.vin, at=cloud.clock.now, role=Role.STANDARD
    )
    second = await registered(emulator, stranger)
    proof = (await commander.prover(CODE))("RLU/Unlock")
    assert refused(await unlock(second, proof)) == (
        "REJECTED",
        "NOT_ENROLLED",
        None,
    )
    await second.enrol("9999")
    assert refused(await unlock(second, proof)) == INVALID
    await second.prover("9999")
    assert refused(await unlock(second, proof)) == ("REJECTED", "WRONG_CODE", "2")
    assert is_locked(emulator)


async def test_nobody_speaks_in_the_name_of_somebody_else(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    commander = await registered(emulator, owner)
    his = await stranger.user_id()
    element = "2".rjust(512, "0")
    for action, kind, said in (
        ("srp-sets", "SrpSets", {"i": his, "a": element}),
        ("srp-initiates", "SrpInitiates", {"s": "0" * 20, "i": his, "v": element}),
    ):
        body = {"data": {"type": kind, "attributes": said}}
        answer = await owner.order(commander.vin, action, body)
        assert answer.status == 403
        assert error_of(await answer.text()) == ("security.access", "403")


@pytest.mark.parametrize("factor", [0, 1])
async def test_A_or_v_that_is_0_mod_N_is_refused(
    emulator: Emulator, owner: Client, factor: int
) -> None:
    commander = await enrolled(emulator, owner)
    zero = padded(factor * N).hex()
    final = await commander.order("srp-sets", i=commander.user_id, a=zero)
    assert refused(final) == INVALID
    assert named(final)["srpLoginS"] == named(final)["srpLoginB"] == ""
    final = await commander.order(
        "srp-initiates", s="0" * 20, i=commander.user_id, v=zero
    )
    assert refused(final) == INVALID
    # With A = 0 the secret would be 0 for everybody.
    assert refused(await unlock(commander, "0" * 64)) == INVALID
    assert is_locked(emulator)
    assert (await commander.lock(CODE))["status"] == "COMPLETED"


@pytest.mark.parametrize(
    ("action", "kind", "said"),
    [
        ("srp-sets", "SrpSets", {"a": "2"}),
        ("srp-sets", "SrpSets", {"a": "g" * 512}),
        ("srp-sets", "SrpSets", {"a": "0" * 510}),
        ("srp-sets", "SrpSets", {"a": "0" * 514}),
        ("srp-sets", "SrpSets", {"a": f"{'0' * 512}\n"}),
        ("srp-sets", "SrpSets", {"a": 2}),
        ("srp-sets", "SrpSets", {}),
        ("srp-initiates", "SrpInitiates", {"s": "0" * 20}),
        ("srp-initiates", "SrpInitiates", {"s": "0" * 19, "v": "0" * 512}),
        ("srp-initiates", "SrpInitiates", {"s": "0" * 20, "v": "0" * 511}),
        ("srp-initiates", "SrpInitiates", {"s": "0" * 20, "v": "0" * 512, "p": "1234"}),
    ],
)
async def test_values_of_the_wrong_length_are_unreadable(
    emulator: Emulator, owner: Client, action: str, kind: str, said: dict[str, Any]
) -> None:
    vin = emulator.car("qx60").vin
    attributes = {"i": await owner.user_id()} | said
    body = {"data": {"type": kind, "attributes": attributes}}
    answer = await owner.order(vin, action, body)
    assert answer.status == 400
    assert emulator.world.cloud.orders.of(vin).count == 0


@pytest.mark.parametrize("proof", ["0", "x" * 64, "0" * 63, "0" * 66, " " * 64])
async def test_R8_a_malformed_proof_is_refused_uncounted_and_spends_nothing(
    emulator: Emulator, owner: Client, proof: str
) -> None:
    commander = await enrolled(emulator, owner)
    prove = await commander.prover(CODE)
    assert refused(await unlock(commander, proof)) == INVALID
    assert is_locked(emulator)
    assert (await unlock(commander, prove("RLU/Unlock")))["status"] == "COMPLETED"


async def test_a_proof_in_capitals_is_as_good(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    proof = (await commander.prover(CODE))("RLU/Unlock").upper()
    assert (await unlock(commander, proof))["status"] == "COMPLETED"


async def test_a_challenge_expires(emulator: Emulator, owner: Client) -> None:
    commander = await enrolled(emulator, owner)
    proof = (await commander.prover(CODE))("RLU/Unlock")
    await emulator.advance(CHALLENGE_S)
    assert refused(await unlock(commander, proof)) == INVALID
    assert is_locked(emulator)


async def test_a_proof_that_reaches_the_car_too_late_is_refused(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    proof = (await commander.prover(CODE))("RLU/Unlock")
    await emulator.advance(60)
    emulator.do("qx60", RadioChange(coverage=False))
    action_id = await commander.submit(
        "lock-unlock", action="unlock", target="doors_hatch", srp=proof
    )
    await emulator.advance(70)
    emulator.do("qx60", RadioChange(coverage=True))
    assert refused(await commander.follow(action_id)) == INVALID
    assert is_locked(emulator)


async def test_a_new_challenge_ends_the_one_before(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    older = await commander.prover(CODE)
    newer = await commander.prover(CODE)
    assert refused(await unlock(commander, older("RLU/Unlock"))) == (
        "REJECTED",
        "WRONG_CODE",
        "2",
    )
    # The wrong one spent the challenge.
    assert refused(await unlock(commander, newer("RLU/Unlock"))) == INVALID


async def test_without_a_code_there_is_no_challenge(
    emulator: Emulator, owner: Client
) -> None:
    commander = await registered(emulator, owner)
    emulator.car("qx60").state.codes = {}
    element = "2".rjust(512, "0")
    final = await commander.order("srp-sets", i=commander.user_id, a=element)
    assert refused(final) == ("REJECTED", "NOT_ENROLLED", None)
    assert final["errorCode"] == "124"


async def test_R8_three_wrong_codes_block_for_ten_minutes(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    for left in ("2", "1"):
        assert refused(await commander.lock(WRONG)) == ("REJECTED", "WRONG_CODE", left)
    final = await commander.lock(WRONG)
    assert refused(final) == ("REJECTED", "WRONG_CODE", "0")
    until = named(final)["blockedUntil"]
    element = "2".rjust(512, "0")
    final = await commander.order("srp-sets", i=commander.user_id, a=element)
    assert refused(final) == ("REJECTED", "BLOCKED", None)
    assert (final["errorCode"], named(final)["blockedUntil"]) == ("122", until)
    assert refused(await unlock(commander, "0" * 64))[1] == "BLOCKED"
    await emulator.advance(600)
    assert (await commander.lock(CODE, "unlock"))["status"] == "COMPLETED"


async def test_R8_a_right_code_clears_the_count(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    for _ in range(2):
        for left in ("2", "1"):
            final = await commander.lock(WRONG)
            assert refused(final) == ("REJECTED", "WRONG_CODE", left)
        assert (await commander.lock(CODE))["status"] == "COMPLETED"


async def test_R8_the_block_is_one_users_own(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    commander = await enrolled(emulator, owner)
    cloud = emulator.world.cloud
    cloud.accounts.pair(
        await stranger.user_id(), commander.vin, at=cloud.clock.now, role=Role.STANDARD
    )
    second = await registered(emulator, stranger)
    await second.enrol("9999")
    for _ in range(3):
        await commander.lock(WRONG)
    assert refused(await unlock(commander, "0" * 64))[1] == "BLOCKED"
    assert (await second.lock("9999", "unlock"))["status"] == "COMPLETED"


async def test_without_a_registered_device_nothing_with_the_code_goes_through(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    proof = (await commander.prover(CODE))("RLU/Unlock")
    devices = emulator.world.cloud.devices
    unknown = await unlock(commander, proof, deviceId="fedcba9876543210")
    assert refused(unknown) == ("REJECTED", "DEVICE_NOT_REGISTERED", None)
    assert unknown["errorCode"] == "125"
    devices.remove(commander.user_id, commander.vin, DEVICE_ID)
    final = await commander.order(
        "lock-unlock", action="unlock", target="doors_hatch", srp=proof
    )
    assert refused(final)[1] == "DEVICE_NOT_REGISTERED"
    element = "2".rjust(512, "0")
    final = await commander.order("srp-sets", i=commander.user_id, a=element)
    assert refused(final)[1] == "DEVICE_NOT_REGISTERED"
    assert named(final)["srpLoginB"] == ""
    assert refused(await commander.enrol("9999"))[1] == "DEVICE_NOT_REGISTERED"
    assert is_locked(emulator)


async def test_what_the_cloud_refuses_never_wakes_the_car(
    emulator: Emulator, owner: Client
) -> None:
    user_id, vin = await owner.user_id(), emulator.car("qx60").vin
    commander = Commander(owner, user_id, vin, emulator.advance)
    action_id = await commander.submit(
        "lock-unlock", action="unlock", target="doors_hatch", srp="0" * 64
    )
    await emulator.advance(2)
    final = await commander.look(action_id) or {}
    assert final["status"] == "REJECTED"
    await emulator.advance(60)
    assert emulator.car("qx60").asleep(emulator.world.clock.now)


async def test_a_body_without_a_device_is_enough_if_the_user_has_one(
    emulator: Emulator, owner: Client
) -> None:
    commander = await enrolled(emulator, owner)
    proof = (await commander.prover(CODE))("RLU/Unlock")
    final = await commander.order(
        "lock-unlock", action="unlock", target="doors_hatch", srp=proof
    )
    assert final["status"] == "COMPLETED"


async def test_S3_no_secret_is_printed_or_stays_with_the_cloud(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, socket_enabled: None
) -> None:
    state = tmp_path / "garage.sqlite"
    async with (
        running(state=state) as emulator,
        ClientSession(emulator.url, cookie_jar=CookieJar(unsafe=True)) as http,
    ):
        owner = Client(http)
        await owner.sign_in(*OWNER)
        commander = await enrolled(emulator, owner)
        emulator.do("qx60", UnlockWithKey())
        prove = await commander.prover(CODE)
        proof = prove("RLU/Lock")
        replayed = prove("RLU/Unlock")
        said = {"action": "lock", "target": "doors_hatch"}
        action_id = await commander.submit("lock-unlock", **said, srp=proof)
        cloud = emulator.world.cloud
        under_way = repr(cloud.orders.of(commander.vin))
        assert (await commander.follow(action_id))["status"] == "COMPLETED"
        await unlock(commander, replayed)
        await commander.lock(WRONG)
        token = owner.headers["Authorization"].removeprefix("Bearer ")
        printed = under_way + caplog.text
        printed += repr(cloud.orders.of(commander.vin))
        printed += repr(
            [cloud.devices.documents[key] for key in cloud.devices.documents]
        )
        printed += repr(emulator.car("qx60").state)
        kept = cloud.orders.documents.dump(commander.vin) or b""
        assert len(cloud.tokens.collections[Purpose.ACCESS]) == 1
    secrets = (proof, replayed, token, OWNER.password)
    for secret in secrets:
        assert secret not in printed
        assert secret.encode() not in kept
        assert secret.encode() not in state.read_bytes()
    assert "/actions/srp-sets" in caplog.text
