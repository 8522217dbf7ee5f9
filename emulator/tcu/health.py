"""Warning lamps: lit by a fault, gone at the second ignition ON after the repair."""

from msgspec.structs import replace

from .report import Warning
from .state import Lamp

type Lamps = dict[Warning, Lamp]

_IGNITIONS_UNTIL_GONE = 2


def lit(lamps: Lamps, warning: Warning, now: float) -> Lamps:
    """Return the lamps after a fault; one that burns already burns on."""
    lamp = lamps.get(warning)
    if lamp and not lamp.repaired:
        return lamps
    return lamps | {warning: Lamp(lamp.lit_at if lamp else now)}


def repaired(lamps: Lamps, warning: Warning) -> Lamps:
    """Return the lamps after a repair: all still lit."""
    lamp = lamps.get(warning)
    if lamp is None or lamp.repaired:
        return lamps
    return lamps | {warning: replace(lamp, repaired=True)}


def after_ignition_on(lamps: Lamps) -> Lamps:
    """Return the lamps after an ignition ON (H3)."""
    counted = {
        warning: replace(lamp, ignitions=lamp.ignitions + lamp.repaired)
        for warning, lamp in lamps.items()
    }
    return {
        warning: lamp
        for warning, lamp in counted.items()
        if lamp.ignitions < _IGNITIONS_UNTIL_GONE
    }
