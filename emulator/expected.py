"""What a scenario asserts, as data: values at paths, and spans of values."""

from typing import Annotated, Any, Final, override

from msgspec import UNSET, Meta, Struct, UnsetType

from .cloud.platform import Resource
from .judge import Charge
from .moments import Duration
from .tcu.truth import Truth

type Least = Annotated[int, Meta(ge=0)]

# What the cloud is asked beside the resources of the car.
OTHERS: Final = ("accounts", "alerts", "plans", "service", "status", "trips")
COUNTS: Final = ("busiest_hour", "calls", "findings")


class Span(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Values that are good; what is named must hold."""

    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None
    is_not: bool | float | str | UnsetType | None = UNSET

    def __post_init__(self) -> None:
        """Refuse a span in which everything is."""
        if self.is_not is UNSET and not any(self._limits):
            raise ValueError("a span has at_least, at_most, above, below or is_not")

    def holds(self, found: Any) -> bool:
        """Tell whether a value is good."""
        if self.is_not is not UNSET and found == self.is_not:
            return False
        if not any(self._limits):
            return True
        if isinstance(found, bool) or not isinstance(found, int | float):
            return False
        return _within(found, self)

    @property
    def _limits(self) -> tuple[bool, ...]:
        limits = (self.at_least, self.at_most, self.above, self.below)
        return tuple(limit is not None for limit in limits)

    @override
    def __str__(self) -> str:
        """Return it as in `at least 3, below 5`."""
        parts = ((name, getattr(self, name)) for name in self.__struct_fields__[:-1])
        told = [
            f"{name.replace('_', ' ')} {at:g}" for name, at in parts if at is not None
        ]
        if self.is_not is not UNSET:
            told.append(f"not {self.is_not!r}")
        return ", ".join(told)


type Plain = bool | int | float | str | list[str] | None
type Wanted = Plain | Span
type Wants = dict[str, Wanted]


class Expected(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What must be so at a moment; `car` of the step says whose.

    `truth` are paths into the control API's car (`cockpit.odometer_km`), `cloud` paths
    into what a client would read (`cockpit.totalMileage`, `alerts.NAME.stage`).
    `notifications` of a key and `mails` to an address are counted, `since` so long ago.
    `judge` counts what clients did wrong, `faults` are those that are on.
    """

    truth: Wants = {}
    cloud: Wants = {}
    notifications: dict[str, Least | Span] = {}
    mails: dict[str, Least | Span] = {}
    since: Duration | None = None
    judge: dict[str, Least | Span] = {}
    faults: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse an assert of nothing, and names that do not exist."""
        rest = self.mails or self.judge or self.faults is not None
        if not (self.needs_car or rest):
            raise ValueError("nothing is asserted")
        _demand_known(self.truth, Truth.__struct_fields__, "a car's truth")
        _demand_known(self.cloud, (*Resource.__value__.__args__, *OTHERS), "the cloud")
        _demand_known(self.judge, (*Charge, *COUNTS), "the judge's report")

    @property
    def needs_car(self) -> bool:
        """Whether it must be said whose car."""
        return bool(self.truth or self.cloud or self.notifications)


def good(wanted: Wanted, found: Any) -> bool:
    """Tell whether a value is as wanted."""
    if isinstance(wanted, Span):
        return wanted.holds(found)
    return bool(wanted == found) and isinstance(wanted, bool) == isinstance(found, bool)


def _within(found: float, span: Span) -> bool:
    return (
        (span.at_least is None or found >= span.at_least)
        and (span.at_most is None or found <= span.at_most)
        and (span.above is None or found > span.above)
        and (span.below is None or found < span.below)
    )


def _demand_known(paths: Wants | dict[str, Any], known: Any, what: str) -> None:
    for path in paths:
        if path.partition(".")[0] not in known:
            raise ValueError(f"there is no {path!r} in {what}")
