"""What holds for every command: sent once, codes with care, the truth at the end."""

from http import HTTPStatus
import re
from typing import Any

from homeassistant.components.diagnostics import REDACTED
from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.nissanconnect.account import servers
from custom_components.nissanconnect.api.server import Server
from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.remote.state import RemoteState
from emulator.services import car_list
from emulator.tcu.deeds import RadioChange
from tests.actions import act, begin
from tests.dialog import Dialog
from tests.keyfob import CODE, WRONG, Keyfob
from tests.world import World


async def _refused(keyfob: Keyfob, action: str = "lock", **data: Any) -> str | None:
    with pytest.raises(HomeAssistantError) as refused:
        await act(keyfob, action, **data)
    return refused.value.translation_key


async def _reload(keyfob: Keyfob) -> None:
    hass = keyfob.world.hass
    assert await hass.config_entries.async_reload(keyfob.entry.entry_id)
    await hass.async_block_till_done()


def _stops(hass: HomeAssistant) -> list[str]:
    return [
        issue_id
        for domain, issue_id in ir.async_get(hass).issues
        if domain == DOMAIN and issue_id.startswith("remote_stopped")
    ]


# Before a command.


async def test_the_security_has_to_be_set_up(world: World) -> None:
    """Nothing is sent before."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    almera = Keyfob(world, entry, "almera")
    assert await _refused(almera, security_code=CODE) == "remote_not_set_up"
    assert world.asked("/actions/") == 0


async def test_no_command_while_a_new_code_is_set(almera: Keyfob) -> None:
    """Which code is in force is not known."""
    dialog = await Dialog.opened(almera.world, almera.entry)
    await dialog.choose("new_code")
    await dialog.fill(security_code="2468", security_code_repeated="2468", keep=False)
    task = begin(almera, "lock", security_code=CODE)
    with pytest.raises(ServiceValidationError) as refused:
        await task
    assert refused.value.translation_key == "enrolment_pending"
    await almera.world.advance(60)


async def test_unlocking_has_to_be_allowed(world: World) -> None:
    """Also by our own action, also where no code is needed."""
    world.keep("kicks_e_power")
    entry = world.entry()
    await world.set_up(entry)
    kicks = Keyfob(world, entry, "kicks_e_power")
    assert await _refused(kicks, "unlock") == "unlocking_not_allowed"
    assert world.asked("lock-unlock") == 0


async def test_a_command_that_the_car_does_not_have(world: World) -> None:
    """An Ariya has no remote start."""
    world.keep("ariya")
    entry = world.entry()
    await world.set_up(entry)
    ariya = Keyfob(world, entry, "ariya")
    assert await _refused(ariya, "start_engine") == "not_fitted"


async def test_the_unproven_at_the_makers_cloud(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not there until the owner dares; lights are proven."""
    monkeypatch.setitem(servers._REGIONS, "europe", Server.at(world.front.url))
    world.keep("kicks_e_power")
    entry = world.entry()
    hass = world.hass
    data = {**entry.data, "server": "europe"}
    hass.config_entries.async_update_entry(entry, data=data)
    await world.set_up(entry)
    kicks = Keyfob(world, entry, "kicks_e_power")
    for action in ("lock", "start_engine", "stop_engine"):
        assert await _refused(kicks, action) == "unproven_not_allowed"
    vin = world.emulator.car("kicks_e_power").vin
    with pytest.raises(AssertionError):
        world.entity_id("kicks_e_power", Platform.LOCK, "doors")
    await act(kicks, "horn_lights", target="lights")
    hass.config_entries.async_update_entry(entry, options={"allow_unproven": True})
    await _reload(kicks)
    await act(kicks, "lock")
    assert world.asked(f"{vin}/actions/lock-unlock") == 1
    assert kicks.shown(Platform.LOCK, "doors") == "locked"


async def test_not_while_the_cloud_wants_to_be_left_alone(almera: Keyfob) -> None:
    """A quota holds for commands too."""
    world = almera.world
    world.front.fail("cockpit|location|lock-status|res-state", 429, **RETRY)
    await world.advance(310)
    world.front.heal()
    asked = world.asked("/actions/")
    assert await _refused(almera, security_code=CODE) == "quota_exceeded"
    assert world.asked("/actions/") == asked


RETRY = {"Retry-After": "3600"}


async def test_an_outage_before_the_command_was_taken(almera: Keyfob) -> None:
    """It says so, and nothing is sent later."""
    world = almera.world
    await world.front.close()
    assert await _refused(almera, "unlock", security_code=CODE) == "cloud_unavailable"
    await world.front.open()
    await world.advance(600)
    assert almera.truth().locked


