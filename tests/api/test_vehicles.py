"""The list of cars (protocol 3.2, 3.3)."""

from typing import Any

import pytest

from custom_components.nissanconnect.api.vehicles import VehicleRecord, vehicle_list

ARIYA = {
    "vin": "fe0xxxxxxxxxxxx01",
    "color": "XGG",
    "modelName": "Ariya",
    "energy": "ELECTRIC",
    "pictureURL": "https://pictures.example/FE0/XGG.png",
    "engineType": "",
    "carGateway": "AVN",
    "phase": 2,
    "privacyMode": "off",
    "services": [
        {
            "id": 1,
            "activationState": "ACTIVATED",
            "features": [{"id": 1, "state": "ACTIVATED"}],
        },
        {"id": "12", "activationState": "ACTIVATED"},
        {"id": 27, "activationState": "DEACTIVATED"},
        {"activationState": "ACTIVATED"},
        None,
    ],
}


def one(item: Any) -> VehicleRecord:
    """Return the only car of a list."""
    (record,) = vehicle_list([item])
    return record


def test_the_real_ariya() -> None:
    """Protocol 10, item 2: ids as int and text, only ACTIVATED ones count."""
    record = one(ARIYA)
    assert record.vin == "FE0XXXXXXXXXXXX01"
    assert record.model == "Ariya"
    assert record.electric is True
    assert record.generation == "ARIYA"
    assert record.services == {"1", "12"}
    assert record.privacy_mode is False
    assert record.picture_url == ARIYA["pictureURL"]
    assert record.raw["phase"] == 2


def test_a_record_may_hold_no_more_than_a_vin() -> None:
    """Only `vin` is guaranteed."""
    record = one({"vin": "A1"})
    assert record == VehicleRecord(vin="A1", body=record.body)
    assert record.raw == {"vin": "A1"}
    assert one({"vin": "A1"}).electric is None
    assert one({"vin": "A1"}).generation is None


def test_everything_else_a_record_tells() -> None:
    """Numbers as text and text as numbers."""
    record = one(
        {
            "vin": " jn1x ",
            "modelName": "MICRA",
            "modelYear": "2025",
            "nickname": "Mica",
            "registrationNumber": None,
            "energy": "gasoline",
            "carGateway": "rvg",
            "canGeneration": "C1A_HS EVO",
            "ccsGen": 2,
            "isCrossBadged": True,
            "role": "OWNER",
            "privacyMode": "ON",
            "services": "none",
        }
    )
    assert record.vin == "JN1X"
    assert record.model_year == 2025
    assert record.electric is False
    assert record.generation == "RVG"
    assert record.can_generation == "C1A_HS EVO"
    assert record.ccs_generation == "2"
    assert record.cross_badged
    assert record.privacy_mode
    assert record.services == frozenset()


@pytest.mark.parametrize(
    "listed",
    [
        {"uids": [{"name": "12", "enabled": True}, {"name": "27", "enabled": False}]},
        {"services": [12]},
        {"services": ["12"]},
        {"services": [{"id": "12", "activationState": "ACTIVATED"}]},
    ],
)
def test_services_of_all_list_versions(listed: dict[str, Any]) -> None:
    """Protocol 3.3."""
    assert one({"vin": "A1", **listed}).services == {"12"}


def test_a_record_in_an_envelope() -> None:
    """As a sibling's list has it."""
    assert one({"id": "x", "attributes": {"vin": "A1"}}).vin == "A1"


@pytest.mark.parametrize(
    "item",
    [
        None,
        "A1",
        {},
        {"vin": None},
        {"vin": ""},
        {"vin": "../x"},
        {"vin": "\uff21\uff11"},
    ],
)
def test_what_has_no_vin_is_left_out(item: Any) -> None:
    """A VIN becomes part of an address: letters, digits and dashes only."""
    assert list(vehicle_list([item])) == []


def test_F82_a_car_that_is_listed_twice_is_one() -> None:
    """The first record counts."""
    first, second = {"vin": "A1", "nickname": "a"}, {"vin": "a1", "nickname": "b"}
    assert [r.nickname for r in vehicle_list([first, second])] == ["a"]
