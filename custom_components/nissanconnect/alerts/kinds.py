"""The three kinds of alerts, as Home Assistant calls them (M1)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from ..api.alerts import Alert, Area, Curfew, Rule, SpeedLimit


class Kind(StrEnum):
    """What an alert watches."""

    SPEED = "speed"
    CURFEW = "curfew"
    AREA = "area"


class Limits(NamedTuple):
    """Of a kind: the service it needs (protocol 3.4), and how many there may be."""

    rule: type[Rule]
    service: str
    most: int


LIMITS: Final[Mapping[Kind, Limits]] = {
    Kind.SPEED: Limits(SpeedLimit, "282", 3),
    Kind.CURFEW: Limits(Curfew, "98", 1),
    Kind.AREA: Limits(Area, "281", 3),
}


def kind_of(alert: Alert) -> Kind:
    """Return what an alert watches."""
    return next(kind for kind in Kind if isinstance(alert.rule, LIMITS[kind].rule))
