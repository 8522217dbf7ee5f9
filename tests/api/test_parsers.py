"""From payloads to models: units, sentinels, gaps (protocol 4 and 8.4)."""

from typing import Any, ClassVar

import pytest

from custom_components.nissanconnect.api import parsers
from custom_components.nissanconnect.api.models import (
    Cockpit,
    EngineState,
    HealthStatus,
    HvacStatus,
    Location,
    LockStatus,
)
from custom_components.nissanconnect.api.resources import RESOURCES

from .answers import answer, at, read


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


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda row: row.key)
@pytest.mark.parametrize("payload", [{}, {"nothing": 1}, {"lastUpdateTime": "x"}])
def test_F24_an_empty_object_is_no_news(resource: Any, payload: dict[str, Any]) -> None:
    """Not "all gone"."""
    assert resource.parse(answer(payload)) is None
