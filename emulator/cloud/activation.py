"""Whether a car's services are on: deactivated, activating, active (E8).

An activation fails where the network does not find the car (P4).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from emulator.clock import Clock
from emulator.draw import draw
from emulator.tcu.car import Car

from .documents import Collection, DocumentKey

ACTIVATING_S: Final = (60.0, 300.0)


class ServiceStatus(StrEnum):
    """What the services of a car are, by their names on the wire."""

    ACTIVATED = "ACTIVATED"
    ACTIVATING = "ACTIVATION_IN_PROGRESS"
    DEACTIVATED = "DEACTIVATED"


class Activation(Struct, frozen=True):
    """A car's status; `due` is when its activation ends, `count` how many began.

    A car whose last activation `failed` is deactivated still.
    """

    status: ServiceStatus = ServiceStatus.ACTIVATED
    due: float | None = None
    count: int = 0
    failed: bool = False


class Activations:
    """The service status of all cars."""

    def __init__(
        self,
        seed: int,
        clock: Clock,
        cars: Mapping[str, Car],
        changed: set[DocumentKey],
    ) -> None:
        """Start with all cars active."""
        self.documents = Collection("activation", Activation, changed)
        self._seed = seed
        self._clock = clock
        self._cars = cars

    def of(self, vin: str) -> Activation:
        """Return a car's status."""
        return self.documents.get(vin) or Activation()

    def deactivate(self, vin: str) -> None:
        """Switch a car's services off, at once."""
        off = Activation(ServiceStatus.DEACTIVATED, count=self.of(vin).count)
        self._keep(vin, off)
        self._cars[vin].set_service(self._clock.now, active=False)

    def activate(self, vin: str) -> None:
        """Switch the services of a deactivated car on; it takes 1 to 5 minutes."""
        known = self.of(vin)
        if known.status is ServiceStatus.DEACTIVATED:
            least, most = ACTIVATING_S
            drawn = draw(self._seed, vin, "activation", known.count)
            due = self._clock.now + least + (most - least) * drawn
            began = Activation(ServiceStatus.ACTIVATING, due, known.count + 1)
            self._keep(vin, began)

    def resume(self, vin: str) -> None:
        """Let a car's activation go on."""
        self._clock.add(_Activator(self, vin))

    def advance(self, vin: str, now: float) -> None:
        """End the activation that is due, well or not."""
        known = self.of(vin)
        if known.due is None or known.due > now:
            return
        if self._cars[vin].within_reach(now):
            self.documents[vin] = Activation(count=known.count)
            self._cars[vin].set_service(now, active=True)
        else:
            status = ServiceStatus.DEACTIVATED
            self.documents[vin] = Activation(status, count=known.count, failed=True)

    def _keep(self, vin: str, activation: Activation) -> None:
        self.documents[vin] = activation
        self.resume(vin)


class _Activator:
    """One car's activation on the clock."""

    def __init__(self, activations: Activations, vin: str) -> None:
        self._activations = activations
        self._vin = vin
        self.key = f"activation/{vin}"

    def next_due(self) -> float | None:
        return self._activations.of(self._vin).due

    def advance_to(self, now: float) -> None:
        self._activations.advance(self._vin, now)
