"""The 12 V battery: volts at rest.

An awake TCU drains it: some 500 wakes without an engine run empty it, four days of a
ten-minute poll. Parking alone only settles it (convention), so that a held clock can
jump a year. At `FLAT_V` the TCU is dead and the ignition does not come ON.
"""

from math import exp

FULL_V = 12.75
FLAT_V = 11.0

_AWAKE_V_PER_S = 0.02 / 3600
_SUPPLIED_SETTLES_S = 3600.0
_PARKED_V = 12.1
_PARKED_SETTLES_S = 90 * 86_400.0


def supplied(volts: float, s: float) -> float:
    """Return the volts after `s` seconds on engine or charger."""
    return FULL_V + (volts - FULL_V) * exp(-s / _SUPPLIED_SETTLES_S)


def drained(volts: float, awake_s: float, asleep_s: float) -> float:
    """Return the volts after being awake, then asleep, without supply."""
    volts -= _AWAKE_V_PER_S * awake_s
    if volts > _PARKED_V:
        volts = _PARKED_V + (volts - _PARKED_V) * exp(-asleep_s / _PARKED_SETTLES_S)
    return max(0.0, volts)
