"""What happens in a world as time goes by: steps, each at its moment and once."""

from collections.abc import Callable, Iterable
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from .tcu.deeds import DriverDeed, RadioChange, WorkshopDeed

type After = Annotated[str, Meta(pattern=r"^[0-9]{1,4}(:[0-5][0-9]){1,2}\Z")]

_UNITS_S: Final = (3_600, 60, 1)


class ServiceDue(Struct, frozen=True, forbid_unknown_fields=True):
    """The next service (V1): days from then on, and what the odometer shows, km."""

    due_in_days: Annotated[int, Meta(ge=0, le=3_660)]
    due_km: Annotated[int, Meta(ge=0, le=2_000_000)]


type Deed = DriverDeed | WorkshopDeed | RadioChange | ServiceDue


class Step(
    Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True
):
    """One deed, `after` so many hours, minutes and seconds (`7:40`, `26:05:30`).

    `car` is a nickname. `driver`, `workshop` and `radio` are as in the control API,
    `service` is what the owner tells the cloud. `note` says it to people.
    """

    after: After
    car: str
    driver: DriverDeed | None = None
    workshop: WorkshopDeed | None = None
    radio: RadioChange | None = None
    service: ServiceDue | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse a step without a deed, or with several."""
        if len(self._deeds) != 1:
            raise ValueError("a step has one of driver, workshop, radio, service")

    @property
    def seconds(self) -> float:
        """How long after the begin of the world."""
        parts = map(int, self.after.split(":"))
        return sum(part * unit for part, unit in zip(parts, _UNITS_S, strict=False))

    @property
    def deed(self) -> Deed:
        """What is done."""
        return self._deeds[0]

    @property
    def _deeds(self) -> list[Deed]:
        given = (self.driver, self.workshop, self.radio, self.service)
        return [deed for deed in given if deed is not None]


class Planned(Struct, frozen=True):
    """A step to come, in world time, for the car with this VIN."""

    at: float
    vin: str
    step: Step


class Timeline:
    """The steps to come, on the clock; `act` does each, and they are then gone."""

    key: Final = "timeline"

    def __init__(self, act: Callable[[Planned], None]) -> None:
        """Start without steps."""
        self.changed = False
        self._act = act
        self._left: tuple[Planned, ...] = ()

    def plan(self, steps: Iterable[Planned]) -> None:
        """Take in all steps, in the order of their moments."""
        self._left = tuple(steps)
        self.changed = True

    def next_due(self) -> float | None:
        """Return when the next step is due."""
        return self._left[0].at if self._left else None

    def advance_to(self, now: float) -> None:
        """Do what is due by `now`."""
        while self._left and self._left[0].at <= now:
            planned, *left = self._left
            self._left, self.changed = tuple(left), True
            self._act(planned)

    @property
    def left(self) -> tuple[Planned, ...]:
        """The steps to come, the next one first."""
        return self._left

    def dump(self) -> bytes:
        """Return the steps to come as JSON."""
        return msgspec.json.encode(self._left)

    def load(self, data: bytes) -> None:
        """Take back what `dump` returned; raises msgspec.DecodeError."""
        self._left = msgspec.json.decode(data, type=tuple[Planned, ...])
