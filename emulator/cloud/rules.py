"""What a car may report by itself (protocol 4.12, 7)."""

from dataclasses import dataclass

from .platform import Platform


@dataclass(frozen=True)
class Rule:
    """One rule; a car has it if it has any of the services."""

    key: str
    category: str
    title: str
    description: str
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
    Rule(
        "burglar.car.stolen",
        "Safety&Security",
        "Theft alert",
        "A door was opened without the key while the car was locked.",
        _THEFT,
    ),
    Rule(
        "burglar.tow.info",
        "Safety&Security",
        "Towing alert",
        "The car was moved with the ignition off.",
        _THEFT,
    ),
    Rule(
        "mil.lamp.on.request",
        "maintenance",
        "Engine warning",
        "The engine's malfunction indicator lamp is on.",
        _MIL,
    ),
    Rule(
        "wheel.alert",
        "maintenance",
        "Tyre warning",
        "The pressure of a tyre is low.",
        _TYRES,
    ),
    Rule(
        "curfew.infringement",
        "geofencing",
        "Curfew alert",
        "The car was used during the curfew.",
        _CURFEW,
    ),
    Rule(
        "zone.infringement",
        "geofencing",
        "Area alert",
        "The car left its area, or entered one that is closed to it.",
        _AREA,
    ),
    Rule(
        "speed.infringement",
        "geofencing",
        "Speed alert",
        "The car was faster than a limit.",
        _SPEED,
    ),
    Rule(
        "battery.ended.charge",
        "chargeev",
        "Charge ended",
        "The battery is no longer being charged.",
        _CHARGE,
    ),
    Rule(
        "hvac.autostart",
        "remotecontrol",
        "Climate started",
        "The climate control was started.",
        _CLIMATE,
    ),
)


def rules_of(platform: Platform) -> list[Rule]:
    """Return the rules that a model's services bring."""
    owned = set(platform.services)
    return [rule for rule in RULES if rule.services & owned]
