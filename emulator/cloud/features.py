"""What each plan brings to a car: people's names for its services (P1)."""

from collections.abc import Mapping
from typing import Final

from . import gates
from .gates import Gate
from .platform import Platform
from .subscriptions import PLANS, PlanName


def _theft(platform: Platform) -> bool:
    return not PLANS["theft"].isdisjoint(platform.services)


_FEATURES: Final[Mapping[PlanName, Mapping[str, Gate]]] = {
    "remote": {
        "lock": gates.remote_lock,
        "engine_start": gates.engine_start,
        "horn_lights": gates.horn_lights,
        "climate": gates.climate,
        "charging": gates.charging,
    },
    "alerts": {
        "speed": gates.speed_alert,
        "curfew": gates.curfew_alert,
        "area": gates.area_alert,
    },
    "theft": {"theft": _theft},
}


def features(name: PlanName, platform: Platform) -> list[str]:
    """Return what a plan brings to a car of a model."""
    return [feature for feature, gate in _FEATURES[name].items() if gate(platform)]
