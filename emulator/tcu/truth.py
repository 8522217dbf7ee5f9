"""What is true of a car now, for people who look at it, not at the cloud."""

from msgspec import Struct

from . import observe, radio
from .machine import Machine
from .physics import Moment
from .report import (
    Battery,
    Cabin,
    Cockpit,
    EngineState,
    Opening,
    Pressure,
    Warning,
)
from .route import Place
from .state import Radio


class Driving(Struct, frozen=True):
    """A drive going on: km/h, km, world time of arrival."""

    speed_kmh: float
    driven_km: float
    left_km: float
    arrives_at: float


class TripSoFar(Struct, frozen=True):
    """The trip that began with the ignition ON (D2)."""

    began_at: float
    distance_km: float


class Truth(Struct, frozen=True):
    """Everything true of a car at `at`; times are world times, volts are at rest.

    `unsent` says that something waits in the car for coverage (N2).
    """

    vin: str
    at: float
    ignition: bool
    ignition_at: float
    engine: EngineState
    speed_kmh: float
    position: Place
    driving: Driving | None
    trip: TripSoFar | None
    locked: bool
    locked_at: float
    open: tuple[Opening, ...]
    key_inside: bool
    hazard_lights: bool
    privacy: bool
    cockpit: Cockpit
    battery: Battery | None
    cabin: Cabin
    pressure: Pressure | None
    warnings: dict[Warning, bool]
    battery_12v_v: float
    asleep: bool
    reachable: bool
    radio: Radio
    unsent: bool


def truth(machine: Machine, now: float) -> Truth:
    """Return everything true at `now`."""
    moment, state = machine.look(now), machine.state
    driving = _driving(moment)
    return Truth(
        vin=machine.vin,
        at=now,
        ignition=state.ignition,
        ignition_at=state.ignition_at,
        engine=moment.engine,
        speed_kmh=driving.speed_kmh if driving else 0.0,
        position=moment.quantities.place,
        driving=driving,
        trip=_trip(moment),
        locked=state.locked,
        locked_at=state.locked_at,
        open=tuple(sorted(state.open)),
        key_inside=state.key_inside,
        hazard_lights=state.hazard_lights,
        privacy=state.privacy,
        cockpit=observe.cockpit(moment),
        battery=observe.battery(moment),
        cabin=observe.cabin(moment),
        pressure=observe.pressure(moment),
        warnings=observe.health(moment).lamps,
        battery_12v_v=moment.quantities.battery_12v_v,
        asleep=radio.asleep(machine, now),
        reachable=radio.reachable(moment),
        radio=state.radio,
        unsent=state.kept is not None,
    )


def _driving(moment: Moment) -> Driving | None:
    motion = moment.state.motion
    if motion is None:
        return None
    route, offset = motion.route, moment.at - motion.began_at
    driven_km = route.km_at(offset)
    return Driving(
        speed_kmh=route.speed_at(offset),
        driven_km=driven_km,
        left_km=route.length_km - driven_km,
        arrives_at=motion.began_at + route.duration_s,
    )


def _trip(moment: Moment) -> TripSoFar | None:
    trip = moment.state.trip
    if trip is None:
        return None
    distance_km = moment.quantities.odometer_km - trip.odometer_km
    return TripSoFar(trip.began_at, distance_km)
