"""Setting an account up and letting go of it; what is kept in between."""

from collections.abc import Callable
import json
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.nissanconnect.const import DOMAIN
from emulator.cloud.passwords import quick
from emulator.testing import OWNER

from .front import Front
from .world import World

HOUR = 3600.0
OUTCOMES: dict[str, tuple[Callable[[Front], None], ConfigEntryState]] = {
    "terms_pending": (
        lambda front: front.fail("/commonauth", 200, "accept the terms"),
        ConfigEntryState.SETUP_ERROR,
    ),
    "verification_required": (
        lambda front: front.fail("/commonauth", 200, "a one-time code"),
        ConfigEntryState.SETUP_ERROR,
    ),
    "client_outdated": (
        lambda front: front.fail("/commonauth", 200, "update your app"),
        ConfigEntryState.SETUP_ERROR,
    ),
    "sign_in_changed": (
        lambda front: front.fail("/oauth2/authorize", 302),
        ConfigEntryState.SETUP_ERROR,
    ),
    "cloud_unavailable": (
        lambda front: front.fail("/cars", 502),
        ConfigEntryState.SETUP_RETRY,
    ),
    "quota_exceeded": (
        lambda front: front.fail("/cars", 429),
        ConfigEntryState.SETUP_RETRY,
    ),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_what_stops_the_first_set_up(world: World, outcome: str) -> None:
    """It is said, tried again only where that may help, and goes on when mended."""
    entry = world.entry()
    fault, state = OUTCOMES[outcome]
    fault(world.front)
    await world.hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is state
    assert entry.error_reason_translation_key == outcome
    world.front.heal()
    await world.advance(HOUR)
    await world.hass.config_entries.async_reload(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    assert not _issues(world)


async def test_F04_a_rejected_password_asks_for_a_new_one(world: World) -> None:
    """And is not sent again by itself."""
    entry = world.entry()
    world.change(password=quick("new", b""))
    await world.hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    (flow,) = entry.async_get_active_flows(world.hass, {SOURCE_REAUTH})
    assert flow["step_id"] == "reauth_confirm"
    await world.advance(24 * HOUR)
    assert world.asked("/commonauth") == 1


async def test_F21_a_quota_is_kept_to_over_a_restart(world: World) -> None:
    """The cloud said in how long it may be asked again: not a second sooner."""
    entry = world.entry()
    world.front.fail("/cars", 429, **{"Retry-After": "7200"})
    await world.hass.config_entries.async_setup(entry.entry_id)
    world.front.heal()
    asked = len(world.requests())
    await world.advance(1.9 * HOUR)
    assert len(world.requests()) == asked
    await world.advance(0.3 * HOUR)
    assert entry.state is ConfigEntryState.LOADED


async def test_unloading_and_loading(world: World) -> None:
    """The states come back from what was kept; only the list of cars is asked for."""
    entry = world.entry()
    await world.set_up(entry)
    before = _shown(world)
    assert before
    await world.hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
    asked = len(world.requests())
    await world.set_up(entry)
    assert _shown(world) == before
    assert [request.path for request in world.requests()[asked:]] == [
        f"/bff-web/v5/users/{entry.unique_id}/cars"
    ]


async def test_with_a_snapshot_set_up_goes_on_without_the_cloud(world: World) -> None:
    """The last good values are there before the first call; then it goes on."""
    entry = world.entry()
    await world.set_up(entry)
    before = _shown(world)
    await world.hass.config_entries.async_unload(entry.entry_id)
    await world.front.close()
    await world.advance(HOUR)
    await world.set_up(entry)
    assert _shown(world) == before
    await world.front.open()
    await world.advance(310)
    assert world.state("almera", "sensor", "odometer").state != "unavailable"


async def test_tokens_stay_with_the_server_that_gave_them(world: World) -> None:
    """Another address gets the password that was typed for it, never the tokens."""
    entry = world.entry()
    await world.set_up(entry)
    await world.hass.config_entries.async_unload(entry.entry_id)
    async with Front(world.emulator.world).opened() as other:
        data = {**entry.data, "server": other.url}
        world.hass.config_entries.async_update_entry(entry, data=data)
        await world.set_up(entry)
        assert world.asked("/commonauth") == 2
        await world.hass.config_entries.async_unload(entry.entry_id)


async def test_what_is_kept_and_where(
    world: World, hass_storage: dict[str, Any]
) -> None:
    """Tokens apart from what the cars said; no password; both go with the entry."""
    entry = world.entry()
    await world.set_up(entry)
    await world.advance(120)
    tokens = hass_storage[f"{DOMAIN}.{entry.entry_id}.tokens"]["data"]
    garage = hass_storage[f"{DOMAIN}.{entry.entry_id}.garage"]["data"]
    assert tokens["access"]
    assert len(garage["vehicles"]) == 6
    kept = json.dumps([tokens, garage])
    assert OWNER.password not in kept
    assert tokens["access"] not in json.dumps(garage)
    await world.hass.config_entries.async_remove(entry.entry_id)
    assert not [key for key in hass_storage if key.startswith(f"{DOMAIN}.")]


async def test_damaged_files_are_no_obstacle(
    world: World, hass_storage: dict[str, Any]
) -> None:
    """What cannot be read is asked for again."""
    entry = world.entry()
    await world.set_up(entry)
    await world.hass.config_entries.async_unload(entry.entry_id)
    hass_storage[f"{DOMAIN}.{entry.entry_id}.tokens"]["data"] = {
        "server": entry.data["server"]
    }
    garage = hass_storage[f"{DOMAIN}.{entry.entry_id}.garage"]["data"]
    for vehicle in garage["vehicles"]:
        vehicle |= {"learnt": None, "wakes": [], "answers": {"cockpit": 1}}
    await world.set_up(entry)
    assert world.asked("/commonauth") == 2
    assert world.number("almera", "odometer") > 0


async def test_nothing_is_left_of_a_removed_entry(world: World) -> None:
    """Questions to the owner go with it."""
    entry = world.entry()
    await world.set_up(entry)
    world.change(cars={})
    await world.advance(3.1 * HOUR)
    assert _issues(world)
    await world.hass.config_entries.async_remove(entry.entry_id)
    assert not _issues(world)


def _shown(world: World) -> dict[str, tuple[str, Any]]:
    return {
        state.entity_id: (state.state, state.attributes.get("reported_at"))
        for state in world.hass.states.async_all(
            ("sensor", "binary_sensor", "device_tracker")
        )
    }


def _issues(world: World) -> list[ir.IssueEntry]:
    registry = ir.async_get(world.hass)
    return [issue for (domain, _), issue in registry.issues.items() if domain == DOMAIN]
