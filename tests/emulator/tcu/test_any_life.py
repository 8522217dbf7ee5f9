"""Whatever people do to a car, in whatever order: what always holds."""

from contextlib import suppress
from itertools import pairwise

from hypothesis import given, settings, strategies as st
from msgspec import Struct, convert
from msgspec.structs import replace

from emulator import drives, persona
from emulator.tcu import state
from emulator.tcu.alerts import AreaAlert, CurfewAlert, MonitorSettings, SpeedAlert
from emulator.tcu.car import Car
from emulator.tcu.deeds import (
    Deed,
    Drive,
    DriverDeed,
    RadioChange,
    Refused,
    WorkshopDeed,
)
from emulator.tcu.orders import (
    Lock,
    Order,
    OrderBase,
    Signal,
    StartCharging,
    StartClimate,
    StartEngine,
    StopCharging,
    StopClimate,
    StopEngine,
    StopSignal,
    Unlock,
)
from emulator.tcu.report import Report
from emulator.tcu.state import CarState, Watch
from tests.emulator.tcu.cars import SEED, START, VIN, new_state

_WAY = [[13.75, 100.5], [13.8, 100.5], [13.8, 100.55]]
DRIVER = [
    {"do": "ignition_on"},
    {"do": "ignition_off"},
    {"do": "open", "door": "hatch"},
    {"do": "close", "door": "hatch"},
    {"do": "lock_with_key"},
    {"do": "unlock_with_key"},
    {"do": "drive", "route": "bangkok"},
    {"do": "drive", "route": _WAY, "speed_kmh": 90},
    {"do": "drive", "route": _WAY[:1]},
    {"do": "stop_driving"},
    {"do": "break_in"},
    {"do": "tow"},
    {"do": "refuel", "litres": 30},
    {"do": "plug"},
    {"do": "unplug"},
    {"do": "privacy", "on": True},
    {"do": "privacy", "on": False},
    {"do": "set_cabin_temperature", "celsius": 18},
    {"do": "climate", "on": False},
    {"do": "shift", "gear": "N"},
]
WORKSHOP = [
    {"do": "break", "warning": "tire_pressure"},
    {"do": "repair", "warning": "tire_pressure"},
    {"do": "break", "warning": "brake"},
    {"do": "repair", "warning": "brake"},
    {"do": "set_battery_12v", "volts": 10.9},
    {"do": "set_battery_12v", "volts": 12.4},
    {"do": "replace_tcu"},
]
RADIO = [
    {"coverage": False},
    {"coverage": True},
    {"gnss": False},
    {"gnss": True, "tcu": True},
    {"tcu": False},
]
ORDERS: list[Order] = [
    Lock(),
    Unlock(),
    Unlock("hatch"),
    Signal("lights", 5),
    StopSignal(),
    StartEngine(),
    StartEngine(double=True),
    StopEngine(),
    StartClimate(20.0),
    StartClimate(20.0, START + 900),
    StopClimate(),
    StartCharging(),
    StopCharging(),
]

SPEED = SpeedAlert(alert_id="speed", limit_kmh=60.0)
CURFEW = CurfewAlert(alert_id="curfew", start=480, end=485, days=frozenset({"monday"}))
AREA = AreaAlert(
    alert_id="area",
    kind="restrict_within",
    latitude=13.78,
    longitude=100.51,
    radius_km=2.0,
)
OUTSIDE = replace(AREA, alert_id="outside", kind="allow_within")
WATCHED = [
    MonitorSettings(),
    MonitorSettings((SPEED, AREA)),
    MonitorSettings((CURFEW, AREA, OUTSIDE, replace(SPEED, enabled=False))),
]


class Service(Struct, frozen=True):
    """The cloud activates or deactivates the car."""

    active: bool


type Event = Deed | Drive | Order | MonitorSettings | Service | None

EVENTS: list[Event] = [
    None,
    Service(active=True),
    Service(active=False),
    *WATCHED,
    *ORDERS,
    *(convert(body, DriverDeed) for body in DRIVER),
    *(convert(body, WorkshopDeed) for body in WORKSHOP),
    *(convert(body, RadioChange) for body in RADIO),
]

