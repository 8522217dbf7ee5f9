"""What the card asks by websocket: commands with a code, and what no state carries."""

import asyncio
from dataclasses import dataclass
from typing import Any

from homeassistant.auth.models import User
from homeassistant.auth.permissions import PolicyPermissions
from homeassistant.auth.permissions.models import PermissionLookup
from homeassistant.components.diagnostics import REDACTED
from homeassistant.const import MATCH_ALL, Platform
from homeassistant.core import Event
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.frontend.about import about
from emulator.tcu.deeds import KeyInside, UnlockWithKey
from tests.actions import act, device_id
from tests.keyfob import CODE, WRONG, Keyfob

_STEP_S = 2.0
# No command takes longer, whatever becomes of it.
_STEPS = 200


@dataclass
class Card:
    """The card's end of the websocket."""

    keyfob: Keyfob
    socket: Any

    @property
    def about(self) -> dict[str, Any]:
        """What the card would be told now."""
        return about(self.keyfob.entry.runtime_data.vehicles[self.keyfob.truth().vin])

    async def ask(self, command: str, **fields: Any) -> Any:
        """Send a command and return its answer; let the time pass that it takes."""
        message = {"type": f"{DOMAIN}/{command}", "device_id": device_id(self.keyfob)}
        await self.socket.send_json_auto_id(message | fields)
        return await self.hear()

    async def hear(self) -> Any:
        """Return what comes next."""
        heard = asyncio.ensure_future(self.socket.receive_json())
        for _ in range(_STEPS):
            await self.keyfob.world.advance(_STEP_S)
            if heard.done():
                return heard.result()
        pytest.fail("nothing is told")

    async def act(self, action: str, **data: Any) -> Any:
        """Have an action carried out and return its answer."""
        return await self.ask("act", action=action, data=data)

    async def why_not(self, action: str, **data: Any) -> tuple[str, str]:
        """Return code and reason of an action that fails."""
        answer = await self.act(action, **data)
        assert not answer["success"]
        assert answer["error"]["translation_domain"] == DOMAIN
        return answer["error"]["code"], answer["error"]["translation_key"]


@pytest.fixture
async def card(almera: Keyfob, hass_ws_client: WebSocketGenerator) -> Card:
    """Show the Almera on a card."""
    assert await async_setup_component(almera.world.hass, "diagnostics", {})
    return Card(almera, await hass_ws_client(almera.world.hass))


async def test_R1_R8_a_command_by_the_card_and_its_code_is_kept_nowhere(
    card: Card,
    hass_client: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Reasons as keys to translate; no event, log or diagnostics has a code."""
    keyfob, hass = card.keyfob, card.keyfob.world.hass
    seen: list[Event] = []
    hass.bus.async_listen(MATCH_ALL, seen.append)
    keyfob.do(UnlockWithKey())

    by_caller, by_car = "service_validation_error", "home_assistant_error"
    wrong = await card.why_not("lock", security_code=WRONG)
    assert wrong == (by_caller, "wrong_code_tries_left")
    assert await card.why_not("lock") == (by_caller, "security_code_required")
    malformed = await card.why_not("lock", security_code="12")
    assert malformed == (by_caller, "security_code_invalid")
    keyfob.do(KeyInside(inside=True))
    inside = await card.why_not("lock", security_code=CODE)
    assert inside == (by_car, "refused_key_inside")
    assert not keyfob.truth().locked

    keyfob.do(KeyInside(inside=False))
    answer = await card.act("lock", security_code=CODE)
    assert answer["result"] == {"outcome": "done"}
    assert keyfob.truth().locked
    assert keyfob.last_result() == ("lock", "done", None)

    told = await get_diagnostics_for_config_entry(hass, hass_client, keyfob.entry)
    assert REDACTED in str(told)
    for where in (*(str(event.data) for event in seen), caplog.text, str(told)):
        assert f"'{CODE}'" not in where
        assert f"'{WRONG}'" not in where
    assert "Error handling message" not in caplog.text


async def test_what_is_not_understood_is_not_repeated(
    card: Card, caplog: pytest.LogCaptureFixture
) -> None:
    """What is wrong in a call may be the code at a wrong place."""
    answer = await card.act("lock", code=CODE)
    assert answer["error"]["translation_key"] == "action_not_understood"
    assert CODE not in str(answer)
    assert f"'{CODE}'" not in caplog.text
    assert (await card.ask("act", action="explode"))["error"][
        "code"
    ] == "invalid_format"


async def test_the_card_hears_of_what_no_state_carries(card: Card) -> None:
    """At once, and when it has changed; where the car is stays with its tracker."""
    assert (await card.ask("vehicle"))["success"]
    told = (await card.hear())["event"]
    assert told["paint"].startswith("#")
    assert told["trouble"] is None
    assert told["running"] is None
    assert told["commands"]["lock"] == {"asks_code": True, "hindrance": None}
    assert "latitude" not in str(told)
    running = card.keyfob.begin(Platform.LOCK, "doors", "lock", code=CODE)
    assert (await card.hear())["event"]["running"] == "lock"
    await card.keyfob.end(running)


async def test_R8_a_block_is_told_with_the_command_it_stands_against(
    card: Card,
) -> None:
    """The card says why before anybody types a code."""
    keyfob = card.keyfob
    async with keyfob.second_client() as somebody:
        for _ in range(3):
            await somebody.lock(WRONG)
    await keyfob.refused(keyfob.begin(Platform.LOCK, "doors", "lock", code=CODE))
    hindrance = card.about["commands"]["lock"]["hindrance"]
    assert hindrance["translation_key"] == "code_blocked"
    assert hindrance["translation_placeholders"].keys() == {"until"}
    with pytest.raises(ServiceValidationError) as refused:
        await act(keyfob, "lock", security_code=CODE)
    assert refused.value.translation_key == "code_blocked"


async def test_an_outage_is_told_with_its_reason_and_the_time_of_the_last_answer(
    card: Card,
) -> None:
    """So that what is old can be shown as such; one refused part is no outage."""
    world = card.keyfob.world
    world.front.fail("/health-status", 404)
    await world.advance(3700)
    well = card.about
    assert well["trouble"] is None
    world.front.heal()
    world.front.fail("/", 503)
    await world.advance(1200)
    silent = card.about
    assert silent["trouble"] == "cloud_unavailable"
    assert silent["answered_at"] == well["answered_at"]
    world.front.heal()
    await world.advance(1200)
    again = card.about
    assert again["trouble"] is None
    assert again["answered_at"] > silent["answered_at"]


async def test_who_may_only_look_gives_no_command(
    card: Card, hass_admin_user: User
) -> None:
    """A right to some other entity is none to this car."""
    hass = card.keyfob.world.hass
    lookup = PermissionLookup(er.async_get(hass), dr.async_get(hass))

    def allow(**entities: Any) -> None:
        policy = PolicyPermissions({"entities": entities}, lookup)
        hass_admin_user.groups.clear()
        hass_admin_user.__dict__["permissions"] = policy

    allow(all={"read": True})
    refused = await card.act("lock", security_code=CODE)
    assert refused["error"]["code"] == "unauthorized"
    assert (await card.ask("vehicle"))["success"]
    allow(entity_ids={"light.kitchen": {"read": True}})
    # The first is the news of the car that was asked for before.
    await card.hear()
    assert (await card.ask("vehicle"))["error"]["code"] == "unauthorized"


async def test_a_device_that_is_no_car(card: Card) -> None:
    """An unknown one is refused in words of Home Assistant's own."""
    answer = await card.ask("vehicle", device_id="none")
    assert answer["error"]["translation_key"] == "service_device_not_found"
