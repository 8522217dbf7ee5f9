"""Days that may have grown are asked for beside the round that wants to know: D2."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from homeassistant.core import State
import pytest
from yarl import URL

from custom_components.nissanconnect.api.errors import Outage
from custom_components.nissanconnect.api.reply import Reply
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.transport import Transport
from custom_components.nissanconnect.coordinator import VehicleCoordinator
from tests.keyfob import Keyfob

from .conftest import Report


@dataclass
class Gate:
    """Holds back the integration's requests; a look at the days only if told to."""

    asked: list[URL] = field(default_factory=list)
    waiting: int = 0
    broken: bool = False
    holds_looks: bool = False
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def looks(self) -> list[URL]:
        """What was asked of several days."""
        return [url for url in self.asked if _is_look(url)]

    async def passed(self, url: URL) -> None:
        """Wait until a request may go on; raises Outage."""
        self.asked.append(url)
        if self.broken:
            raise Outage("connection")
        self.waiting += 1
        try:
            if self.holds_looks or not _is_look(url):
                await self.opened.wait()
        finally:
            self.waiting -= 1


async def _given_up(reading: asyncio.Task[None]) -> None:
    reading.cancel()
    with suppress(asyncio.CancelledError):
        await reading


def _is_look(url: URL) -> bool:
    query = url.query
    is_day = url.name == "trip-history" and query["type"] == "0"
    return is_day and query["start"] != query["end"]


@pytest.fixture
def vehicle(car: Keyfob) -> VehicleCoordinator:
    """Give the Almera's coordinator; its first look was just now and found nothing."""
    [vehicle] = car.entry.runtime_data.vehicles.values()
    assert isinstance(vehicle, VehicleCoordinator)
    return vehicle


@pytest.fixture
def gate(vehicle: VehicleCoordinator) -> Iterator[Gate]:
    """Close the gate behind the set-up."""
    gate, send = Gate(), Transport.send

    async def held(transport: Transport, method: str, url: URL, *rest: Any) -> Reply:
        await gate.passed(url)
        return await send(transport, method, url, *rest)

    with patch.object(Transport, "send", held):
        yield gate


async def test_D2_a_look_waits_for_no_answer(
    car: Keyfob, vehicle: VehicleCoordinator, gate: Gate
) -> None:
    """All that a round asks for is on its way at once, and nothing follows."""
    reading = asyncio.create_task(vehicle.async_read_all())
    await car.world.flight.settle()
    assert len(gate.looks) == 1
    asked = len(gate.asked)
    assert gate.waiting == asked - 1
    gate.opened.set()
    await reading
    assert len(gate.asked) == asked


async def test_D2_what_ends_after_a_look_ahead_is_told(
    car: Keyfob,
    vehicle: VehicleCoordinator,
    gate: Gate,
    told: list[State],
    report: Report,
) -> None:
    """The day's sum, which comes later, has more trips: it looks again."""
    reading = asyncio.create_task(vehicle.async_read_all())
    await car.world.flight.settle()
    report("2026-03-02T12:00:00+07:00", km=3)
    gate.opened.set()
    await reading
    assert [state.attributes["distance_km"] for state in told] == [3]
    assert len(gate.looks) == 2


async def test_D2_a_trip_of_a_round_that_is_given_up_is_told_by_the_next(
    car: Keyfob,
    vehicle: VehicleCoordinator,
    gate: Gate,
    told: list[State],
    report: Report,
) -> None:
    """What the look was told already is not lost."""
    report("2026-03-02T12:00:00+07:00", km=3)
    reading = asyncio.create_task(vehicle.async_read_all())
    await car.world.flight.settle()
    await _given_up(reading)
    gate.opened.set()
    await vehicle.async_read_all()
    assert [state.attributes["distance_km"] for state in told] == [3]


async def test_D2_a_round_that_is_given_up_leaves_nothing_behind(
    car: Keyfob, vehicle: VehicleCoordinator, gate: Gate
) -> None:
    """Its look ends with it."""
    gate.holds_looks = True
    reading = asyncio.create_task(vehicle.async_read_all())
    await car.world.flight.settle()
    assert gate.waiting == len(gate.asked) > len(gate.looks) == 1
    await _given_up(reading)
    assert gate.waiting == 0


async def test_F34_nothing_is_asked_for_beside_a_probe(
    vehicle: VehicleCoordinator, gate: Gate
) -> None:
    """The round that meets an outage looks ahead, the next ones do not."""
    gate.broken = True
    await vehicle.async_look({ResourceKey.TRIPS_DAY})
    assert len(gate.asked) == 2
    await vehicle.async_look({ResourceKey.TRIPS_DAY})
    assert len(gate.asked) == 3
