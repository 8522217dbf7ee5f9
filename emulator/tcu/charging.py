"""Charging curve of a traction battery: even power up to a knee, then ever less."""

from math import exp, log

from .equipment import TractionBattery

_KNEE = 0.9
# The falling part aims beyond full, so that full is reached.
_GOAL = 1.02


def power_kw(battery: TractionBattery, kwh: float) -> float:
    """Return the power at which a battery that holds `kwh` takes charge."""
    knee, goal = _knee_and_goal(battery)
    return battery.charger_kw * min(1.0, (goal - kwh) / (goal - knee))


def charged_kwh(battery: TractionBattery, kwh: float, s: float) -> float:
    """Return the charge after `s` seconds on the cable."""
    even_s = min(s, _seconds_to_knee(battery, kwh))
    kwh += battery.charger_kw * even_s / 3600
    if s == even_s:
        return kwh
    _, goal = _knee_and_goal(battery)
    falling = exp(-(s - even_s) / _falling_s(battery))
    return min(battery.capacity_kwh, goal - (goal - kwh) * falling)


def seconds_to_full(battery: TractionBattery, kwh: float) -> float:
    """Return how long a battery that holds `kwh` still takes."""
    knee, goal = _knee_and_goal(battery)
    falling = log((goal - max(kwh, knee)) / (goal - battery.capacity_kwh))
    return _seconds_to_knee(battery, kwh) + falling * _falling_s(battery)


def _knee_and_goal(battery: TractionBattery) -> tuple[float, float]:
    return _KNEE * battery.capacity_kwh, _GOAL * battery.capacity_kwh


def _seconds_to_knee(battery: TractionBattery, kwh: float) -> float:
    knee, _ = _knee_and_goal(battery)
    return max(0.0, knee - kwh) / battery.charger_kw * 3600


def _falling_s(battery: TractionBattery) -> float:
    knee, goal = _knee_and_goal(battery)
    return (goal - knee) / battery.charger_kw * 3600
