"""What all entities of a car have in common, and when they come into being."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any, Final, override
from weakref import WeakKeyDictionary, WeakSet

from homeassistant.core import State, callback
from homeassistant.helpers.entity_platform import (
    AddConfigEntryEntitiesCallback,
    async_get_current_platform,
)
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .api.snapshot import Reading
from .coordinator import NissanConfigEntry, VehicleCoordinator
from .descriptions import ReadingDescription, VehicleDescription
from .reading.changes import TOLD, ByClock, Topic, is_lately

ATTR_REPORTED_AT: Final = "reported_at"

# A description, and what makes the entity of a car that it describes.
type Row = tuple[VehicleDescription, Callable[[VehicleCoordinator, Any], VehicleEntity]]


class VehicleEntity(CoordinatorEntity[VehicleCoordinator]):
    """An entity of one car."""

    _attr_has_entity_name = True
    _written: tuple[State | None, Any] = (None, None)

    def __init__(
        self, vehicle: VehicleCoordinator, description: VehicleDescription
    ) -> None:
        """Belong to the car's device."""
        self.entity_description = description
        super().__init__(vehicle, _topics(self._sources, description.by_clock))
        self._attr_unique_id = f"{vehicle.record.vin}_{description.key}"
        # Given by its info, each entity would have the device looked into anew.
        self.device_entry = vehicle.device
        self._attr_translation_key = description.key

    @property
    def cloud_answers(self) -> bool:
        """Whether the cloud said anything of the car lately."""
        return is_lately(self.coordinator.data.answered_at)

    @property
    def _sources(self) -> frozenset[Topic]:
        """The resources without whose news a poll changes nothing of it."""
        return TOLD

    @property
    def _shown(self) -> Any:
        """All that its state is made of."""
        attributes = self.state_attributes, self.extra_state_attributes
        return self.available, self.state, attributes

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Write the state if it is another one: most polls bring little."""
        now = self.hass.states.get(self.entity_id), self._shown
        if now == self._written:
            return
        super()._handle_coordinator_update()
        self._written = self.hass.states.get(self.entity_id), now[1]


class ReadingEntity[V](VehicleEntity):
    """An entity that shows what the car told, as long as the cloud can be asked."""

    entity_description: ReadingDescription[V]
    _unrecorded_attributes = frozenset({ATTR_REPORTED_AT})

    @property
    def told(self) -> V | None:
        """The value as the car told it last."""
        return self.entity_description.source.value(self.coordinator.data)

    @property
    @override
    def available(self) -> bool:
        """Whether the cloud answered lately; a sleeping car is available."""
        return super().available and is_lately(self._answered_at)

    @property
    def _answered_at(self) -> datetime | None:
        """Our time of the cloud's last good answer about it."""
        return self._reading.answered_at

    @property
    def _reading(self) -> Reading[Any]:
        return self.entity_description.source.reading(self.coordinator.data)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """When the car said so: a time, never an age."""
        return {ATTR_REPORTED_AT: self._reading.reported_at}


class ToldEntity[V](ReadingEntity[V]):
    """An entity that is made of what the car told and of `_besides`, nothing else.

    What the cloud repeats stays the same object, so this is compared in no time.
    """

    @property
    @override
    def _sources(self) -> frozenset[Topic]:
        """Where the car tells its value."""
        return self.entity_description.source.keys

    @property
    @override
    def _shown(self) -> Any:
        """What state and attributes are made of: they would cost more to make."""
        return self.available, self.told, self._reading.reported_at, self._besides

    @property
    def _besides(self) -> Any:
        """What else changes them: the day, the language, what `_sources` has."""
        return None


@callback
def async_follow_vehicles(
    entry: NissanConfigEntry,
    follow: Callable[[VehicleCoordinator], None],
    *,
    by_clock: ByClock | None = None,
) -> None:
    """Do something with each car, now and at all news of it, also of new cars."""
    account = entry.runtime_data
    goes_by = _topics(TOLD, by_clock)
    followed = WeakSet[VehicleCoordinator]()

    @callback
    def follow_new() -> None:
        for vehicle in account.vehicles.values():
            if vehicle not in followed:
                followed.add(vehicle)
                once_more = partial(follow, vehicle)
                entry.async_on_unload(vehicle.async_add_listener(once_more, goes_by))
                follow(vehicle)

    entry.async_on_unload(account.async_add_listener(follow_new))
    follow_new()


def rows[D: VehicleDescription](
    descriptions: Iterable[D], entity: Callable[[VehicleCoordinator, D], VehicleEntity]
) -> Iterator[Row]:
    """Yield each of some descriptions with what makes the entity it describes."""
    return ((description, entity) for description in descriptions)


@callback
def async_add_vehicle_entities(
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    *tables: Iterable[Row],
) -> None:
    """Add what fits each car, now and when a car or a value turns up later."""
    table = tuple(chain.from_iterable(tables))
    missing = WeakKeyDictionary[VehicleCoordinator, list[Row]]()
    domain = async_get_current_platform().domain

    def named(description: VehicleDescription) -> str:
        return f"{domain}.{description.key}"

    @callback
    def add_fitting(vehicle: VehicleCoordinator) -> None:
        left = missing.get(vehicle)
        if left is None:
            left = missing[vehicle] = list(table)
            for description, _ in left:
                vehicle.absences[named(description)] = description.absence
        fitting = [row for row in left if row[0].fits(vehicle)]
        if not fitting:
            return
        keys = {description.key for description, _ in fitting}
        missing[vehicle] = [row for row in left if row[0].key not in keys]
        async_add_entities(entity(vehicle, it) for it, entity in fitting)
        for description, _ in fitting:
            del vehicle.absences[named(description)]

    async_follow_vehicles(entry, add_fitting)


def _topics(told: frozenset[Topic], by_clock: ByClock | None) -> frozenset[Topic]:
    return told if by_clock is None else told | {by_clock}
