"""Cars made of the diagnostics of real ones, and diagnostics of which none is made."""

from copy import deepcopy
from pathlib import Path

from aiohttp import ClientSession
import pytest

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.commands import Lock
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    NoData,
    NotSupported,
    Outage,
)
from custom_components.nissanconnect.api.outcomes import Outcome
from custom_components.nissanconnect.api.resources import ResourceKey
from emulator import vin
from emulator.tcu.deeds import Drive, IgnitionOff, LockWithKey
from emulator.testing import running
from tests.diagnosed import MICRA

from .conftest import Owner
from .control import CODE, control
from .importing import API, made, payload, snapshot


async def test_a_car_answers_as_the_diagnosed_one_did(
    owner: Owner, client: NissanClient
) -> None:
    """Its payloads, twenty minutes old as they were; its refusals, each its own."""
    car = await made(owner, client, {"data": {"vehicles": [MICRA]}})
    known = await snapshot(owner, client, car)
    assert payload(known, ResourceKey.BATTERY_STATUS) == {
        "lastUpdateTime": "2026-03-02T05:40:00.000Z",
        "batteryLevel": 57,
        "batteryTemperature": 0,
        "batteryAutonomy": 244,
        "plugStatus": 0,
        "chargingStatus": 0.0,
        "chargingRemainingTime": 1,
        "somethingNew": {"since": "2026-03-02T05:00Z"},
    }
    assert payload(known, ResourceKey.COCKPIT) == {
        "fuelQuantity": 0.0,
        "totalMileage": 12345.0,
    }
    assert known.cockpit.answer is not None
    assert known.cockpit.answer.version == "v2"
    assert isinstance(known.lock_status.error, NoData)
    assert isinstance(known.health_status.error, AccessDenied)
    assert isinstance(known.pressure.error, NotSupported)
    assert isinstance(known.hvac_status.error, Outage)


async def test_a_cars_record_is_the_diagnosed_ones(
    owner: Owner, client: NissanClient
) -> None:
    """But for the VIN, which is a new one of the model, and for pictures."""
    car = await made(owner, client, MICRA)
    assert car.vin.startswith("VNVAMC1E")
    assert vin.check_digit(car.vin) == car.vin[8]
    kept = {"modelName", "modelYear", "canGeneration", "services", "iceEvFlag", "color"}
    assert {name: car.raw[name] for name in kept} == {
        name: MICRA["record"][name] for name in kept
    }
    assert car.raw.keys().isdisjoint({"pictureURL", "ccsGen", "phase", "engineType"})
    assert car.services == {"12", "97", "366"}
    assert car.dormant == {"299": "EXPIRED"}
    assert car.nickname is None


async def test_a_made_car_can_be_driven_and_tells_it_in_the_diagnosed_form(
    owner: Owner, client: NissanClient
) -> None:
    """What was not measured or not told stays so."""
    car = await made(owner, client, MICRA)
    truth = owner.emulator.world.cars[car.vin]
    route = ((48.85, 2.35), (48.95, 2.35))
    owner.emulator.world.do(truth, Drive(route, 60))
    await owner.emulator.advance(1_200)
    owner.emulator.world.do(truth, IgnitionOff())
    owner.emulator.world.do(truth, LockWithKey())
    known = await snapshot(owner, client, car)
    driven = payload(known, ResourceKey.COCKPIT)
    assert driven["totalMileage"] == pytest.approx(12345 + 11.1, abs=0.1)
    assert driven.keys() == {"fuelQuantity", "totalMileage"}
    battery = payload(known, ResourceKey.BATTERY_STATUS)
    told = MICRA["resources"]["battery_status"]["answer"]["payload"]
    assert battery.keys() == told.keys()
    assert 50 < battery["batteryLevel"] < 57
    assert type(battery["batteryLevel"]) is int
    assert type(battery["chargingStatus"]) is float
    assert battery["batteryTemperature"] == 0
    assert battery["lastUpdateTime"] == "2026-03-02T06:20:00.000Z"
    place = payload(known, ResourceKey.LOCATION)
    assert place["gpsLatitude"] == pytest.approx(48.95, abs=0.001)
    assert place["gpsDirection"] is None


