"""A persona: what a car model is (equipment) and how the cloud knows it (platform)."""

from datetime import tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import yaml

from .cloud.platform import Platform
from .tcu.equipment import Equipment

PERSONAS = Path(__file__).parent / "personas"


class PersonaError(ValueError):
    """A persona file that cannot be used; says file and key."""


class Home(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a car of this persona lives: country code, time zone, place, degrees."""

    country: str
    zone: str
    latitude: float
    longitude: float


class Persona(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One car model as data; `wmi` and `vds` begin its VINs."""

    title: str
    brand: str
    model: str
    model_year: int
    wmi: str
    vds: str
    home: Home
    equipment: Equipment
    platform: Platform

    @property
    def tzinfo(self) -> tzinfo:
        """The car's time zone (D2, M7)."""
        return ZoneInfo(self.home.zone)


def names() -> list[str]:
    """Return the names of all shipped personas."""
    return sorted(path.stem for path in PERSONAS.glob("*.yaml"))


@cache
def load(name: str) -> Persona:
    """Return a shipped persona; raises PersonaError."""
    if name not in names():
        msg = f"no persona {name!r}; there are {', '.join(names())}"
        raise PersonaError(msg)
    return read(PERSONAS / f"{name}.yaml")


def read(path: Path) -> Persona:
    """Read a persona file; raises PersonaError with file and key."""
    try:
        persona = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Persona)
        ZoneInfo(persona.home.zone)
    except (yaml.YAMLError, msgspec.ValidationError, OSError, ValueError, KeyError) as err:
        msg = f"{path.name}: {err}"
        raise PersonaError(msg) from err
    return persona
