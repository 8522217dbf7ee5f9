"""Services that plans bring, by name (protocol 3.4)."""

from collections.abc import Iterable
from typing import Final

from homeassistant.core import HomeAssistant

from ..texts import text

# What a service is called in attributes; several ids may be one to the owner.
NAMES: Final = {
    "7": "theft_warning",
    "27": "remote_lock",
    "87": "theft_warning",
    "96": "remote_engine_start",
    "97": "horn_and_lights",
    "98": "curfew_alert",
    "281": "area_alert",
    "282": "speed_alert",
    "299": "charging_start",
    "303": "charging_stop",
    "366": "climate",
    "878": "remote_lock",
    "886": "remote_lock",
    "2021": "remote_lock",
}
# The names of plans that have texts, and of the services that they bring.
KNOWN_PLANS: Final = {
    "remote": (
        "charging_start",
        "charging_stop",
        "climate",
        "horn_and_lights",
        "remote_engine_start",
        "remote_lock",
    ),
    "alerts": ("area_alert", "curfew_alert", "speed_alert"),
    "theft": ("theft_warning",),
}


def service_names(uids: Iterable[str]) -> list[str]:
    """Return what services are called, each once, in order."""
    return sorted({NAMES.get(uid, f"service_{uid}") for uid in uids})


def plan_text(hass: HomeAssistant, plan: str) -> str:
    """Return what an owner calls a plan; the server's own word if it is a new one."""
    named = text(hass, f"common.plan_{plan}") if plan in KNOWN_PLANS else None
    return named or plan.replace("_", " ").capitalize()


def services_text(hass: HomeAssistant, uids: Iterable[str]) -> str:
    """Return what an owner calls services, as a list."""
    return ", ".join(_service_text(hass, name) for name in service_names(uids))


def _service_text(hass: HomeAssistant, name: str) -> str:
    for plan, names in KNOWN_PLANS.items():
        if name in names:
            words = f"entity.sensor.plan_{plan}_end.state_attributes.services.state"
            return text(hass, f"{words}.{name}") or name
    return name.replace("_", " ").capitalize()
