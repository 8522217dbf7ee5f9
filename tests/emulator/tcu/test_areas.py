"""Areas: stay within, or out (M4)."""

from msgspec.structs import replace
import pytest

from emulator.tcu.alerts import AreaAlert
from emulator.tcu.deeds import (
    Drive,
    Follow,
    IgnitionOff,
    IgnitionOn,
    Privacy,
    RadioChange,
    Tow,
)
from emulator.tcu.report import Notice
from emulator.tcu.route import Point, Route, distance_km
from tests.emulator.tcu.cars import HOME, START, Yard
from tests.emulator.tcu.watching import breached, keys, noticed, want, watching

CENTRE = (13.85, 100.5)
FORBIDDEN = AreaAlert(
    alert_id="forbidden",
    kind="restrict_within",
    latitude=CENTRE[0],
    longitude=CENTRE[1],
    radius_km=2,
)
ALLOWED = replace(FORBIDDEN, alert_id="allowed", kind="allow_within")
THROUGH: tuple[Point, ...] = ((13.75, 100.5), (13.95, 100.5))
PAST: tuple[Point, ...] = ((13.75, 100.518), (13.95, 100.518))


async def crossings(it: Yard, seconds: float) -> list[tuple[Notice, float]]:
    """Return what is noticed, with the distance that its report tells."""
    await it.after(seconds)
    found = []
    for report in it.told():
        assert report.location is not None
        here = report.location.latitude, report.location.longitude
        found += [(notice, distance_km(CENTRE, here)) for notice in report.notices]
    return found


@pytest.mark.parametrize("way", [THROUGH, PAST])
async def test_M4_a_forbidden_area_is_entered_and_left_at_its_border(
    way: tuple[Point, ...],
) -> None:
    it = watching(FORBIDDEN)
    it.do(Drive(way, speed_kmh=60))
    (begin, begin_km), (end, end_km) = await crossings(it, 7200)
    assert (begin.key, end.key) == ("zone.infringement", "zone.recovery")
    assert begin.alert == end.alert == FORBIDDEN
    assert begin_km == pytest.approx(2, abs=0.002)
    assert end_km == pytest.approx(2.05, abs=0.002)


async def test_M4_an_allowed_area_is_left_and_entered_at_its_border() -> None:
    it = watching(ALLOWED)
    there_and_back: tuple[Point, ...] = (CENTRE, (13.95, 100.5), CENTRE)
    it.do(Drive(there_and_back, speed_kmh=60))
    (begin, begin_km), (end, end_km) = await crossings(it, 7200)
    assert (begin.key, end.key) == ("zone.infringement", "zone.recovery")
    assert begin_km == pytest.approx(2, abs=0.002)
    assert end_km == pytest.approx(1.95, abs=0.002)


async def test_M4_the_border_is_found_on_a_way_of_two_distant_points() -> None:
    it = watching(replace(FORBIDDEN, radius_km=0.5))
    it.do(Drive(((12.5, 100.5), (15.5, 100.5)), speed_kmh=120))
    (_, begin_km), (_, end_km) = await crossings(it, 86_400)
    assert begin_km == pytest.approx(0.5, abs=0.005)
    assert end_km == pytest.approx(0.55, abs=0.005)


async def test_M4_a_way_beside_the_area_is_no_breach() -> None:
    it = watching(FORBIDDEN)
    it.do(Drive(((13.75, 100.519), (13.95, 100.519)), speed_kmh=60))
    await it.after(7200)
    assert keys(it) == []


async def test_M4_to_and_fro_at_the_border_is_one_breach() -> None:
    it = watching(FORBIDDEN)
    a_km = 1 / distance_km((13, 100.5), (14, 100.5))
    border = CENTRE[0] - 2 * a_km
    jitter = tuple(
        (border + (0.03 if odd else -0.03) * a_km, 100.5) for odd in (0, 1) * 20
    )
    it.do(Drive((*jitter, (13.75, 100.5)), speed_kmh=30))
    await it.after(7200)
    assert keys(it) == ["zone.infringement", "zone.recovery"]


async def test_M4_a_drive_that_begins_within_is_one_from_the_start() -> None:
    it = watching(FORBIDDEN)
    it.do(Drive((CENTRE, (13.95, 100.5)), speed_kmh=60))
    assert [(n.key, n.at) for n in noticed(it)] == [("zone.infringement", START)]