type Life = list[tuple[Event, float]]

LIVES = st.lists(
    st.tuples(st.sampled_from(EVENTS), st.sampled_from([0.0, 0.1, 59.7, 600.0, 9e4])),
    min_size=1,
    max_size=25,
)
MODELS = st.sampled_from(persona.names())


class Lived:
    """A car that lives a life, and all that it told."""

    def __init__(self, model: str) -> None:
        self.car = car(model, new_state(model, 2))
        self.car.state.watch = Watch(WATCHED[-1])
        self.told: list[Report] = self.car.take_reports()
        self.now = START

    def live(self, event: Event, seconds: float) -> None:
        """Let an event be (None: the cloud wakes and asks), then let time go by."""
        with suppress(Refused):
            self.act(event)
        self.now += seconds
        self.car.advance_to(self.now)
        self.told += self.car.take_reports()

    def act(self, event: Event) -> None:
        """Let an event be."""
        match event:
            case None:
                self.car.wake(self.now)
                self.car.ask(self.now, frozenset({"location", "cockpit"}))
            case OrderBase():
                self.car.order(self.now, "somebody", event)
            case MonitorSettings():
                self.car.monitor(self.now, event)
            case Service():
                self.car.set_service(self.now, active=event.active)
            case Drive():
                self.car.do(self.now, drives.resolve(event))
            case _:
                self.car.do(self.now, event)

    def restart(self, model: str) -> None:
        """Go on from the kept state, as after kill -9."""
        kept = state.load(state.dump(self.car.state))
        self.car = car(model, kept)


def car(model: str, truth: CarState) -> Car:
    """Return a car of which no order wants a proof."""
    kind = persona.load(model)
    equipment = replace(kind.equipment, security="none")
    return Car(VIN, equipment, truth, seed=SEED, zone=kind.tzinfo)


@settings(max_examples=150, deadline=None)
@given(model=MODELS, life=LIVES)
def test_looks_and_restarts_change_no_life(model: str, life: Life) -> None:
    plain, other = Lived(model), Lived(model)
    for deed, seconds in life:
        plain.live(deed, seconds)
        other.live(deed, seconds)
        other.car.truth(other.now)
        other.car.truth(other.now + 0.001)
        other.restart(model)
    assert state.dump(other.car.state) == state.dump(plain.car.state)
    assert other.told == plain.told


@settings(max_examples=150, deadline=None)
@given(model=MODELS, life=LIVES)
def test_what_always_holds(model: str, life: Life) -> None:
    it = Lived(model)
    truths = [it.car.truth(it.now)]
    for deed, seconds in life:
        it.live(deed, seconds)
        due = it.car.next_due()
        assert due is None or due > it.now
        truths.append(it.car.truth(it.now))
        store = it.car.state.quantities.energy
        assert 0 <= store <= it.car.equipment.energy.capacity + 1e-9
    assert all(
        a.cockpit.odometer_km <= b.cockpit.odometer_km for a, b in pairwise(truths)
    )
    for truth in truths:
        assert (truth.trip is not None) == truth.ignition
        assert truth.driving is None or truth.ignition
        assert not (truth.ignition and (truth.remote_run or truth.climate_run))
        assert truth.remote_starts <= 2
        assert not truth.alarm or truth.locked
        assert truth.position.heading_deg <= 360
    times = [report.at for report in it.told]
    assert times == sorted(times)
    trips = [trip for report in it.told for trip in report.trips]
    assert all(a.ended_at <= b.began_at for a, b in pairwise(trips))
    assert all(trip.distance_km >= 0 for trip in trips)
    check_breaches(it.told)


def check_breaches(told: list[Report]) -> None:
    """Check that each recovery ends the one infringement before it."""
    open_breaches: set[str] = set()
    for notice in (notice for report in told for notice in report.notices):
        if notice.alert is None:
            continue
        if notice.key.endswith("recovery"):
            open_breaches.remove(notice.alert.alert_id)
        else:
            open_breaches.add(notice.alert.alert_id)
