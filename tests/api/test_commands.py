"""What a car can be told to do: bodies, orders, and who has what (protocol 3.4, 5)."""

from collections.abc import Collection
from typing import Any

import pytest

from custom_components.nissanconnect.api.commands import (
    CabinWish,
    Command,
    Lock,
    LockTarget,
    Signal,
    SignalTarget,
    StartCharging,
    StartClimate,
    StartEngine,
    StopCharging,
    StopClimate,
    StopEngine,
    StopSignal,
    Unlock,
    document,
    has,
    is_convention,
    keeps_code,
    needs_code,
    row,
    takes_cabin_wish,
)
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.vehicles import VehicleRecord

WARM = CabinWish(temperature_c=25, left_seat=2, front_defrost=1)


def car(
    *services: str, ccs: str | None = None, cross_badged: bool = False
) -> VehicleRecord:
    """Return a car with some services."""
    return VehicleRecord(
        vin="VIN",
        services=frozenset(services),
        ccs_generation=ccs,
        cross_badged=cross_badged,
    )


CCS2 = car("886", "878", "909", "96", "97", "880", ccs="1")
LEAF = car("27", "2021", "747", "299", "366", ccs="2")
KICKS = car("27", "2021", "96", "97", "366", ccs="0")
Y63 = car("866", "871", "875", "876", "880", "882", "884", "885")
ARIYA = car("27", "299", "366", ccs="0")


@pytest.mark.parametrize(
    ("command", "action", "order", "attributes"),
    [
        (
            Lock(),
            "lock-unlock",
            "RLU/Lock",
            {"action": "lock", "target": "doors_hatch", "duration": 0},
        ),
        (
            Unlock(LockTarget.DRIVERS_DOOR),
            "lock-unlock",
            "RLU/Unlock",
            {"action": "unlock", "target": "driver_s_door", "duration": 0},
        ),
        (StartEngine(), "engine-start", "RES/Start", {"action": "start"}),
        (
            StartEngine(double=True),
            "engine-start",
            "RES/DoubleStart",
            {"action": "double_start"},
        ),
        (
            StartEngine(WARM),
            "engine-start",
            "RES/Start",
            {
                "action": "start",
                "srp": "",
                "temperatureSetting": "25.0",
                "temperatureUnit": 0,
                "hvacFunctionRequest": 1,
                "frontLeftSeatControl": 2,
                "frontRightSeatControl": 0,
                "frontDefrostMode": 1,
                "rearDefrostMode": 0,
            },
        ),
        (StopEngine(), "engine-start", "RES/Stop", {"action": "stop"}),
        (
            Signal(),
            "horn-lights",
            "RHL/Start/HornLight",
            {"action": "start", "target": "horn_lights", "duration": 5},
        ),
        (
            Signal(SignalTarget.LIGHTS, duration_s=2),
            "horn-lights",
            "RHL/Start/LightOnly",
            {"action": "start", "target": "lights", "duration": 2},
        ),
        (
            Signal(SignalTarget.HORN),
            "horn-lights",
            "RHL/Start/HornOnly",
            {"action": "start", "target": "horn", "duration": 5},
        ),
        (StopSignal(), "horn-lights", "RHL/Stop", {"action": "stop"}),
        (
            StartClimate(21.5),
            "hvac-start",
            "RPC_ICE/Start",
            {"action": "start", "targetTemperature": 21.5},
        ),
        (StopClimate(), "hvac-start", "RPC_ICE/Stop", {"action": "stop"}),
        (StartCharging(), "charging-start", "RC/Start", {"action": "start"}),
        (StopCharging(), "charging-start", "RC/Stop", {"action": "stop"}),
    ],
)
def test_path_order_and_body(
    command: Command, action: str, order: str, attributes: dict[str, Any]
) -> None:
    wanted = row(command)
    assert (wanted.action, wanted.order(command)) == (action, order)
    assert wanted.evidence
    kind = "".join(word.capitalize() for word in action.split("-"))
    assert document(command, device_id=None, proof=None) == {
        "type": kind,
        "attributes": attributes,
    }


