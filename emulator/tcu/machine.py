"""What the parts of a car work on: its identity, its equipment, its state."""

from dataclasses import dataclass
from datetime import tzinfo

from . import physics
from .equipment import Equipment
from .state import CarState


@dataclass(slots=True)
class Machine:
    """One car; `seed` and `vin` decide its draws, its clock is set to `zone`."""

    vin: str
    seed: int
    zone: tzinfo
    equipment: Equipment
    state: CarState

    def look(self, now: float) -> physics.Moment:
        """Return the car at `now`; changes nothing."""
        return physics.look(self.equipment, self.state, now)

    def settle(self, now: float) -> None:
        """Begin an event: from here on quantities follow from `now`."""
        self.state.quantities = physics.flow(self.equipment, self.state, now)
