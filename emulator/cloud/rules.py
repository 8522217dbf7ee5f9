"""What a car may report by itself (protocol 4.12, 7)."""

from dataclasses import dataclass

from .platform import Platform


@dataclass(frozen=True)
class Rule:
    """One rule; a car has it if it has any of the services."""

    key: str
    category: str
    services: frozenset[int]


_THEFT = frozenset({7, 87})
_MIL = frozenset({15, 18, 884, 885})
_TYRES = frozenset({18, 831, 885})
_CURFEW = frozenset({98})
_AREA = frozenset({281})
_SPEED = frozenset({282})
_CHARGE = frozenset({299, 317, 319})
_CLIMATE = frozenset({311, 366})

RULES = (
    Rule("burglar.car.stolen", "Safety&Security", _THEFT),
    Rule("burglar.tow.info", "Safety&Security", _THEFT),
    Rule("mil.lamp.on.request", "maintenance", _MIL),
    Rule("wheel.alert", "maintenance", _TYRES),
    Rule("curfew.infringement", "geofencing", _CURFEW),
    Rule("zone.infringement", "geofencing", _AREA),
    Rule("speed.infringement", "geofencing", _SPEED),
    Rule("battery.ended.charge", "chargeev", _CHARGE),
    Rule("hvac.autostart", "remotecontrol", _CLIMATE),
)


def rules_of(platform: Platform) -> list[Rule]:
    """Return the rules that a model's services bring."""
    owned = set(platform.services)
    return [rule for rule in RULES if rule.services & owned]
