"""What cars have to say comes into their histories: N1, N2."""

from collections.abc import Iterable

from emulator.tcu.deeds import RadioChange
from emulator.tcu.report import Notice, Report
from emulator.testing import START, Emulator


def _say(emulator: Emulator, at: float, notices: Iterable[Notice]) -> None:
    car = emulator.car("almera")
    car.state.sent.append(Report(at, notices=tuple(notices)))
    emulator.world.cloud.receive(car)


def _keys(emulator: Emulator) -> list[tuple[float, str]]:
    known = emulator.world.cloud.inbox.of(emulator.car("almera").vin)
    return [(one.at - START, one.content.key) for one in known]


async def test_N1_what_the_car_says_is_kept_by_its_time(emulator: Emulator) -> None:
    _say(emulator, START, [Notice(START, "abs.alert")])
    assert _keys(emulator) == [(0, "abs.alert")]


async def test_N2_what_is_delivered_late_has_the_time_at_which_it_was(
    emulator: Emulator,
) -> None:
    emulator.do("almera", RadioChange(coverage=False))
    _say(emulator, START, [Notice(START, "brake.alert")])
    _say(
        emulator,
        START + 60,
        [Notice(START - 50, "burglar.tow.info"), Notice(START + 60, "brake.recovery")],
    )
    assert _keys(emulator) == [
        (-50, "burglar.tow.info"),
        (0, "brake.alert"),
        (60, "brake.recovery"),
    ]
