"""Places that are found by name (M1): a small list that is shipped."""

from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta, Struct

from . import datafile
from .tcu.route import Point


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A place by its name, which no other has; country code, degrees."""

    name: str
    country: str
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]


class _List(Struct, frozen=True, forbid_unknown_fields=True):
    places: tuple[Place, ...]


PLACES: Final = datafile.read(Path(__file__).parent / "places.yaml", _List).places


def find(name: str) -> Point:
    """Return where a place is, its name in any case; ValueError if it is unknown."""
    wanted = name.casefold()
    for place in PLACES:
        if place.name.casefold() == wanted:
            return place.latitude, place.longitude
    raise ValueError(f"no place {name!r}")