# A code.


async def test_a_kept_code_is_used(almera: Keyfob) -> None:
    """And is not asked for."""
    dialog = await Dialog.opened(almera.world, almera.entry)
    await dialog.choose("keep_code")
    await dialog.fill(security_code=CODE)
    await act(almera, "unlock")
    assert not almera.truth().locked


async def test_R8_the_stop(almera: Keyfob, hass_client: ClientSessionGenerator) -> None:
    """Two in a row: none is sent, over a restart too, until the owner confirms."""
    world = almera.world
    assert await async_setup_component(world.hass, REPAIRS, {})
    assert await _refused(almera, security_code=WRONG) == "wrong_code_tries_left"
    assert not _stops(world.hass)
    assert await _refused(almera, security_code=WRONG) == "wrong_code_stopped"
    (issue_id,) = _stops(world.hass)
    await _reload(almera)
    assert _stops(world.hass) == [issue_id]
    asked = world.asked("srp-sets")
    assert await _refused(almera, security_code=CODE) == "remote_stopped"
    assert world.asked("srp-sets") == asked
    await _confirm(await hass_client(), issue_id)
    assert not _stops(world.hass)
    await act(almera, "unlock", security_code=CODE)
    assert not almera.truth().locked


async def _confirm(client: Any, issue_id: str) -> str:
    flow = await client.post(
        "/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue_id}
    )
    assert flow.status == HTTPStatus.OK
    flow_id = (await flow.json())["flow_id"]
    end = await client.post(f"/api/repairs/issues/fix/{flow_id}", json={})
    kind: str = (await end.json())["type"]
    return kind


async def test_R8_the_stop_cannot_be_lifted_without_the_account(
    almera: Keyfob, hass_client: ClientSessionGenerator
) -> None:
    """It stays."""
    world = almera.world
    assert await async_setup_component(world.hass, REPAIRS, {})
    for _ in range(2):
        await _refused(almera, security_code=WRONG)
    (issue_id,) = _stops(world.hass)
    assert await world.hass.config_entries.async_unload(almera.entry.entry_id)
    assert await _confirm(await hass_client(), issue_id) == "abort"
    assert _stops(world.hass) == [issue_id]


async def test_R8_a_right_code_clears_the_count(almera: Keyfob) -> None:
    """Two wrong ones are two in a row only without a right one between."""
    await _refused(almera, security_code=WRONG)
    await act(almera, "unlock", security_code=CODE)
    key = await _refused(almera, security_code=WRONG)
    assert key == "wrong_code_tries_left"
    assert not _stops(almera.world.hass)


async def test_R8_wrong_codes_at_once(almera: Keyfob) -> None:
    """Of five that wait in line two are sent: the car is not blocked."""
    world = almera.world
    proofs = world.asked("lock-unlock")
    tasks = [begin(almera, "lock", security_code=WRONG) for _ in range(5)]
    await world.advance(200)
    keys = []
    for task in tasks:
        with pytest.raises(ServiceValidationError) as refused:
            await task
        keys.append(refused.value.translation_key)
    assert sorted(filter(None, keys))[:3] == ["remote_stopped"] * 3
    assert world.asked("lock-unlock") - proofs == 2
    (code,) = almera.truth().codes
    assert code.blocked_until is None


async def test_R8_the_cars_block_is_waited_for(almera: Keyfob) -> None:
    """While it lasts nothing is sent; the end is shown when it comes."""
    world = almera.world
    async with almera.second_client() as other:
        for _ in range(3):
            await other.lock(WRONG)
    assert await _refused(almera, security_code=CODE) == "code_blocked"
    assert almera.shown(Platform.LOCK, "doors") == "unavailable"
    asked = world.asked("srp-sets")
    with pytest.raises(ServiceValidationError) as refused:
        await act(almera, "lock", security_code=CODE)
    assert refused.value.translation_key == "code_blocked"
    assert world.asked("srp-sets") == asked
    await _reload(almera)
    assert await _refused(almera, security_code=CODE) == "code_blocked"
    (block,) = almera.truth().codes
    assert block.blocked_until is not None
    now = world.emulator.world.clock.now
    await world.advance(block.blocked_until - now - 2)
    assert almera.shown(Platform.LOCK, "doors") == "unavailable"
    await world.advance(4)
    assert almera.shown(Platform.LOCK, "doors") == "locked"
    await act(almera, "lock", security_code=CODE)


