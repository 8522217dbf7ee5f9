"""One car on the clock: what happens to it, and what it tells."""

from collections.abc import Callable
from datetime import tzinfo

from . import commands, driver, radio, security, settings, truth, workshop
from .alerts import MonitorSettings
from .deeds import Deed, InWorkshop, RadioChange
from .equipment import Equipment
from .machine import Machine
from .orders import Order
from .outcome import Awaiting, Challenged, Done, NotDone
from .report import Block, Report
from .state import CarState, Radio
from .timeline import first_due
from .truth import Truth


def _nobody(car: Car) -> None: ...


class Car:
    """A car as a function of time: looking changes nothing, events do.

    Every method that takes `now` expects a time not before the last event.
    """

    def __init__(
        self,
        vin: str,
        equipment: Equipment,
        state: CarState,
        *,
        seed: int,
        zone: tzinfo,
    ) -> None:
        """Take a car as its state tells it; `seed` and `vin` decide its draws.

        `zone` is where it lives: its curfew is by that clock (M7).
        """
        self._machine = Machine(vin, seed, zone, equipment, state)
        self.on_report: Callable[[Car], None] = _nobody

    @property
    def vin(self) -> str:
        """The vehicle identification number."""
        return self._machine.vin

    @property
    def key(self) -> str:
        """The car's name on the clock."""
        return f"car/{self.vin}"

    @property
    def equipment(self) -> Equipment:
        """What the model is built with."""
        return self._machine.equipment

    @property
    def state(self) -> CarState:
        """The whole truth, JSON-able (`state.dump`, `state.load`)."""
        return self._machine.state

    @property
    def radio(self) -> Radio:
        """Conditions between car and cloud."""
        return self._machine.state.radio

    def next_due(self) -> float | None:
        """Return the next moment that matters; None for a parked car."""
        due = first_due(self._machine)
        return due.at if due else None

    def advance_to(self, now: float) -> None:
        """Let everything happen that is due by `now`."""
        if self._catch_up(now):
            self.on_report(self)

    def take_reports(self) -> list[Report]:
        """Return the reports that passed the radio, oldest first; each only once."""
        reports, self.state.sent = self.state.sent, []
        return reports

    def reachable(self, now: float) -> bool:
        """Return whether cloud and car can talk."""
        return radio.reachable(self._machine.look(now))

    def within_reach(self, now: float) -> bool:
        """Return whether the network finds the car, be it deactivated or not (E8)."""
        return radio.within_reach(self._machine.look(now))

    def asleep(self, now: float) -> bool:
        """Return whether the car must be woken before it can be asked."""
        return radio.asleep(self._machine, now)

    def wake(self, now: float) -> None:
        """Wake the car from the cloud; it costs 12 V charge, and tells nothing yet.

        Nothing happens where the car cannot be reached.
        """
        self.advance_to(now)
        if self.reachable(now):
            radio.stay_awake(self._machine, now)
            self.on_report(self)

    def ask(self, now: float, blocks: frozenset[Block]) -> None:
        """Ask for blocks; a car that is asleep or not reachable does not answer."""
        self.advance_to(now)
        if self.reachable(now) and not self.asleep(now):
            radio.stay_awake(self._machine, now)
            radio.answer(self._machine, now, blocks)
            self.on_report(self)

    def do(self, now: float, deed: Deed) -> None:
        """Let a person, the workshop or the world act; raises Refused."""
        self.advance_to(now)
        match deed:
            case RadioChange():
                radio.change(self._machine, deed, now)
            case InWorkshop():
                workshop.act(deed, self._machine, now)
            case _:
                driver.act(deed, self._machine, now)
        self._catch_up(now)
        radio.deliver(self._machine, now)
        self.on_report(self)

    def monitor(self, now: float, wanted: MonitorSettings) -> None:
        """Want just these alerts; the car takes them over when it can (M3).

        It then says so, in the block `monitoring` of a report. The ids of `wanted` are
        unique. What is wanted already in force is no longer pending.
        """
        self.advance_to(now)
        settings.want(self._machine, now, wanted)
        self._catch_up(now)
        self.on_report(self)

    def set_service(self, now: float, *, active: bool) -> None:
        """Activate the car, which says so with a report, or deactivate it (E8).

        A deactivated car is not reachable: it reports nothing, keeps no trips that end
        and no notices, watches no alerts and takes none over. What it kept before for
        want of coverage is told once it is active again.
        """
        self.advance_to(now)
        if active != self.state.service:
            radio.set_service(self._machine, now, active=active)
            self._catch_up(now)
            self.on_report(self)

    def order(
        self, now: float, user_id: str, order: Order, proof: str | None = None
    ) -> Done | NotDone:
        """Obey an order that reached the car, or refuse it (R1-R6, R8).

        `proof` is as on the wire (hex; None or empty: none); on cars with a security
        code locks and engine demand it, and where it is given it is checked. The caller
        has made sure that the car is reachable and awake.
        """
        self._hear(now)
        outcome = commands.obey(order, self._machine, now, user_id, proof or "")
        self._catch_up(now)
        self.on_report(self)
        return outcome

    def enrol(
        self, now: float, user_id: str, salt: bytes, verifier: bytes
    ) -> Done | Awaiting | NotDone:
        """Set a user's security code: in force at once, or after the steps of S1.

        `salt` has 10 bytes, `verifier` 256 (protocol 6). A code that is awaited is
        followed with `enrolment`; the old one is in force until then.
        """
        self._hear(now)
        outcome = security.enrol(self._machine, now, user_id, salt, verifier)
        self.on_report(self)
        return outcome

    def enrolment(self, now: float, user_id: str) -> Done | Awaiting | NotDone:
        """Return what has become of the user's last enrolment; changes nothing."""
        return security.enrolment(self._machine, now, user_id)

    def forget_user(self, now: float, user_id: str) -> None:
        """Drop the security code of a user who has the car no more (E9)."""
        self.advance_to(now)
        security.forget(self._machine, user_id)
        self.on_report(self)

    def challenge(
        self, now: float, user_id: str, public: bytes, secret: bytes
    ) -> Challenged | NotDone:
        """Begin a challenge for the client's A (256 bytes); it ends the one before.

        `secret` is b of protocol 6: 32 bytes from a secure source. The challenge is
        good for one proof, for two minutes.
        """
        self._hear(now)
        outcome = security.challenge(self._machine, now, user_id, public, secret)
        self.on_report(self)
        return outcome

    def truth(self, now: float) -> Truth:
        """Return everything that is true of the car at `now`."""
        return truth.truth(self._machine, now)

    def _hear(self, now: float) -> None:
        """Let the cloud's word keep the car awake."""
        self.advance_to(now)
        radio.stay_awake(self._machine, now)

    def _catch_up(self, now: float) -> bool:
        """Let what is due happen, each at its own moment; return whether any was."""
        happened = False
        while (due := first_due(self._machine)) and due.at <= now:
            due.happen(self._machine, due.at)
            happened = True
        return happened
