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
    speed = motion.route.speed_at(motion.offset_after(past.at)) if motion else 0.0
    if wanted(speed):
        return past.at
    if motion is None:
        return None
    route = motion.route
    ahead = bisect_right(route.offsets_s, motion.offset_after(past.at))
    offsets = (s for s in route.offsets_s[ahead:] if wanted(route.speed_at(s)))
    return next((motion.began_at + offset for offset in offsets), None)