async def test_a_device_that_is_not_registered_any_more(almera: Keyfob) -> None:
    """It is told, and the set-up begins anew."""
    devices = almera.world.emulator.world.cloud.devices.documents
    for key in list(devices):
        devices.pop(key)
    refused = await _refused(almera, security_code=CODE)
    assert refused == "refused_device_not_registered"
    assert await _refused(almera, security_code=CODE) == "remote_not_set_up"
    dialog = await Dialog.opened(almera.world, almera.entry)
    assert dialog.step == "request_code"


@pytest.mark.parametrize(
    ("word", "key"),
    [("EXPIRED", "plan_ended"), ("DEACTIVATED", "deactivated"), ("X", "no_right")],
)
async def test_P3_what_is_not_in_force(
    world: World, monkeypatch: pytest.MonkeyPatch, word: str, key: str
) -> None:
    """An action says why; nothing is sent."""
    listed = car_list._services

    def services(*args: Any) -> list[dict[str, Any]]:
        return [{**item, "activationState": word} for item in listed(*args)]

    monkeypatch.setattr(car_list, "_services", services)
    world.keep("kicks_e_power")
    entry = world.entry()
    await world.set_up(entry)
    assert await _refused(Keyfob(world, entry, "kicks_e_power")) == key
    assert world.asked("/actions/") == 0


async def test_a_code_that_no_action_takes_has_to_be_kept(world: World) -> None:
    """The climate of a car that was found to want a proof for it."""
    world.keep("leaf_ze1")
    entry = world.entry()
    await world.set_up(entry)
    leaf = Keyfob(world, entry, "leaf_ze1")
    await leaf.register()
    vin = world.emulator.car("leaf_ze1").vin
    entry.runtime_data.vehicles[vin].learnt.proofs.add("hvac-start")
    refused = await leaf.refused(leaf.begin(Platform.CLIMATE, "climate", "turn_on"))
    assert refused.translation_key == "security_code_to_keep"


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Let a test take services off the list."""
    uids: set[str] = set()
    listed = car_list._services

    def services(*args: Any) -> list[dict[str, Any]]:
        return [item for item in listed(*args) if str(item["id"]) not in uids]

    monkeypatch.setattr(car_list, "_services", services)
    return uids


async def test_a_car_that_turns_out_to_want_a_code(
    world: World, absent: set[str]
) -> None:
    """It refuses without a proof; that is learnt, and the security can be set up."""
    absent |= {"909", "747"}
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    almera = Keyfob(world, entry, "almera")
    assert await _refused(almera) == "refused_proof_needed"
    assert await _refused(almera) == "remote_not_set_up"
    await _reload(almera)
    await almera.register()
    await act(almera, "lock", security_code=CODE)
    with pytest.raises(ServiceValidationError) as refused:
        await act(almera, "lock")
    assert refused.value.translation_key == "security_code_required"


async def test_a_car_that_cannot_try_a_code_without_effect(
    world: World, absent: set[str]
) -> None:
    """The code is taken over unproved; the first command tells."""
    absent |= {"97", "875"}
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    almera = Keyfob(world, entry, "almera")
    dialog = await Dialog.opened(world, entry)
    await dialog.register()
    await dialog.choose("take_over")
    await dialog.fill(security_code=WRONG, keep=False)
    assert dialog.ended == "code_taken_over"
    assert world.asked("/actions/") == 0
    key = await _refused(almera, security_code=WRONG)
    assert key == "wrong_code_tries_left"


# On its way.


async def test_a_caller_who_leaves_before_it_is_sent_takes_it_back(
    almera: Keyfob,
) -> None:
    """It waited behind another one."""
    world = almera.world
    first = begin(almera, "horn_lights", target="lights")
    second = begin(almera, "unlock", security_code=CODE)
    await world.advance(3)
    second.cancel()
    await world.advance(120)
    assert first.done()
    assert second.cancelled()
    assert world.asked("lock-unlock") == 0
    assert almera.truth().locked


async def test_a_caller_who_leaves_after_it_was_sent_does_not_stop_it(
    almera: Keyfob,
) -> None:
    """Its end is noted all the same, and it is not sent again."""
    world = almera.world
    task = begin(almera, "unlock", security_code=CODE)
    while not world.asked("lock-unlock"):
        await world.advance(1)
    task.cancel()
    await world.advance(120)
    assert task.cancelled()
    assert not almera.truth().locked
    assert almera.last_result() == ("unlock", "done", None)
    assert almera.shown(Platform.LOCK, "doors") == "unlocked"
    assert world.asked("lock-unlock") == 1


@pytest.mark.parametrize(
    ("sent", "key"), [(False, "command_not_sent"), (True, "command_interrupted")]
)
async def test_a_restart_cuts_it_off_and_never_sends_it_again(
    almera: Keyfob, sent: bool, key: str
) -> None:
    """Whether it was sent is said; what was not sent never is."""
    world = almera.world
    task = begin(almera, "unlock", security_code=CODE)
    wanted = "lock-unlock" if sent else "srp-sets"
    while not world.asked(f"actions/{wanted}"):
        await world.advance(1)
    await _reload(almera)
    with pytest.raises(HomeAssistantError) as cut:
        await task
    assert cut.value.translation_key == key
    await world.advance(900)
    assert world.asked("actions/lock-unlock") == int(sent)
    assert almera.truth().locked is not sent


# After it.


async def test_what_a_command_changed_is_read_without_waking_more(
    almera: Keyfob,
) -> None:
    """At its end, and half a minute later; at the end of a remote start too."""
    world = almera.world
    before = len([request for request in world.requests() if request.woken])
    await act(almera, "start_engine", security_code=CODE)
    woken = len([request for request in world.requests() if request.woken])
    asked = world.asked("res-state")
    assert almera.shown(Platform.BINARY_SENSOR, "engine_running") == "on"
    await world.advance(31)
    assert world.asked("res-state") == asked + 1
    run = almera.truth().remote_run
    assert run is not None
    left = run.until - world.emulator.world.clock.now
    await world.advance(left + 20)
    assert almera.shown(Platform.BINARY_SENSOR, "engine_running") == "off"
    after = len([request for request in world.requests() if request.woken])
    assert after == woken
    assert woken - before <= 2


async def test_R7_unreachable_is_not_unconfirmed(almera: Keyfob) -> None:
    """The event and the error say the same."""
    almera.do(RadioChange(coverage=False))
    assert await _refused(almera, security_code=CODE) == "command_not_reachable"
    assert almera.last_result() == ("lock", "not_reachable", None)


async def test_a_lost_answer_is_unconfirmed(almera: Keyfob) -> None:
    """Nobody knows what became of it, and the state is asked for."""
    world = almera.world
    task = begin(almera, "unlock", security_code=CODE)
    while not world.asked("srp-sets"):
        await world.advance(1)
    world.front.fail("lock-unlock", 502, "{}")
    await world.advance(400)
    with pytest.raises(HomeAssistantError) as lost:
        await task
    assert lost.value.translation_key == "command_unconfirmed"
    assert almera.truth().locked


# Secrets.


async def test_no_secret_is_written(
    almera: Keyfob,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither code nor one-time code: logs, states, stores; the device in its own."""
    secrets = {WRONG, CODE, almera.mailed_code}
    await _refused(almera, security_code=WRONG)
    await act(almera, "unlock", security_code=CODE)
    ours = [
        record.getMessage()
        for record in caplog.records
        if "nissanconnect" in record.name
    ]
    states = [state.as_dict() for state in almera.world.hass.states.async_all()]
    stored = {key: kept for key, kept in hass_storage.items() if DOMAIN in key}
    for text in (str(ours), str(states), str(stored)):
        # Long ids hold any four digits by chance.
        assert not secrets.intersection(re.findall(r"\w+", text))
    device_id = _state(almera).device_id
    assert device_id in str(stored)
    assert device_id not in str(ours) + str(states) + repr(_state(almera))


