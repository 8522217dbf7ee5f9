"""What the demo sets up in a running Home Assistant, through its public doors."""

from typing import Any, Final

from .errors import DemoError
from .home_assistant import HomeAssistant
from .play import Play

DOMAIN = "nissanconnect"
PATH = "demo-cars"
_ENTRIES = "config/config_entries/entry"
_FLOWS = "config/config_entries/flow"
_OPTION_FLOWS = "config/config_entries/options/flow"
# The integration's own: whatever a car turns out to have is on it by itself.
_DASHBOARD: Final = {"strategy": {"type": f"custom:{DOMAIN}"}}


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
    boards = await command("lovelace/dashboards/list")
    if PATH not in {board["url_path"] for board in boards}:
        names = {"url_path": PATH, "title": "Garage", "icon": "mdi:garage"}
        await command("lovelace/dashboards/create", **names)
    await command("lovelace/config/save", url_path=PATH, config=_DASHBOARD)
    # Last, for it is also the sign that all of it is there.
    front = {"default_panel": PATH}
    await command("frontend/set_system_data", key="core", value=front)
