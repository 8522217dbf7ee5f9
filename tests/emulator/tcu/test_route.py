"""Geometry of routes."""

from hypothesis import given, strategies as st
from msgspec import ValidationError, convert, json
import pytest

from emulator.tcu.route import Place, Route, bearing_deg, distance_km, moved

# North, a stand of a minute, east; 111.195 km and 107.4 km.
WAY = Route(((14, 100), (15, 100), (15, 100), (15, 101)), (0, 4000, 4060, 8000))


def test_distances_and_bearings() -> None:
    assert distance_km((14, 100), (15, 100)) == pytest.approx(111.195, abs=0.001)
    assert bearing_deg((14, 100), (15, 100)) == pytest.approx(0)
    assert bearing_deg((0, 100), (0, 99)) == pytest.approx(270)


def test_a_standing_leg_has_no_speed_and_keeps_the_heading() -> None:
    assert WAY.speed_at(4030) == 0
    assert WAY.place_at(4030, 123) == Place(15, 100, 0)
    assert WAY.km_at(4030) == pytest.approx(111.195, abs=0.001)


def test_before_departure_and_after_arrival() -> None:
    assert WAY.place_at(-5, 123) == Place(14, 100, 0)
    assert WAY.km_at(-5) == 0
    there = WAY.place_at(9000, 123)
    assert (there.latitude, there.longitude) == WAY.points[-1]
    assert there.heading_deg == pytest.approx(90, abs=0.2)
    assert WAY.km_at(9000) == WAY.length_km
    assert WAY.speed_at(9000) == 0


def test_a_route_of_one_point_keeps_the_heading() -> None:
    stand = Route(((14, 100),), (0,))
    assert stand.place_at(0, 123) == Place(14, 100, 123)
    assert (stand.length_km, stand.duration_s) == (0, 0)


def test_the_short_way_leads_over_the_date_line() -> None:
    over = Route(((0, 179.5), (0, -179.5)), (0, 100))
    assert over.length_km == pytest.approx(111.195, abs=0.001)
    assert over.place_at(25, 0).longitude == pytest.approx(179.75)
    assert over.place_at(75, 0).longitude == pytest.approx(-179.75)


@given(share=st.floats(0, 1))
def test_a_way_driven_leads_back_to_its_time(share: float) -> None:
    km = WAY.length_km * share
    assert WAY.km_at(WAY.offset_at(km)) == pytest.approx(km)


@given(bearing=st.floats(0, 359.9), km=st.floats(0.001, 100))
def test_moved_lies_in_that_direction_at_that_distance(
    bearing: float, km: float
) -> None:
    there = moved(Place(48, 2, 33), bearing, km)
    assert there.heading_deg == 33
    assert distance_km((48, 2), (there.latitude, there.longitude)) == pytest.approx(
        km, rel=1e-6
    )
    back = bearing_deg((48, 2), (there.latitude, there.longitude))
    assert (back - bearing + 180) % 360 - 180 == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    ("points", "offsets"),
    [
        ([], []),
        ([[14, 100]], []),
        ([[14, 100]], [5]),
        ([[14, 100], [15, 100]], [0, -1]),
        ([[91, 100]], [0]),
        ([[14, 181]], [0]),
    ],
)
def test_what_cannot_be_driven_is_no_route(
    points: list[list[float]], offsets: list[float]
) -> None:
    with pytest.raises(ValidationError):
        convert({"points": points, "offsets_s": offsets}, Route)


def test_a_route_comes_back_from_json() -> None:
    assert WAY.length_km > 0
    assert json.decode(json.encode(WAY), type=Route) == WAY
