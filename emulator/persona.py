"""A persona: what a car model is (equipment) and how the cloud knows it (platform)."""

from datetime import tzinfo
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from . import datafile, moments
from .cloud.platform import Platform
from .datafile import DataError
from .tcu.equipment import Equipment

PERSONAS = Path(__file__).parent / "personas"


class Home(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a car of this persona lives: country code, time zone, place, degrees."""

    country: str
    zone: str
    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        """Refuse a zone that does not exist."""
        moments.zone(self.zone)


class Persona(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One car model as data; `wmi` and `vds` begin its VINs, `grade` is its trim."""

    title: str
    brand: str
    model: str
    model_year: int
    wmi: Annotated[str, Meta(pattern="^[A-HJ-NPR-Z0-9]{3}$")]
    vds: Annotated[str, Meta(pattern="^[A-HJ-NPR-Z0-9]{5}$")]
    home: Home
    equipment: Equipment
    platform: Platform
    grade: str = ""

    @property
    def tzinfo(self) -> tzinfo:
        """The car's time zone (D2, M7)."""
        return moments.zone(self.home.zone)


@cache
def names() -> tuple[str, ...]:
    """Return the names of all shipped personas."""
    return tuple(sorted(path.stem for path in PERSONAS.glob("*.yaml")))


@cache
def load(name: str) -> Persona:
    """Return a shipped persona; raises DataError."""
    if name not in names():
        raise DataError(f"no persona {name!r}; there are {', '.join(names())}")
    return read(PERSONAS / f"{name}.yaml")


def read(path: Path) -> Persona:
    """Read a persona file; raises DataError with file, line and key."""
    return datafile.read(path, Persona)
