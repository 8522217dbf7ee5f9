"""What the demo sets up in a running Home Assistant, through its public doors."""

import asyncio
from typing import Any

from .dashboard import Car, Entity, dashboard
from .errors import DemoError
from .home_assistant import HomeAssistant
from .play import Play

DOMAIN = "nissanconnect"
PATH = "demo-cars"
_LOOKS = 20
_LOOK_EVERY_S = 2
_ENTRIES = "config/config_entries/entry"
_FLOWS = "config/config_entries/flow"
_OPTION_FLOWS = "config/config_entries/options/flow"


async def furnish(home_assistant: HomeAssistant, emulator_url: str, play: Play) -> None:
    """Add what is missing: the integration, and a dashboard that opens first."""
    if not await home_assistant.get(f"{_ENTRIES}?domain={DOMAIN}"):
        await _add_integration(home_assistant, emulator_url, play)
    await _add_dashboard(home_assistant)


async def _add_integration(
    home_assistant: HomeAssistant, emulator_url: str, play: Play
) -> None:
    menu = await home_assistant.post(_FLOWS, {"handler": DOMAIN})
    flow = f"{_FLOWS}/{menu['flow_id']}"
    await home_assistant.post(flow, {"next_step_id": "address"})
    account = {"email": play.owner.email, "password": play.owner.password}
    result = await home_assistant.post(flow, {"url": emulator_url, **account})
    if result["type"] != "create_entry":
        why = result.get("errors") or result.get("reason")
        raise DemoError(f"The integration could not be added: {why}")
    entry_id = result["result"]["entry_id"]
    await _read_often(home_assistant, entry_id, play.read_every_minutes)


async def _read_often(
    home_assistant: HomeAssistant, entry_id: str, minutes: float
) -> None:
    """Read the cloud often: in a demo, somebody watches."""
    menu = await home_assistant.post(_OPTION_FLOWS, {"handler": entry_id})
    flow = f"{_OPTION_FLOWS}/{menu['flow_id']}"
    form = await home_assistant.post(flow, {"next_step_id": "reading"})
    options = _suggested(form["data_schema"])
    options |= {key: minutes for key in options if key.endswith("_interval")}
    await home_assistant.post(flow, options)


def _suggested(fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the values that a form proposes, its sections included."""
    values = {}
    for field in fields:
        if "schema" in field:
            values[field["name"]] = _suggested(field["schema"])
        elif "suggested_value" in (field.get("description") or {}):
            values[field["name"]] = field["description"]["suggested_value"]
    return values


async def _add_dashboard(home_assistant: HomeAssistant) -> None:
    command = home_assistant.command
    chosen = await command("frontend/get_system_data", key="core")
    if (chosen["value"] or {}).get("default_panel") == PATH:
        return
    config = dashboard(await _settled(home_assistant))
    boards = await command("lovelace/dashboards/list")
    if PATH not in {board["url_path"] for board in boards}:
        names = {"url_path": PATH, "title": "Garage", "icon": "mdi:garage"}
        await command("lovelace/dashboards/create", **names)
    await command("lovelace/config/save", url_path=PATH, config=config)
    # Last, for it is also the sign that all of it is there.
    front = {"default_panel": PATH}
    await command("frontend/set_system_data", key="core", value=front)


async def _settled(home_assistant: HomeAssistant) -> list[Car]:
    """Return the cars once no more of them, or of what they have, turns up."""
    before: list[Car] = []
    for _ in range(_LOOKS):
        cars = await _cars(home_assistant)
        if cars and cars == before:
            return cars
        before = cars
        await asyncio.sleep(_LOOK_EVERY_S)
    raise DemoError("The integration shows no cars; see Home Assistant's log.")


async def _cars(home_assistant: HomeAssistant) -> list[Car]:
    """Return the integration's cars with what they have, as the registries tell."""
    devices = await home_assistant.command("config/device_registry/list")
    rows = await home_assistant.command("config/entity_registry/list")
    ours = [row for row in rows if row["platform"] == DOMAIN and not row["disabled_by"]]
    cars = [
        Car(
            device["name_by_user"] or device["name"],
            tuple(_entity(row) for row in ours if row["device_id"] == device["id"]),
        )
        for device in devices
    ]
    return [car for car in cars if car.entities]


def _entity(row: dict[str, Any]) -> Entity:
    domain = row["entity_id"].partition(".")[0]
    return Entity(row["entity_id"], domain, row["translation_key"] or "")
