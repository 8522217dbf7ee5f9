"""The cars of an account as the list tells them (protocol 3.2, 3.3)."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, override

from .discretion import discreet
from .packing import packed, unpacked
from .parsing import text, whole


class VehicleRecord(NamedTuple):
    """One car of the list; only the VIN is certain.

    `services` are those in force, `dormant` the others that are listed, each with the
    cloud's word for its state.
    """

    vin: str
    model: str | None = None
    model_year: int | None = None
    nickname: str | None = None
    registration: str | None = None
    energy: str | None = None
    gateway: str | None = None
    can_generation: str | None = None
    ccs_generation: str | None = None
    cross_badged: bool = False
    role: str | None = None
    color: str | None = None
    picture_url: str | None = None
    privacy_mode: bool = False
    services: frozenset[str] = frozenset()
    dormant: Mapping[str, str] = MappingProxyType({})
    tells_privacy: bool = False
    body: bytes = b"{}"

    @override
    def __repr__(self) -> str:
        """Leave out the body: it is long, and holds whatever the cloud put there."""
        return discreet(self, "body")

    @property
    def raw(self) -> dict[str, Any]:
        """The row of the list as it came."""
        return unpacked(self.body)

    @property
    def electric(self) -> bool | None:
        """Whether it runs on electricity alone; None if the list does not say."""
        return None if self.energy is None else self.energy.lower().startswith("elec")

    @property
    def generation(self) -> str | None:
        """What decides which addresses are asked first: `ARIYA`, else the gateway."""
        if (self.model or "").upper() == "ARIYA":
            return "ARIYA"
        return None if self.gateway is None else self.gateway.upper()


class VehicleList:
    """The cars of an account; `complete` if every row of the list was readable."""

    def __init__(
        self, records: Iterable[VehicleRecord], *, complete: bool = True
    ) -> None:
        """Take the cars, in the order of the list."""
        self.records = tuple(records)
        self.complete = complete

    def __iter__(self) -> Iterator[VehicleRecord]:
        """Go through the cars."""
        return iter(self.records)

    def __len__(self) -> int:
        """Count the cars."""
        return len(self.records)


def vehicle_list(rows: list[Any]) -> VehicleList:
    """Return the readable cars of a list of any version (v5, v4, v2), once each."""
    records = [_record(row) for row in rows]
    cars: dict[str, VehicleRecord] = {}
    for record in records:
        if record is not None:
            cars.setdefault(record.vin, record)
    return VehicleList(cars.values(), complete=None not in records)


def _record(item: Any) -> VehicleRecord | None:
    if not isinstance(item, Mapping):
        return None
    inner = item.get("attributes")
    raw: Mapping[str, Any] = {**item, **inner} if isinstance(inner, Mapping) else item
    services = dict(_services(raw))
    vin = (text(raw.get("vin")) or "").upper()
    if not vin.isascii() or not vin.replace("-", "").isalnum():
        return None
    return VehicleRecord(
        vin=vin,
        model=text(raw.get("modelName")),
        model_year=whole(raw.get("modelYear")),
        nickname=text(raw.get("nickname")),
        registration=text(raw.get("registrationNumber")),
        energy=text(raw.get("energy")),
        gateway=text(raw.get("carGateway")),
        can_generation=text(raw.get("canGeneration")),
        ccs_generation=text(raw.get("ccsGen")),
        cross_badged=raw.get("isCrossBadged") is True,
        role=text(raw.get("role")),
        color=text(raw.get("color")),
        picture_url=text(raw.get("pictureURL")) or text(raw.get("pictureUrl")),
        privacy_mode=(text(raw.get("privacyMode")) or "").lower() == "on",
        services=frozenset(name for name, state in services.items() if state is None),
        dormant={name: state for name, state in services.items() if state is not None},
        tells_privacy="privacyMode" in raw,
        body=packed(raw),
    )


def _services(raw: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield ids and, if not in force, the cloud's word for it.

    They come as v5 `services`, v2 `uids`, or plain ids (protocol 3.3).
    """
    listed = raw.get("services") or raw.get("uids")
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, Mapping):
            name = text(item.get("id")) or text(item.get("name"))
        else:
            name = text(item)
        if name is not None:
            yield name, _dormancy(item)


def _dormancy(item: Any) -> str | None:
    """Return the cloud's word for a service that is not in force."""
    if not isinstance(item, Mapping) or item.get("enabled") is True:
        return None
    state = text(item.get("activationState")) or "disabled"
    return None if state == "ACTIVATED" else state.upper()
