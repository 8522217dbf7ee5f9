"""From payloads to models: the real ones of protocol 10 and the traps of 8.4."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from custom_components.nissanconnect.api import parsers
from custom_components.nissanconnect.api.answer import Answer
from custom_components.nissanconnect.api.documents import attributes, block_of
from custom_components.nissanconnect.api.models import (
    BatteryStatus,
    ChargeState,
    Cockpit,
    EngineState,
    EngineStatus,
    HealthStatus,
    HvacStatus,
    Inbox,
    Location,
    LockStatus,
    TyrePressure,
)
from custom_components.nissanconnect.api.parsing import Parsed
from custom_components.nissanconnect.api.resources import RESOURCES

from .answers import answer


def read[T](parse: Callable[[Answer], Parsed[T] | None], **payload: Any) -> T:
    """Return the model of a payload that has news."""
    parsed = parse(answer(payload))
    assert parsed is not None
    return parsed.value


def at(*moment: int) -> datetime:
    """Return a UTC time."""
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]


class TestRealPayloads:
    """Protocol 10, as observed."""

    def test_ariya_battery_v2_flat(self) -> None:
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
        assert read(parsers.battery_status, **attributes(document)) == BatteryStatus(
            level_pct=44,
            range_km=251,
            plugged=False,
            charge=ChargeState.NOT_CHARGING,
            capacity_kwh=87,
            energy_kwh=37,
            reported_at=at(2024, 5, 24, 7, 15, 30),
        )

    def test_ariya_battery_that_has_no_energy(self) -> None:
        """Item 3: 0 kWh at 69 % is no measurement."""
        battery = read(
            parsers.battery_status,
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

    def test_ariya_hvac(self) -> None:
        """Item 4."""
        assert read(
            parsers.hvac_status,
            lastUpdateTime="2023-10-07T10:20:07Z",
            internalTemperature=20,
            hvacStatus="off",
        ) == HvacStatus(on=False, inside_c=20, reported_at=at(2023, 10, 7, 10, 20, 7))

    def test_ariya_locks(self) -> None:
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

    def test_micra_battery_v3_envelope(self) -> None:
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
        assert read(parsers.battery_status, **attributes(document)) == BatteryStatus(
            level_pct=57,
            range_km=244,
            plugged=False,
            charge=ChargeState.NOT_CHARGING,
            reported_at=at(2026, 1, 1, 10),
        )

    def test_micra_cockpit_v2(self) -> None:
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
    def test_remote_start(self, payload: dict[str, Any], state: EngineState) -> None:
        """Items 13 and 14, both versions."""
        assert read(parsers.res_state, **payload) == EngineStatus(state=state)

    def test_renault_pressure(self) -> None:
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

    def test_patrol_vehicle_status(self) -> None:
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


class TestCockpit:
    """Protocol 4.1."""

    def test_F57_an_odometer_of_zero_says_nothing(self) -> None:
        """The rest of the answer counts."""
        parsed = parsers.cockpit(answer({"totalMileage": 0, "fuelQuantity": 30}))
        assert parsed is not None
        assert parsed.value == Cockpit(fuel_l=30)
        assert "odometer_km" in parsed.missing

    def test_F56_all_zero_is_no_news(self) -> None:
        """A cockpit that tells nothing but zeros."""
        zeros = {"totalMileage": 0, "fuelAutonomy": 0, "fuelQuantity": 0}
        assert parsers.cockpit(answer(zeros)) is None

    def test_F67_range_zero_with_fuel_says_nothing(self) -> None:
        """The last range stays."""
        payload = {"totalMileage": 10, "fuelAutonomy": 0, "fuelQuantity": 30}
        parsed = parsers.cockpit(answer(payload))
        assert parsed is not None
        assert parsed.value.fuel_range_km is None
        assert "fuel_range_km" in parsed.missing
        empty = read(parsers.cockpit, totalMileage=10, fuelAutonomy=0, fuelQuantity=0)
        assert empty.fuel_range_km == 0

    def test_everything_a_patrol_tells(self) -> None:
        """Version 2: kilometres to service and oil change, overdue is negative."""
        assert read(
            parsers.cockpit,
            totalMileage="15000",
            fuelAutonomy=420,
            fuelQuantity=61.5,
            fuelLevel=60,
            fuelLowWarning=1,
            dueMileage=-150,
            engineOilDrainingRange=5000,
            timestamp="2026-03-01T10:00:00Z",
        ) == Cockpit(
            odometer_km=15000,
            fuel_l=61.5,
            fuel_range_km=420,
            fuel_level_pct=60,
            fuel_low=True,
            service_in_km=-150,
            oil_change_in_km=5000,
            reported_at=at(2026, 3, 1, 10),
        )


class TestLocation:
    """Protocol 4.2."""

    PLACE: ClassVar = {
        "gpsLatitude": 13.7563,
        "gpsLongitude": 100.5018,
        "lastUpdateTime": "2026-03-01T10:00:00Z",
    }

    @pytest.mark.parametrize(
        ("direction", "heading"), [(0, 0), (270, 270), (None, None), (999, None)]
    )
    def test_place_time_and_direction(
        self, direction: int | None, heading: float | None
    ) -> None:
        """A direction that is null is not the last one."""
        payload = {**self.PLACE, "gpsDirection": direction}
        parsed = parsers.location(answer(payload))
        assert parsed is not None
        assert parsed.value == Location(
            latitude=13.7563,
            longitude=100.5018,
            heading_deg=heading,
            reported_at=at(2026, 3, 1, 10),
        )
        assert "heading_deg" not in parsed.missing

    @pytest.mark.parametrize(
        "wrong",
        [
            {"gpsLatitude": 0, "gpsLongitude": 0},
            {"gpsLatitude": None},
            {"gpsLongitude": 181},
            {"gpsLatitude": "north"},
            {"lastUpdateTime": None},
            {"lastUpdateTime": "today"},
        ],
    )
    def test_F75_nowhere_or_never_is_no_news(self, wrong: dict[str, Any]) -> None:
        """0/0, half a place, or a place without a time."""
        assert parsers.location(answer({**self.PLACE, **wrong})) is None

    def test_the_position_is_not_shown(self) -> None:
        """Outside the tracker it is a secret."""
        shown = repr(read(parsers.location, **self.PLACE))
        assert "13.7" not in shown
        assert "100.5" not in shown


class TestLockStatus:
    """Protocol 4.3."""

    def test_F53_an_unknown_state_is_none_and_noted(self) -> None:
        """It is not the last one, and nothing is made up."""
        parsed = parsers.lock_status(
            answer({"lockStatus": "ajar", "hatchStatus": "unlocked"})
        )
        assert parsed is not None
        assert (parsed.value.locked, parsed.value.hatch) == (None, None)
        assert not {"locked", "hatch"} & parsed.missing
        assert parsed.oddities == (
            "lockStatus: unknown ajar",
            "hatchStatus: unknown unlocked",
        )

    def test_F50_a_missing_door_keeps_the_last_state(self) -> None:
        """Missing, null, and the word for it."""
        payload = {"lockStatus": "UNLOCKED", "hatchStatus": None}
        parsed = parsers.lock_status(answer({**payload, "sunroofStatus": "unknown"}))
        assert parsed is not None
        assert parsed.value == LockStatus(locked=False)
        assert {"hatch", "sunroof", "front_left"} <= parsed.missing

    def test_front_doors_by_seat_where_no_side_is_told(self) -> None:
        """As cars of Renault's make do."""
        payload = {"doorStatusDriver": "open", "doorStatusPassenger": "closed"}
        locks = read(parsers.lock_status, lockStatus="unlocked", **payload)
        assert (locks.driver, locks.passenger, locks.front_left) == (True, False, None)
        both = read(parsers.lock_status, doorStatusFrontLeft="closed", **payload)
        assert (both.driver, both.front_left) == (None, False)

    def test_doors_may_say_locked(self) -> None:
        """Which they can only be when closed."""
        assert read(parsers.lock_status, doorStatusRearLeft="locked").rear_left is False


