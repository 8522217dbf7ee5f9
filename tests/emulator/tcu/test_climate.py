"""Weather outside, warmth inside."""

import pytest

from emulator.tcu import climate
from emulator.tcu.deeds import IgnitionOff, IgnitionOn, SetCabinTemperature
from emulator.tcu.route import Place
from tests.emulator.tcu.cars import START, yard

BANGKOK = Place(13.75, 100.5, 0)
PARIS = Place(48.86, 2.35, 0)
SYDNEY = Place(-33.9, 151.2, 0)
JULY = START + 135 * 86_400
HOUR = 3600


def test_the_day_is_warmest_in_the_local_afternoon() -> None:
    afternoon, night = START + 7 * HOUR, START - 5 * HOUR
    warm, cool = (climate.outside_c(at, BANGKOK) for at in (afternoon, night))
    assert 28 < warm < 38
    assert warm - cool == pytest.approx(10, abs=0.5)


def test_the_seasons_are_opposite_on_the_two_halves() -> None:
    assert climate.daily_mean_c(JULY, PARIS) > climate.daily_mean_c(START, PARIS) + 8
    assert climate.daily_mean_c(JULY, SYDNEY) < climate.daily_mean_c(START, SYDNEY)


async def test_the_cabin_is_cooled_while_the_engine_runs_and_warms_up_after() -> None:
    it = yard()
    hot = (await it.after(4 * HOUR)).cabin
    assert hot.inside_c > hot.outside_c + 5
    assert not hot.hvac_on
    it.do(IgnitionOn())
    cool = (await it.after(1200)).cabin
    assert cool.hvac_on
    assert cool.inside_c == pytest.approx(22, abs=0.5)
    it.do(IgnitionOff())
    assert (await it.after(3 * HOUR)).cabin.inside_c > cool.outside_c


async def test_the_dial_sets_what_the_cabin_is_brought_to() -> None:
    it = yard()
    it.do(SetCabinTemperature(27))
    before = it.look().cabin
    assert before.target_c == 27
    it.do(IgnitionOn())
    assert it.look().cabin.inside_c == before.inside_c
    assert (await it.after(3000)).cabin.inside_c == pytest.approx(27, abs=0.1)
