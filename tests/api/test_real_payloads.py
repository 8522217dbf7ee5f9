"""The payloads of protocol 10, as observed: from answer to model."""

from typing import Any

import pytest

from custom_components.nissanconnect.api import parsers
from custom_components.nissanconnect.api.battery import battery_status
from custom_components.nissanconnect.api.documents import attributes, block_of
from custom_components.nissanconnect.api.models import (
    BatteryStatus,
    ChargeState,
    Cockpit,
    EngineState,
    EngineStatus,
    HvacStatus,
    LockStatus,
    TyrePressure,
)

from .answers import at, read


def test_ariya_battery_v2_flat() -> None:
    """Item 1, with `Accept: application/json`."""
    document = {
        "id": "VIN",
        "timestamp": "2024-05-24T07:15:30Z",
        "batteryLevel": 44,
        "batteryAutonomy": 251,
        "batteryCapacity": 87,
        "batteryAvailableEnergy": 37,
        "plugStatus": 0,
        "chargingStatus": 0.0,
        "chargingRemainingTime": 427,
    }
    assert read(battery_status, **attributes(document)) == BatteryStatus(
        level_pct=44,
        range_km=251,
        plugged=False,
        charge=ChargeState.NOT_CHARGING,
        capacity_kwh=87,
        energy_kwh=37,
        reported_at=at(2024, 5, 24, 7, 15, 30),
    )


def test_ariya_battery_that_has_no_energy() -> None:
    """Item 3: 0 kWh at 69 % is no measurement."""
    battery = read(
        battery_status,
        timestamp="2023-10-07T10:19:52Z",
        batteryLevel=69,
        batteryAutonomy=325,
        batteryCapacity=87,
        batteryAvailableEnergy=0,
        plugStatus=0,
        chargingStatus=0,
        chargingRemainingTime=73,
    )
    assert (battery.level_pct, battery.energy_kwh) == (69, None)


def test_ariya_hvac() -> None:
    """Item 4."""
    assert read(
        parsers.hvac_status,
        lastUpdateTime="2023-10-07T10:20:07Z",
        internalTemperature=20,
        hvacStatus="off",
    ) == HvacStatus(on=False, inside_c=20, reported_at=at(2023, 10, 7, 10, 20, 7))


def test_ariya_locks() -> None:
    """Item 5: the front doors are told twice."""
    doors = ("FrontLeft", "FrontRight", "RearLeft", "RearRight")
    seats = ("Driver", "Passenger")
    assert read(
        parsers.lock_status,
        lockStatus="locked",
        **{f"doorStatus{place}": "closed" for place in doors + seats},
        engineHoodStatus="closed",
        hatchStatus="closed",
        lastUpdateTime="2023-10-07T10:19:52Z",
    ) == LockStatus(
        locked=True,
        front_left=False,
        front_right=False,
        rear_left=False,
        rear_right=False,
        hatch=False,
        hood=False,
        reported_at=at(2023, 10, 7, 10, 19, 52),
    )


def test_micra_battery_v3_envelope() -> None:
    """Item 11: a temperature of 0 is not measured; milliseconds."""
    document = {
        "data": {
            "type": "Car",
            "id": "TEST-VIN",
            "attributes": {
                "lastUpdateTime": "2026-01-01T10:00:00.000Z",
                "batteryLevel": 57,
                "batteryTemperature": 0,
                "batteryAutonomy": 244,
                "plugStatus": 0,
                "chargingStatus": 0.0,
                "chargingRemainingTime": 1,
            },
        }
    }
    assert read(battery_status, **attributes(document)) == BatteryStatus(
        level_pct=57,
        range_km=244,
        plugged=False,
        charge=ChargeState.NOT_CHARGING,
        reported_at=at(2026, 1, 1, 10),
    )


def test_micra_cockpit_v2() -> None:
    """Protocol 4.1: an EV has no fuel, and no time."""
    cockpit = read(parsers.cockpit, fuelQuantity=0.0, totalMileage=12345.0)
    assert cockpit == Cockpit(odometer_km=12345, fuel_l=0)


@pytest.mark.parametrize(
    ("payload", "state"),
    [
        ({"remoteEngineStatus": "6"}, EngineState.READY),
        ({"remoteEngineStatus": "12"}, EngineState.RUNNING_REMOTELY),
        (
            {"details": "Stopped, ready for RES", "code": "10"},
            EngineState.READY,
        ),
        ({"details": "Running", "code": "42"}, EngineState.RUNNING_REMOTELY),
        ({"code": 21}, EngineState.RUNNING_BY_KEY),
        ({"code": "11"}, EngineState.KEY_ONLY),
        ({"remoteEngineStatus": 9}, EngineState.RUNNING_BY_KEY),
        ({"remoteEngineStatus": "15"}, EngineState.NOT_ENABLED),
    ],
)
def test_remote_start(payload: dict[str, Any], state: EngineState) -> None:
    """Items 13 and 14, both versions."""
    assert read(parsers.res_state, **payload) == EngineStatus(state=state)


def test_renault_pressure() -> None:
    """Item 15: mbar, no time."""
    assert read(
        parsers.pressure,
        flPressure=2460,
        frPressure=2730,
        rlPressure=2790,
        rrPressure=2790,
        flStatus=0,
        frStatus=0,
        rlStatus=0,
        rrStatus=0,
    ) == TyrePressure(
        front_left_bar=2.46,
        front_right_bar=2.73,
        rear_left_bar=2.79,
        rear_right_bar=2.79,
        front_left_warning=False,
        front_right_warning=False,
        rear_left_warning=False,
        rear_right_warning=False,
    )


def test_patrol_vehicle_status() -> None:
    """Protocol 4.8, 2: no `data`, blocks with attributes of their own."""
    document = {
        "tyrePressure": {
            "attributes": {"flPressure": 2250, "frPressure": 2250, "flStatus": 1}
        },
        "healthStatus": {
            "malfunctionIndicatorLamps": {
                "attributes": {"absWarning": 0, "globalStopWarning": 1}
            },
            "lastUpdateTime": "2026-03-01T10:00:00Z",
        },
    }
    payload = attributes(document)
    health = read(parsers.health_status, **block_of(payload, "healthStatus"))
    assert health.lamps == {"abs": False, "stop": True}
    assert health.attention is True
    assert health.reported_at == at(2026, 3, 1, 10)
    tyres = read(parsers.pressure, **block_of(payload, "tyrePressure"))
    assert (tyres.front_left_bar, tyres.front_left_warning) == (2.25, True)
