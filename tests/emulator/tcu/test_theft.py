"""When the alarm of a locked car sounds (T1, T2)."""

import pytest

from emulator.tcu.deeds import (
    BreakIn,
    Deed,
    IgnitionOff,
    IgnitionOn,
    LockWithKey,
    Open,
    RadioChange,
    Tow,
    UnlockWithKey,
)
from emulator.tcu.orders import StartEngine, Unlock
from emulator.tcu.report import Opening
from tests.emulator.tcu.cars import START, yard
from tests.emulator.tcu.owners import owner
from tests.emulator.tcu.watching import keys, noticed

THEFTS: list[Deed] = [BreakIn(), Tow(), Open(Opening.HATCH)]


@pytest.mark.parametrize("theft", THEFTS)
async def test_T1_it_sounds_for_half_an_hour(theft: Deed) -> None:
    it = yard()
    assert not it.look().alarm
    it.do(theft)
    assert it.look().alarm
    assert (await it.after(30 * 60 - 1)).alarm
    assert not (await it.after(1)).alarm


@pytest.mark.parametrize("by_key", [True, False])
async def test_T1_unlocking_by_key_or_command_ends_it(by_key: bool) -> None:
    it = owner("kicks_e_power")
    it.it.do(BreakIn())
    if by_key:
        it.it.do(UnlockWithKey())
    else:
        it.send(Unlock(), None)
    assert not it.it.look().alarm


@pytest.mark.parametrize("theft", THEFTS)
async def test_T2_not_within_a_minute_of_locking(theft: Deed) -> None:
    it = yard()
    it.do(UnlockWithKey())
    it.do(LockWithKey())
    await it.after(59)
    it.do(theft)
    assert not it.look().alarm


async def test_T2_from_a_minute_after_locking() -> None:
    it = yard()
    it.do(IgnitionOn())
    it.do(IgnitionOff())
    it.do(LockWithKey())
    await it.after(60)
    it.do(BreakIn())
    assert it.look().alarm
    assert it.look().locked


@pytest.mark.parametrize("theft", THEFTS)
async def test_T2_not_during_a_remote_run(theft: Deed) -> None:
    it = owner("kicks_e_power")
    it.send(StartEngine(), None)
    it.it.do(theft)
    assert not it.it.look().alarm


@pytest.mark.parametrize("theft", THEFTS)
def test_not_of_an_unlocked_car(theft: Deed) -> None:
    it = yard()
    it.do(UnlockWithKey())
    it.do(theft)
    assert not it.look().alarm


def test_not_for_the_hood_nor_from_inside() -> None:
    it = yard()
    it.do(Open(Opening.HOOD))
    assert not it.look().alarm
    it.do(IgnitionOn())
    it.do(IgnitionOff())
    it.do(Open(Opening.FRONT_LEFT))
    assert not it.look().alarm


@pytest.mark.parametrize(
    ("deed", "key"),
    [
        (BreakIn(), "burglar.car.stolen"),
        (Open(Opening.HATCH), "burglar.car.stolen"),
        (Tow(), "burglar.tow.info"),
    ],
)
async def test_T1_an_alert_at_once_and_until_when_it_sounds(
    deed: Deed, key: str
) -> None:
    it = yard()
    await it.after(100)
    it.do(deed)
    (report,) = it.told()
    assert [(notice.key, notice.at) for notice in report.notices] == [
        (key, START + 100)
    ]
    assert report.monitoring is not None
    assert report.monitoring.alarm_until == START + 100 + 30 * 60
    await it.after(40 * 60)
    assert it.told() == []


async def test_T1_the_car_says_that_unlocking_ended_it() -> None:
    it = yard()
    it.do(BreakIn())
    it.told()
    it.do(UnlockWithKey())
    (report,) = it.told()
    assert report.monitoring is not None
    assert report.monitoring.alarm_until is None
    assert report.notices == ()


async def test_T2_where_no_alarm_sounds_there_is_no_alert() -> None:
    it = yard()
    it.do(UnlockWithKey())
    it.do(LockWithKey())
    await it.after(59)
    it.do(BreakIn())
    assert keys(it) == []


async def test_T1_one_alert_for_an_alarm_and_another_for_the_next() -> None:
    it = yard()
    it.do(BreakIn())
    it.do(Open(Opening.HATCH))
    it.do(Tow())
    assert keys(it) == ["burglar.car.stolen"]
    await it.after(30 * 60)
    it.do(Tow())
    assert keys(it) == ["burglar.tow.info"]


async def test_N2_a_theft_without_coverage_is_told_with_its_time() -> None:
    it = yard()
    it.do(RadioChange(coverage=False))
    it.do(BreakIn())
    await it.after(5000)
    it.do(RadioChange(coverage=True))
    assert [notice.at for notice in noticed(it)] == [START]


async def test_a_second_disturbance_does_not_prolong_it() -> None:
    it = yard()
    it.do(BreakIn())
    await it.after(20 * 60)
    it.do(Tow())
    assert not (await it.after(10 * 60)).alarm
