"""Trips: one ignition ON to OFF, a standing one too (D2)."""

from msgspec.structs import replace

from .equipment import Equipment
from .report import Trip
from .state import Quantities, TripBegun


def begin(quantities: Quantities) -> TripBegun:
    """Return the trip that begins now."""
    return TripBegun(quantities.at, quantities.odometer_km, quantities.energy)


def finish(trip: TripBegun, equipment: Equipment, quantities: Quantities) -> Trip:
    """Return the finished trip."""
    distance_km = quantities.odometer_km - trip.odometer_km
    used = trip.energy - quantities.energy
    battery = equipment.battery
    regeneration = battery.regeneration_kwh_per_100km if battery else 0.0
    return Trip(
        began_at=trip.began_at,
        ended_at=quantities.at,
        distance_km=distance_km,
        fuel_l=0.0 if battery else used,
        energy_kwh=used if battery else 0.0,
        regenerated_kwh=distance_km * regeneration / 100,
    )


def shifted(
    trip: TripBegun | None, *, km: float = 0.0, energy: float = 0.0
) -> TripBegun | None:
    """Return the trip after odometer or store were changed by hand, not by driving."""
    if trip is None:
        return None
    return replace(trip, odometer_km=trip.odometer_km + km, energy=trip.energy + energy)
