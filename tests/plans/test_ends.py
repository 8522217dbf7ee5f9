"""Plans and their ends: shown, announced 30 days ahead, taken back (P1, P3, F78)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from homeassistant.components.lock import LockState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, Platform
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.nissanconnect.const import DOMAIN
from tests.repairs import issues, told
from tests.world import World

from .subscriber import DAY, PROBLEM, Subscriber, end_of, set_plan

DOORS = (Platform.LOCK, "doors")


async def test_P3_each_plan_has_its_end(subscriber: Subscriber) -> None:
    """By name, with what it brings; all renew themselves, so nothing is wrong."""
    now = subscriber.world.now
    for plan, services in {
        "remote": ["horn_and_lights", "remote_engine_start", "remote_lock"],
        "alerts": ["area_alert", "curfew_alert", "speed_alert"],
        "theft": ["theft_warning"],
    }.items():
        ends_at = datetime.fromisoformat(subscriber.shown(end_of(plan)))
        assert now < ends_at <= now + timedelta(days=366)
        shown = subscriber.told(end_of(plan))
        assert set(services) <= set(shown["services"])
        assert shown["renews"] is True
        assert shown["ended"] is False
    assert subscriber.shown(PROBLEM) == STATE_OFF
    assert not issues(subscriber.world)


async def test_P3_an_end_is_told_30_days_ahead(subscriber: Subscriber) -> None:
    """Not sooner; and taken back when the plan is renewed."""
    world = subscriber.world
    set_plan(world, "alerts", days=31, renews=False)
    await subscriber.read_plans()
    assert subscriber.shown(PROBLEM) == STATE_OFF
    assert not issues(world)
    await world.advance(DAY + 300)
    assert subscriber.shown(PROBLEM) == STATE_ON
    assert subscriber.told(PROBLEM)["ending"] == ["alerts"]
    assert subscriber.told(PROBLEM)["ended"] == []
    (issue,) = issues(world).values()
    assert issue.translation_key == "plan_ending"
    assert issue.translation_placeholders == {
        "vehicle": "KICKS",
        "plan": "Alerts",
        "date": "2026-04-02",
    }
    await subscriber.keyfob.world.hass.config_entries.async_reload(
        subscriber.keyfob.entry.entry_id
    )
    assert told(world) == ["plan_ending"]

    set_plan(world, "alerts", days=400, renews=False)
    await subscriber.read_plans()
    assert subscriber.shown(PROBLEM) == STATE_OFF
    assert not issues(world)


async def test_P3_a_plan_that_renews_itself_is_no_matter(
    subscriber: Subscriber,
) -> None:
    """However near the end of its period is."""
    set_plan(subscriber.world, "remote", days=0.1, renews=True)
    await subscriber.read_plans()
    ends_at = datetime.fromisoformat(subscriber.shown(end_of("remote")))
    assert ends_at < subscriber.world.now + timedelta(days=1)
    await subscriber.world.advance(DAY / 8)
    assert subscriber.shown(PROBLEM) == STATE_OFF
    assert subscriber.shown(DOORS) == LockState.LOCKED
    assert not issues(subscriber.world)


async def test_P3_F78_what_has_ended_is_said_and_stays(subscriber: Subscriber) -> None:
    """Its entities are unavailable with the reason; renewed, all is back in an hour."""
    world = subscriber.world
    set_plan(world, "remote", days=0.02, renews=False)
    await subscriber.read_plans()
    assert told(world) == ["plan_ending"]
    await subscriber.read_list()
    assert told(world) == ["plan_ended"]
    assert subscriber.told(PROBLEM)["ended"] == ["remote"]
    assert subscriber.told(PROBLEM)["expired_services"] == []
    assert subscriber.told(end_of("remote"))["ended"] is True
    assert subscriber.shown(DOORS) == STATE_UNAVAILABLE
    control = subscriber.keyfob.shown(Platform.SENSOR, "remote_control")
    assert control == "plan_ended"
    registry = er.async_get(world.hass)
    assert registry.async_get_entity_id("lock", DOMAIN, f"{subscriber.vin}_doors")
    assert world.number("kicks_e_power", "odometer") > 0

    set_plan(world, "remote", days=365, renews=True)
    await subscriber.read_list()
    assert not issues(world)
    assert subscriber.shown(PROBLEM) == STATE_OFF
    assert subscriber.shown(DOORS) == LockState.LOCKED
    assert subscriber.told(end_of("remote"))["ended"] is False


async def test_P3_each_plan_is_told_by_itself(subscriber: Subscriber) -> None:
    """Two that end are two messages: one can be ignored, the other not."""
    set_plan(subscriber.world, "theft", days=3, renews=False)
    set_plan(subscriber.world, "alerts", days=-1, renews=False)
    await subscriber.read_plans()
    assert told(subscriber.world) == ["plan_ended", "plan_ending"]
    assert subscriber.told(PROBLEM)["ended"] == ["alerts"]
    assert subscriber.told(PROBLEM)["ending"] == ["theft"]
    control = subscriber.keyfob.shown(Platform.SENSOR, "remote_control")
    assert control != "plan_ended"


async def test_P3_an_outage_changes_no_plan(subscriber: Subscriber) -> None:
    """What is known of the ends is enough to tell of them; the sensors grow old."""
    world = subscriber.world
    set_plan(world, "alerts", days=30.3, renews=False)
    await subscriber.read_plans()
    assert not issues(world)
    await world.front.close()
    await world.advance(5 * 3600)
    assert subscriber.shown(PROBLEM) == STATE_OFF
    await world.advance(3 * 3600)
    assert subscriber.shown(PROBLEM) == STATE_UNAVAILABLE
    assert subscriber.shown(end_of("alerts")) == STATE_UNAVAILABLE
    assert told(world) == ["plan_ending"]


async def test_F01_plans_grow_old_with_all_the_cloud_said(
    subscriber: Subscriber,
) -> None:
    """They are read twice a day: their own last answer says nothing of the cloud."""
    world = subscriber.world
    await world.advance(8 * 3600)
    assert subscriber.shown(end_of("alerts")) != STATE_UNAVAILABLE
    await world.front.close()
    await world.advance(6.2 * 3600)
    assert subscriber.shown(PROBLEM) == STATE_UNAVAILABLE
    assert subscriber.shown(end_of("alerts")) == STATE_UNAVAILABLE


def _store(*plans: Mapping[str, object]) -> dict[str, object]:
    return {"plans": list(plans)}


async def test_P1_a_plan_of_an_unknown_name_is_shown_by_it(world: World) -> None:
    """Also one that comes later, one without an end, and services without a name."""
    vin = world.emulator.car("kicks_e_power").vin
    world.keep("kicks_e_power")
    driving = {"plan": "SMART_DRIVING", "services": ["886", "4711"], "renews": False}
    world.front.say("/subscriptions", _store(driving))
    await world.set_up(world.entry())
    shown = world.state("kicks_e_power", "sensor", "plan_smart_driving_end")
    assert shown.name == "KICKS Smart driving plan end"
    assert shown.state == "unknown"
    assert shown.attributes["services"] == ["remote_lock", "service_4711"]
    registry = er.async_get(world.hass)
    assert not registry.async_get_entity_id("sensor", DOMAIN, f"{vin}_plan_ends_end")

    world.front.heal()
    ended = {"plan": "ends", "endDate": "2026-01-31T00:00:00Z", "status": "ENDED"}
    world.front.say("/subscriptions", _store(driving, ended))
    await world.advance(12 * 3600 + 300)
    wifi = world.state("kicks_e_power", "sensor", "plan_ends_end")
    assert datetime.fromisoformat(wifi.state) == datetime(2026, 1, 31, tzinfo=UTC)
    (issue,) = issues(world).values()
    assert issue.translation_placeholders == {
        "vehicle": "KICKS",
        "plan": "Ends",
        "date": "2026-01-31",
    }

    world.front.heal()
    world.front.say("/subscriptions", _store())
    await world.advance(12 * 3600 + 300)
    gone = world.state("kicks_e_power", "sensor", "plan_smart_driving_end")
    assert gone.state == "unknown"
    assert "services" not in gone.attributes
    assert not issues(world)


@pytest.mark.parametrize(
    ("language", "services"),
    [
        ("en", "Remote engine start, Service 4711"),
        ("fr", "Démarrage du moteur à distance, Service 4711"),
    ],
)
async def test_P3_without_ends_the_list_alone_tells_what_ended(
    world: World, language: str, services: str
) -> None:
    """The maker's cloud tells no plans: expired services are the problem."""
    world.hass.config.language = language
    world.keep("kicks_e_power")
    world.front.say("/emulator/conventions", {"paths": {}})
    entry = world.entry()
    await world.set_up(entry)
    account = entry.runtime_data
    (record,) = account.data.values()
    vehicle = account.vehicles[record.vin]
    assert world.state("kicks_e_power", *PROBLEM).state == STATE_OFF
    rows = [
        {**row, "activationState": "EXPIRED"} if row["id"] == 96 else row
        for row in record.raw["services"]
    ]
    assert rows != record.raw["services"]
    rows.append({"id": "4711", "activationState": "EXPIRED"})
    listed = {"data": [{**record.raw, "services": rows}]}
    world.front.say("/v5/users/", listed)
    await world.advance(3600 + 10)
    assert vehicle.record.dormant
    assert world.state("kicks_e_power", *PROBLEM).state == STATE_ON
    shown = world.state("kicks_e_power", *PROBLEM).attributes["expired_services"]
    assert shown == ["remote_engine_start", "service_4711"]
    (issue,) = issues(world).values()
    assert issue.translation_key == "services_expired"
    assert issue.translation_placeholders == {"vehicle": "KICKS", "services": services}
    world.front.heal()
    await world.advance(3600 + 10)
    assert not issues(world)
    assert world.state("kicks_e_power", *PROBLEM).state == STATE_OFF


async def test_P3_plans_are_read_again_within_the_hour_after_an_outage(
    world: World,
) -> None:
    """Half a day would be long for what is read twice a day."""
    world.keep("kicks_e_power")
    world.front.fail("/subscriptions", 503)
    await world.set_up(world.entry())
    registry = er.async_get(world.hass)
    unique_id = f"{world.emulator.car('kicks_e_power').vin}_plan_remote_end"
    assert not registry.async_get_entity_id("sensor", DOMAIN, unique_id)
    world.front.heal()
    await world.advance(3600 + 310)
    assert registry.async_get_entity_id("sensor", DOMAIN, unique_id)
