"""What the cloud knows of one car, and of its model."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from msgspec.structs import replace

from emulator.tcu.equipment import Equipment
from emulator.tcu.report import Opening

from .activation import ServiceStatus
from .cache import Cache
from .platform import Platform


@dataclass(frozen=True)
class View:
    """Of this alone a resource's answer is made: it can be kept until this changes.

    `service_due_km` is the odometer at which the next service is due, if it is set,
    `ended` are the services whose plan is over. `answers` keeps the bytes that were
    made of it, by resource, version and shape.
    """

    cache: Cache
    platform: Platform
    equipment: Equipment
    service_due_km: int | None
    ended: frozenset[int]
    status: ServiceStatus
    answers: dict[Hashable, bytes] = field(default_factory=dict, compare=False)

    @property
    def in_force(self) -> Platform:
        """The model's record with those services that are paid for and on (P3, E8)."""
        if self.status is not ServiceStatus.ACTIVATED:
            return replace(self.platform, services=())
        if self.ended.isdisjoint(self.platform.services):
            return self.platform
        services = [uid for uid in self.platform.services if uid not in self.ended]
        return replace(self.platform, services=tuple(services))

    @property
    def openings(self) -> frozenset[Opening]:
        """What has a sensor that tells whether it stands open."""
        return self.equipment.openings

    @property
    def capacity_kwh(self) -> float:
        """Usable capacity of the traction battery; 0 without one."""
        battery = self.equipment.battery
        return battery.capacity_kwh if battery else 0.0
