"""The shipped scenarios: each is played to its end, and holds what it asserts."""

from pathlib import Path

import pytest

from emulator import cli, scenario
from emulator.cloud_deeds import OnAccount, OnCar
from emulator.expected import Expected
from emulator.faults.table import FAULTS
from emulator.steps import KINDS

DOCS = Path(__file__).parents[2] / "docs" / "scenarios.md"
WORDS = [
    str(kind.__struct_config__.tag)
    for base in (OnAccount, OnCar)
    for kind in base.__subclasses__()
]
PLAYED = [name for name in scenario.names() if scenario.load(name).asserts]
STORMS = {
    "app_update": {"F16"},
    "dst_autumn": {"F61"},
    "dst_spring": {"F61"},
    "freeze_night": {"F48"},
    "outage_weekend": {"F34", "F35", "F45", "F46", "F47"},
    "quota_lockout": {"F22", "F24", "F25"},
    "sign_in_migration": {"F03", "F04", "F34"},
    "winter_week": {"F71", "F72"},
}


def test_the_library_is_complete() -> None:
    others = {
        "commute",
        "holiday",
        "new_driver",
        "second_hand",
        "service_year",
        "theft",
    }
    assert set(PLAYED) == others | STORMS.keys()


@pytest.mark.parametrize("name", PLAYED)
def test_a_scenario_holds_what_it_asserts(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code = cli.main(["run", name])
    out = capsys.readouterr().out
    assert code == 0, out
    assert "FAILED" not in out
    assert out.endswith(", 0 failed\n")


@pytest.mark.parametrize("name", STORMS)
def test_a_storm_has_its_faults(name: str) -> None:
    faults = (step.fault for step in scenario.load(name).timeline)
    started = {fault.start for fault in faults if fault and fault.start}
    assert started == STORMS[name]
    assert started <= FAULTS.keys()


def test_the_library_is_documented() -> None:
    table = DOCS.read_text("utf-8").partition("## The library")[2]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{name}` | {scenario.load(name).title} |" for name in scenario.names()
    ]


def test_each_kind_of_step_and_assert_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    kinds = [*KINDS, *WORDS, *Expected.__struct_fields__]
    assert [kind for kind in kinds if f"`{kind}`" not in text] == []
