"""Setting up the security of a car in the options, and what may be commanded (S1)."""

from typing import Any

from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.nissanconnect.account import servers
from custom_components.nissanconnect.api.server import Server
from emulator.tcu.deeds import IgnitionOff, IgnitionOn, RadioChange
from tests.dialog import Dialog
from tests.world import World

CODE, NEW, WRONG = "1234", "2468", "9999"
CAR = "almera"  # wants the ignition steps
WIRE = "qx60"  # completes a new code on the wire


async def _entry(world: World, *personas: str) -> MockConfigEntry:
    world.keep(*(personas or (CAR,)))
    entry = world.entry()
    await world.set_up(entry)
    return entry


async def _registered(world: World, *personas: str) -> tuple[MockConfigEntry, Dialog]:
    entry = await _entry(world, *personas)
    dialog = await Dialog.opened(world, entry)
    await dialog.register()
    assert dialog.step == "choose_code"
    return entry, dialog


async def _set_up(
    world: World, *personas: str, keep: bool = False
) -> tuple[MockConfigEntry, Dialog]:
    entry, dialog = await _registered(world, *personas)
    await dialog.choose("take_over")
    await dialog.fill(security_code=CODE, keep=keep)
    assert dialog.ended == "code_taken_over"
    return entry, await Dialog.opened(world, entry)


async def _reload(world: World, entry: MockConfigEntry) -> None:
    assert await world.hass.config_entries.async_reload(entry.entry_id)
    await world.hass.async_block_till_done()


def _kept(world: World, entry: MockConfigEntry, persona: str = CAR) -> str | None:
    codes: dict[str, str] = entry.data.get("codes", {})
    return codes.get(world.emulator.car(persona).vin)


async def test_S2_nothing_of_codes_where_none_is_needed(world: World) -> None:
    """KICKS has none."""
    dialog = Dialog(world, await _entry(world, "kicks_e_power"))
    await dialog.open()
    assert dialog.shown["menu_options"] == ["reading", "remote", "privacy"]


async def test_one_of_several_cars_is_chosen(world: World) -> None:
    """Only those with a code are offered."""
    entry = await _entry(world, CAR, WIRE, "kicks_e_power")
    dialog = await Dialog.opened(world, entry)
    schema = dialog.shown["data_schema"]
    assert schema is not None
    (selector,) = schema.schema.values()
    labels = [option["label"] for option in selector.config["options"]]
    assert labels == ["Almera", "QX60"]
    await dialog.fill(vehicle=world.emulator.car(WIRE).vin)
    assert dialog.step == "request_code"
    placeholders = dialog.shown["description_placeholders"]
    assert placeholders == {"vehicle": "QX60"}


async def test_the_code_in_force_is_taken_over(world: World) -> None:
    """Mailed code, its digits, the security code; the car is not touched."""
    entry, dialog = await _registered(world)
    await dialog.choose("take_over")
    await dialog.fill(security_code=CODE, keep=False)
    assert dialog.ended == "code_taken_over"
    truth = world.emulator.car(CAR).truth(world.emulator.world.clock.now)
    assert truth.locked
    assert truth.signal is None
    assert _kept(world, entry) is None
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "manage"
    assert dialog.shown["menu_options"] == ["new_code", "keep_code", "remove_device"]


async def test_each_step_goes_on_where_it_was_left(world: World) -> None:
    """Dialog closed, account reloaded: after the mail, after the registration."""
    entry = await _entry(world)
    dialog = await Dialog.opened(world, entry)
    await dialog.fill()
    dialog.close()
    await _reload(world, entry)
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "one_time_code"
    await dialog.fill(one_time_code=dialog.mailed, resend=False)
    dialog.close()
    await _reload(world, entry)
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "choose_code"


async def test_a_mail_that_is_too_old_is_asked_for_again(world: World) -> None:
    """Ten minutes."""
    entry = await _entry(world)
    dialog = await Dialog.opened(world, entry)
    await dialog.fill()
    await world.advance(601)
    await dialog.fill(one_time_code=dialog.mailed, resend=False)
    assert "too old" in dialog.why
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "request_code"


