"""When a car crosses the border of an area (M4).

Watched while the ignition is ON; without GNSS and in privacy mode the car does not
know where it is: no breach begins or ends (convention).
"""

from .alerts import AreaAlert
from .route import Place, distance_km
from .state import CarState

# Not public (convention): a breach ends so far behind the border.
HYSTERESIS_KM = 0.05

_LEAST_STEP_KM = 0.001
# Legs between distant points are bent: their kilometres are not quite even.
_CAUTION = 0.9


def begins_at(alert: AreaAlert, state: CarState) -> float | None:
    """Return when the car will first be where it should not be."""
    return _first(alert, state, begins=True)


def ends_at(alert: AreaAlert, state: CarState) -> float | None:
    """Return when the car will first be clearly where it may be."""
    return _first(alert, state, begins=False)


def _first(alert: AreaAlert, state: CarState, *, begins: bool) -> float | None:
    """Return the first moment from the last event on, if the car knows its place."""
    if not state.ignition or state.privacy or not state.radio.gnss:
        return None
    past, motion = state.quantities, state.motion
    if motion is None:
        return past.at if _missing_km(alert, past.place, begins=begins) <= 0 else None
    start_s = offset_s = motion.offset_after(past.at)
    route = motion.route
    while True:
        place = route.place_at(offset_s, past.place.heading_deg)
        missing_km = _missing_km(alert, place, begins=begins)
        if missing_km <= 0:
            return past.at if offset_s == start_s else motion.began_at + offset_s
        # Nearer than that the way cannot lead.
        km = route.km_at(offset_s) + max(_LEAST_STEP_KM, missing_km * _CAUTION)
        if km >= route.length_km:
            return None
        offset_s = route.offset_at(km)


def _missing_km(alert: AreaAlert, place: Place, *, begins: bool) -> float:
    """Return how far it is to where a breach begins, or ends; 0 or less is there."""
    centre = alert.latitude, alert.longitude
    here = place.latitude, place.longitude
    outside_km = distance_km(centre, here) - alert.radius_km
    inward_km = outside_km if alert.kind == "restrict_within" else -outside_km
    return inward_km if begins else HYSTERESIS_KM - inward_km
