"""The reminder of the next service: ahead of it, when it is due, once (V2)."""

from datetime import timedelta

from homeassistant.const import EVENT_STATE_CHANGED, Platform
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.nissanconnect.const import DOMAIN
from emulator import drives
from emulator.tcu.deeds import Drive, IgnitionOff
from tests.repairs import fix, issues, told
from tests.world import World

from .owner import PERSONA, Owner, in_days

FAR_KM = 500_000
HOUR = 3600.0


def _to_midnight() -> float:
    """Return the seconds until the local day begins."""
    begin = dt_util.start_of_local_day(dt_util.now().date() + timedelta(days=1))
    return (begin - dt_util.now()).total_seconds()


@pytest.fixture
async def kept(unannounced: None, owner: Owner) -> Owner:
    """Keep a service that is far away in Home Assistant."""
    await owner.set_date(in_days(300))
    await owner.set_odometer(FAR_KM)
    assert not issues(owner.world)
    return owner


@pytest.mark.parametrize(
    ("days", "urgency"), [(31, "service_soon"), (1, "service_due")]
)
async def test_V2_the_day_reminds_at_midnight(
    kept: Owner, days: int, urgency: str
) -> None:
    """30 days before, and on the day; also without the cloud."""
    await kept.set_date(in_days(days))
    before = told(kept.world)
    assert urgency not in before
    await kept.world.front.close()
    await kept.world.advance(_to_midnight() + 1)
    assert told(kept.world) == [urgency]
    (issue,) = issues(kept.world).values()
    day = in_days(days - 1).isoformat()
    assert issue.translation_placeholders == {
        "vehicle": "Almera",
        "due": f"{day} / {FAR_KM} km",
    }


@pytest.mark.parametrize(
    ("left", "urgency"), [(1_001, "service_soon"), (1, "service_due")]
)
async def test_V2_the_distance_reminds_when_the_car_has_gone_so_far(
    kept: Owner, left: int, urgency: str
) -> None:
    """1,000 km before, and when it is due."""
    await kept.set_odometer(int(kept.odometer_km) + left)
    assert urgency not in told(kept.world)
    kept.keyfob.do(Drive(route="bangkok"))
    await kept.world.advance(drives.load("bangkok").duration_s + 600)
    kept.keyfob.do(IgnitionOff())
    await kept.world.advance(600)
    assert told(kept.world) == [urgency]


async def test_V2_it_reminds_of_what_the_cloud_has_too(owner: Owner) -> None:
    """The question in Repairs is the same wherever the date lies."""
    await owner.set_date(in_days(30))
    await owner.set_odometer(FAR_KM)
    due = owner.in_cloud()
    assert due is not None
    assert told(owner.world) == ["service_soon"]
    await owner.set_date(in_days(31))
    assert not issues(owner.world)


async def test_V2_after_a_restart_it_stands_and_stays_ignored(kept: Owner) -> None:
    """It is no new one."""
    await kept.set_date(in_days(5))
    (issue_id,) = issues(kept.world)
    ir.async_ignore_issue(kept.world.hass, DOMAIN, issue_id, ignore=True)
    await kept.reload()
    (issue,) = issues(kept.world).values()
    assert issue.dismissed_version is not None
    await kept.set_date(in_days(0))
    (issue,) = issues(kept.world).values()
    assert issue.translation_key == "service_due"
    assert issue.dismissed_version is None


async def _answer(world: World, day: str, km: float) -> dict[str, object]:
    answered: dict[str, object] = await fix(
        world, {"due_date": day, "due_odometer": km}
    )
    return answered


async def test_V1_the_answer_is_the_service_after_it(owner: Owner) -> None:
    """Both halves at once, and the question is gone."""
    await owner.set_date(in_days(-2))
    await owner.set_odometer(FAR_KM)
    assert told(owner.world) == ["service_due"]
    done = await _answer(owner.world, in_days(365).isoformat(), 90_000)
    assert done["type"] is FlowResultType.CREATE_ENTRY
    due = owner.in_cloud()
    assert due is not None
    assert due.due_on == in_days(365).isoformat()
    assert due.due_km == 90_000
    await owner.world.advance(600)
    assert not issues(owner.world)


async def test_V1_an_answer_has_to_lie_ahead(kept: Owner) -> None:
    """A day that has come already says so; the question stays."""
    await kept.set_date(in_days(3))
    refused = await _answer(kept.world, in_days(0).isoformat(), 90_000)
    assert refused["errors"] == {"due_date": "not_ahead"}
    assert told(kept.world) == ["service_soon"]


async def test_V1_an_answer_without_the_cloud_says_so(owner: Owner) -> None:
    """Nothing is set."""
    await owner.set_date(in_days(3))
    await owner.set_odometer(FAR_KM)
    await owner.world.front.close()
    refused = await _answer(owner.world, in_days(365).isoformat(), 90_000)
    assert refused["errors"] == {"base": "not_set"}
    assert told(owner.world) == ["service_soon"]


async def test_V1_an_answer_needs_a_loaded_account(kept: Owner) -> None:
    """Else it is put off."""
    await kept.set_date(in_days(3))
    entries = kept.world.hass.config_entries
    await entries.async_unload(kept.keyfob.entry.entry_id)
    put_off = await _answer(kept.world, in_days(365).isoformat(), 90_000)
    assert put_off["type"] is FlowResultType.ABORT
    assert put_off["reason"] == "not_loaded"


async def test_V2_a_car_that_is_removed_asks_no_more(kept: Owner) -> None:
    """With its entry, too."""
    await kept.set_date(in_days(3))
    assert issues(kept.world)
    account = kept.keyfob.entry.runtime_data
    await account.async_forget(kept.world.emulator.car(PERSONA).vin)
    assert not issues(kept.world)


async def test_V2_the_inbox_tells_once_what_the_question_asks(owner: Owner) -> None:
    """A server that has the date reminds by itself: one event, one question."""
    await owner.set_date(in_days(31))
    await owner.set_odometer(FAR_KM)
    assert not issues(owner.world)
    notes = owner.world.entity_id(PERSONA, Platform.EVENT, "notification")
    heard = async_capture_events(owner.world.hass, EVENT_STATE_CHANGED)
    await owner.world.advance(_to_midnight() + HOUR)
    states = [event.data["new_state"] for event in heard]
    keys = [it.attributes["key"] for it in states if it and it.entity_id == notes]
    assert keys == ["maintenance.time.prealert"]
    assert told(owner.world) == ["service_soon"]


async def test_V1_an_answer_for_a_car_that_is_gone_says_so(kept: Owner) -> None:
    """The dialog was open while the car was removed."""
    await kept.set_date(in_days(3))
    account = kept.keyfob.entry.runtime_data
    account.vehicles.pop(kept.vin)
    refused = await _answer(kept.world, in_days(365).isoformat(), 90_000)
    assert refused["errors"] == {"base": "not_set"}