class TestBattery:
    """Protocol 4.4."""

    def test_leaf_v1(self) -> None:
        """Its own names, three times to full by the charger's class."""
        assert read(
            parsers.battery_status,
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
    def test_charge_states(
        self, key: str, raw: Any, expected: ChargeState | None
    ) -> None:
        """-1 is "not charging" on old cars and an error on new ones."""
        battery = read(parsers.battery_status, batteryLevel=50, **{key: raw})
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
    def test_plug(self, raw: Any, plugged: bool | None, missing: bool) -> None:
        """-2147483648 says nothing, -1 says that nobody knows."""
        parsed = parsers.battery_status(answer({"batteryLevel": 5, "plugStatus": raw}))
        assert parsed is not None
        assert parsed.value.plugged is plugged
        assert ("plugged" in parsed.missing) is missing

    @pytest.mark.parametrize(
        ("raw", "kilowatts"), [(3.3, 3.3), (7400, 7.4), (50, 50), (130000, 130)]
    )
    def test_power_is_in_kw_or_w_by_model(self, raw: float, kilowatts: float) -> None:
        """Nothing charges with more than 400 kW."""
        battery = read(
            parsers.battery_status,
            chargingStatus=1,
            chargingInstantaneousPower=raw,
        )
        assert battery.power_kw == kilowatts

    def test_F55_sentinels(self) -> None:
        """255 %, 705 minutes, -129 degrees."""
        parsed = parsers.battery_status(
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

    def test_F56_all_zero_is_no_news(self) -> None:
        """Drop it: the last good one stays."""
        zeros = dict.fromkeys(("batteryLevel", "batteryAutonomy", "plugStatus"), 0)
        assert parsers.battery_status(answer(zeros)) is None

    @pytest.mark.parametrize(("level", "expected"), [(60, None), (2, 0)])
    def test_F67_range_zero(self, level: int, expected: float | None) -> None:
        """True only when the battery is nearly empty."""
        battery = read(parsers.battery_status, batteryLevel=level, batteryAutonomy=0)
        assert battery.range_km == expected

    @pytest.mark.parametrize(
        ("power", "plugged", "charge"),
        [(6.6, True, ChargeState.CHARGING), (0, False, None), (None, False, None)],
    )
    def test_F65_charging_without_a_plug(
        self, power: float | None, plugged: bool, charge: ChargeState | None
    ) -> None:
        """Power decides which of the two is wrong."""
        battery = read(
            parsers.battery_status,
            batteryLevel=50,
            plugStatus=0,
            chargingStatus=1,
            chargingInstantaneousPower=power,
            chargingRemainingTime=90,
        )
        assert (battery.plugged, battery.charge) == (plugged, charge)
        assert battery.minutes_to_full == (90 if charge else None)

    def test_minutes_to_full_end_with_charging(self) -> None:
        """They are not carried on, and not told while unplugged (protocol 4.4)."""
        payload = {"batteryLevel": 50, "plugStatus": 0, "chargingStatus": 0}
        parsed = parsers.battery_status(
            answer({**payload, "chargingRemainingTime": 427})
        )
        assert parsed is not None
        assert parsed.value.minutes_to_full is None
        assert "minutes_to_full" not in parsed.missing


class TestClimateAndEngine:
    """Protocol 4.5 and 4.10."""

    def test_everything_the_climate_tells(self) -> None:
        """With the engine's state, as cars with remote start do; text for numbers."""
        assert read(
            parsers.hvac_status,
            hvacStatus="on",
            internalTemperature="21.5",
            externalTemperature=-3,
            nextHvacStartDate="2026-12-24T07:00:00Z",
            nextTargetTemperature="21",
            socThreshold=30,
            remoteEngineStatus="12",
        ) == HvacStatus(
            on=True,
            inside_c=21.5,
            outside_c=-3,
            next_start=at(2026, 12, 24, 7),
            next_target_c=21,
            min_level_pct=30,
            engine=EngineState.RUNNING_REMOTELY,
        )

    def test_a_running_cycle(self) -> None:
        """Seconds left and an error are told only while there are any."""
        parsed = parsers.res_state(
            answer({"remoteEngineStatus": "12", "cycleRemainingTime": 540})
        )
        assert parsed is not None
        assert parsed.value.seconds_left == 540
        idle = parsers.res_state(answer({"remoteEngineStatus": "6"}))
        assert idle is not None
        assert not {"seconds_left", "error"} & idle.missing

    @pytest.mark.parametrize(
        ("state", "running"),
        [
            (EngineState.RUNNING_BY_KEY, True),
            (EngineState.RUNNING_REMOTELY, True),
            (EngineState.READY, False),
            (EngineState.NOT_READY, False),
            (EngineState.UNAVAILABLE, None),
        ],
    )
    def test_running(self, state: EngineState, running: bool | None) -> None:
        """An engine that is not available says nothing."""
        assert state.running is running


class TestHealth:
    """Protocol 4.8, H1, H2."""

    LAMPS: ClassVar = {"absWarning": 0, "airbagWarning": False, "lampRequest": "1"}

    def test_flat_lamps(self) -> None:
        """Numbers, bools and text; lamps that are missing are not fitted."""
        health = read(parsers.health_status, malfunctionIndicatorLamps=self.LAMPS)
        assert health == HealthStatus(abs=False, airbag=False, engine=True)
        assert health.lamps == {"abs": False, "airbag": False, "engine": True}

    def test_H2_attention(self) -> None:
        """Good, needed, or not known."""
        lit = read(parsers.health_status, malfunctionIndicatorLamps=self.LAMPS)
        dark = read(parsers.health_status, malfunctionIndicatorLamps={"absWarning": 0})
        assert lit.attention is True
        assert dark.attention is False
        assert HealthStatus().attention is None

    @pytest.mark.parametrize(
        "payload",
        [
            {},
            {"malfunctionIndicatorLamps": None},
            {"malfunctionIndicatorLamps": []},
            {"lastUpdateTime": "2026-03-01T10:00:00Z"},
        ],
    )
    def test_no_lamps_is_no_news(self, payload: dict[str, Any]) -> None:
        """`healthStatus` may be null."""
        assert parsers.health_status(answer(payload)) is None


class TestPressure:
    """Protocol 4.9."""

    @pytest.mark.parametrize(
        ("raw", "bar"), [(2070, 2.07), (207, 2.07), (2.07, 2.07), ("2460", 2.46)]
    )
    def test_F66_scales(self, raw: Any, bar: float) -> None:
        """Mbar, kPa and bar are told apart by size."""
        assert read(parsers.pressure, flPressure=raw).front_left_bar == bar

    @pytest.mark.parametrize("raw", [0, 65535, 32, "UNKNOWN", None, -1])
    def test_F55_no_tyre_has_that(self, raw: Any) -> None:
        """Out of any scale."""
        assert parsers.pressure(answer({"flPressure": raw, "flStatus": 0})) is None


class TestNotifications:
    """Protocol 4.11."""

    def test_N1_newest_first(self) -> None:
        """Those without a time last; those without an id not at all."""
        messages = [
            {"notificationId": "1", "timestamp": "2026-03-01T10:00:00Z"},
            {"notificationId": "2", "timestamp": None},
            {"notificationId": 3, "timestamp": "2026-03-02T10:00:00.123456Z"},
            {"messageTitle": "no id"},
            None,
        ]
        inbox = read(parsers.notifications, messages=messages)
        assert [message.id for message in inbox.messages] == ["3", "1", "2"]

    def test_a_message(self) -> None:
        """The subtitle is the useful text."""
        message = {
            "notificationId": "n1",
            "messageTitle": "Speed",
            "messageSubtitle": "120 km/h passed",
            "messageDescription": "long",
            "categoryKey": "geofencing",
            "ruleKey": "speed.infringement",
            "notificationKey": "speed.infringement",
            "priority": None,
            "status": "UNREAD",
            "timestamp": "2026-03-01T10:00:00.1Z",
        }
        (known,) = read(parsers.notifications, messages=[message]).messages
        assert known.text == "120 km/h passed"
        assert known.read is False
        assert known.priority is None
        assert known.at == at(2026, 3, 1, 10, 0, 0, 100000)

    def test_none_is_an_empty_inbox_and_nothing_is_no_news(self) -> None:
        """F24: an empty object is not an empty list."""
        assert read(parsers.notifications, messages=[]) == Inbox()
        assert parsers.notifications(answer({})) is None


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda row: row.key)
@pytest.mark.parametrize("payload", [{}, {"nothing": 1}, {"lastUpdateTime": "x"}])
def test_F24_an_empty_object_is_no_news(resource: Any, payload: dict[str, Any]) -> None:
    """Not "all gone"."""
    assert resource.parse(answer(payload)) is None
