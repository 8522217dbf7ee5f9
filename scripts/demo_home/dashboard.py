"""A dashboard of built-in cards: a section for each car, of what that car has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

type Card = dict[str, Any]

# By the keys of the integration; a car that lacks one is shown without it.
_STATE = (
    "doors",
    "doors_locked",
    "health",
    "fuel_level",
    "fuel_volume",
    "fuel_range",
    "battery_level",
    "battery_range",
    "charge_state",
    "plugged_in",
    "odometer",
    "last_contact",
)
_TRIPS = ("trips_today", "distance_today", "driving_time_today")
_NEWS = ("theft_alarm", "offences")
_BREACHES = ("breach_speed", "breach_curfew", "breach_area")
_HISTORY = ("notification",)
_SERVICE = ("service_days_left", "service_distance_left")
_DOORS = (
    "door_driver",
    "door_passenger",
    "door_front_left",
    "door_front_right",
    "door_rear_left",
    "door_rear_right",
    "hatch",
    "hood",
)
_ENGINE = ("engine_running", "engine_run_end", "remote_starts_left")
_COMMANDS = (
    "start_engine",
    "stop_engine",
    "flash_lights",
    "horn_and_lights",
    "start_charging",
    "stop_charging",
)
_CONTACT = ("read_cloud", "wake")
# Where an entity's own name is too long for its place.
_LABELS = {
    "last_contact": "Last contact",
    "trips_today": "Trips",
    "distance_today": "Distance",
    "driving_time_today": "Time",
    "engine_run_end": "Ends",
    "remote_starts_left": "Starts left",
    "door_driver": "Driver",
    "door_passenger": "Passenger",
    "door_front_left": "Front left",
    "door_front_right": "Front right",
    "door_rear_left": "Rear left",
    "door_rear_right": "Rear right",
}
_BAR = {"features": [{"type": "bar-gauge"}], "features_position": "inline"}
_FEATURES: dict[str, Card] = {
    "fuel_level": _BAR,
    "battery_level": _BAR,
    "doors": {"features": [{"type": "lock-commands"}]},
    "climate": {"features": [{"type": "climate-hvac-modes"}]},
}


@dataclass(frozen=True)
class Entity:
    """An entity by its id, domain, and the key its integration gave it."""

    entity_id: str
    domain: str
    key: str


@dataclass(frozen=True)
class Car:
    """A car by its name, and what it has."""

    name: str
    entities: tuple[Entity, ...]

    def having(self, keys: tuple[str, ...]) -> list[Entity]:
        """Return its entities of these keys, in the order of the keys."""
        mine = {entity.key: entity for entity in self.entities}
        return [mine[key] for key in keys if key in mine]


def dashboard(cars: list[Car]) -> dict[str, Any]:
    """Return the configuration of a dashboard that shows these cars."""
    sections = [{"type": "grid", "cards": list(_cards(car))} for car in cars]
    view = {
        "title": "Cars",
        "path": "cars",
        "type": "sections",
        "max_columns": 3,
        "sections": sections,
    }
    return {"views": [view]}


def _cards(car: Car) -> Iterator[Card]:
    trackers = [one for one in car.entities if one.domain == "device_tracker"]
    yield _heading(car, trackers)
    yield from map(_map, trackers)
    yield from map(_tile, car.having(_STATE))
    if trips := car.having(_TRIPS):
        yield {"type": "heading", "heading": "Today", "heading_style": "subtitle"}
        yield _glance(trips)
    if doors := car.having(_DOORS):
        yield {"type": "heading", "heading": "Doors", "heading_style": "subtitle"}
        yield _glance(doors)
    yield from _news(car)
    if service := car.having(_SERVICE):
        yield {"type": "heading", "heading": "Service", "heading_style": "subtitle"}
        yield _glance(service)
    yield from _remote_control(car)
    yield from map(_button, car.having(_CONTACT))


def _news(car: Car) -> Iterator[Card]:
    """Give what the car tells, its latest notifications one below the other."""
    if history := car.having(_HISTORY):
        yield {"type": "heading", "heading": "Told", "heading_style": "subtitle"}
        yield from map(_tile, car.having(_NEWS))
        if breaches := car.having(_BREACHES):
            yield _glance(breaches)
        told = [entity.entity_id for entity in history]
        yield {
            "type": "logbook",
            "target": {"entity_id": told},
            "hours_to_show": 3,
            "grid_options": {"columns": 12, "rows": 5},
        }


def _remote_control(car: Car) -> Iterator[Card]:
    commands = car.having(_COMMANDS)
    if not commands:
        return
    yield {"type": "heading", "heading": "Remote control", "heading_style": "subtitle"}
    if engine := car.having(_ENGINE):
        yield _glance(engine)
    yield from map(_tile, car.having(("climate",)))
    yield from map(_button, commands)


def _heading(car: Car, trackers: list[Entity]) -> Card:
    electric = car.having(("battery_level",)) and not car.having(("fuel_range",))
    return {
        "type": "heading",
        "heading": car.name,
        "icon": "mdi:car-electric" if electric else "mdi:car",
        "badges": [{"type": "entity", "entity": one.entity_id} for one in trackers],
    }


def _map(tracker: Entity) -> Card:
    return {
        "type": "map",
        "entities": [tracker.entity_id],
        "auto_fit": True,
        "default_zoom": 12,
        "hours_to_show": 3,
        "grid_options": {"columns": 12, "rows": 4},
    }


def _tile(entity: Entity) -> Card:
    return {"type": "tile", **_named(entity), **_FEATURES.get(entity.key, {})}


def _button(entity: Entity) -> Card:
    press = {
        "action": "perform-action",
        "perform_action": "button.press",
        "target": {"entity_id": entity.entity_id},
    }
    pressed_by = {"tap_action": press, "icon_tap_action": press}
    return {**_tile(entity), "hide_state": True, **pressed_by}


def _glance(entities: list[Entity]) -> Card:
    return {
        "type": "glance",
        "columns": 3,
        "state_color": True,
        "entities": [_named(entity) for entity in entities],
    }


def _named(entity: Entity) -> Card:
    name = _LABELS.get(entity.key) or {"type": "entity"}
    return {"entity": entity.entity_id, "name": name}
