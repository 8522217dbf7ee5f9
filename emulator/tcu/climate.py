"""Weather and warmth, as functions of time and place: degrees Celsius.

Latitude gives mean and season, the sun's hour the course of the day.
"""

from math import cos, exp, pi

from .route import Place

_DAY_S = 86_400.0
_YEAR_S = 365.2425 * _DAY_S
_EQUATOR_C = 34.0
_COOLER_PER_DEGREE = 0.44
_SEASON_PER_DEGREE = 0.2
_WARMEST_DAY = 200
_DAILY_SWING_C = 5.0
_WARMEST_HOUR = 15
_SUN_IN_CABIN_C = 12.0
_SUN_HOUR = 13

_CABIN_SETTLES_S = 2400.0
_CLIMATE_SETTLES_S = 300.0
_TYRE_HEAT_C = 12.0
_TYRE_WARMS_S = 900.0
_TYRE_COOLS_S = 2400.0


def daily_mean_c(now: float, place: Place) -> float:
    """Return the mean outside temperature of the season."""
    north = place.latitude
    mean = _EQUATOR_C - _COOLER_PER_DEGREE * abs(north)
    season = cos(2 * pi * (now / _YEAR_S - _WARMEST_DAY / 365.2425))
    return mean + _SEASON_PER_DEGREE * north * season


def outside_c(now: float, place: Place) -> float:
    """Return the outside temperature."""
    return daily_mean_c(now, place) + _DAILY_SWING_C * _sun(now, place, _WARMEST_HOUR)


def ambient_c(now: float, place: Place) -> float:
    """Return what an unused cabin settles at: outside, and the sun through glass."""
    sun = max(0.0, _sun(now, place, _SUN_HOUR))
    return outside_c(now, place) + _SUN_IN_CABIN_C * sun


def unused_cabin_c(cabin_c: float, before_c: float, after_c: float, s: float) -> float:
    """Return the cabin after `s` seconds in which ambient went from before to after."""
    return after_c + (cabin_c - before_c) * exp(-s / _CABIN_SETTLES_S)


def conditioned_cabin_c(cabin_c: float, target_c: float, s: float) -> float:
    """Return the cabin after `s` seconds of climate control."""
    return target_c + (cabin_c - target_c) * exp(-s / _CLIMATE_SETTLES_S)


def tyre_heat_c(heat_c: float, rolling: bool, s: float) -> float:
    """Return how much warmer than outside the tyres are after `s` seconds."""
    if rolling:
        return _TYRE_HEAT_C + (heat_c - _TYRE_HEAT_C) * exp(-s / _TYRE_WARMS_S)
    return heat_c * exp(-s / _TYRE_COOLS_S)


def _sun(now: float, place: Place, peak_hour: float) -> float:
    """Return -1 to 1, greatest at the local sun's `peak_hour`."""
    hours = now / 3600 + place.longitude / 15
    return cos(2 * pi * (hours - peak_hour) / 24)
