"""A car that was unpaired or sold: asked about, and removed with all of it (E9)."""

from datetime import timedelta
from typing import Any

from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util
import pytest

from custom_components.nissanconnect.const import DOMAIN
from tests.repairs import fix, issues, told
from tests.world import World

from .subscriber import HOUR, PERSONA, Subscriber, set_plan


def _unpair(world: World, vin: str) -> None:
    """Take a car off the account, in the app."""
    cars = world.account().cars
    world.change(cars={other: cars[other] for other in cars if other != vin})


@pytest.fixture
async def dated(subscriber: Subscriber) -> Subscriber:
    """Let there be all that is kept of a car: a service, plans that end, issues."""
    account = subscriber.keyfob.entry.runtime_data
    book = account.vehicles[subscriber.vin].service_book
    await book.async_set(due_on=dt_util.now().date() + timedelta(days=300))
    set_plan(subscriber.world, "theft", days=3, renews=False)
    await subscriber.read_plans()
    assert told(subscriber.world) == ["plan_ending"]
    return subscriber


def _kept(hass_storage: dict[str, Any]) -> str:
    """Return all that is kept of our own."""
    return str([kept for key, kept in hass_storage.items() if DOMAIN in key])


async def test_E9_F81_the_fix_removes_the_car_and_all_that_was_kept(
    dated: Subscriber, hass_storage: dict[str, Any]
) -> None:
    """Asked after three complete lists; until then and without an answer it stays."""
    world, entry = dated.world, dated.keyfob.entry
    set_plan(world, "theft", days=300, renews=True)
    await dated.read_plans()
    assert not issues(world)
    assert dated.vin in _kept(hass_storage)
    _unpair(world, dated.vin)
    await world.advance(2 * HOUR + 10)
    assert not issues(world)
    await world.advance(HOUR)
    assert told(world) == ["vehicle_missing"]
    await world.advance(24 * HOUR)
    entities = er.async_get(world.hass)
    assert er.async_entries_for_config_entry(entities, entry.entry_id)

    done = await fix(world, {})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert not issues(world)
    devices = dr.async_get(world.hass)
    assert not dr.async_entries_for_config_entry(devices, entry.entry_id)
    assert not er.async_entries_for_config_entry(entities, entry.entry_id)
    assert dated.vin not in _kept(hass_storage)
    await world.advance(2 * HOUR)
    assert not issues(world)
    assert dated.vin not in _kept(hass_storage)


async def test_E9_what_was_told_of_a_removed_car_is_taken_back(
    dated: Subscriber,
) -> None:
    """Its plans are nobody's matter any more."""
    await dated.keyfob.entry.runtime_data.async_forget(dated.vin)
    assert not issues(dated.world)


async def test_E9_bought_again_it_begins_anew(dated: Subscriber) -> None:
    """Nothing of before is shown."""
    world, entry = dated.world, dated.keyfob.entry
    cars = world.account().cars
    _unpair(world, dated.vin)
    await world.advance(HOUR + 10)
    device = dr.async_get(world.hass).async_get_device_by_identifier(
        (DOMAIN, dated.vin), entry.entry_id
    )
    assert device is not None
    dr.async_get(world.hass).async_remove_device(device.id)
    await entry.runtime_data.async_forget(dated.vin)
    world.change(cars=cars)
    await world.advance(HOUR + 10)
    assert world.state(PERSONA, "date", "service_due_date").state == "unknown"
    assert told(world) == ["plan_ending"]


def _rows(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"data": list(rows)}


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (_rows({"vin": "VNVX1XXXXXX000001"}, {"vin": None}), 200),
        (_rows({"vin": None}), 200),
        ({"data": None}, 200),
        ({"errors": [{"code": "500"}]}, 500),
        ({"errors": [{"code": "403"}]}, 403),
    ],
)
async def test_E9_F84_incomplete_and_failed_answers_say_nothing(
    subscriber: Subscriber, answer: dict[str, Any], status: int
) -> None:
    """However many: the car may be what could not be read."""
    world = subscriber.world
    world.front.say("/v[542]/users/", answer, status)
    await world.advance(5 * HOUR)
    assert not issues(world)
    world.front.heal()
    await world.advance(HOUR + 310)
    assert not issues(world)
    assert world.number(PERSONA, "odometer") > 0


async def test_E9_an_incomplete_answer_takes_no_question_back(
    subscriber: Subscriber,
) -> None:
    """A car that was missing three times is still missing after a doubtful list."""
    world = subscriber.world
    _unpair(world, subscriber.vin)
    await world.advance(3 * HOUR + 10)
    assert told(world) == ["vehicle_missing"]
    doubtful = _rows({"vin": "VNVX1XXXXXX000001"}, {"vin": None})
    world.front.say("/v5/users/", doubtful)
    await world.advance(HOUR)
    assert told(world) == ["vehicle_missing"]