async def test_a_one_time_code_is_wrong_missing_or_another(world: World) -> None:
    """Each says what is wrong, and the right one ends it."""
    entry = await _entry(world)
    dialog = await Dialog.opened(world, entry)
    await dialog.fill()
    first = dialog.mailed
    await dialog.fill(resend=False)
    assert dialog.errors == {"base": "one_time_code_missing"}
    await dialog.fill(one_time_code="0" * 5, resend=False)
    assert dialog.errors == {"base": "not_done"}
    assert dialog.why == "The one-time code is wrong."
    await dialog.fill(resend=True)
    assert "just now" in dialog.why
    assert world.asked("generate-device-otp") == 1
    await world.advance(31)
    await dialog.fill(resend=True)
    assert dialog.errors == {}
    assert dialog.mailed != first
    await dialog.fill(one_time_code=f" {dialog.mailed} ", resend=False)
    assert dialog.step == "choose_code"


async def test_no_mail_in_an_outage(world: World) -> None:
    """It says so, and goes on when the cloud is back."""
    entry = await _entry(world)
    dialog = await Dialog.opened(world, entry)
    world.front.fail("generate-device-otp", 503)
    await dialog.fill()
    assert dialog.step == "request_code"
    assert "cannot be used" in dialog.why
    world.front.heal()
    await dialog.fill()
    world.front.fail("register-device", 503)
    await dialog.fill(one_time_code=dialog.mailed, resend=False)
    assert "cannot be used" in dialog.why
    world.front.heal()
    await dialog.fill(one_time_code=dialog.mailed, resend=False)
    assert dialog.step == "choose_code"


async def test_texts_are_in_the_language_of_home_assistant(world: World) -> None:
    """Also what comes from the car."""
    world.hass.config.language = "fr"
    _, dialog = await _registered(world)
    await dialog.choose("take_over")
    await dialog.fill(security_code=WRONG, keep=False)
    assert dialog.why.startswith("Le code de sécurité est erroné")


async def test_S1_a_code_that_is_wrong_is_not_taken_over(world: World) -> None:
    """Told with the tries left; four digits are needed; the right one is taken."""
    entry, dialog = await _registered(world)
    await dialog.choose("take_over")
    await dialog.fill(security_code="12345", keep=False)
    assert "four digits" in dialog.why
    await dialog.fill(security_code=WRONG, keep=True)
    assert dialog.why.endswith("blocks: 2.")
    assert _kept(world, entry) is None
    await dialog.fill(security_code=CODE, keep=True)
    assert dialog.ended == "code_taken_over"
    assert _kept(world, entry) == CODE


async def test_a_registration_that_is_gone_begins_anew(world: World) -> None:
    """Removed in the app."""
    entry, _ = await _set_up(world)
    devices = world.emulator.world.cloud.devices.documents
    for key in list(devices):
        devices.pop(key)
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "request_code"


async def test_without_an_answer_the_registration_is_believed(world: World) -> None:
    """An outage is no removal."""
    entry, _ = await _set_up(world)
    world.front.fail("registration-status", 503)
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "manage"


async def _begin_new_code(world: World) -> tuple[MockConfigEntry, Dialog]:
    entry, dialog = await _registered(world)
    world.emulator.do(CAR, IgnitionOn())
    await dialog.choose("new_code")
    await dialog.fill(security_code=NEW, security_code_repeated=NEW, keep=True)
    assert dialog.shown["type"] is FlowResultType.SHOW_PROGRESS
    assert dialog.shown["progress_action"] == "await_car"
    return entry, dialog


async def test_S1_a_new_code_with_the_ignition_steps(world: World) -> None:
    """Ignition ON, typed twice, OFF, ON: in force, and kept as was wished."""
    entry, dialog = await _begin_new_code(world)
    await world.advance(40)
    world.emulator.do(CAR, IgnitionOff())
    await world.advance(20)
    world.emulator.do(CAR, IgnitionOn())
    await world.advance(20)
    await dialog.look()
    assert dialog.ended == "code_set"
    assert _kept(world, entry) == NEW


async def test_S1_steps_missed(world: World) -> None:
    """Without the ignition nothing is set, and it says why."""
    entry, dialog = await _registered(world)
    await dialog.choose("new_code")
    await dialog.fill(security_code=NEW, security_code_repeated=NEW, keep=True)
    await world.advance(40)
    await dialog.look()
    assert dialog.ended == "code_not_set"
    assert "ignition" in dialog.why
    assert _kept(world, entry) is None
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "choose_code"


async def test_S1_time_over(world: World) -> None:
    """After ten minutes the old code stays in force."""
    _, dialog = await _begin_new_code(world)
    await world.advance(700)
    await dialog.look()
    assert dialog.ended == "code_not_set"


