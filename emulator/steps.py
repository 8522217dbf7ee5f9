"""Steps of a scenario's timeline: one deed each, or an assert."""

from typing import Annotated, Any, Literal, override

from msgspec import Meta, Struct, field

from .clock import MAX_SPEED
from .cloud_deeds import CloudDeed, OnCar
from .expected import Expected
from .faults.table import FAULTS
from .moments import Duration, seconds
from .tcu.deeds import DriverDeed, RadioChange, WorkshopDeed

type StepKind = Literal[
    "driver", "workshop", "radio", "service", "cloud", "fault", "clock", "assert"
]

KINDS: tuple[StepKind, ...] = StepKind.__value__.__args__
_ALL = "all"


class ServiceDue(Struct, frozen=True, forbid_unknown_fields=True):
    """The next service (V1): days from then on, and what the odometer shows, km."""

    due_in_days: Annotated[int, Meta(ge=0, le=3_660)]
    due_km: Annotated[int, Meta(ge=0, le=2_000_000)]


class FaultDeed(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"for_": "for"},
):
    """Start a fault, with the fault desk's knobs, or stop one or `all`.

    It is the car's of the step, if the step has one.
    """

    start: str | None = None
    stop: str | None = None
    for_: Duration | None = None
    account: str | None = None
    endpoint: str | None = None
    probability: Annotated[float, Meta(gt=0, le=1)] = 1.0
    count: Annotated[int, Meta(ge=1)] | None = None

    def __post_init__(self) -> None:
        """Refuse what is no fault, and what is neither or both."""
        if (self.start is None) == (self.stop is None):
            raise ValueError("a fault is to start or to stop")
        named = self.start or self.stop
        if named not in FAULTS and self.stop != _ALL:
            raise ValueError(f"there is no fault {named!r}")

    @property
    def stops_all(self) -> bool:
        """Whether every fault is to stop."""
        return self.stop == _ALL


class Pacing(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Another speed of the clock from here on, or a clock that stands or runs."""

    speed: Annotated[float, Meta(gt=0, le=MAX_SPEED)] | None = None
    held: bool | None = None

    def __post_init__(self) -> None:
        """Refuse a change of nothing."""
        if self.speed is None and self.held is None:
            raise ValueError("a change of the clock has speed or held")


type Deed = (
    DriverDeed
    | WorkshopDeed
    | RadioChange
    | ServiceDue
    | CloudDeed
    | FaultDeed
    | Pacing
    | Expected
)


class Step(
    Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True
):
    """One deed, `after` so many hours, minutes and seconds (`7:40`, `26:05:30`).

    `car` is a nickname. `driver`, `workshop` and `radio` are as in the control API,
    `service` is what the owner tells the cloud. `refused` is the code with which the
    deed must be refused. `note` says it to people, `line` is where the step stands.
    """

    after: Duration
    car: str | None = None
    driver: DriverDeed | None = None
    workshop: WorkshopDeed | None = None
    radio: RadioChange | None = None
    service: ServiceDue | None = None
    cloud: CloudDeed | None = None
    fault: FaultDeed | None = None
    clock: Pacing | None = None
    assert_: Expected | None = field(name="assert", default=None)
    refused: str | None = None
    note: str | None = None
    line: int = 0

    def __post_init__(self) -> None:
        """Refuse a step without a deed, or with several, or on no car."""
        if len(self._deeds) != 1:
            raise ValueError(f"a step has one of {', '.join(KINDS)}")
        if self.car is None and self._needs_car:
            raise ValueError("a car must be named")

    @property
    def seconds(self) -> float:
        """How long after the begin of the world."""
        return seconds(self.after)

    @property
    def kind(self) -> StepKind:
        """The key of the deed."""
        return next(iter(self._deeds))

    @property
    def deed(self) -> Deed:
        """What is done."""
        deed: Deed = self._deeds[self.kind]
        return deed

    @property
    def _needs_car(self) -> bool:
        match self.deed:
            case Expected() as expected:
                return expected.needs_car
            case FaultDeed() | Pacing():
                return False
            case deed:
                return isinstance(deed, OnCar) or self.kind != "cloud"

    @property
    def _deeds(self) -> dict[StepKind, Any]:
        given: dict[StepKind, Any] = {
            kind: getattr(self, "assert_" if kind == "assert" else kind)
            for kind in KINDS
        }
        return {kind: deed for kind, deed in given.items() if deed is not None}


class Final(Expected, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What must be so at the end; `car` is a nickname, `note` says it to people."""

    car: str | None = None
    note: str | None = None
    line: int = 0

    @override
    def __post_init__(self) -> None:
        """Refuse what no step could assert."""
        self.step("0:00")

    def step(self, after: Duration) -> Step:
        """Return it as the step at the end."""
        expected = {name: getattr(self, name) for name in Expected.__struct_fields__}
        return Step(
            after=after,
            car=self.car,
            assert_=Expected(**expected),
            note=self.note,
            line=self.line,
        )
