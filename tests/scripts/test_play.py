"""What the demo plays, and how it tells so beforehand."""

from itertools import pairwise
from pathlib import Path

import pytest

from emulator import moments, scenario
from emulator.datafile import DataError
from scripts.demo_home.errors import DemoError
from scripts.demo_home.play import Play

WEEK_S = 7 * 86_400.0


def test_the_demo_garage_is_kept_where_it_always_was() -> None:
    demo = Play.of("demo")
    assert demo.folder == ".demo"
    assert not demo.is_fast
    assert demo.read_every_minutes == 1
    assert demo.start(2e9) is None
    assert list(demo.story(2e9)) == []


def test_another_scenario_is_kept_apart_and_read_as_fast_as_it_runs() -> None:
    day = Play.of("day")
    assert day.folder == ".demo-day"
    assert day.is_fast
    assert day.read_every_minutes < 1
    assert day.owner.email == "demo@example.com"


@pytest.mark.parametrize("now", ["2026-11-25T23:00:00Z", "2026-03-04T00:00:00Z"])
def test_a_day_is_moved_by_whole_weeks_to_the_latest_past(now: str) -> None:
    day = Play.of("day")
    began, last = day.scenario.start_at, day.scenario.timeline[-1].seconds
    start = day.start(moments.parse(now))
    assert began is not None
    assert start is not None
    moved = moments.parse(start)
    assert (moved - began) % WEEK_S == 0
    assert 0 <= moments.parse(now) - (moved + last) < WEEK_S


def test_the_story_is_told_by_the_clock_of_the_car() -> None:
    day = Play.of("day")
    assert day.scenario.start_at is not None
    lines = list(day.story(day.scenario.start_at))
    assert lines[0] == "  Tue 07:00  Almera: Leaves home for work"
    assert lines[-1] == "  Wed 07:55  Almera: The day is over"
    assert len(lines) > 10
    assert all(before < after for before, after in pairwise(lines))


def test_a_file_is_named_by_its_whole_path(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text((scenario.SCENARIOS / "lived.yaml").read_text("utf-8"), "utf-8")
    mine = Play.of(str(file))
    assert (mine.name, mine.folder) == (str(file), ".demo-mine")


def test_a_scenario_without_cars_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    file.write_text("title: Nobody\naccounts: []\n", "utf-8")
    with pytest.raises(DemoError, match="no cars to show"):
        Play.of(str(file))
    with pytest.raises(DataError, match="no scenario 'nights'"):
        Play.of("nights")
