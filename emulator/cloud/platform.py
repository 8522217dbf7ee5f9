"""How the maker's cloud knows a model: gateway, services, which address answers how."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from emulator.draw import draw

from .recorded import Recorded

_AT_TIMES: Final = 1 / 3

type Resource = Literal[
    "cockpit",
    "location",
    "lock-status",
    "battery-status",
    "hvac-status",
    "res-state",
    "health-status",
    "vehicle-status",
    "pressure",
    "trip-history",
    "charge-schedule",
    "notifications",
]
type Version = Literal["v1", "v2", "v3"]
# What is told of a car: a resource, or its row in the list of cars.
type Told = Resource | Literal["record"]
type Unit = Literal["day", "month", "year"]
type TripDates = Literal["iso", "compact"]


class Answer(StrEnum):
    """How one version of a resource answers for a model (protocol 8.1, 8.3, 8.5)."""

    OK = "ok"
    BEHIND = "behind"  # answers, one report late
    RANGE_ONLY = "range_only"  # battery-status of a car that burns fuel
    EMPTY = "empty"  # answers, but says nothing
    NOT_TECHNICALLY_SUPPORTED = "not_technically_supported"  # 501
    ACCESS_DENIED = "access_denied"  # 403 security.access
    WRONG_CAN = "wrong_can"  # 403011
    NO_DATA = "no_data"  # 404, no data for this vin and uid
    NOT_FOUND = "not_found"  # 404
    SERVER_ERROR = "server_error"  # 500
    BAD_GATEWAY = "bad_gateway"  # 502


class Platform(Struct, frozen=True, forbid_unknown_fields=True):
    """A model's record at the cloud (protocol 3.2, 3.3), and its quirks (8.3, 8.4).

    `resources` names every version that answers otherwise than "not technically
    supported by this gateway" (F42). `max_devices` a user may command it from (5.5).
    `cancels_what_was_done`: a command that the car obeyed ends as CANCELLED (5.2).
    `omits` are attributes that the model does not tell, `fixed` those that always say
    the same, `zero_at_times` those that one report in three tells as 0. `time_example`
    is a time as it writes them, `trip_dates` the one form in which it takes dates of a
    unit, if it does not take all (4.7). `recorded` are answers of a real car, which
    this one gives until it has something else to say.
    """

    model_name: str
    model_code: str
    energy: str
    engine_type: str
    gateway: str
    can_generation: str
    ccs_gen: str | None
    cross_badged: bool
    phase: int
    colors: tuple[str, ...]
    services: tuple[int, ...]
    resources: dict[Resource, dict[Version, Answer]]
    max_devices: Annotated[int, Meta(ge=1, le=10)] = 10
    int_service_ids: bool = True
    cancels_what_was_done: bool = False
    omits: dict[Told, frozenset[str]] = {}
    fixed: dict[Told, dict[str, Any]] = {}
    zero_at_times: dict[Told, frozenset[str]] = {}
    time_example: str | None = None
    trip_dates: dict[Unit, TripDates] = {}
    recorded: dict[Resource, dict[Version, Recorded]] = {}

    def __post_init__(self) -> None:
        """Refuse an example that is no time."""
        if self.time_example is not None:
            datetime.fromisoformat(self.time_example)

    def answer(self, resource: Resource, version: Version) -> Answer:
        """Return how one version of a resource answers."""
        versions = self.resources.get(resource, {})
        return versions.get(version, Answer.NOT_TECHNICALLY_SUPPORTED)

    def as_told(
        self, what: Told, said: dict[str, Any], at: float | None = None
    ) -> dict[str, Any]:
        """Return what is said, as this model tells it in its report of `at`."""
        omitted = self.omits.get(what)
        if omitted:
            said = {name: said[name] for name in said if name not in omitted}
        if at is not None and what in self.zero_at_times:
            # A new one: what is given stays its owner's.
            said = said | dict.fromkeys(self._zeros(what, at) & said.keys(), 0)
        return said | self.fixed[what] if what in self.fixed else said

    def _zeros(self, what: Told, at: float) -> frozenset[str]:
        """Return what a report tells as 0, whatever is true."""
        is_such = draw(0, self.model_name, what, int(at)) < _AT_TIMES
        return self.zero_at_times[what] if is_such else frozenset()