async def test_S1_the_wait_goes_on_in_a_closed_dialog(world: World) -> None:
    """Opened again it waits on; closed to the end the code is in force all the same."""
    entry, dialog = await _begin_new_code(world)
    await world.advance(20)
    dialog.close()
    dialog = await Dialog.opened(world, entry)
    assert dialog.shown["type"] is FlowResultType.SHOW_PROGRESS
    dialog.close()
    world.emulator.do(CAR, IgnitionOff())
    await world.advance(5)
    world.emulator.do(CAR, IgnitionOn())
    await world.advance(30)
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "manage"
    assert _kept(world, entry) == NEW


async def test_S1_the_wait_goes_on_after_a_restart(world: World) -> None:
    """The action is followed; the code itself was not kept, so it is not kept now."""
    entry, dialog = await _begin_new_code(world)
    await world.advance(20)
    dialog.close()
    await _reload(world, entry)
    asked = world.asked("srp-initiates")
    world.emulator.do(CAR, IgnitionOff())
    await world.advance(5)
    world.emulator.do(CAR, IgnitionOn())
    await world.advance(30)
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "manage"
    assert _kept(world, entry) is None
    assert world.asked("srp-initiates") == asked == 1


async def test_S1_unknown_while_the_cloud_says_nothing(world: World) -> None:
    """A quota: it can be waited for again."""
    entry, dialog = await _begin_new_code(world)
    world.front.fail("actions/status", 429)
    await world.advance(20)
    await dialog.look()
    assert dialog.ended == "code_unknown"
    world.front.heal()
    dialog = await Dialog.opened(world, entry)
    assert dialog.shown["type"] is FlowResultType.SHOW_PROGRESS
    world.emulator.do(CAR, IgnitionOff())
    await world.advance(5)
    world.emulator.do(CAR, IgnitionOn())
    await world.advance(30)
    await dialog.look()
    assert dialog.ended == "code_set"


async def test_S1_a_reload_ends_the_dialog_not_the_wait(world: World) -> None:
    """The dialog cannot know; opened again it waits on."""
    entry, dialog = await _begin_new_code(world)
    await _reload(world, entry)
    await world.flight.settle()
    await dialog.look()
    assert dialog.ended == "code_unknown"
    dialog = await Dialog.opened(world, entry)
    assert dialog.shown["type"] is FlowResultType.SHOW_PROGRESS
    dialog.close()


async def test_a_new_code_is_typed_twice_and_has_four_digits(world: World) -> None:
    """Nothing is sent before."""
    _, dialog = await _registered(world)
    await dialog.choose("new_code")
    await dialog.fill(security_code=NEW, security_code_repeated=CODE, keep=False)
    assert dialog.errors == {"base": "codes_differ"}
    await dialog.fill(security_code="1", security_code_repeated="1", keep=False)
    assert "four digits" in dialog.why
    world.front.fail("srp-initiates", 503)
    await dialog.fill(security_code=NEW, security_code_repeated=NEW, keep=False)
    assert "cannot be used" in dialog.why
    assert world.asked("srp-initiates") == 0


async def test_a_car_that_sets_the_code_at_once(world: World) -> None:
    """No steps in the car; changing it later forgets the kept one."""
    entry, dialog = await _set_up(world, WIRE, keep=True)
    assert dialog.shown["menu_options"] == ["new_code", "forget_code", "remove_device"]
    await dialog.choose("new_code")
    await dialog.fill(security_code=NEW, security_code_repeated=NEW, keep=False)
    await world.advance(40)
    await dialog.look()
    assert dialog.ended == "code_set"
    assert _kept(world, entry, WIRE) is None


async def test_a_new_code_at_the_makers_cloud_is_confirmed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the name of the car: it may replace the telephone's."""
    entry = await _europe(world, monkeypatch, WIRE)
    dialog = await Dialog.opened(world, entry)
    await dialog.register()
    choices = dialog.shown["menu_options"]
    assert isinstance(choices, list)
    assert choices[0] == "take_over"
    await dialog.choose("new_code")
    typed: dict[str, Any] = {
        "security_code": NEW,
        "security_code_repeated": NEW,
        "keep": False,
    }
    await dialog.fill(**typed, confirmation="yes")
    assert dialog.errors == {"base": "not_confirmed"}
    assert world.asked("srp-initiates") == 0
    await dialog.fill(**typed, confirmation="QX60")
    assert dialog.shown["type"] is FlowResultType.SHOW_PROGRESS
    await world.advance(40)


async def _europe(
    world: World, monkeypatch: pytest.MonkeyPatch, *personas: str
) -> MockConfigEntry:
    """Let the emulator be the maker's cloud."""
    monkeypatch.setitem(servers._REGIONS, "europe", Server.at(world.front.url))
    world.keep(*personas)
    entry = world.entry()
    world.hass.config_entries.async_update_entry(
        entry, data={**entry.data, "server": "europe"}
    )
    await world.set_up(entry)
    return entry


