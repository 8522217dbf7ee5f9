"""The calls that an account may make on a day: shared, kept, with a reserve (F25)."""

from datetime import datetime, timedelta
import json
from typing import Any
from zoneinfo import ZoneInfo

from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest

from custom_components.nissanconnect.account.budget import CallBudget, CallLog
from custom_components.nissanconnect.account.storage import rebuilt
from custom_components.nissanconnect.const import DOMAIN
from tests.world import World

HOUR = 3600.0


NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Bangkok"))


def test_F25_no_24_hours_take_what_is_left_for_the_telephone() -> None:
    """A tenth may come at once, then as much as drains; the count is the day's."""
    budget, asked = CallBudget(), list[datetime]()
    budget.limit = 1000
    for minute in range(3 * 24 * 60):
        now = NOON + timedelta(minutes=minute)
        while not budget.is_short(now):
            budget.note(now)
            asked.append(now)
    assert asked[89] == NOON < asked[90]
    for number, first in enumerate(asked[:-991]):
        assert asked[number + 990] - first >= timedelta(days=0.999)
    assert budget.left(NOON + timedelta(days=3)) == pytest.approx(550, abs=5)
    assert budget.left(NOON + timedelta(days=4)) == 1000


def test_what_is_kept_goes_on() -> None:
    """Over a restart nothing is given back."""
    budget, again = CallBudget(), CallBudget()
    budget.limit = again.limit = 100
    for _ in range(9):
        budget.note(NOON)
    again.log = rebuilt(CallLog, json.loads(json.dumps(budget.log.to_dict())))
    assert again.is_short(NOON)
    assert again.left(NOON) == 91
    assert not again.is_short(NOON + timedelta(hours=1))


@pytest.mark.parametrize(
    "kept",
    [None, {}, {"day": "soon", "count": 3}, {"day": None, "count": 0, "load": "full"}],
)
def test_a_damaged_count_begins_anew(kept: Any) -> None:
    """It is no obstacle."""
    assert rebuilt(CallLog, kept).to_dict() == CallLog().to_dict()


async def test_F25_a_quota_shared_with_the_telephone_is_never_used_up(
    world: World,
) -> None:
    """Two cars, 480 calls: a day goes on to its end, a restart forgets nothing."""
    world.keep("almera", "kicks_e_power")
    entry = world.entry(options={"call_budget": 480})
    await world.set_up(entry)
    world.emulator.world.faults.turn_on("F25")
    await world.advance(6 * HOUR)
    [left] = {car.calls_left for car in entry.runtime_data.vehicles.values()}
    await world.hass.config_entries.async_reload(entry.entry_id)
    [kept] = {car.calls_left for car in entry.runtime_data.vehicles.values()}
    assert left - 40 < kept < left
    await world.advance(6 * HOUR)
    asked = [request.status for request in world.requests()]
    # A tenth at once, half of the day's, and what a start reads.
    assert 432 * 0.5 < len(asked) < 432 * 0.6 + 60
    assert 429 not in asked
    assert world.emulator.world.judge.findings() == []


async def test_what_is_left_and_when_comes_the_next(world: World) -> None:
    """Two sensors for who wants to know; both know of a pause."""
    world.keep("almera")
    entry = world.entry()
    vin = world.emulator.car("almera").vin
    registry = er.async_get(world.hass)
    await world.set_up(entry)
    for key in ("calls_left", "next_poll"):
        entity_id = registry.async_get_entity_id("sensor", DOMAIN, f"{vin}_{key}")
        assert entity_id is not None
        registry.async_update_entity(entity_id, disabled_by=None)
    await world.hass.config_entries.async_reload(entry.entry_id)
    await world.advance(310)
    spent = world.number("almera", "calls_left")
    assert spent == pytest.approx(2000 * 1.5 + 1000, rel=0.1)
    following = world.moment(world.state("almera", "sensor", "next_poll").state)
    assert 0 < (following - world.now).total_seconds() <= 300

    world.front.fail("/car-adapter", 429, **{"Retry-After": "7200"})
    await world.advance(310)
    world.front.heal()
    asked = len(world.requests())
    following = world.moment(world.state("almera", "sensor", "next_poll").state)
    wait = (following - world.now).total_seconds()
    assert 7200 - 310 <= wait <= 7200
    issue = ir.async_get(world.hass).async_get_issue(
        DOMAIN, f"quota_exceeded_{entry.entry_id}"
    )
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert "until" in issue.translation_placeholders
    await world.advance(wait - 1)
    assert len(world.requests()) == asked
    await world.advance(2)
    assert len(world.requests()) > asked
    issues = ir.async_get(world.hass).issues
    assert (DOMAIN, f"quota_exceeded_{entry.entry_id}") not in issues


async def test_F34_a_car_of_which_nothing_comes_is_asked_less_often(
    world: World,
) -> None:
    """Twice as ever, then one request; the other car is as well as ever."""
    world.keep("almera", "kicks_e_power")
    await world.set_up(world.entry())
    vin = world.emulator.car("almera").vin
    world.front.fail(vin, 500)
    await world.advance(HOUR)
    before = world.front.refused
    asked = world.asked("/cockpit")
    await world.advance(3 * HOUR)
    # Thirty-six rounds of nothing would be several hundred.
    assert world.front.refused - before < 100
    assert world.asked("/cockpit") - asked >= 35
    world.front.heal()
    asked = world.asked(f"{vin}/cockpit")
    # Hours in vain cost up to half an hour.
    await world.advance(0.6 * HOUR)
    assert world.asked(f"{vin}/cockpit") > asked