@pytest.mark.parametrize("command", [Lock(), StartEngine(), StartEngine(WARM)])
def test_a_proof_goes_along(command: Command) -> None:
    sent = document(command, device_id=None, proof="ab" * 32)["attributes"]
    assert sent["srp"] == "ab" * 32


@pytest.mark.parametrize(
    ("command", "named"),
    [(Lock(), True), (Unlock(), True), (StartEngine(), False), (Signal(), False)],
)
def test_only_the_lock_names_the_device(command: Command, named: bool) -> None:
    sent = document(command, device_id="a-device", proof=None)["attributes"]
    assert ("deviceId" in sent) is named


@pytest.mark.parametrize(
    ("vehicle", "fitted"),
    [
        (CCS2, {Lock, Unlock, StartEngine, StopEngine, Signal, StopSignal}),
        (LEAF, {Lock, Unlock, StartClimate, StopClimate, StartCharging}),
        (
            KICKS,
            {
                *(Lock, Unlock, StartEngine, StopEngine, Signal, StopSignal),
                *(StartClimate, StopClimate),
            },
        ),
        (Y63, {Lock, Unlock, StartEngine, StopEngine, Signal, StopSignal}),
        (ARIYA, {StartClimate, StopClimate, StartCharging}),
        (car("303"), {StopCharging}),
        (car("878", "2021"), {Lock, Unlock}),
        (car("886", "27", ccs="1"), set()),
        (car("886", "878", ccs="1", cross_badged=True), set()),
        (car(), set()),
    ],
)
def test_the_service_list_speaks_for_commands(
    vehicle: VehicleRecord, fitted: Collection[type[Command]]
) -> None:
    kinds: list[type[Command]] = [
        *(Lock, Unlock, StartEngine, StopEngine, Signal, StopSignal),
        *(StartClimate, StopClimate, StartCharging, StopCharging),
    ]
    assert {kind for kind in kinds if has(vehicle, kind)} == set(fitted)


@pytest.mark.parametrize(
    ("vehicle", "kept"),
    [
        (CCS2, True),
        (LEAF, True),
        (KICKS, False),
        (Y63, False),
        (car("909", ccs="1", cross_badged=True), False),
        (car("747", ccs="1"), False),
        (car("909", ccs="2"), False),
        (car("909", "747"), False),
    ],
)
def test_S2_who_keeps_a_security_code(vehicle: VehicleRecord, kept: bool) -> None:
    assert keeps_code(vehicle, Learnt()) is kept
    assert needs_code(vehicle, Lock(), Learnt()) is kept


@pytest.mark.parametrize("command", [Lock(), Unlock(), StartEngine(), StopEngine()])
def test_R1_R4_these_need_the_code(command: Command) -> None:
    assert needs_code(CCS2, command, Learnt())
    assert not needs_code(KICKS, command, Learnt())


@pytest.mark.parametrize(
    "command",
    [
        *(Signal(), StopSignal(), StartClimate(20), StopClimate()),
        *(StartCharging(), StopCharging()),
    ],
)
def test_R3_these_do_not(command: Command) -> None:
    assert not needs_code(CCS2, command, Learnt())


def test_an_action_refused_without_a_proof_needs_the_code() -> None:
    """CONTACT_SRC, learnt and kept (protocol 6)."""
    learnt = Learnt(proofs={"lock-unlock"})
    assert needs_code(KICKS, Unlock(), learnt)
    assert keeps_code(KICKS, learnt)
    assert not needs_code(KICKS, Signal(), learnt)
    assert Learnt.from_dict(learnt.to_dict()).proofs == {"lock-unlock"}


def test_who_takes_a_wish_for_the_cabin() -> None:
    """The third body of protocol 5.4."""
    assert takes_cabin_wish(Y63)
    assert takes_cabin_wish(CCS2)
    assert not takes_cabin_wish(KICKS)
    assert not takes_cabin_wish(car("880"))


def test_what_is_our_guess_is_marked() -> None:
    assert is_convention(StartEngine(double=True))
    assert not is_convention(StartEngine())
    assert not is_convention(Lock())


def test_what_no_owner_has_reported_is_unproven() -> None:
    assert not row(Lock()).proven
    assert not row(StartEngine()).proven
    assert row(StartClimate(20)).proven
