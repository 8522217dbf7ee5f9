"""Recorded drives: the shipped ones, and files that are none."""

from pathlib import Path

import pytest

from emulator import drives
from emulator.datafile import DataError
from emulator.tcu.deeds import Drive, Refused

TRACK = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{}</trkseg></trk></gpx>'
STEP = '<trkpt lat="{}" lon="2"><time>2026-03-03T07:05:{:02}Z</time></trkpt>'


def track(*steps: str) -> str:
    """Return a GPX file of track points."""
    return TRACK.format("".join(steps))


def test_three_drives_are_shipped() -> None:
    assert drives.names() == ["bangkok", "nashville", "paris"]


@pytest.mark.parametrize("name", drives.names())
def test_a_shipped_drive_is_plausible(name: str) -> None:
    route = drives.load(name)
    points = len(route.points)
    assert 200 < points < 500
    assert 10 < route.length_km < 40
    speeds = [route.speed_at(second) for second in range(int(route.duration_s))]
    assert 80 < max(speeds) < 125
    assert speeds.count(0.0) > 20
    changes = [abs(b - a) for a, b in zip(speeds, speeds[5:], strict=False)]
    assert max(changes) / 3.6 / 5 < 3


def test_a_file_is_read_with_its_times(tmp_path: Path) -> None:
    file = tmp_path / "drive.gpx"
    file.write_text(track(STEP.format(48, 0), STEP.format(48.001, 9)))
    route = drives.read(file)
    assert list(route.points) == [(48, 2), (48.001, 2)]
    assert list(route.offsets_s) == [0, 9]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "drive.gpx"),
        ("<gpx", "drive.gpx"),
        ("route: 1", "drive.gpx"),
        (track(), "needs points"),
        (track('<trkpt lat="48" lon="2"/>'), "track points"),
        (track(STEP.format(48, 9), STEP.format(49, 3)), "never go back"),
        (track(STEP.format(48, 9), STEP.format(49, 9)), "two places"),
    ],
)
def test_what_is_no_drive_is_refused_in_one_line(
    tmp_path: Path, text: str, reason: str
) -> None:
    file = tmp_path / "drive.gpx"
    file.write_text(text)
    with pytest.raises(DataError, match=reason) as error:
        drives.read(file)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("drive.gpx: ")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^drive\.gpx: "):
        drives.read(tmp_path / "drive.gpx")


@pytest.mark.parametrize("name", ["", "rome", "../drives/paris", "paris.gpx"])
def test_names_are_names_never_paths(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        drives.resolve(Drive(name))
    assert refusal.value.field == "route"


def test_points_that_repeat_take_no_time() -> None:
    route = drives.at_speed(((48, 2), (48, 2), (48.1, 2)), 100)
    assert route.offsets_s[:2] == (0, 0)
    assert route.speed_at(0) == pytest.approx(100)
