"""The pytest plugin: the guide's example runs, and a marker asks for more."""

from pathlib import Path
import re

import pytest

from emulator.tcu.deeds import IgnitionOn
from emulator.testing import SECOND, Emulator

_GUIDE = Path(__file__).parents[2] / "docs" / "testing-a-client.md"


def test_the_guides_example_passes_as_it_stands(
    pytester: pytest.Pytester,
) -> None:
    example = re.search(r"```python\n(.*?)```", _GUIDE.read_text("utf-8"), re.DOTALL)
    assert example is not None
    pytester.makepyfile(example[1])
    # A client's own tests have no Home Assistant.
    bare = (
        "-p",
        "no:homeassistant",
        "-o",
        "asyncio_default_fixture_loop_scope=function",
    )
    pytester.runpytest_inprocess("--strict-markers", *bare).assert_outcomes(passed=1)


async def test_the_fixture_gives_what_a_clients_test_needs(emulator: Emulator) -> None:
    assert emulator.world.clock.held
    emulator.do("almera", IgnitionOn())
    assert emulator.car("almera").truth(emulator.world.clock.now).ignition
    emulator.faults.turn_on("F21")
    assert len(emulator.faults.switches) == 1
    assert emulator.requests == []
    assert emulator.access_token() != emulator.access_token(SECOND)
    with pytest.raises(KeyError):
        emulator.access_token(SECOND._replace(email="nobody@example.com"))


@pytest.mark.emulator(scenario="no_cars", fleet=3, seed=7)
async def test_the_marker_asks_for_another_world(emulator: Emulator) -> None:
    assert emulator.world.founding.seed == 7
    assert len(emulator.world.cars) == 4
