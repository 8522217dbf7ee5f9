"""People with a security code, who command cars."""

from dataclasses import dataclass

from emulator.tcu import orders
from emulator.tcu.orders import Order
from emulator.tcu.outcome import Awaiting, Challenged, Done, NotDone, Refusal
from tests.emulator.services.second_client import Handshake, SecurityCode
from tests.emulator.tcu.cars import Yard, yard

USER = "synthetic-user"
SALT = bytes(range(10))
A = bytes(range(1, 33))
B = bytes(range(33, 65))


@dataclass
class Owner:
    """A user of one car, and the digits that the user types."""

    it: Yard
    user_id: str = USER
    digits: str = "1234"

    @property
    def code(self) -> SecurityCode:
        """What the digits make."""
        return SecurityCode(self.user_id, self.digits, SALT)

    def enrol(self) -> Done | Awaiting | NotDone:
        """Ask the car to take the code over."""
        value = bytes.fromhex(self.code.verifier)
        return self.it.car.enrol(self.it.clock.now, self.user_id, SALT, value)

    def enrolment(self) -> Done | Awaiting | NotDone:
        """Return what has become of it."""
        return self.it.car.enrolment(self.it.clock.now, self.user_id)

    def challenge(self) -> Challenged | NotDone:
        """Begin a challenge."""
        public = Handshake(A).public.to_bytes(256)
        return self.it.car.challenge(self.it.clock.now, self.user_id, public, B)

    def prove(self, order: Order, *, vin: str | None = None) -> str:
        """Begin a challenge and return the proof for an order."""
        challenged = self.challenge()
        assert isinstance(challenged, Challenged)
        assert challenged.salt == SALT
        name = f"{vin or self.it.car.vin}/{orders.suffix(order)}"
        return Handshake(A).proof(self.code, challenged.public.hex(), name)

    def send(self, order: Order, proof: str | None) -> Done | NotDone:
        """Send an order as it is."""
        return self.it.car.order(self.it.clock.now, self.user_id, order, proof)

    def order(self, order: Order) -> Done | NotDone:
        """Send an order with its proof."""
        return self.send(order, self.prove(order))


def owner(model: str = "qx60", level_pct: float = 60) -> Owner:
    """Return the owner of a parked car, enrolled where it enrols on the wire."""
    it = Owner(yard(model, level_pct))
    if it.it.car.equipment.security == "wire":
        assert it.enrol() == Done()
    return it


def refusal(outcome: object) -> Refusal:
    """Return why something was not done."""
    assert isinstance(outcome, NotDone)
    return outcome.refusal
