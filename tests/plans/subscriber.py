"""A car with plans, its owner's Home Assistant, and the maker's store."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.const import Platform

from emulator.cloud.subscriptions import Plan, PlanName
from tests.keyfob import Keyfob
from tests.world import World

PERSONA = "kicks_e_power"
HOUR = 3600.0
DAY = 24 * HOUR
PROBLEM = (Platform.BINARY_SENSOR, "subscription_problem")
STATUS = (Platform.SENSOR, "service_status")


def end_of(plan: str) -> tuple[Platform, str]:
    """Return the sensor of a plan's end."""
    return Platform.SENSOR, f"plan_{plan}_end"


def set_plan(world: World, name: PlanName, *, days: float, renews: bool) -> None:
    """Let a plan end some days from now, or go on then."""
    ends_at = world.now.timestamp() + days * DAY
    vin = world.emulator.car(PERSONA).vin
    world.emulator.world.cloud.subscriptions.set(vin, name, Plan(ends_at, renews))


@dataclass
class Subscriber:
    """Pays, and sees."""

    keyfob: Keyfob

    @property
    def world(self) -> World:
        """Both sides of the wire."""
        return self.keyfob.world

    @property
    def vin(self) -> str:
        """The car's."""
        return self.world.emulator.car(PERSONA).vin

    def shown(self, entity: tuple[Platform, str]) -> str:
        """Return the state of an entity."""
        return self.keyfob.shown(*entity)

    def told(self, entity: tuple[Platform, str]) -> Mapping[str, Any]:
        """Return the attributes of an entity."""
        return self.keyfob.told(*entity)

    async def read_plans(self) -> None:
        """Have the plans read now, with all that the cloud has of the car."""
        await self.keyfob.press("read_cloud")

    async def read_list(self) -> None:
        """Wait until the list has been read anew, and the car after it."""
        await self.world.advance(HOUR + 310)
