"""What is true of a car now, for people who look at it, not at the cloud."""

from typing import Literal

from msgspec import Struct

from . import observe, radio, theft
from .alerts import MonitorSettings
from .machine import Machine
from .physics import Moment
from .report import (
    Battery,
    Cabin,
    Cockpit,
    EngineState,
    Monitoring,
    Opening,
    Pressure,
    Warning,
)
from .route import Place
from .state import ClimateRun, Radio, RemoteRun, Signalling, UserCode

type Gear = Literal["P", "N", "D"]


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


class CodeSet(Struct, frozen=True):
    """How a user stands with the security code (S1, R8); nothing secret.

    `awaits` is the ignition step that a new code still needs.
    """

    user_id: str
    in_force: bool
    awaits: Literal["ignition_off", "ignition_on"] | None
    wrong_tries: int
    blocked_until: float | None


class Truth(Struct, frozen=True):
    """Everything true of a car at `at`; times are world times, volts are at rest.

    `unlocked` are locks, `open` is what stands open. `remote_starts` are those since
    the last ignition ON (R5). `climate_on` is the switch in the car. `unsent` says that
    something waits in the car for coverage (N2). `monitoring_pending` are alerts that
    are to be taken over (M3). Without `service` the car is deactivated (E8).
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
    gear: Gear
    remote_run: RemoteRun | None
    remote_starts: int
    remote_started_at: float | None
    locked: bool
    locked_at: float
    unlocked: tuple[Opening, ...]
    open: tuple[Opening, ...]
    key_inside: bool
    alarm: bool
    signal: Signalling | None
    hazard_lights: bool
    climate_on: bool
    climate_run: ClimateRun | None
    codes: tuple[CodeSet, ...]
    privacy: bool
    cockpit: Cockpit
    battery: Battery | None
    cabin: Cabin
    pressure: Pressure | None
    warnings: dict[Warning, bool]
    monitoring: Monitoring
    monitoring_pending: MonitorSettings | None
    service: bool
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
        gear="D" if driving else "P" if state.in_park else "N",
        remote_run=state.remote_run,
        remote_starts=state.remote_starts,
        remote_started_at=state.remote_started_at,
        locked=state.locked,
        locked_at=state.locked_at,
        unlocked=tuple(sorted(state.unlocked)),
        open=tuple(sorted(state.open)),
        key_inside=state.key_inside,
        alarm=theft.alarm_sounds(state, now),
        signal=state.signal,
        hazard_lights=state.hazard_lights,
        climate_on=state.hvac,
        climate_run=state.climate_run,
        codes=tuple(_code(*item) for item in state.codes.items()),
        privacy=state.privacy,
        cockpit=observe.cockpit(moment),
        battery=observe.battery(moment),
        cabin=observe.cabin(moment),
        pressure=observe.pressure(moment),
        warnings=observe.health(moment).lamps,
        monitoring=observe.monitoring(moment),
        monitoring_pending=state.watch.pending,
        service=state.service,
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


def _code(user_id: str, code: UserCode) -> CodeSet:
    setting = code.being_set
    step: Literal["ignition_off", "ignition_on"] = (
        "ignition_on" if setting and setting.was_off else "ignition_off"
    )
    return CodeSet(
        user_id=user_id,
        in_force=code.in_force,
        awaits=step if setting else None,
        wrong_tries=code.wrong_tries,
        blocked_until=code.blocked_until,
    )
