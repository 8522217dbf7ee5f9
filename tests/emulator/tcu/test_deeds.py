"""Deeds are decoded from the bodies of the control API, and nothing else is."""

from typing import Any

from msgspec import ValidationError, convert
import pytest

from emulator.tcu import deeds
from emulator.tcu.deeds import DriverDeed, RadioChange, WorkshopDeed
from emulator.tcu.report import Opening, Warning

BY_DRIVER: list[tuple[dict[str, Any], DriverDeed]] = [
    ({"do": "ignition_on"}, deeds.IgnitionOn()),
    ({"do": "ignition_off"}, deeds.IgnitionOff()),
    ({"do": "open", "door": "front_left"}, deeds.Open(Opening.FRONT_LEFT)),
    ({"do": "close", "door": "hood"}, deeds.Close(Opening.HOOD)),
    ({"do": "lock_with_key"}, deeds.LockWithKey()),
    ({"do": "unlock_with_key"}, deeds.UnlockWithKey()),
    ({"do": "key_inside", "inside": True}, deeds.KeyInside(inside=True)),
    ({"do": "drive", "route": "paris"}, deeds.Drive("paris")),
    (
        {"do": "drive", "route": [[1, 2], [1.5, 2]], "speed_kmh": 30},
        deeds.Drive(((1, 2), (1.5, 2)), 30),
    ),
    ({"do": "stop_driving"}, deeds.StopDriving()),
    ({"do": "break_in"}, deeds.BreakIn()),
    ({"do": "tow"}, deeds.Tow()),
    ({"do": "refuel", "litres": 20}, deeds.Refuel(20)),
    ({"do": "plug"}, deeds.Plug()),
    ({"do": "unplug"}, deeds.Unplug()),
    ({"do": "privacy", "on": True}, deeds.Privacy(on=True)),
    ({"do": "hazard_lights", "on": False}, deeds.HazardLights(on=False)),
    (
        {"do": "set_cabin_temperature", "celsius": 21.5},
        deeds.SetCabinTemperature(21.5),
    ),
]
BY_WORKSHOP: list[tuple[dict[str, Any], WorkshopDeed]] = [
    ({"do": "break", "warning": "tire_pressure"}, deeds.Break(Warning.TIRE_PRESSURE)),
    ({"do": "repair", "warning": "oil_pressure"}, deeds.Repair(Warning.OIL_PRESSURE)),
    ({"do": "set_odometer", "km": 12}, deeds.SetOdometer(12)),
    ({"do": "set_battery_12v", "volts": 11.9}, deeds.SetBattery12v(11.9)),
    ({"do": "replace_tcu"}, deeds.ReplaceTcu()),
]


@pytest.mark.parametrize(("body", "deed"), BY_DRIVER)
def test_a_drivers_deed_is_decoded(body: dict[str, Any], deed: DriverDeed) -> None:
    assert convert(body, DriverDeed) == deed


@pytest.mark.parametrize(("body", "deed"), BY_WORKSHOP)
def test_a_workshops_deed_is_decoded(body: dict[str, Any], deed: WorkshopDeed) -> None:
    assert convert(body, WorkshopDeed) == deed


def test_a_radio_change_is_decoded() -> None:
    body = {"coverage": False, "latency_s": [1, 2.5]}
    assert convert(body, RadioChange) == RadioChange(coverage=False, latency_s=(1, 2.5))


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"do": "fly"}, "do"),
        ({"do": "follow", "route": {"points": [[1, 2]], "offsets_s": [0]}}, "do"),
        ({"do": "open", "door": "window"}, "door"),
        ({"do": "open"}, "door"),
        ({"do": "tow", "km": 3}, "km"),
        ({"do": "refuel", "litres": 0}, "litres"),
        ({"do": "refuel", "litres": 201}, "litres"),
        ({"do": "drive", "route": "paris", "speed_kmh": 0}, "speed_kmh"),
        ({"do": "drive", "route": "paris", "speed_kmh": 251}, "speed_kmh"),
        ({"do": "drive", "route": [[91, 0]]}, "route"),
        ({"do": "drive", "route": [[0, 0]] * 10_001}, "route"),
        ({"do": "set_cabin_temperature", "celsius": 31}, "celsius"),
    ],
)
def test_a_wrong_deed_is_refused_with_its_key(body: dict[str, Any], key: str) -> None:
    with pytest.raises(ValidationError, match=key):
        convert(body, DriverDeed)


@pytest.mark.parametrize(
    "body", [{"latency_s": [-1, 2]}, {"latency_s": [1]}, {"tunnel": True}]
)
def test_a_wrong_radio_change_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        convert(body, RadioChange)
