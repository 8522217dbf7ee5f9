"""The cabin is right when an event of the calendar begins (R4, protocol 5.3)."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import override

from homeassistant.components.calendar import CalendarEntity, CalendarEvent
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_component import EntityComponent
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest

from emulator.tcu.deeds import IgnitionOn
from tests.actions import device_id

from .house import MINUTE, House

CALENDAR = "calendar.family"
KICKS = "kicks_e_power"


class Family(CalendarEntity):
    """A calendar with one event, half an hour from now."""

    _attr_name = "Family"

    def __init__(self) -> None:
        begin = dt_util.now() + timedelta(minutes=30)
        self._event = CalendarEvent(
            begin, begin + timedelta(hours=1), "Office", location="Silom"
        )

    @property
    @override
    def event(self) -> CalendarEvent:
        return self._event

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        begins = self._event.start_datetime_local
        return [self._event] if start_date <= begins < end_date else []


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    """Give a household with a calendar."""
    assert await async_setup_component(house.hass, "calendar", {})
    calendars: EntityComponent[CalendarEntity] = house.hass.data["calendar"]
    family = Family()
    await calendars.async_add_entities([family])
    yield house
    await family.async_remove()


async def test_R4_an_engine_is_started_in_time(house: House) -> None:
    """Ten minutes before, and the car does it."""
    car = await house.move_in(KICKS)
    await house.automate("pre_cool", calendar=CALENDAR, engine_of=device_id(car))
    await house.world.advance(19 * MINUTE)
    assert car.truth().remote_run is None
    await house.world.advance(4 * MINUTE)
    assert car.truth().remote_run is not None
    assert house.told == ["KICKS is getting ready"]
    assert house.messages == ["The cabin will be right for Office."]


async def test_R4_one_that_refuses_is_told(house: House) -> None:
    """Somebody sits in it already."""
    car = await house.move_in(KICKS)
    await house.automate("pre_cool", calendar=CALENDAR, engine_of=device_id(car))
    car.do(IgnitionOn())
    await house.world.advance(25 * MINUTE)
    assert car.truth().remote_run is None
    assert house.told == ["KICKS could not be started"]


async def test_an_electric_car_is_cooled_by_its_climate(house: House) -> None:
    """To the temperature that is wanted."""
    car = await house.move_in("leaf_ze1")
    await house.automate(
        "pre_cool",
        calendar=CALENDAR,
        climate=house.world.entity_id("leaf_ze1", Platform.CLIMATE, "climate"),
        temperature=20,
        before={"minutes": 15},
        word="silom",
    )
    await house.world.advance(14 * MINUTE)
    assert car.truth().climate_run is None
    await house.world.advance(4 * MINUTE)
    run = car.truth().climate_run
    assert run is not None
    assert run.target_c == 20
    assert house.told == ["Leaf is getting ready"]


NEVER = {"condition": "template", "value_template": "{{ false }}"}


@pytest.mark.parametrize("unlike", [{"word": "gym"}, {"only_if": [NEVER]}])
async def test_other_events_start_nothing(
    house: House, unlike: dict[str, object]
) -> None:
    """Neither without the word, nor against a condition."""
    car = await house.move_in(KICKS)
    engine_of = device_id(car)
    await house.automate("pre_cool", calendar=CALENDAR, engine_of=engine_of, **unlike)
    await house.world.advance(40 * MINUTE)
    assert car.truth().remote_run is None
    assert house.told == []
