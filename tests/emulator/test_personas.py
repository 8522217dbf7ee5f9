"""The shipped personas, and what the demo garage promises of them."""

from typing import Any

from msgspec import ValidationError, convert, to_builtins
import pytest

from emulator import persona, vin
from emulator.cloud import gates
from emulator.cloud.platform import Answer, Platform, Resource, Version
from emulator.tcu.equipment import Equipment
from emulator.tcu.report import Warning

GARAGE = {"almera", "kicks_e_power", "leaf_ze1", "qashqai_e_power", "qx60", "ariya"}
EXPECTED: dict[Resource, Version] = {
    "cockpit": "v1",
    "location": "v1",
    "lock-status": "v1",
    "notifications": "v2",
}


def platform(name: str) -> Platform:
    """Return how the cloud knows a persona."""
    return persona.load(name).platform


def test_the_demo_garage_is_there() -> None:
    assert set(persona.names()) >= GARAGE


@pytest.mark.parametrize("name", persona.names())
def test_a_persona_is_whole(name: str) -> None:
    model = persona.load(name)
    assert vin.fault(vin.build(model.wmi + model.vds, model.model_year, 1)) is None
    assert model.tzinfo is not None
    assert model.title.startswith(model.brand)
    assert len(set(model.platform.services)) == len(model.platform.services)
    electric = model.equipment.battery is not None
    assert (model.platform.energy == "ELECTRIC") == electric
    assert ("charging" in model.equipment.remote) == electric


def test_at_least_four_cars_answer_what_every_client_asks_first() -> None:
    answering = [
        name
        for name in GARAGE
        if all(platform(name).answer(r, v) is Answer.OK for r, v in EXPECTED.items())
    ]
    assert len(answering) >= 4


def test_the_almera_has_every_warning_tpms_and_all_remote_services() -> None:
    equipment = persona.load("almera").equipment
    assert equipment.warnings == frozenset(Warning)
    assert equipment.tpms is not None
    assert equipment.remote == {"lock", "horn_lights", "engine_start"}


def test_S2_the_kicks_has_no_gate_of_srp_the_others_with_locks_have_one() -> None:
    for name in GARAGE - {"ariya"}:
        gated = srp_gates(platform(name))
        assert gated == gates.security_code(platform(name))
        security = persona.load(name).equipment.security
        assert gated == (security != "none"), name
    assert persona.load("kicks_e_power").equipment.security == "none"
    assert persona.load("almera").equipment.security == "ignition_cycle"


def srp_gates(known: Platform) -> bool:
    """Return whether a client sees the gate of SRP (protocol 3.4)."""
    if known.ccs_gen == "1":
        return not known.cross_badged and 909 in known.services
    return known.ccs_gen == "2" and 747 in known.services


# The Ariya's list is not to be trusted (protocol 8.5).
@pytest.mark.parametrize("name", sorted(set(persona.names()) - {"ariya"}))
def test_a_car_can_do_what_its_services_say(name: str) -> None:
    remote = persona.load(name).equipment.remote
    known = platform(name)
    assert gates.remote_lock(known) == ("lock" in remote)
    assert gates.engine_start(known) == ("engine_start" in remote)
    assert gates.horn_lights(known) == ("horn_lights" in remote)
    assert gates.climate(known) == ("climate" in remote)
    assert gates.charging_start(known) == ("charging" in remote)


def test_the_ariya_is_as_seen_live() -> None:
    known = platform("ariya")
    assert known.answer("battery-status", "v3") is Answer.OK
    assert known.answer("battery-status", "v2") is Answer.BEHIND
    assert known.answer("lock-status", "v1") is Answer.ACCESS_DENIED
    assert known.answer("location", "v1") is Answer.OK
    assert not {12, 866} & set(known.services)
    assert 308 in known.services
    assert known.answer("trip-history", "v1") is Answer.OK
    assert known.answer("health-status", "v1") is Answer.OK


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"tpms": None}, "tpms"),
        ({"energy": {"store": "sun"}}, "sun"),
        ({"remote": ["climate"]}, "traction battery"),
        ({"remote": ["charging"]}, "traction battery"),
        ({"wings": 2}, "wings"),
        ({"tcu": {"report_every_s": 0, "awake_s": 1}}, "report_every_s"),
    ],
)
def test_equipment_that_cannot_be_is_refused(
    changed: dict[str, Any], reason: str
) -> None:
    built = to_builtins(persona.load("almera").equipment)
    with pytest.raises(ValidationError, match=reason):
        convert(built | changed, Equipment)
