"""The integration's diagnostics, as far as a car can be made of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from emulator.cloud.recorded import is_time, stamp_like

MOST_CARS: Final = 20

_MOST_DEPTH: Final = 8
_MOST_VALUES: Final = 5_000
_MOST_CHARACTERS: Final = 500

type Refusal = Literal["not_supported", "access_denied", "no_data"]
type Json = dict[str, Any]


class DiagnosticsError(ValueError):
    """No car can be made of it; one line for people."""


class Answered(Struct, frozen=True):
    """A good answer: by which version, and when by the cloud's clock."""

    payload: Json
    version: str
    server_at: datetime

    def as_of(self, now: float) -> Json:
        """Return the payload as if it had come now (world time)."""
        answered = self.server_at
        if answered.tzinfo is None:
            answered = answered.replace(tzinfo=UTC)
        moved: Json = _moved(self.payload, now - answered.timestamp())
        return moved


class Reading(Struct, frozen=True):
    """One resource: its last good answer, and what the last try ended with."""

    answer: Answered | None = None
    error: str | None = None


class Lesson(Struct, frozen=True):
    """What was learnt of a resource."""

    refusal: Refusal | None = None


class Learnt(Struct, frozen=True):
    """What was learnt of a car, by resource."""

    lessons: dict[str, Lesson] = {}


class Diagnosed(Struct, frozen=True):
    """One car: its row in the list of cars, and its resources."""

    record: Json
    resources: dict[str, Reading]
    learnt: Learnt = Learnt()

    def answer(self, resource: str) -> Answered | None:
        """Return the last good answer of a resource."""
        reading = self.resources.get(resource)
        return None if reading is None else reading.answer

    def payload(self, resource: str) -> Json:
        """Return what a resource has told."""
        answer = self.answer(resource)
        return {} if answer is None else answer.payload


class Part(Struct, frozen=True):
    """An account's diagnostics have `vehicles`, a car's the rest."""

    vehicles: Annotated[list[Diagnosed], Meta(max_length=MOST_CARS)] = []
    record: Json | None = None
    resources: dict[str, Reading] = {}
    learnt: Learnt = Learnt()

    @property
    def cars(self) -> list[Diagnosed]:
        """The cars in it."""
        if self.record is None:
            return self.vehicles
        return [Diagnosed(self.record, self.resources, self.learnt)]


class Diagnostics(Part, frozen=True):
    """What Home Assistant downloads has it all in `data`."""

    data: Part | None = None

    def checked(self) -> list[Diagnosed]:
        """Return the cars in it; raises DiagnosticsError."""
        cars = (self.data or self).cars
        if not cars:
            raise DiagnosticsError("there is no car in it: no vehicles and no record")
        for car in cars:
            values = [car.record, *(car.payload(name) for name in car.resources)]
            if sum(1 for value in values for _ in _walk(value)) > _MOST_VALUES:
                raise DiagnosticsError(f"a car tells more than {_MOST_VALUES} values")
        return cars


def number(raw: Any, low: float, high: float) -> float | None:
    """Return a number within bounds, also from text; None if it is none."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        value = float(raw)
    except ValueError, OverflowError:
        return None
    return value if low <= value <= high else None


def word(raw: Any) -> str:
    """Return a text; empty if it is none."""
    return raw.strip() if isinstance(raw, str) else ""


def _walk(value: Any, depth: int = 0) -> Iterator[Any]:
    """Give all values in JSON; raises DiagnosticsError for what no car tells."""
    if depth > _MOST_DEPTH:
        raise DiagnosticsError(f"values lie deeper than {_MOST_DEPTH}")
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _walk(name, depth)
            yield from _walk(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, str) and len(value) > _MOST_CHARACTERS:
        raise DiagnosticsError(f"a text is longer than {_MOST_CHARACTERS} characters")
    else:
        yield value


def _moved(value: Any, later_s: float) -> Any:
    """Return JSON with all its times later by so many seconds."""
    match value:
        case dict():
            return {name: _moved(item, later_s) for name, item in value.items()}
        case list():
            return [_moved(item, later_s) for item in value]
        case str() if is_time(value):
            return _later(value, later_s)
        case _:
            return value


def _later(text: str, later_s: float) -> str:
    told = datetime.fromisoformat(text)
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    try:
        return stamp_like(text, told.timestamp() + later_s)
    except ValueError, OverflowError:
        return text
