"""How the cloud knew a car: its record, its versions, its refusals, its answers."""

from typing import Any, Final

from msgspec.structs import replace

from emulator.cloud.activation import ServiceStatus
from emulator.cloud.platform import Answer, Platform, Resource, Told, Unit, Version
from emulator.cloud.recorded import REDACTED, Recorded
from emulator.services import car_list

from .diagnostics import Diagnosed, Json, Reading, Refusal, number, word

# The wire's addresses by the integration's names of resources and versions.
_ADDRESSES: Final[dict[str, dict[str, tuple[Resource, Version]]]] = {
    "cockpit": {"v1": ("cockpit", "v1"), "v2": ("cockpit", "v2")},
    "location": {"v1": ("location", "v1")},
    "lock_status": {"v1": ("lock-status", "v1")},
    "battery_status": {
        "v1": ("battery-status", "v1"),
        "v2": ("battery-status", "v2"),
        "v3": ("battery-status", "v3"),
    },
    "hvac_status": {"v1": ("hvac-status", "v1"), "v2": ("hvac-status", "v2")},
    "res_state": {"v1": ("res-state", "v1"), "v2": ("res-state", "v2")},
    "health_status": {
        "health-status": ("health-status", "v1"),
        "vehicle-status": ("vehicle-status", "v1"),
    },
    "pressure": {
        "v1": ("pressure", "v1"),
        "vehicle-status": ("vehicle-status", "v1"),
    },
    "trips_day": dict.fromkeys(("iso", "compact"), ("trip-history", "v1")),
    "trips_month": dict.fromkeys(("iso", "compact", "words"), ("trip-history", "v1")),
    "trips_year": {"iso": ("trip-history", "v1")},
    "notifications": {"v2": ("notifications", "v2")},
}
_ACTIVATED: Final = ServiceStatus.ACTIVATED.value

# What vehicle-status gathers, by the name of its block.
_BLOCKS: Final = {"health_status": "healthStatus", "pressure": "tyrePressure"}
# Their rows are the car's past, not the way in which it answers.
_LISTS: Final = frozenset({"trip-history", "notifications"})
_UNITS: Final[dict[str, Unit]] = {
    "trips_day": "day",
    "trips_month": "month",
    "trips_year": "year",
}
_REFUSALS: Final[dict[Refusal, Answer]] = {
    "access_denied": Answer.ACCESS_DENIED,
    "no_data": Answer.NO_DATA,
    "not_supported": Answer.NOT_TECHNICALLY_SUPPORTED,
}
# How an error begins that nothing is learnt of.
_ERRORS: Final = {
    "AccessDenied": Answer.ACCESS_DENIED,
    "NoData": Answer.NO_DATA,
    "NotSupported": Answer.NOT_TECHNICALLY_SUPPORTED,
    "PrivacyMode": Answer.OK,
    "Outage('cloud not usable: http_502": Answer.BAD_GATEWAY,
    "Outage": Answer.SERVER_ERROR,
}
# A client tells the most telling one of all addresses: what it did not tell of one
# resource, an address that two share has not said.
_LEAST_TELLING_FIRST: Final = (
    Answer.NOT_TECHNICALLY_SUPPORTED,
    Answer.NO_DATA,
    Answer.ACCESS_DENIED,
    Answer.SERVER_ERROR,
    Answer.BAD_GATEWAY,
    Answer.OK,
)
# What is the owner's or changes, and pictures: they lie at the maker's.
_NOT_THE_MODELS: Final = frozenset(
    {
        "vin",
        "uuid",
        "vehicleId",
        "userId",
        "nickname",
        "registrationNumber",
        "firstRegistrationDate",
        "privacyMode",
        "role",
        "services",
        "pictureURL",
        "pictureUrl",
    }
)


def platform(car: Diagnosed, now: float) -> Platform:
    """Return how a car is known, its answers as if they had come now."""
    record = car.record
    ccs_gen = word(record.get("ccsGen"))
    known = Platform(
        model_name=word(record.get("modelName")) or "Unknown",
        model_code=word(record.get("modelCode")),
        energy=word(record.get("energy")),
        engine_type=word(record.get("engineType")),
        gateway=word(record.get("carGateway")),
        can_generation=word(record.get("canGeneration")),
        ccs_gen=ccs_gen or None,
        cross_badged=record.get("isCrossBadged") is True,
        phase=int(number(record.get("phase"), 0, 100) or 0),
        colors=(word(record.get("color")) or "Z11",),
        services=tuple(_services(record)),
        resources=_resources(car),
        trip_dates=_trip_dates(car),
        recorded=_recorded(car, now),
    )
    fixed, omitted = _record(known, record)
    fixes: dict[Told, Json] = {"record": fixed} if fixed else {}
    omits: dict[Told, frozenset[str]] = {"record": omitted} if omitted else {}
    return replace(known, fixed=fixes, omits=omits)


