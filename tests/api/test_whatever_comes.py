"""Whatever comes, no parser raises and nothing is invented (protocol 8.4)."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.nissanconnect.api.pages import login_form
from custom_components.nissanconnect.api.resources import RESOURCES, Resource
from custom_components.nissanconnect.api.vehicles import vehicle_list

from .answers import NOON, answer

# Keys that parsers look for, so that whatever comes is also read.
_KEYS = st.sampled_from(
    [
        "totalMileage",
        "fuelQuantity",
        "gpsLatitude",
        "gpsLongitude",
        "lastUpdateTime",
        "lockStatus",
        "doorStatusDriver",
        "batteryLevel",
        "chargingStatus",
        "chargePower",
        "plugStatus",
        "chargingInstantaneousPower",
        "hvacStatus",
        "code",
        "remoteEngineStatus",
        "malfunctionIndicatorLamps",
        "absWarning",
        "attributes",
        "flPressure",
        "summaries",
        "day",
        "tripsNumber",
        "messages",
        "notificationId",
        "timestamp",
        "priority",
        "vin",
        "services",
        "uids",
        "id",
        "activationState",
    ]
)
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["ACTIVATED", "locked", "UNKNOWN", "2026-11-22T07:15:30Z", "1"])
)
_JSON = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner),
    max_leaves=20,
)
_OBJECTS = st.dictionaries(_KEYS, _JSON, max_size=8)
_CALM = settings(derandomize=True, max_examples=100, deadline=None)


def sane(value: Any) -> bool:
    """Whether a model holds nothing but what a model may hold."""
    if isinstance(value, tuple):
        return all(map(sane, value))
    if isinstance(value, datetime):
        return value.tzinfo is not None
    return value is None or isinstance(value, bool | int | float | str | Enum)


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda row: row.key)
@_CALM
@given(payload=_OBJECTS)
def test_no_parser_raises(resource: Resource, payload: Mapping[str, Any]) -> None:
    """Nested, huge, of another type, or nothing at all."""
    parsed = resource.parse(answer(payload, query={"end": "2026-11-22"}))
    if parsed is not None:
        assert sane(parsed.value)
        reported = parsed.value.reported_at
        assert reported is None or (reported - NOON).total_seconds() <= 300


@_CALM
@given(rows=st.lists(_JSON, max_size=4))
def test_no_list_of_cars_raises(rows: list[Any]) -> None:
    """And what is listed has a VIN that fits into an address."""
    for record in vehicle_list(rows):
        assert record.vin.replace("-", "").isalnum()
        assert record.vin.isascii()
        assert all(isinstance(service, str) for service in record.services)


@_CALM
@given(page=st.text() | st.from_regex(r"(<(form|input|/form|!--|!\[)[^>]*>?)+"))
def test_no_page_raises(page: str) -> None:
    """A sign-in page may be anything."""
    login_form(page)