async def test_a_code_is_kept_and_forgotten(world: World) -> None:
    """Only by the owner's choice, and only a right one."""
    entry, dialog = await _set_up(world)
    await dialog.choose("keep_code")
    await dialog.fill(security_code=WRONG)
    assert dialog.why.startswith("The security code is wrong")
    await dialog.fill(security_code=CODE)
    assert dialog.ended == "code_kept"
    assert _kept(world, entry) == CODE
    dialog = await Dialog.opened(world, entry)
    await dialog.choose("forget_code")
    assert dialog.ended == "code_forgotten"
    assert _kept(world, entry) is None


async def test_a_kept_code_survives_a_changed_password(world: World) -> None:
    """The same account at the same address."""
    entry, _ = await _set_up(world, keep=True)
    flow = await entry.start_reconfigure_flow(world.hass)
    credentials = {key: entry.data[key] for key in ("email", "password")}
    await world.hass.config_entries.flow.async_configure(
        flow["flow_id"], {**credentials, "url": world.front.url}
    )
    await world.hass.async_block_till_done()
    assert _kept(world, entry) == CODE


async def test_the_stop_is_lifted_in_the_dialog(world: World) -> None:
    """After two wrong ones none is sent, until the owner confirms."""
    entry, dialog = await _set_up(world)
    await dialog.choose("keep_code")
    await dialog.fill(security_code=WRONG)
    await dialog.fill(security_code=WRONG)
    assert "second time" in dialog.why
    asked = world.asked("srp-sets")
    await dialog.fill(security_code=CODE)
    assert "two wrong ones" in dialog.why
    assert world.asked("srp-sets") == asked
    dialog = await Dialog.opened(world, entry)
    assert "lift_stop" in dialog.shown["menu_options"]
    await dialog.choose("lift_stop")
    await dialog.fill()
    assert dialog.ended == "stop_lifted"
    dialog = await Dialog.opened(world, entry)
    assert "lift_stop" not in dialog.shown["menu_options"]
    await dialog.choose("keep_code")
    await dialog.fill(security_code=CODE)
    assert dialog.ended == "code_kept"


async def test_the_device_is_removed(world: World) -> None:
    """At the cloud too; what was kept is forgotten."""
    entry, dialog = await _set_up(world, keep=True)
    await dialog.choose("remove_device")
    world.front.fail("/devices/", 503)
    await dialog.fill()
    assert "cannot be used" in dialog.why
    world.front.heal()
    await dialog.fill()
    assert dialog.ended == "device_removed"
    assert _kept(world, entry) is None
    dialog = await Dialog.opened(world, entry)
    assert dialog.step == "request_code"


async def test_not_without_the_account(world: World) -> None:
    """Not loaded: no security in the menu, and an open dialog ends."""
    entry, dialog = await _registered(world)
    assert await world.hass.config_entries.async_unload(entry.entry_id)
    await dialog.choose("take_over")
    assert dialog.ended == "not_loaded"
    await dialog.open()
    assert dialog.shown["menu_options"] == ["reading", "remote", "privacy"]


async def test_what_may_be_commanded(world: World) -> None:
    """Unlocking is off until allowed; other options stay as they were."""
    world.keep(CAR)
    entry = world.entry(options={"status_interval": 7})
    await world.set_up(entry)
    dialog = Dialog(world, entry)
    await dialog.open()
    await dialog.choose("remote")
    schema = dialog.shown["data_schema"]
    assert schema is not None
    assert schema({}) == {"read_only": False, "allow_unlocking": False}
    await dialog.fill(allow_unlocking=True)
    assert entry.options == {
        "status_interval": 7,
        "read_only": False,
        "allow_unlocking": True,
    }


async def test_the_unproven_is_offered_at_the_makers_cloud(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And off by default."""
    dialog = Dialog(world, await _europe(world, monkeypatch, CAR))
    await dialog.open()
    await dialog.choose("remote")
    schema = dialog.shown["data_schema"]
    assert schema is not None
    assert schema({}) == {
        "read_only": False,
        "allow_unlocking": False,
        "allow_unproven": False,
    }


async def test_a_car_without_network_cannot_be_asked(world: World) -> None:
    """The code is not taken over, and it says why."""
    _, dialog = await _registered(world)
    world.emulator.do(CAR, RadioChange(coverage=False))
    await dialog.choose("take_over")
    await dialog.fill(security_code=CODE, keep=False)
    assert "could not be reached" in dialog.why
