"""Traction battery, versions 1 to 3 (protocol 4.4, F55, F56, F65, F67)."""

from typing import Any

import pytest

from custom_components.nissanconnect.api.battery import battery_status
from custom_components.nissanconnect.api.models import (
    BatteryStatus,
    ChargeState,
)

from .answers import answer, at, read


def test_leaf_v1() -> None:
    """Its own names, three times to full by the charger's class."""
    assert read(
        battery_status,
        lastUpdateTime="2026-03-01T10:00:00Z",
        batteryLevel=80,
        rangeHvacOff=210.5,
        rangeHvacOn=190,
        plugStatus=1,
        chargeStatus=1,
        chargePower=1,
        timeRequiredToFullSlow=300,
        timeRequiredToFullNormal=90,
        timeRequiredToFullFast=20,
        instantaneousPower=3.3,
        batteryCapacity=40,
        batteryTemperature=18,
        vehiclePlugTimestamp="2026-03-01T08:00:00Z",
        vehicleUnplugTimestamp="2026-02-28T08:00:00Z",
    ) == BatteryStatus(
        level_pct=80,
        range_km=210.5,
        range_hvac_km=190,
        plugged=True,
        charge=ChargeState.CHARGING,
        minutes_to_full=300,
        power_kw=3.3,
        capacity_kwh=40,
        temperature_c=18,
        plugged_at=at(2026, 3, 1, 8),
        unplugged_at=at(2026, 2, 28, 8),
        reported_at=at(2026, 3, 1, 10),
    )


@pytest.mark.parametrize(
    ("key", "raw", "expected"),
    [
        ("chargingStatus", 0.0, ChargeState.NOT_CHARGING),
        ("chargingStatus", 1, ChargeState.CHARGING),
        ("chargingStatus", "1.0", ChargeState.CHARGING),
        ("chargingStatus", 0.1, ChargeState.WAITING_PLANNED),
        ("chargingStatus", 0.2, ChargeState.ENDED),
        ("chargingStatus", 0.3, ChargeState.WAITING_CURRENT),
        ("chargingStatus", 0.4, ChargeState.FLAP_OPEN),
        ("chargingStatus", -1.0, ChargeState.ERROR),
        ("chargingStatus", -1.1, ChargeState.UNAVAILABLE),
        ("chargingStatus", -1.5, ChargeState.DISCHARGING),
        ("chargingStatus", 7, None),
        ("chargeStatus", -1, ChargeState.NOT_CHARGING),
        ("chargeStatus", 1, ChargeState.CHARGING),
    ],
)
def test_charge_states(key: str, raw: Any, expected: ChargeState | None) -> None:
    """-1 is "not charging" on old cars and an error on new ones."""
    battery = read(battery_status, batteryLevel=50, **{key: raw})
    assert battery.charge is expected


@pytest.mark.parametrize(
    ("raw", "plugged", "missing"),
    [
        (0, False, False),
        (1, True, False),
        (-1, None, False),
        (2, None, False),
        (-2147483648, None, True),
        (None, None, True),
    ],
)
def test_plug(raw: Any, plugged: bool | None, missing: bool) -> None:
    """-2147483648 says nothing, -1 says that nobody knows."""
    parsed = battery_status(answer({"batteryLevel": 5, "plugStatus": raw}))
    assert parsed is not None
    assert parsed.value.plugged is plugged
    assert ("plugged" in parsed.missing) is missing


@pytest.mark.parametrize(
    ("raw", "kilowatts"), [(3.3, 3.3), (7400, 7.4), (50, 50), (130000, 130)]
)
def test_power_is_in_kw_or_w_by_model(raw: float, kilowatts: float) -> None:
    """Nothing charges with more than 400 kW."""
    battery = read(
        battery_status,
        chargingStatus=1,
        chargingInstantaneousPower=raw,
    )
    assert battery.power_kw == kilowatts


def test_F55_sentinels() -> None:
    """255 %, 705 minutes, -129 degrees."""
    parsed = battery_status(
        answer(
            {
                "batteryLevel": 255,
                "batteryAutonomy": 200,
                "chargingStatus": 1,
                "chargingRemainingTime": 705,
                "batteryTemperature": -129,
            }
        )
    )
    assert parsed is not None
    value = parsed.value
    assert value.level_pct is value.minutes_to_full is value.temperature_c is None
    assert {"level_pct", "minutes_to_full", "temperature_c"} <= parsed.missing


def test_F56_all_zero_is_no_news() -> None:
    """Drop it: the last good one stays."""
    zeros = dict.fromkeys(("batteryLevel", "batteryAutonomy", "plugStatus"), 0)
    assert battery_status(answer(zeros)) is None


@pytest.mark.parametrize(("level", "expected"), [(60, None), (2, 0)])
def test_F67_range_zero(level: int, expected: float | None) -> None:
    """True only when the battery is nearly empty."""
    battery = read(battery_status, batteryLevel=level, batteryAutonomy=0)
    assert battery.range_km == expected


@pytest.mark.parametrize(
    ("power", "plugged", "charge"),
    [(6.6, True, ChargeState.CHARGING), (0, False, None), (None, False, None)],
)
def test_F65_charging_without_a_plug(
    power: float | None, plugged: bool, charge: ChargeState | None
) -> None:
    """Power decides which of the two is wrong."""
    battery = read(
        battery_status,
        batteryLevel=50,
        plugStatus=0,
        chargingStatus=1,
        chargingInstantaneousPower=power,
        chargingRemainingTime=90,
    )
    assert (battery.plugged, battery.charge) == (plugged, charge)
    assert battery.minutes_to_full == (90 if charge else None)


def test_minutes_to_full_end_with_charging() -> None:
    """They are not carried on, and not told while unplugged (protocol 4.4)."""
    payload = {"batteryLevel": 50, "plugStatus": 0, "chargingStatus": 0}
    parsed = battery_status(answer({**payload, "chargingRemainingTime": 427}))
    assert parsed is not None
    assert parsed.value.minutes_to_full is None
    assert "minutes_to_full" not in parsed.missing