async def test_forms_that_are_not_ours_are_kept(
    owner: Owner, client: NissanClient
) -> None:
    """Numbers as texts, times with an offset, null (protocol 4, 8.4)."""
    diagnosed = deepcopy(MICRA)
    answer = diagnosed["resources"]["battery_status"]["answer"]
    answer["payload"] = {
        "timestamp": "2025-11-20T18:40:00+01:00",
        "batteryLevel": "57",
        "chargingStatus": 0,
        "batteryAutonomy": None,
    }
    answer["version"] = "v2"
    car = await made(owner, client, diagnosed)
    before = payload(await snapshot(owner, client, car), ResourceKey.BATTERY_STATUS)
    assert before == answer["payload"] | {"timestamp": "2026-03-02T06:40:00+01:00"}
    truth = owner.emulator.world.cars[car.vin]
    owner.emulator.world.do(truth, Drive(((48.85, 2.35), (48.95, 2.35)), 60))
    await owner.emulator.advance(1_200)
    after = payload(await snapshot(owner, client, car), ResourceKey.BATTERY_STATUS)
    assert after["timestamp"].endswith("+01:00")
    assert isinstance(after["batteryLevel"], str)
    assert isinstance(after["chargingStatus"], int)


async def test_a_made_car_is_commanded_with_a_code_of_its_own(
    owner: Owner, client: NissanClient
) -> None:
    """R1, S1: its services say that it locks, and that it keeps a code."""
    diagnosed = deepcopy(MICRA)
    diagnosed["record"] |= {
        "ccsGen": "1",
        "services": [
            {"id": uid, "activationState": "ACTIVATED"} for uid in (878, 886, 909)
        ],
    }
    diagnosed["resources"]["lock_status"] = {
        "answer": {
            "payload": {
                "lockStatus": "unlocked",
                "hatchStatus": "closed",
                "lastUpdateTime": "2025-11-20T17:40Z",
            },
            "version": "v1",
            "server_at": "2025-11-20T18:00:00+00:00",
        }
    }
    diagnosed["learnt"]["lessons"].pop("lock_status")
    await made(owner, client, diagnosed)
    it = await control(owner, client, "imported_1")
    await it.later(60)
    code = client.security(it.remote.vehicle)
    begun = await code.begin_enrolment(CODE)
    assert (await code.follow_enrolment(begun)).outcome is Outcome.DONE
    await it.remote.look([ResourceKey.LOCK_STATUS])
    assert payload(it.remote.snapshot, ResourceKey.LOCK_STATUS)["lockStatus"] == (
        "unlocked"
    )
    await it.later(60)
    assert (await it.send(Lock())).outcome is Outcome.DONE
    told = payload(it.remote.snapshot, ResourceKey.LOCK_STATUS)
    assert it.truth.locked
    assert told["lockStatus"] == "locked"
    assert told.keys() == {"lockStatus", "hatchStatus", "lastUpdateTime"}
    assert len(told["lastUpdateTime"]) == len("2025-11-20T17:40Z")


async def test_a_made_car_is_kept(tmp_path: Path, socket_enabled: None) -> None:
    file = tmp_path / "garage.sqlite"
    async with running(state=file) as emulator, ClientSession() as http:
        answer = await http.post(emulator.url + API, json=MICRA)
        number = (await answer.json())["vehicles"][0]["vin"]
        before = emulator.world.persona(number)
    async with running(state=file) as emulator:
        assert emulator.world.persona(number) == before
        record = emulator.world.cloud.vehicles.documents[number]
        assert emulator.world.cloud.vehicles.model(record).platform == before.platform
