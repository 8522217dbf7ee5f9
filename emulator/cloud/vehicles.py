"""The maker's records of cars (protocol 3.2)."""

from datetime import tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from emulator.draw import draw_bytes

from .documents import Collection, DocumentKey
from .platform import Platform


class Model(Struct, frozen=True):
    """A model as the cloud knows it; `name` is the persona's, `grade` its trim."""

    name: str
    brand: str
    year: int
    platform: Platform
    grade: str = ""


class Vehicle(Struct, frozen=True):
    """A car that was built; `delivered_on` is an ISO date, `zone` where it lives."""

    vin: str
    model: str
    zone: str
    country: str
    color: str
    delivered_on: str
    nickname: str | None = None
    registration_number: str | None = None

    @property
    def tzinfo(self) -> tzinfo:
        """The car's time zone (D2)."""
        return ZoneInfo(self.zone)


class Vehicles:
    """All cars that the maker built, paired or not."""

    def __init__(self, seed: int, changed: set[DocumentKey]) -> None:
        """Start without cars."""
        self.documents = Collection("vehicle", Vehicle, changed)
        self.models = Collection("model", Model, changed)
        self._seed = seed

    def add(self, vehicle: Vehicle, model: Model) -> None:
        """Register a car, and its model if it is the first one."""
        self.documents[vehicle.vin] = vehicle
        if self.models.get(model.name) != model:
            self.models[model.name] = model

    def forget(self, vin: str) -> None:
        """Erase what an owner called a car (E9)."""
        known = self.documents[vin]
        self.documents[vin] = replace(known, nickname=None, registration_number=None)

    def set_nickname(self, vin: str, nickname: str | None) -> None:
        """Call a car by another name, or by its model's (E8)."""
        self.documents[vin] = replace(self.documents[vin], nickname=nickname)

    def name(self, vin: str) -> str:
        """Return what people call a car in mails."""
        known = self.documents[vin]
        return known.nickname or self.model(known).platform.model_name

    def model(self, vehicle: Vehicle) -> Model:
        """Return what the cloud knows of a car's model."""
        return self.models[vehicle.model]

    def uuid(self, vin: str) -> UUID:
        """Return the platform's own name of a car; the same for a seed."""
        return UUID(bytes=draw_bytes(self._seed, vin, "uuid", 0, 16), version=4)
