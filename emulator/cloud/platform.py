"""How the maker's cloud knows a model: gateway, services, which address answers how."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

type Resource = Literal[
    "cockpit",
    "location",
    "lock-status",
    "battery-status",
    "hvac-status",
    "res-state",
    "health-status",
    "vehicle-status",
    "pressure",
    "trip-history",
    "notifications",
]
type Version = Literal["v1", "v2", "v3"]


class Answer(StrEnum):
    """How one version of a resource answers for a model (protocol 8.1, 8.3, 8.5)."""

    OK = "ok"
    BEHIND = "behind"  # answers, one report late
    NOT_TECHNICALLY_SUPPORTED = "not_technically_supported"  # 501
    ACCESS_DENIED = "access_denied"  # 403 security.access
    WRONG_CAN = "wrong_can"  # 403011
    NO_DATA = "no_data"  # 404, no data for this vin and uid
    NOT_FOUND = "not_found"  # 404
    SERVER_ERROR = "server_error"  # 500
    BAD_GATEWAY = "bad_gateway"  # 502


class Platform(Struct, frozen=True, forbid_unknown_fields=True):
    """A model's record at the cloud (protocol 3.2, 3.3).

    `resources` names every version that answers otherwise than "not technically
    supported by this gateway" (F42). `max_devices` a user may command it from (5.5).
    `cancels_what_was_done`: a command that the car obeyed ends as CANCELLED (5.2).
    """

    model_name: str
    model_code: str
    energy: str
    engine_type: str
    gateway: str
    can_generation: str
    ccs_gen: str | None
    cross_badged: bool
    phase: int
    colors: tuple[str, ...]
    services: tuple[int, ...]
    resources: dict[Resource, dict[Version, Answer]]
    max_devices: Annotated[int, Meta(ge=1, le=10)] = 10
    int_service_ids: bool = True
    tells_fuel_level: bool = True
    tells_target_temperature: bool = True
    cancels_what_was_done: bool = False

    def answer(self, resource: Resource, version: Version) -> Answer:
        """Return how one version of a resource answers."""
        versions = self.resources.get(resource, {})
        return versions.get(version, Answer.NOT_TECHNICALLY_SUPPORTED)
