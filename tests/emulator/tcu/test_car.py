"""A car is a function of time: looks, steps and restarts change nothing."""

import pytest

from emulator.tcu import state
from emulator.tcu.deeds import (
    Break,
    BreakIn,
    Close,
    Deed,
    Drive,
    IgnitionOff,
    IgnitionOn,
    LockWithKey,
    Open,
    Plug,
    Privacy,
    RadioChange,
    Refused,
    Repair,
    StopDriving,
    UnlockWithKey,
)
from emulator.tcu.report import Opening, Warning
from tests.emulator.tcu.cars import PARKED_S, START, new_state, resumed, yard


async def a_morning(step_s: float, looks: int = 0) -> bytes:
    """Live through a drive with a coverage gap, in steps; return the state."""
    it = yard()
    it.do(Drive("bangkok"))
    for _ in range(int(3600 / step_s)):
        if it.clock.now == START + 600:
            it.do(RadioChange(coverage=False))
        if it.clock.now == START + 1200:
            it.do(RadioChange(coverage=True))
        for _ in range(looks):
            assert it.look().at == it.clock.now
            it.car.reachable(it.clock.now)
            it.car.asleep(it.clock.now)
            it.car.next_due()
        await it.after(step_s)
    it.do(IgnitionOff())
    return state.dump(it.car.state)


async def test_looking_changes_nothing() -> None:
    assert await a_morning(600, looks=50) == await a_morning(600)


async def test_time_goes_by_alike_in_steps_of_any_size() -> None:
    assert await a_morning(7.5) == await a_morning(600)


async def test_two_runs_agree_to_the_last_digit() -> None:
    assert await a_morning(60) == await a_morning(60)


async def test_a_state_kept_in_mid_drive_goes_on_to_the_same_numbers() -> None:
    it = yard()
    it.do(Drive("bangkok"))
    await it.after(421.7)
    kept = state.dump(it.car.state)
    again = resumed(state.load(kept), "almera", it.clock.now)
    assert state.dump(again.car.state) == kept
    assert await again.after(3000) == await it.after(3000)
    for car in (it, again):
        car.do(IgnitionOff())
    assert state.dump(again.car.state) == state.dump(it.car.state)
    assert again.told()[-1] == it.told()[-1]


async def test_a_parked_car_costs_nothing() -> None:
    it = yard()
    assert it.car.next_due() is None
    before = state.dump(it.car.state)
    truth = await it.after(30 * 86_400)
    assert state.dump(it.car.state) == before
    assert it.told() == []
    assert truth.asleep
    assert truth.reachable


def test_a_parked_car_has_its_last_report_waiting() -> None:
    car = resumed(new_state(), "almera", START).car
    (report,) = car.take_reports()
    assert report.at == START - PARKED_S
    assert report.locks is not None
    assert report.locks.locked
    assert car.take_reports() == []


@pytest.mark.parametrize(
    "refused",
    [
        StopDriving(),
        Plug(),
        Drive(()),
        Drive("nowhere"),
        RadioChange(coverage=False, latency_s=(9, 3)),
    ],
)
async def test_a_refusal_changes_nothing(refused: Deed | Drive) -> None:
    it = yard()
    await it.after(123.4)
    before = state.dump(it.car.state)
    with pytest.raises(Refused):
        it.do(refused)
    assert state.dump(it.car.state) == before
    assert it.told() == []


@pytest.mark.parametrize(
    "deeds",
    [
        [IgnitionOn(), IgnitionOn()],
        [IgnitionOff()],
        [Open(Opening.HATCH), Open(Opening.HATCH)],
        [Close(Opening.HOOD)],
        [BreakIn(), BreakIn()],
        [LockWithKey()],
        [UnlockWithKey(), UnlockWithKey()],
        [Privacy(on=False)],
        [Break(Warning.ABS), Break(Warning.ABS)],
        [Repair(Warning.BRAKE)],
    ],
)
async def test_a_deed_whose_end_is_reached_changes_nothing(deeds: list[Deed]) -> None:
    it = yard()
    for deed in deeds[:-1]:
        it.do(deed)
    await it.after(30)
    before = state.dump(it.car.state)
    it.told()
    it.do(deeds[-1])
    assert state.dump(it.car.state) == before
    assert it.told() == []


async def test_what_is_due_happens_at_its_own_moment_however_late_it_is_asked() -> None:
    late, punctual = yard(), yard()
    for it in (late, punctual):
        it.do(Drive("bangkok"))
    await punctual.after(4000)
    late.car.advance_to(START + 4000)
    assert state.dump(late.car.state) == state.dump(punctual.car.state)
    assert late.told() == punctual.told()
