"""The whole truth about a car, as data that becomes JSON and comes back the same.

Facts (ignition, doors, motion ...) change only at events. What flows (odometer,
fuel, temperatures ...) is kept as of the last event; `physics` tells it for any moment.
"""

from msgspec import Struct, json

from .report import Opening, Report, Warning, Wheel
from .route import Place, Route

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


class TripBegun(Struct, frozen=True):
    """Odometer and store when the ignition was turned ON (D2)."""

    began_at: float
    odometer_km: float
    energy: float


class Lamp(Struct, frozen=True):
    """A warning that is lit; `ignitions` counts ignition ON since the repair (H3)."""

    lit_at: float
    repaired: bool = False
    ignitions: int = 0


class CarState(Struct, forbid_unknown_fields=True):
    """Everything that is true of a car beyond its equipment; times are world times.

    `ignition_at` and `locked_at` are the last changes. `sent` are reports that passed
    the radio and wait to be taken, `kept` is what waits for coverage (N2).
    """

    quantities: Quantities
    ignition: bool
    ignition_at: float
    locked: bool
    locked_at: float
    awake_until: float
    reported_at: float
    open: frozenset[Opening] = frozenset()
    key_inside: bool = False
    plugged: bool = False
    plugged_at: float | None = None
    unplugged_at: float | None = None
    privacy: bool = False
    hazard_lights: bool = False
    target_c: float = 22.0
    lamps: dict[Warning, Lamp] = {}
    low_tyre: Wheel | None = None
    tyres_lost: int = 0
    radio: Radio = Radio()
    motion: Motion | None = None
    trip: TripBegun | None = None
    sent: list[Report] = []
    kept: Report | None = None

    @property
    def armed(self) -> bool:
        """Whether the car was locked from outside: no ignition since."""
        return self.locked and self.locked_at > self.ignition_at


def dump(state: CarState) -> bytes:
    """Return the state as JSON, the same bytes for the same state."""
    return _ENCODER.encode(state)


def load(data: bytes) -> CarState:
    """Return what `dump` wrote; raises msgspec.DecodeError."""
    return json.decode(data, type=CarState)
