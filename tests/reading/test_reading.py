"""Reading the cloud: how often, what an error changes, what the owner is told."""

from collections import Counter
from datetime import timedelta

from homeassistant.components.lock import LockState
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import (
    EVENT_STATE_CHANGED,
    EVENT_STATE_REPORTED,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
    Platform,
)
from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.options import INTERVALS
from emulator.cloud.passwords import quick
from emulator.tcu.deeds import Drive, IgnitionOff, Plug
from emulator.testing import SECOND
from tests.log import log_lines
from tests.world import World

HOUR = 3600.0
DAY = 24 * HOUR
# The README states it; a car has fewer if it lacks a resource.
REQUESTS_A_DAY = 2100


@pytest.fixture
async def entry(world: World) -> MockConfigEntry:
    """Set the demo account up."""
    entry = world.entry()
    await world.set_up(entry)
    return entry


@pytest.fixture
async def almera(world: World) -> MockConfigEntry:
    """Set the demo account up, with the Almera alone."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    return entry


async def _press(world: World, persona: str, key: str) -> None:
    await world.hass.services.async_call(
        Platform.BUTTON,
        "press",
        {"entity_id": world.entity_id(persona, Platform.BUTTON, key)},
        blocking=True,
    )


async def test_a_day_of_one_car_stays_within_the_budget(world: World) -> None:
    """As the README states it; and the car is not woken once."""
    await world.set_up(world.entry(SECOND))
    before = len(world.requests())
    await world.advance(DAY + 10)
    asked = world.requests()[before:]
    assert len(asked) <= REQUESTS_A_DAY
    assert not [request for request in asked if request.woken]
    assert not [request for request in asked if "/actions/" in request.path]
    paths = Counter(request.path.rpartition("/")[2] for request in asked)
    assert paths["location"] == 288
    assert paths["battery-status"] == 144
    # The days before are looked at as well for some hours after a day has begun.
    assert 3 * 48 < paths["trip-history"] < 3 * 48 + 13
    assert paths["cars"] == 24


async def test_F20_F42_what_a_car_does_not_have_is_learnt(
    world: World, entry: MockConfigEntry
) -> None:
    """Asked once, kept over a restart, and no entity comes of it."""
    vin = world.emulator.car("ariya").vin
    asked = world.asked(f"{vin}/lock-status")
    assert asked == 1
    assert world.asked(f"v1/cars/{vin}/battery-status") <= 1
    await world.advance(2 * HOUR)
    await world.hass.config_entries.async_reload(entry.entry_id)
    await world.advance(2 * HOUR)
    assert world.asked(f"{vin}/lock-status") == asked
    registry = er.async_get(world.hass)
    unique_id = f"{vin}_doors_locked"
    assert not registry.async_get_entity_id(Platform.BINARY_SENSOR, DOMAIN, unique_id)


async def test_F33_one_failing_resource_hides_no_other(
    world: World, almera: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """Its last values stay for six hours, then they alone are unavailable."""
    caplog.clear()
    world.front.fail("/cockpit", 500, '{"errors": [{"code": "500"}]}')
    await world.advance(5.9 * HOUR)
    assert world.number("almera", "odometer") > 0
    await world.advance(0.2 * HOUR)
    assert world.state("almera", "sensor", "odometer").state == STATE_UNAVAILABLE
    doors = world.state("almera", "lock", "doors")
    assert doors.state == LockState.LOCKED
    assert not log_lines(caplog)
    world.front.heal()
    await world.advance(310)
    assert world.number("almera", "odometer") > 0


async def test_after_six_hours_without_the_cloud_states_are_unavailable(
    world: World, almera: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """Until then they are what they were; our contact is always told."""
    before = world.state("almera", "sensor", "last_contact").state
    await world.front.close()
    await world.advance(5.9 * HOUR)
    assert world.state("almera", "device_tracker", "position").state == "not_home"
    await world.advance(0.2 * HOUR)
    assert (
        world.state("almera", "device_tracker", "position").state == STATE_UNAVAILABLE
    )
    assert world.state("almera", "sensor", "last_contact").state == before
    assert world.state("almera", "sensor", "reachability").state == "asleep"
    await world.front.open()
    # After hours in vain the car is asked every half an hour.
    await world.advance(0.6 * HOUR)
    assert world.state("almera", "device_tracker", "position").state == "not_home"


async def test_F21_a_quota_of_a_day_is_kept_to(
    world: World, almera: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """One line, no request for a day, states kept; then it goes on."""
    caplog.clear()
    world.front.fail("/car-adapter", 429, **{"Retry-After": "86400"})
    await world.advance(310)
    world.front.heal()
    asked = len(world.requests())
    with pytest.raises(HomeAssistantError) as refused:
        await _press(world, "almera", "read_cloud")
    assert refused.value.translation_key == "quota_exceeded"
    await world.advance(DAY - 600)
    assert len(world.requests()) == asked
    assert len(log_lines(caplog)) == 1
    await world.advance(1200)
    assert len(world.requests()) > asked
    assert world.number("almera", "odometer") > 0
    assert len(log_lines(caplog)) == 2


async def test_F22_a_quota_without_an_end_is_asked_for_ever_more_rarely(
    world: World, almera: MockConfigEntry
) -> None:
    """A quarter of an hour, half an hour, an hour: not at each poll."""
    world.front.fail("", 429)
    rounds = []
    for _ in range(6):
        before = world.front.refused
        await world.advance(HOUR)
        rounds.append(world.front.refused - before)
    assert rounds[0] > rounds[-1]
    assert sum(rounds) < 100


async def test_F06_a_password_that_is_not_good_any_more(
    world: World, almera: MockConfigEntry
) -> None:
    """One try, one question to the owner, the states stay."""
    world.change(password=quick("new", b""))
    world.end_sessions()
    signed_in = world.asked("/commonauth")
    await world.advance(3 * HOUR)
    assert world.asked("/commonauth") == signed_in + 1
    flows = list(almera.async_get_active_flows(world.hass, {SOURCE_REAUTH}))
    assert len(flows) == 1
    assert world.state("almera", "lock", "doors").state == LockState.LOCKED


async def test_F08_terms_to_accept_are_a_question_to_the_owner(
    world: World, almera: MockConfigEntry
) -> None:
    """Asked for once a day, not at each poll; when accepted, all goes on."""
    world.front.fail("/refresh-token", 401)
    world.front.fail("/oauth2/authorize", 200, "<p>Please accept our terms</p>")
    await world.advance(1.5 * HOUR)
    registry = ir.async_get(world.hass)
    issue_id = f"terms_pending_{almera.entry_id}"
    issue = registry.async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert not issue.is_fixable
    refused = world.front.refused
    await world.advance(12 * HOUR)
    assert world.front.refused == refused
    world.front.heal()
    await world.advance(12 * HOUR)
    assert registry.async_get_issue(DOMAIN, issue_id) is None
    assert world.number("almera", "odometer") > 0


async def test_asking_the_cloud(world: World, entry: MockConfigEntry) -> None:
    """Reads at once what the car has told since, and wakes nobody."""
    world.emulator.do("leaf_ze1", Plug())
    await world.emulator.advance(30)
    assert world.state("leaf_ze1", "binary_sensor", "plugged_in").state == STATE_OFF
    await _press(world, "leaf_ze1", "read_cloud")
    assert world.state("leaf_ze1", "binary_sensor", "plugged_in").state == STATE_ON
    assert world.state("leaf_ze1", "binary_sensor", "charging").state == STATE_ON
    assert world.state("leaf_ze1", "sensor", "charge_end").state > "2026-03-02"
    assert not [request for request in world.requests() if request.woken]


async def test_asking_a_cloud_that_is_gone(
    world: World, entry: MockConfigEntry
) -> None:
    """The reason is said, the states stay."""
    await world.front.close()
    with pytest.raises(HomeAssistantError) as refused:
        await _press(world, "almera", "read_cloud")
    assert refused.value.translation_key == "cloud_unavailable"
    assert world.number("almera", "odometer") > 0


async def test_a_sleeping_car_writes_no_states(
    world: World, entry: MockConfigEntry
) -> None:
    """What is read again and has not changed is no news to anybody."""
    changes = async_capture_events(world.hass, EVENT_STATE_CHANGED)
    await world.advance(2 * HOUR)
    told = {event.data["entity_id"] for event in changes}
    # The weather goes on while the car sleeps, and so do its tyres and its cabin; Home
    # Assistant itself changes the keys to pictures.
    own = ("temperature", "pressure", "picture")
    assert not [one for one in told if not any(word in one for word in own)]


async def test_a_poll_without_news_writes_nothing_at_all(
    world: World, almera: MockConfigEntry
) -> None:
    """Home Assistant need not even compare it."""
    # The list of cars, which is read each hour, has all looked at.
    await world.advance(HOUR + 310)
    reports = list[str]()
    world.hass.bus.async_listen(
        EVENT_STATE_REPORTED,
        callback(lambda event: reports.append(event.data["entity_id"])),
        event_filter=callback(lambda _: True),
    )
    await world.advance(310)
    assert world.asked("/cockpit") > 1
    assert {one for one in reports if not one.startswith("image.")} == set()


async def test_D2_sums_begin_anew_at_midnight(
    world: World, almera: MockConfigEntry
) -> None:
    """Today's at 0 with the first second of the day, the year's go on."""
    world.emulator.do("almera", Drive(route="bangkok"))
    await world.advance(2 * HOUR)
    world.emulator.do("almera", IgnitionOff())
    await world.advance(HOUR)
    driven = world.number("almera", "distance_today")
    assert driven > 1
    reset = world.state("almera", "sensor", "distance_today").attributes["last_reset"]
    assert reset == "2026-03-02T00:00:00+07:00"
    # 16:00 of Bangkok by now
    await world.advance(8 * HOUR + 2)
    assert world.number("almera", "distance_today") == 0
    reset = world.state("almera", "sensor", "distance_today").attributes["last_reset"]
    assert reset == "2026-03-03T00:00:00+07:00"
    assert world.number("almera", "distance_year") == driven
    assert world.number("almera", "trips_month") == 1


async def test_N2_reachability(world: World, almera: MockConfigEntry) -> None:
    """Awake while it reports, asleep when it does not: both are normal."""
    assert world.state("almera", "sensor", "reachability").state == "asleep"
    world.emulator.do("almera", Drive(route="bangkok"))
    await world.advance(310)
    assert world.state("almera", "sensor", "reachability").state == "awake"
    world.emulator.do("almera", IgnitionOff())
    await world.advance(HOUR)
    assert world.state("almera", "sensor", "reachability").state == "asleep"


async def test_what_is_not_needed_by_all_is_off_at_first(
    world: World, entry: MockConfigEntry
) -> None:
    """A time that changes with each poll is for those who look for it."""
    registry = er.async_get(world.hass)
    disabled = {
        entity.unique_id.partition("_")[2]
        for entity in er.async_entries_for_config_entry(registry, entry.entry_id)
        if entity.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    }
    intervals = INTERVALS.keys() - {"status_interval"}
    assert disabled == {"calls_left", "cloud_contact", "next_poll", *intervals}
    entity_id = world.entity_id("almera", "sensor", "cloud_contact")
    registry.async_update_entity(entity_id, disabled_by=None)
    await world.hass.config_entries.async_reload(entry.entry_id)
    await world.advance(400)
    state = world.state("almera", "sensor", "cloud_contact").state
    assert world.now - timedelta(seconds=310) < world.moment(state) <= world.now


async def test_intervals_are_the_owners(world: World) -> None:
    """Each group has its own."""
    await world.set_up(world.entry(SECOND, {"status_interval": 60}))
    asked = world.asked("/location")
    await world.advance(3 * HOUR + 10)
    assert world.asked("/location") == asked + 3
    assert world.asked("/battery-status") > asked + 15