async def test_diagnostics_keep_the_kept_code_for_themselves(
    almera: Keyfob, hass_client: ClientSessionGenerator
) -> None:
    """And the device, which is half of a right."""
    dialog = await Dialog.opened(almera.world, almera.entry)
    await dialog.choose("keep_code")
    await dialog.fill(security_code=CODE)
    hass = almera.world.hass
    shown: Any = await get_diagnostics_for_config_entry(hass, hass_client, almera.entry)
    assert shown["entry"]["data"]["codes"] == REDACTED
    (vehicle,) = shown["vehicles"]
    assert vehicle["remote"]["device_id"] == REDACTED
    assert vehicle["remote"]["registered"] is True


def _state(keyfob: Keyfob) -> RemoteState:
    vin = keyfob.world.emulator.car(keyfob.persona).vin
    state: RemoteState = keyfob.entry.runtime_data.vehicles[vin].remote.state
    return state


async def test_a_car_that_is_forgotten_takes_all_with_it(almera: Keyfob) -> None:
    """Its code, its device, its question."""
    world = almera.world
    dialog = await Dialog.opened(world, almera.entry)
    await dialog.choose("keep_code")
    await dialog.fill(security_code=CODE)
    for _ in range(2):
        await _refused(almera, security_code=WRONG)
    vin = world.emulator.car("almera").vin
    await almera.entry.runtime_data.async_forget(vin)
    assert almera.entry.data["codes"] == {}
    assert not _stops(world.hass)
