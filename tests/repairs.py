"""What the owner is asked in Repairs, and his answers."""

from typing import Any

from homeassistant.components.repairs import RepairsFlowManager
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component

from custom_components.nissanconnect.const import DOMAIN

from .world import World


def issues(world: World) -> dict[str, ir.IssueEntry]:
    """Return the issues that are open, by id."""
    registry = ir.async_get(world.hass)
    return {
        issue_id: issue
        for (domain, issue_id), issue in registry.issues.items()
        if domain == DOMAIN and issue.active
    }


def told(world: World) -> list[str]:
    """Return the translation keys of the open issues."""
    keys = [issue.translation_key for issue in issues(world).values()]
    return sorted(key for key in keys if key is not None)


async def fix(world: World, answer: dict[str, Any]) -> Any:
    """Answer the one issue there is; return what comes of it."""
    assert await async_setup_component(world.hass, "repairs", {})
    manager: RepairsFlowManager = world.hass.data["repairs"]["flow_manager"]
    (issue_id,) = issues(world)
    form = await manager.async_init(DOMAIN, context={"issue_id": issue_id})
    assert form["type"] is FlowResultType.FORM
    shown = form["description_placeholders"]
    assert shown == issues(world)[issue_id].translation_placeholders
    task = world.hass.async_create_task(
        manager.async_configure(form["flow_id"], answer)
    )
    await world.flight.settle()
    return await task
