"""Of what the bodies of resources are made."""

from dataclasses import dataclass

from emulator.cloud.cache import Cache
from emulator.cloud.platform import Platform
from emulator.tcu.equipment import Equipment


@dataclass(frozen=True)
class Source:
    """What the cloud knows of a car, and of its model."""

    cache: Cache
    platform: Platform
    equipment: Equipment

    @property
    def capacity_kwh(self) -> float:
        """Usable capacity of the traction battery; 0 without one."""
        battery = self.equipment.battery
        return battery.capacity_kwh if battery else 0.0
