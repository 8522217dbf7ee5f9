"""A household that automates its cars with the blueprints of this repository."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.core import HomeAssistant, ServiceCall, State
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict

from custom_components.nissanconnect.options import INTERVALS
from tests.keyfob import Keyfob
from tests.package import ROOT
from tests.world import World

FOLDER: Final = ROOT / "blueprints" / "automation" / "nissanconnect"
POLL: Final = 330.0
MINUTE: Final = 60.0
HOUR: Final = 3600.0
AUTOMATION: Final = "automation.guard"


def paths() -> list[Path]:
    """Return the blueprints."""
    return sorted(FOLDER.glob("*.yaml"))


def load(path: Path) -> Blueprint:
    """Load a blueprint as Home Assistant does."""
    return Blueprint(
        load_yaml_dict(str(path)),
        path=path.name,
        expected_domain="automation",
        schema=AUTOMATION_BLUEPRINT_SCHEMA,
    )


@dataclass
class House:
    """Makes automations, and sees what they tell."""

    world: World
    notifications: list[ServiceCall]

    @property
    def hass(self) -> HomeAssistant:
        """The Home Assistant."""
        return self.world.hass

    @property
    def told(self) -> list[str]:
        """The titles of what was told so far, by the default actions."""
        return [call.data["title"] for call in self.notifications]

    @property
    def messages(self) -> list[str]:
        """The texts of what was told so far."""
        return [call.data["message"] for call in self.notifications]

    async def move_in(self, *personas: str, seldom: bool = False) -> Keyfob:
        """Set the account up with these cars alone; return the first one.

        `seldom` reads them every four hours: days pass sooner.
        """
        self.world.keep(*personas)
        intervals = dict.fromkeys(INTERVALS, 240) if seldom else {}
        entry = self.world.entry(options=intervals)
        await self.world.set_up(entry)
        return Keyfob(self.world, entry, personas[0])

    async def automate(self, blueprint: str, **inputs: Any) -> State:
        """Make an automation of a blueprint; fails if Home Assistant refuses it."""
        instance = {"path": f"nissanconnect/{blueprint}.yaml", "input": inputs}
        config = {"id": blueprint, "alias": "Guard", "use_blueprint": instance}
        assert await async_setup_component(
            self.hass, "automation", {"automation": [config]}
        )
        await self.hass.async_block_till_done()
        state = self.hass.states.get(AUTOMATION)
        assert state is not None
        assert state.state == "on", "Home Assistant refuses the automation"
        return state

    async def rest(self) -> None:
        """Switch the automation off: it lets go of its timers."""
        await self.hass.services.async_call(
            "automation", "turn_off", {"entity_id": AUTOMATION}, blocking=True
        )

    async def run(self) -> None:
        """Run the actions of the automation by hand."""
        await self.hass.services.async_call(
            "automation", "trigger", {"entity_id": AUTOMATION}
        )
        await self.world.flight.settle()

    async def reload(self, car: Keyfob) -> None:
        """Load the account anew, as a restart does: entities go and come back."""
        await self.hass.config_entries.async_reload(car.entry.entry_id)
        await self.hass.async_block_till_done()

    async def add_zone(
        self, name: str, latitude: float, longitude: float, radius_m: float
    ) -> str:
        """Put a zone on the map; return its entity."""
        zone = {
            "name": name,
            "latitude": latitude,
            "longitude": longitude,
            "radius": radius_m,
        }
        assert await async_setup_component(self.hass, "zone", {"zone": [zone]})
        return f"zone.{name.lower()}"
