"""Adding an account, signing in again, changing it, and its options."""

from collections.abc import Callable
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest

from custom_components.nissanconnect import config_flow
from custom_components.nissanconnect.account import servers
from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.server import Server
from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.options import INTERVALS
from emulator.cloud.passwords import quick
from emulator.testing import OWNER, SECOND

from .front import Front
from .world import World

CREDENTIALS = {"email": OWNER.email, "password": OWNER.password}


def _wrong_page(page: str) -> Callable[[Front], None]:
    return lambda front: front.fail("/commonauth", 200, f"<p>{page}</p>")


OUTCOMES: dict[str, Callable[[Front], None]] = {
    "terms_pending": _wrong_page("Please accept the new terms"),
    "verification_required": _wrong_page("Enter your verification code"),
    "client_outdated": _wrong_page("Please update your app"),
    "sign_in_changed": lambda front: front.fail("/oauth2/authorize", 302),
    "cloud_unavailable": lambda front: front.fail("/oauth2/token", 503),
    "quota_exceeded": lambda front: front.fail("/v5/users/", 429),
}


@pytest.fixture(autouse=True)
def _emulator_is_elsewhere(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing answer where an emulator would, and Europe be our emulator."""
    monkeypatch.setattr(config_flow, "EMULATOR", "http://127.0.0.1:1")
    monkeypatch.setitem(servers._REGIONS, "europe", Server.at(world.front.url))


async def _start(hass: HomeAssistant, step: str) -> ConfigFlowResult:
    menu = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert menu["type"] is FlowResultType.MENU
    return await _go_on(hass, menu, {"next_step_id": step})


async def _go_on(
    hass: HomeAssistant, flow: ConfigFlowResult, user_input: dict[str, Any]
) -> ConfigFlowResult:
    return await hass.config_entries.flow.async_configure(flow["flow_id"], user_input)


async def test_an_account_of_europe(world: World) -> None:
    """Two fields, and the cars are there."""
    form = await _start(world.hass, "europe")
    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == {}
    done = await _go_on(world.hass, form, CREDENTIALS)
    await world.hass.async_block_till_done()
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["title"] == OWNER.email
    assert done["data"] == {"server": "europe", **CREDENTIALS}
    assert done["result"].unique_id == world.account().user_id
    assert world.state("almera", "device_tracker", "position").state == "not_home"


async def test_try_the_emulator_with_one_click(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is offered where one answers, and nothing has to be typed."""
    monkeypatch.setattr(config_flow, "EMULATOR", world.front.url)
    menu = await world.hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert menu["menu_options"] == ["emulator", "europe", "address"]
    done = await _go_on(world.hass, menu, {"next_step_id": "emulator"})
    await world.hass.async_block_till_done()
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["data"] == {"server": world.front.url, **CREDENTIALS}


async def test_an_emulator_without_the_demo_account(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is said, nothing is added."""
    monkeypatch.setattr(config_flow, "EMULATOR", world.front.url)
    world.change(password=quick("another", b""))
    flow = await _start(world.hass, "emulator")
    assert flow["type"] is FlowResultType.ABORT
    assert flow["reason"] == "emulator_refused"


async def test_the_emulator_is_not_offered_where_none_answers(world: World) -> None:
    """Neither where nobody listens, nor where somebody else does."""
    menu = await world.hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert menu["menu_options"] == ["europe", "address"]


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_each_outcome_of_a_sign_in_has_its_text(
    world: World, outcome: str
) -> None:
    """And when its cause is gone the same form goes on to the end."""
    form = await _start(world.hass, "europe")
    OUTCOMES[outcome](world.front)
    form = await _go_on(world.hass, form, CREDENTIALS)
    assert form["errors"] == {"base": outcome}
    world.front.heal()
    done = await _go_on(world.hass, form, CREDENTIALS)
    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_F04_a_wrong_password_is_sent_once(world: World) -> None:
    """It is said neutrally, and only what is typed again is sent again."""
    form = await _start(world.hass, "europe")
    form = await _go_on(world.hass, form, CREDENTIALS | {"password": "wrong"})
    assert form["errors"] == {"base": "credentials_rejected"}
    assert [r.path for r in world.requests()].count("/commonauth") == 1
    done = await _go_on(world.hass, form, CREDENTIALS)
    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_F80_an_account_without_cars(world: World) -> None:
    """It is explained, and can be mended."""
    cars = world.account().cars
    world.change(cars={})
    form = await _start(world.hass, "europe")
    form = await _go_on(world.hass, form, CREDENTIALS)
    assert form["errors"] == {"base": "no_vehicles"}
    world.change(cars=cars)
    done = await _go_on(world.hass, form, CREDENTIALS)
    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_what_nobody_foresaw(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The dialog answers, the log has the details."""
    form = await _start(world.hass, "europe")
    with monkeypatch.context() as patch:
        patch.setattr(NissanClient, "sign_in", None)
        form = await _go_on(world.hass, form, CREDENTIALS)
    assert form["errors"] == {"base": "unknown"}
    assert "Unexpected error while signing in" in caplog.text
    done = await _go_on(world.hass, form, CREDENTIALS)
    assert done["type"] is FlowResultType.CREATE_ENTRY


async def test_another_address(world: World) -> None:
    """A bad address is refused before anything is sent; a slash makes no other one."""
    form = await _start(world.hass, "address")
    for bad in ("http://example.com", "ftp://127.0.0.1", "nonsense"):
        form = await _go_on(world.hass, form, {"url": bad, **CREDENTIALS})
        assert form["errors"] == {"url": "invalid_address"}
    assert not world.requests()
    done = await _go_on(world.hass, form, {"url": f"{world.front.url}/", **CREDENTIALS})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["data"]["server"] == world.front.url


async def test_F82_an_account_is_added_once(world: World) -> None:
    """It is known by the platform's user id, however it is written."""
    await world.set_up(world.entry())
    form = await _start(world.hass, "europe")
    again = await _go_on(world.hass, form, CREDENTIALS | {"email": OWNER.email.upper()})
    assert again["type"] is FlowResultType.ABORT
    assert again["reason"] == "already_configured"


async def test_signing_in_again(world: World) -> None:
    """A wrong password may be corrected; the entry goes on with the right one."""
    entry = world.entry()
    await world.set_up(entry)
    world.change(password=quick("new", b""))
    form = await entry.start_reauth_flow(world.hass)
    assert form["step_id"] == "reauth_confirm"
    assert form["description_placeholders"] == {
        "account": OWNER.email,
        "name": OWNER.email,
    }
    form = await _go_on(world.hass, form, {"password": "wrong"})
    assert form["errors"] == {"base": "credentials_rejected"}
    done = await _go_on(world.hass, form, {"password": "new"})
    assert done["type"] is FlowResultType.ABORT
    assert done["reason"] == "reauth_successful"
    await world.hass.async_block_till_done()
    assert entry.data["password"] == "new"


@pytest.mark.parametrize("server", ["europe", None])
async def test_changing_the_account(world: World, server: str | None) -> None:
    """Email and password change; with an address of one's own that as well."""
    entry = world.entry()
    if server:
        data = {**entry.data, "server": server}
        world.hass.config_entries.async_update_entry(entry, data=data)
    await world.set_up(entry)
    world.change(password=quick("new", b""))
    form = await entry.start_reconfigure_flow(world.hass)
    assert form["step_id"] == "reconfigure"
    typed = {"email": OWNER.email, "password": "new"}
    if server is None:
        typed["url"] = f"{world.front.url}/"
    wrong = await _go_on(world.hass, form, typed | {"password": "wrong"})
    assert wrong["errors"] == {"base": "credentials_rejected"}
    done = await _go_on(world.hass, form, typed)
    assert done["type"] is FlowResultType.ABORT
    assert done["reason"] == "reconfigure_successful"
    await world.hass.async_block_till_done()
    assert entry.data == {
        "server": server or world.front.url,
        "email": OWNER.email,
        "password": "new",
    }


async def test_another_account_is_not_taken(world: World) -> None:
    """Neither when signing in again nor when changing the account."""
    entry = world.entry()
    await world.set_up(entry)
    other = {"email": SECOND.email, "password": SECOND.password}
    form = await entry.start_reconfigure_flow(world.hass)
    refused = await _go_on(world.hass, form, {"url": world.front.url, **other})
    assert refused["reason"] == "wrong_account"
    world.hass.config_entries.async_update_entry(entry, data={**entry.data, **other})
    form = await entry.start_reauth_flow(world.hass)
    refused = await _go_on(world.hass, form, {"password": SECOND.password})
    assert refused["reason"] == "wrong_account"


async def test_options(world: World) -> None:
    """They show what is in force, check the quiet hours, and take effect at once."""
    entry = world.entry()
    await world.set_up(entry)
    menu = await world.hass.config_entries.options.async_init(entry.entry_id)
    configure = world.hass.config_entries.options.async_configure
    form = await configure(menu["flow_id"], {"next_step_id": "reading"})
    assert form["type"] is FlowResultType.FORM
    typed: dict[str, Any] = {
        "status_interval": 10,
        "inbox_interval": 10,
        "energy_interval": 20,
        "trips_interval": 60,
        "health_interval": 120,
        "waking": {"wake_every": 0, "wake_budget": 2, "quiet_start": "22:00:00"},
    }
    form = await configure(form["flow_id"], typed)
    assert form["errors"] == {"base": "quiet_hours_incomplete"}
    typed["waking"]["quiet_end"] = "07:00:00"
    done = await configure(form["flow_id"], typed)
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await world.hass.async_block_till_done()
    defaults = {"call_budget": 0}
    typed["waking"]["holiday"] = False
    assert entry.options == defaults | typed
    assert world.number("almera", "wakes_left") == 2


@pytest.mark.parametrize(("makers", "shortest"), [(True, 1), (False, 0.1)])
async def test_the_makers_cloud_is_read_once_a_minute_at_most(
    world: World, *, makers: bool, shortest: float
) -> None:
    """A fast world may be read more often; each server has its bound."""
    world.keep("almera")
    entry = world.entry()
    if makers:
        data = {**entry.data, "server": "europe"}
        world.hass.config_entries.async_update_entry(entry, data=data)
    await world.set_up(entry)
    menu = await world.hass.config_entries.options.async_init(entry.entry_id)
    configure = world.hass.config_entries.options.async_configure
    form = await configure(menu["flow_id"], {"next_step_id": "reading"})
    typed = {**INTERVALS, "waking": {"wake_every": 0, "wake_budget": 2}}
    with pytest.raises(InvalidData):
        await configure(form["flow_id"], {**typed, "status_interval": shortest / 2})
    await configure(form["flow_id"], {**typed, "status_interval": shortest})
    await world.hass.async_block_till_done()
    asked = world.asked("/location")
    await world.advance(3 * 60 * shortest + 1)
    assert world.asked("/location") == asked + 3
