"""When a drive passes a limit of speed, and when it is slow again (M4)."""

from bisect import bisect_right
from collections.abc import Callable

from .alerts import SpeedAlert
from .state import CarState

# To drive just as fast as allowed is no breach, and speeds of a route are quotients.
_TOLERANCE_KMH = 0.1
# Not public (convention): around the limit a breach goes on.
HYSTERESIS_KMH = 5.0


def begins_at(alert: SpeedAlert, state: CarState) -> float | None:
    """Return when the car will first be faster than the limit."""
    return _first(state, lambda kmh: kmh > alert.limit_kmh + _TOLERANCE_KMH)


def ends_at(alert: SpeedAlert, state: CarState) -> float | None:
    """Return when the car will first be clearly slower than the limit."""
    return _first(state, lambda kmh: kmh <= alert.limit_kmh - HYSTERESIS_KMH)


def _first(state: CarState, wanted: Callable[[float], bool]) -> float | None:
    """Return the first moment from the last event on at which the speed is wanted."""
    past, motion = state.quantities, state.motion
    if motion is None:
        return past.at if wanted(0.0) else None
    route, offset = motion.route, motion.offset_after(past.at)
    if wanted(route.speed_at(offset)):
        return past.at
    ahead = range(bisect_right(route.offsets_s, offset), len(route.points))
    point = next((each for each in ahead if wanted(route.speeds_kmh[each])), None)
    return None if point is None else motion.began_at + route.offsets_s[point]
