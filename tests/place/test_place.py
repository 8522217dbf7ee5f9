"""Position, privacy mode, directions, and a position that is kept out: F1, F2."""

import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from msgspec.structs import replace
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.nissanconnect.const import DOMAIN
from emulator.tcu.deeds import Drive, IgnitionOff, Privacy, RadioChange
from tests.keyfob import Keyfob
from tests.world import World

HOUR = 3600.0
TRACKER = Platform.DEVICE_TRACKER
SENSOR = Platform.BINARY_SENSOR


@pytest.fixture
async def car(world: World) -> Keyfob:
    """Give the Almera, alone on its account."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    return Keyfob(world, entry, "almera")


async def _directions(car: Keyfob, **data: Any) -> Any:
    vin = car.world.emulator.car("almera").vin
    device = dr.async_get(car.world.hass).async_get_device_by_identifier(
        (DOMAIN, vin), car.entry.entry_id
    )
    assert device is not None
    return await car.world.hass.services.async_call(
        DOMAIN,
        "get_directions",
        {"device_id": device.id, **data},
        blocking=True,
        return_response=True,
    )


async def test_F2_F76_privacy_mode_is_shown_and_the_last_position_stays(
    car: Keyfob,
) -> None:
    """Within a poll, both ways; what was driven meanwhile is not told."""
    place = car.world.place("almera")
    assert car.shown(SENSOR, "privacy_mode") == STATE_OFF
    assert car.told(TRACKER, "position")["why_old"] is None
    reported_at = car.told(TRACKER, "position")["reported_at"]

    car.do(Privacy(on=True))
    car.do(Drive(route=((13.78, 100.54), (13.9, 100.54))))
    await car.world.advance(0.5 * HOUR)
    assert car.shown(SENSOR, "privacy_mode") == STATE_ON
    assert car.world.place("almera") == place
    told = car.told(TRACKER, "position")
    assert (told["why_old"], told["reported_at"]) == ("privacy_mode", reported_at)

    car.do(Privacy(on=False))
    car.do(IgnitionOff())
    await car.world.advance(0.2 * HOUR)
    assert car.shown(SENSOR, "privacy_mode") == STATE_OFF
    assert car.world.place("almera")[0] > place[0] + 0.05
    assert car.told(TRACKER, "position")["why_old"] is None


async def test_F2_a_car_that_did_not_answer_says_why_its_position_is_old(
    car: Keyfob,
) -> None:
    car.do(RadioChange(coverage=False))
    task = car.begin(Platform.BUTTON, "wake", "press")
    with pytest.raises(HomeAssistantError):
        await car.end(task)
    assert car.told(TRACKER, "position")["why_old"] == "unreachable"


async def test_F75_a_jump_is_not_believed_until_it_is_told_again(car: Keyfob) -> None:
    """The fault desk drifts it; then all is as it was."""
    place = car.world.place("almera")
    car.world.emulator.world.faults.turn_on("F75")
    for _ in range(6):
        await car.world.advance(300)
        assert car.world.place("almera") == place


async def test_F75_a_ferry_is_believed_after_an_hour(car: Keyfob) -> None:
    """One report far away, and no other; until then the position says why it is old."""
    latitude, longitude = car.world.place("almera")
    clock = car.world.emulator.world.clock
    cache = car.world.emulator.world.cloud.caches
    vin = car.world.emulator.car("almera").vin
    known = cache[vin]
    assert known.location is not None
    place = replace(known.location.value, latitude=latitude + 6)
    cache[vin] = replace(
        known, location=replace(known.location, value=place, at=clock.now)
    )
    await car.world.advance(1800)
    assert car.world.place("almera") == (latitude, longitude)
    assert car.told(TRACKER, "position")["why_old"] == "implausible"
    await car.world.advance(2400)
    assert car.world.place("almera")[0] == pytest.approx(latitude + 6)
    assert car.told(TRACKER, "position")["why_old"] is None


async def test_F1_links_open_the_way_to_the_car(
    car: Keyfob, caplog: pytest.LogCaptureFixture
) -> None:
    """In two maps; the position is not logged."""
    caplog.set_level(logging.DEBUG)
    latitude, longitude = car.world.place("almera")
    place = f"{latitude:.6f},{longitude:.6f}"
    way = await _directions(car)
    apple, google = urlsplit(way["apple_maps"]), urlsplit(way["google_maps"])
    assert apple.netloc == "maps.apple.com"
    assert parse_qs(apple.query) == {"daddr": [place], "dirflg": ["w"]}
    assert google.netloc == "www.google.com"
    assert parse_qs(google.query)["destination"] == [place]
    assert (
        way["reported_at"] == car.told(TRACKER, "position")["reported_at"].isoformat()
    )
    assert way["why_old"] is None
    driving = await _directions(car, mode="driving")
    assert parse_qs(urlsplit(driving["apple_maps"]).query)["dirflg"] == ["d"]
    ours = [r.getMessage() for r in caplog.records if "nissanconnect" in r.name]
    assert not [line for line in ours if f"{latitude:.4f}" in line]


async def _hide(car: Keyfob, entry: MockConfigEntry, *, on: bool) -> None:
    """Choose in the options as its owner does."""
    options = car.world.hass.config_entries.options
    menu = await options.async_init(entry.entry_id)
    form = await options.async_configure(menu["flow_id"], {"next_step_id": "privacy"})
    assert form["type"] is FlowResultType.FORM
    done = await options.async_configure(form["flow_id"], {"hide_position": on})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await car.world.hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED


async def test_a_position_that_is_kept_out_is_nowhere(
    car: Keyfob, hass_storage: dict[str, Any]
) -> None:
    """Neither read, shown nor kept; and it comes back with the choice."""
    latitude, _ = car.world.place("almera")
    await car.world.advance(120)
    assert "gpsLatitude" in str(hass_storage)
    await _hide(car, car.entry, on=True)
    read = car.world.asked("/location")
    await car.world.advance(2 * HOUR)
    await car.press("read_cloud")
    assert car.world.asked("/location") == read
    entities = er.async_entries_for_config_entry(
        er.async_get(car.world.hass), car.entry.entry_id
    )
    assert TRACKER not in {entity.domain for entity in entities}
    states = str([state.as_dict() for state in car.world.hass.states.async_all()])
    assert f"{latitude:.4f}" not in states
    await car.world.hass.config_entries.async_unload(car.entry.entry_id)
    assert "gpsLatitude" not in str(hass_storage)
    await car.world.hass.config_entries.async_setup(car.entry.entry_id)
    with pytest.raises(ServiceValidationError) as refused:
        await _directions(car)
    assert refused.value.translation_key == "position_unknown"
    await _hide(car, car.entry, on=False)
    await car.world.advance(300)
    assert car.world.place("almera")[0] == pytest.approx(latitude)
