"""The whole truth about a car, as data that becomes JSON and comes back the same.

Facts (ignition, doors, motion ...) change only at events. What flows (odometer,
fuel, temperatures ...) is kept as of the last event; `physics` tells it for any moment.
"""

from msgspec import Struct, json

from .alerts import MonitorSettings
from .orders import CabinWish, SignalTarget
from .report import Opening, Report, Warning, Wheel
from .route import Place, Route
from .srp import Exchange, GivenCode, Verifier

_ROUNDING_S = 1e-6
_ENCODER = json.Encoder(order="deterministic")


class Quantities(Struct, frozen=True):
    """What flows, at one moment.

    `energy` is litres or kWh in store; volts of the 12 V battery are those at rest.
    """

    at: float
    place: Place
    odometer_km: float
    energy: float
    cabin_c: float
    tyre_heat_c: float
    battery_12v_v: float


class Radio(Struct, frozen=True):
    """Conditions between car and cloud (R7)."""

    coverage: bool = True
    gnss: bool = True
    tcu: bool = True
    latency_s: tuple[float, float] = (8.0, 10.0)


class Motion(Struct, frozen=True):
    """A drive going on."""

    route: Route
    began_at: float

    def offset_after(self, now: float) -> float:
        """Return the seconds since departure just after `now`.

        World times are rounded: an event at a point of the route can seem to lie
        before it, which this makes good.
        """
        return now - self.began_at + _ROUNDING_S


class TripBegun(Struct, frozen=True):
    """Odometer and store when the ignition was turned ON (D2)."""

    began_at: float
    odometer_km: float
    energy: float


class Lamp(Struct, frozen=True):
    """A warning that is lit; `ignitions` counts ignition ON since the repair (H3).

    `told` says that the owner has been notified of it (H4).
    """

    lit_at: float
    repaired: bool = False
    ignitions: int = 0
    told: bool = False


class RemoteRun(Struct, frozen=True):
    """The engine, started from afar, and what it makes of the cabin (R4, R6)."""

    until: float
    cabin: CabinWish


class ClimateRun(Struct, frozen=True):
    """The climate, switched on from afar, without the drive."""

    target_c: float
    began_at: float
    until: float


class ClimatePlan(Struct, frozen=True):
    """A start of the climate to come."""

    target_c: float
    at: float


class Signalling(Struct, frozen=True):
    """Horn, lights or both, called for from afar (R3)."""

    target: SignalTarget
    until: float


class Challenge(Struct, frozen=True):
    """A challenge that waits for its one proof."""

    exchange: Exchange
    began_at: float


class CodeBeingSet(Struct, frozen=True):
    """A new security code that waits for ignition OFF, then ON (S1)."""

    verifier: Verifier
    until: float
    was_off: bool = False


class UserCode(Struct, frozen=True):
    """One user's security code on this car (S1, R8).

    `verifier` is the code in force, or it is still to be made of the one `given` to the
    car at its beginning. `wrong_tries` are those in a row. `missed` says that the steps
    for the last new code were not done in time.
    """

    verifier: Verifier | None = None
    given: GivenCode | None = None
    being_set: CodeBeingSet | None = None
    missed: bool = False
    challenge: Challenge | None = None
    wrong_tries: int = 0
    blocked_until: float | None = None

    @property
    def in_force(self) -> bool:
        """Whether there is a code at all."""
        return bool(self.verifier or self.given)


class Watch(Struct, frozen=True, omit_defaults=True):
    """The alerts that the car watches (M1-M4), and the ids of those breached now.

    `pending` is the whole set of what is wanted, until it is taken over (M3).
    """

    in_force: MonitorSettings = MonitorSettings()
    pending: MonitorSettings | None = None
    breaches: frozenset[str] = frozenset()


class CarState(Struct, forbid_unknown_fields=True):
    """Everything that is true of a car beyond its equipment; times are world times.

    `ignition_at` and `locked_at` are the last changes, `closed_at` is when a door or
    the hatch was last closed. `armed` is a car locked from outside, no ignition since.
    `remote_starts` are those since the last ignition ON (R5), `remote_started_at` is
    the last one ever. `hvac` is the climate's switch in the car. `codes` are by user
    id. Without `service` the car is deactivated (E8). `sent` are reports that passed
    the radio and wait to be taken, `kept` is what waits for coverage (N2).
    """

    quantities: Quantities
    ignition: bool
    ignition_at: float
    locked_at: float
    awake_until: float
    reported_at: float
    unlocked: frozenset[Opening] = frozenset()
    open: frozenset[Opening] = frozenset()
    closed_at: float | None = None
    armed: bool = False
    alarm_at: float | None = None
    key_inside: bool = False
    plugged: bool = False
    plugged_at: float | None = None
    unplugged_at: float | None = None
    privacy: bool = False
    charging_halted: bool = False
    hazard_lights: bool = False
    in_park: bool = True
    hvac: bool = True
    target_c: float = 22.0
    remote_run: RemoteRun | None = None
    remote_starts: int = 0
    remote_started_at: float | None = None
    climate_run: ClimateRun | None = None
    climate_plan: ClimatePlan | None = None
    signal: Signalling | None = None
    codes: dict[str, UserCode] = {}
    lamps: dict[Warning, Lamp] = {}
    low_tyre: Wheel | None = None
    tyres_lost: int = 0
    watch: Watch = Watch()
    service: bool = True
    radio: Radio = Radio()
    motion: Motion | None = None
    trip: TripBegun | None = None
    sent: list[Report] = []
    kept: Report | None = None

    @property
    def locked(self) -> bool:
        """Whether all doors and the hatch are locked."""
        return not self.unlocked

    @property
    def running(self) -> bool:
        """Whether drive or climate run, by key or from afar, if there is energy."""
        return self.ignition or bool(self.remote_run or self.climate_run)


def dump(state: CarState) -> bytes:
    """Return the state as JSON, the same bytes for the same state."""
    return _ENCODER.encode(state)


def load(data: bytes) -> CarState:
    """Return what `dump` wrote; raises msgspec.DecodeError."""
    return json.decode(data, type=CarState)
