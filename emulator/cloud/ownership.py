"""Adding a car by its VIN, and proving by the odometer whose it is (E6, E7, P5)."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from emulator import vin as vins
from emulator.clock import Clock
from emulator.tcu.car import Car

from .accounts import Accounts
from .documents import Collection, DocumentKey
from .errors import AccountError
from .vehicles import Vehicle, Vehicles

TIME_S: Final = 5 * 60.0
WAIT_S: Final = 6 * 60.0

_ABSENT: Final = frozenset("IOQ")


class Trial(Struct, frozen=True):
    """A proof under way; `engine_seen_on` is its first half."""

    vin: str
    until: float
    engine_seen_on: bool = False


class Attempts(Struct, frozen=True):
    """A user's proof under way, and until when a failed one makes him wait."""

    trial: Trial | None = None
    blocked_until: float | None = None


class Ownership:
    """The proofs of all users, by user id."""

    def __init__(
        self,
        clock: Clock,
        cars: Mapping[str, Car],
        accounts: Accounts,
        vehicles: Vehicles,
        changed: set[DocumentKey],
    ) -> None:
        """Start without proofs."""
        self.documents = Collection("ownership", Attempts, changed)
        self._clock = clock
        self._cars = cars
        self._accounts = accounts
        self._vehicles = vehicles

    def find(self, user_id: str, typed: str, *, with_pin: bool = False) -> Vehicle:
        """Return a car that a user may add by its typed VIN; raises AccountError (E6).

        What is somebody else's may be had with a retailer's PIN.
        """
        number = typed.strip().upper()
        vehicle = self._vehicles.documents.get(number)
        if vehicle is None:
            raise _not_found(number)
        users = {account.user_id for account, _ in self._accounts.users_of(number)}
        if user_id in users:
            text = "this car is on your account already"
            raise AccountError("already_yours", text, "vin")
        if users and not with_pin:
            text = "this car is on somebody else's account"
            raise AccountError("paired_to_other", text, "vin")
        return vehicle

    def of(self, user_id: str) -> Attempts:
        """Return how far a user is; a proof whose time is over has failed."""
        known = self.documents.get(user_id) or Attempts()
        if known.trial is not None and self._clock.now >= known.trial.until:
            return self._fail(user_id, known.trial.until)
        return known

    def begin(self, user_id: str, vehicle: Vehicle) -> None:
        """Begin a proof, and leave the one under way; raises AccountError."""
        self.leave(user_id)
        known = self.of(user_id)
        if known.blocked_until is not None and self._clock.now < known.blocked_until:
            text = "after a failed try the next one waits for 6 minutes"
            raise AccountError("wait", text)
        trial = Trial(vehicle.vin, self._clock.now + TIME_S)
        self.documents[user_id] = Attempts(trial)

    def see_engine_on(self, user_id: str) -> None:
        """Take the first half: the ignition is ON. Raises AccountError."""
        trial = self._running(user_id)
        if not self._reached(trial).state.ignition:
            raise AccountError("engine_off", "the engine must be ON for this")
        seen = replace(trial, engine_seen_on=True)
        self.documents[user_id] = Attempts(seen)

    def prove(self, user_id: str, odometer_km: int) -> Vehicle:
        """Take the odometer as displayed, with the ignition OFF; raises AccountError.

        A wrong one is a failed try.
        """
        trial = self._running(user_id)
        if not trial.engine_seen_on:
            raise AccountError("engine_first", "first comes the engine ON")
        car = self._reached(trial)
        if car.state.ignition:
            raise AccountError("engine_on", "the engine must be OFF for this")
        if int(car.truth(self._clock.now).cockpit.odometer_km) != odometer_km:
            self._fail(user_id, self._clock.now)
            text = "this is not what the odometer shows"
            raise AccountError("wrong_odometer", text, "odometer_km")
        self.documents.pop(user_id)
        return self._vehicles.documents[trial.vin]

    def leave(self, user_id: str) -> None:
        """End a proof under way: a failed try; no harm if there is none."""
        if self.of(user_id).trial is not None:
            self._fail(user_id, self._clock.now)

    def forget(self, user_id: str) -> None:
        """Drop what is kept of a user (E5)."""
        self.documents.pop(user_id)

    def _running(self, user_id: str) -> Trial:
        trial = self.of(user_id).trial
        if trial is None:
            text = "no proof is under way: five minutes are all there is"
            raise AccountError("too_late", text)
        return trial

    def _reached(self, trial: Trial) -> Car:
        """Return the car if the cloud can see where and how it is."""
        car = self._cars[trial.vin]
        if not car.within_reach(self._clock.now):
            raise AccountError("no_coverage", "the car has no mobile network")
        if not car.radio.gnss:
            raise AccountError("no_gnss", "the car does not know where it is")
        return car

    def _fail(self, user_id: str, at: float) -> Attempts:
        failed = Attempts(blocked_until=at + WAIT_S)
        self.documents[user_id] = failed
        return failed


def _not_found(number: str) -> AccountError:
    """Return why there is no such car: mistyped, or never built (E6)."""
    if len(number) != vins.LENGTH:
        text = f"a VIN has {vins.LENGTH} characters"
        return AccountError("vin_length", text, "vin")
    if _ABSENT & set(number):
        text = "a VIN has no I, O and Q; they are 1 and 0"
        return AccountError("vin_letters", text, "vin")
    if vins.fault(number) or vins.is_mistyped(number):
        text = "one of the characters is wrong: its check digit does not fit"
        return AccountError("vin_mistyped", text, "vin")
    return AccountError("unknown_vehicle", "there is no such car", "vin")
