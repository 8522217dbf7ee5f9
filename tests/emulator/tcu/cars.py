"""Cars for tests, on a held clock."""

from dataclasses import dataclass, field

from emulator import drives, persona
from emulator.clock import Clock
from emulator.tcu.car import Car
from emulator.tcu.deeds import Deed, Drive
from emulator.tcu.parking import parked
from emulator.tcu.report import Report
from emulator.tcu.route import Place
from emulator.tcu.state import CarState
from emulator.tcu.truth import Truth

SEED = 7
VIN = "MNTBAAN19RT000001"
# 2 March 2026, 08:00 in Bangkok
START = 1_772_413_200.0
PARKED_S = 10 * 3600.0
HOME = Place(13.78012, 100.54468, 352.0)
ODOMETER_KM = 31_874.6


@dataclass
class Yard:
    """One car, the clock it lives by, and what it has told."""

    car: Car
    clock: Clock = field(default_factory=lambda: Clock(START, held=True))
    reports: list[Report] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the car and put it on the clock."""
        self.car.on_report = self._heard
        self.clock.add(self.car)

    def do(self, deed: Deed | Drive) -> None:
        """Let a deed happen now."""
        known = drives.resolve(deed) if isinstance(deed, Drive) else deed
        self.car.do(self.clock.now, known)

    async def after(self, seconds: float) -> Truth:
        """Move on; return what is true then."""
        await self.clock.advance(seconds)
        return self.look()

    def told(self) -> list[Report]:
        """Return what the car told since this was asked last."""
        told, self.reports = self.reports, []
        return told

    def look(self) -> Truth:
        """Return what is true of the car now."""
        return self.car.truth(self.clock.now)

    @property
    def energy(self) -> float:
        """Litres or kWh in store now."""
        battery, cockpit = self.look().battery, self.look().cockpit
        return battery.energy_kwh if battery else cockpit.fuel_l or 0.0

    def _heard(self, car: Car) -> None:
        self.reports += car.take_reports()
        self.clock.touch(car.key)


def new_state(model: str = "almera", level_pct: float = 60) -> CarState:
    """Return the state of a car of a persona, locked ten hours before `START`."""
    return parked(
        persona.load(model).equipment,
        since=START - PARKED_S,
        place=HOME,
        odometer_km=ODOMETER_KM,
        level_pct=level_pct,
    )


def yard(model: str = "almera", level_pct: float = 60) -> Yard:
    """Return a parked car, its last report taken."""
    it = resumed(new_state(model, level_pct), model, START)
    it.car.take_reports()
    return it


def resumed(state: CarState, model: str, now: float) -> Yard:
    """Return a car that goes on from a state."""
    kind = persona.load(model)
    car = Car(VIN, kind.equipment, state, seed=SEED, zone=kind.tzinfo)
    return Yard(car, Clock(now, held=True))