async def test_M4_a_parked_car_stays_in_breach_until_it_has_left() -> None:
    it = watching(FORBIDDEN)
    it.do(Drive(((13.75, 100.5), CENTRE), speed_kmh=60))
    await it.after(3600)
    it.do(IgnitionOff())
    await it.after(36_000)
    assert keys(it) == ["zone.infringement"]
    assert breached(it) == {"forbidden"}
    assert it.car.next_due() is None
    it.do(Drive((CENTRE, (13.75, 100.5)), speed_kmh=60))
    await it.after(3600)
    assert keys(it) == ["zone.recovery"]


async def test_M4_a_jump_in_the_route_is_noticed_where_it_lands() -> None:
    it = watching(FORBIDDEN)
    points: tuple[Point, ...] = ((13.7, 100.5), (13.75, 100.5), CENTRE, (13.84, 100.5))
    it.do(Follow(Route(points, (0, 300.3, 300.3, 400))))
    await it.after(399)
    ((key, at),) = [(notice.key, notice.at - START) for notice in noticed(it)]
    assert key == "zone.infringement"
    assert at == pytest.approx(300.3, abs=1e-5)


@pytest.mark.parametrize(
    ("alert", "crossings"),
    [
        (FORBIDDEN, ["infringement", "recovery"]),
        (ALLOWED, ["infringement", "recovery", "infringement"]),
    ],
)
async def test_M4_across_the_date_line(alert: AreaAlert, crossings: list[str]) -> None:
    it = watching(replace(alert, latitude=-17, longitude=179.99))
    it.do(Drive(((-17, 179.5), (-17, -179.5)), speed_kmh=80))
    await it.after(7200)
    assert keys(it) == [f"zone.{each}" for each in crossings]


@pytest.mark.parametrize(
    ("loses", "finds"),
    [
        (RadioChange(gnss=False), RadioChange(gnss=True)),
        (Privacy(on=True), Privacy(on=False)),
    ],
)
async def test_F2_a_car_that_does_not_know_its_place_notices_no_border(
    loses: RadioChange | Privacy, finds: RadioChange | Privacy
) -> None:
    it = watching(FORBIDDEN)
    it.do(Drive(THROUGH, speed_kmh=60))
    it.do(loses)
    # 11 km, the middle.
    await it.after(667)
    assert keys(it) == []
    it.do(finds)
    assert [(n.key, n.at - START) for n in noticed(it)] == [("zone.infringement", 667)]
    it.do(loses)
    await it.after(500)
    it.do(finds)
    assert [(n.key, n.at - START) for n in noticed(it)] == [("zone.recovery", 1167)]


async def test_an_area_is_watched_with_the_ignition_on() -> None:
    around_home = replace(
        FORBIDDEN, latitude=HOME.latitude, longitude=HOME.longitude, radius_km=1
    )
    it = watching(around_home)
    it.do(Tow())
    await it.after(3600)
    assert "zone.infringement" not in keys(it)
    it.do(IgnitionOn())
    assert keys(it) == ["zone.infringement"]


@pytest.mark.parametrize(
    "wanted",
    [
        (),
        (replace(FORBIDDEN, enabled=False),),
        (replace(FORBIDDEN, radius_km=3),),
    ],
)
async def test_M2_a_breach_of_what_is_removed_off_or_changed_ends_silently(
    wanted: tuple[AreaAlert, ...],
) -> None:
    it = watching(FORBIDDEN)
    it.do(Drive(((13.75, 100.5), CENTRE), speed_kmh=60))
    await it.after(3600)
    it.do(IgnitionOff())
    it.told()
    want(it, *wanted)
    await it.after(600)
    assert breached(it) == set()
    assert keys(it) == []
    it.do(IgnitionOn())
    still_watched = any(alert.enabled for alert in wanted)
    assert keys(it) == (["zone.infringement"] if still_watched else [])


async def test_M2_another_alert_does_not_end_a_breach() -> None:
    it = watching(FORBIDDEN)
    it.do(Drive(((13.75, 100.5), CENTRE), speed_kmh=60))
    await it.after(3600)
    it.do(IgnitionOff())
    want(it, FORBIDDEN, ALLOWED)
    await it.after(600)
    assert breached(it) == {"forbidden"}
    it.told()
    it.do(IgnitionOn())
    assert keys(it) == []