def _resources(car: Diagnosed) -> dict[Resource, dict[Version, Answer]]:
    """Return what answers how; of one address a good answer outweighs a refusal."""
    found: dict[Resource, dict[Version, Answer]] = {}
    for name, versions in _ADDRESSES.items():
        answer = car.answer(name)
        if answer is not None and answer.version in versions:
            resource, version = versions[answer.version]
            how = Answer.OK if answer.payload or resource in _LISTS else Answer.EMPTY
            found.setdefault(resource, {})[version] = how
    refusals = {name: _refusal(car, name) for name in _ADDRESSES}
    for refusal in _LEAST_TELLING_FIRST:
        for name in (name for name, how in refusals.items() if how is refusal):
            for resource, version in _ADDRESSES[name].values():
                found.setdefault(resource, {}).setdefault(version, refusal)
    return found


def _refusal(car: Diagnosed, name: str) -> Answer | None:
    """Return why a resource has no answer; None if it has one, or was not asked."""
    if car.answer(name) is not None:
        return None
    lesson = car.learnt.lessons.get(name)
    if lesson is not None and lesson.refusal is not None:
        return _REFUSALS[lesson.refusal]
    error = car.resources.get(name, Reading()).error or ""
    told = (how for begins, how in _ERRORS.items() if error.startswith(begins))
    return next(told, None)


def _recorded(car: Diagnosed, now: float) -> dict[Resource, dict[Version, Recorded]]:
    found: dict[Resource, dict[Version, Recorded]] = {}
    for name, versions in _ADDRESSES.items():
        answer = car.answer(name)
        if answer is None or not answer.payload or answer.version not in versions:
            continue
        resource, version = versions[answer.version]
        if resource in _LISTS:
            continue
        payload = answer.as_of(now)
        if answer.version == "vehicle-status":
            before = found.get(resource, {}).get(version, Recorded({}))
            payload = before.payload | {_BLOCKS[name]: payload}
        found.setdefault(resource, {})[version] = Recorded(payload)
    return found


def _trip_dates(car: Diagnosed) -> dict[Unit, Any]:
    dates: dict[Unit, Any] = {}
    for name, unit in _UNITS.items():
        answer = car.answer(name)
        if answer is not None and answer.version != "iso":
            dates[unit] = "compact"
    return dates


def _services(record: Json) -> list[int]:
    """Return the ids in force, in any of the forms of protocol 3.3."""
    listed = record.get("services") or record.get("uids")
    ids: dict[int, None] = {}
    for item in listed if isinstance(listed, list) else ():
        row = item if isinstance(item, dict) else {"id": item}
        uid = number(row.get("id", row.get("name")), 0, 100_000)
        if uid is not None and _is_in_force(row):
            ids[int(uid)] = None
    return list(ids)


def _is_in_force(row: Json) -> bool:
    if "enabled" in row:
        return row["enabled"] is True
    state: object = row.get("activationState", _ACTIVATED)
    return state == _ACTIVATED


def _record(known: Platform, record: Json) -> tuple[Json, frozenset[str]]:
    """Return what the row of the list always says, and what it leaves out."""
    ours = car_list.of_model(known) | {"modelYear": None, "color": known.colors[0]}
    told = {
        name: raw
        for name, raw in record.items()
        if name not in _NOT_THE_MODELS and raw != REDACTED
    }
    fixed = {
        name: raw for name, raw in told.items() if name not in ours or ours[name] != raw
    }
    active = dict.fromkeys(known.services, _ACTIVATED)
    if record.get("services") != car_list.services(known, active):
        fixed |= {name: record[name] for name in ("services", "uids") if name in record}
    personal = {"nickname", "registrationNumber", "firstRegistrationDate", "uuid"}
    named = ours.keys() | personal | {"privacyMode", "role", "services"}
    return fixed, frozenset(named - record.keys())
