"""What the car adapter says of cars, protocol 4."""

from typing import Any

import pytest

from emulator.tcu.deeds import (
    Break,
    IgnitionOff,
    IgnitionOn,
    Open,
    Plug,
    Privacy,
    UnlockWithKey,
    Unplug,
)
from emulator.tcu.report import Opening, Warning
from emulator.testing import Emulator

from .clients import JSON_API, Client, error_of

HOUR = 3600.0


async def _vin(owner: Client, nickname: str) -> str:
    vins = {car["nickname"]: car["vin"] for car in await owner.cars()}
    return str(vins[nickname])


async def test_cockpit_tells_odometer_and_tank(owner: Client) -> None:
    said = await owner.read(await _vin(owner, "Almera"), "cockpit")
    assert said["totalMileage"] == pytest.approx(31874.6)
    assert said["fuelQuantity"] == pytest.approx(24.85, abs=0.1)
    assert 400 < said["fuelAutonomy"] < 500
    assert said["fuelLevel"] == 71
    assert said["fuelLowWarning"] is False
    assert await owner.read(await _vin(owner, "Almera"), "cockpit", "v2") == said


async def test_cockpit_of_an_ev_has_no_fuel(owner: Client) -> None:
    said = await owner.read(await _vin(owner, "Leaf"), "cockpit")
    assert said["fuelQuantity"] == 0.0
    assert "fuelAutonomy" not in said


async def test_cockpit_of_some_models_tells_litres_only(owner: Client) -> None:
    said = await owner.read(await _vin(owner, "Qashqai"), "cockpit")
    assert said["fuelQuantity"] > 0
    assert "fuelLevel" not in said


async def test_location_is_the_last_fix(owner: Client) -> None:
    said = await owner.read(await _vin(owner, "Almera"), "location")
    assert said["gpsLatitude"] == pytest.approx(13.78012)
    assert said["gpsLongitude"] == pytest.approx(100.54468)
    assert said["gpsDirection"] == 352
    assert said["lastUpdateTime"].endswith("Z")


async def test_locks_and_doors_come_under_both_names(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Almera")
    said = await owner.read(vin, "lock-status")
    assert said["lockStatus"] == "locked"
    assert said["hatchStatus"] == said["engineHoodStatus"] == "closed"
    emulator.do("almera", UnlockWithKey())
    emulator.do("almera", Open(Opening.FRONT_RIGHT))
    said = await owner.read(vin, "lock-status")
    assert said["lockStatus"] == "unlocked"
    assert said["doorStatusFrontRight"] == "open"
    # Thailand drives on the left: the driver sits on the right.
    assert said["doorStatusDriver"] == "open"
    assert said["doorStatusPassenger"] == "closed"


async def test_the_driver_of_a_leaf_in_paris_sits_on_the_left(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Leaf")
    emulator.do("leaf_ze1", UnlockWithKey())
    emulator.do("leaf_ze1", Open(Opening.FRONT_LEFT))
    said = await owner.read(vin, "lock-status")
    assert said["doorStatusFrontLeft"] == said["doorStatusDriver"]
    assert "engineHoodStatus" not in said


async def test_battery_v1_tells_charge_range_and_times(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Leaf")
    said = await owner.read(vin, "battery-status")
    assert said["batteryLevel"] == 63
    assert said["batteryBarLevel"] == 151
    assert said["plugStatus"] == said["chargeStatus"] == 0
    assert said["chargePower"] is None
    assert said["rangeHvacOn"] < said["rangeHvacOff"]
    assert (
        said["timeRequiredToFullSlow"]
        > said["timeRequiredToFullNormal"]
        > said["timeRequiredToFullFast"]
        > 0
    )
    emulator.do("leaf_ze1", Plug())
    await emulator.advance(HOUR - 1)
    said = await owner.read(vin, "battery-status")
    assert said["plugStatus"] == said["chargeStatus"] == 1
    assert said["chargePower"] == 2
    assert said["instantaneousPower"] > 1
    assert said["vehiclePlugTimestamp"] == "2026-03-02T06:00:00Z"


async def test_battery_v1_tells_when_the_plug_was_drawn(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Leaf")
    emulator.do("leaf_ze1", Plug())
    await emulator.advance(600)
    emulator.do("leaf_ze1", Unplug())
    emulator.do("leaf_ze1", IgnitionOn())
    said = await owner.read(vin, "battery-status")
    assert said["plugStatus"] == said["chargeStatus"] == 0
    assert said["vehicleUnplugTimestamp"] == "2026-03-02T06:10:00Z"


async def test_battery_v3_has_milliseconds_and_a_float_status(owner: Client) -> None:
    vin = await _vin(owner, "Ariya")
    answer = await owner.get(f"/bff-web/v3/cars/{vin}/battery-status", canGen="C1A")
    said = (await answer.json())["data"]["attributes"]
    assert said["lastUpdateTime"].endswith(".000Z")
    assert isinstance(said["chargingStatus"], float)
    assert said["batteryTemperature"] == 0
    assert said["batteryLevel"] == 58


async def test_battery_v2_of_the_ariya_is_one_report_behind(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Ariya")
    emulator.do("ariya", IgnitionOn())
    await emulator.advance(10)
    emulator.do("ariya", IgnitionOff())
    behind = await owner.read(vin, "battery-status", "v2")
    answer = await owner.get(f"/bff-web/v3/cars/{vin}/battery-status", canGen="C1A")
    newest = (await answer.json())["data"]["attributes"]
    assert behind["timestamp"] == "2026-03-02T06:00:00Z"
    assert newest["lastUpdateTime"] == "2026-03-02T06:00:10.000Z"
    assert behind["batteryCapacity"] == 87


async def test_the_energy_of_an_ariya_is_0_at_times(
    emulator: Emulator, owner: Client
) -> None:
    """Protocol 8.3: it is told as 0, while the battery is as full as before."""
    vin, told = await _vin(owner, "Ariya"), []
    for _ in range(12):
        emulator.do("ariya", IgnitionOn())
        await emulator.advance(60)
        emulator.do("ariya", IgnitionOff())
        said = await owner.read(vin, "battery-status", "v2")
        assert said["batteryLevel"] == 58
        told.append(said["batteryAvailableEnergy"])
    assert set(told) == {0, 50}


async def test_the_ariya_answers_as_the_live_one(owner: Client) -> None:
    """Protocol 8.5, asked for JSON:API as its owner's client did."""
    vin, user = await _vin(owner, "Ariya"), await owner.user_id()
    headers = owner.headers | {"Accept": "application/vnd.api+json"}
    expected = {
        f"car-adapter/v1/cars/{vin}/lock-status": 403,
        f"car-adapter/v2/cars/{vin}/lock-status": 404,
        f"car-adapter/v1/cars/{vin}/charge-schedule": 403,
        f"car-adapter/v1/cars/{vin}/trip-history": 400,
        f"car-adapter/v1/cars/{vin}/location": 200,
        f"car-adapter/v1/cars/{vin}/pressure": 200,
        f"bff-web/v3/cars/{vin}/battery-status?canGen=C1A": 406,
        f"notifications/v2/notifications/users/{user}/vehicles/{vin}": 404,
    }
    for path, status in expected.items():
        answer = await owner.http.get(f"/{path}", headers=headers)
        assert answer.status == status, path


async def test_no_car_has_a_charge_schedule_to_tell(owner: Client) -> None:
    vin = await _vin(owner, "Leaf")
    answer = await owner.get(f"/car-adapter/v1/cars/{vin}/charge-schedule")
    assert answer.status == 501


async def test_hvac_tells_temperatures_and_who_runs_the_engine(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Almera")
    said = await owner.read(vin, "hvac-status")
    assert said["hvacStatus"] == "off"
    assert said["remoteEngineStatus"] == "6"
    assert isinstance(said["internalTemperature"], float)
    emulator.do("almera", IgnitionOn())
    said = await owner.read(vin, "hvac-status")
    assert said["hvacStatus"] == "on"
    assert said["remoteEngineStatus"] == "9"


async def test_the_ariya_tells_no_target_temperature_and_no_engine(
    owner: Client,
) -> None:
    said = await owner.read(await _vin(owner, "Ariya"), "hvac-status")
    assert not {"nextTargetTemperature", "remoteEngineStatus"} & said.keys()


async def test_res_state_has_its_own_type_and_codes(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Almera")
    answer = await owner.get(f"/car-adapter/v1/cars/{vin}/res-state")
    assert (await answer.json())["data"] == {
        "type": "ResState",
        "id": vin,
        "attributes": {"code": "10", "details": "Stopped, ready for RES"},
    }
    emulator.do("almera", IgnitionOn())
    assert (await owner.read(vin, "res-state"))["code"] == "21"
    assert (await owner.read(vin, "res-state", "v2"))["remoteEngineStatus"] == "9"


async def test_H1_lamps_are_those_that_the_car_monitors(
    emulator: Emulator, owner: Client
) -> None:
    almera, leaf = await _vin(owner, "Almera"), await _vin(owner, "Leaf")
    emulator.do("almera", Break(Warning.ENGINE))
    emulator.do("almera", IgnitionOn())
    said = await owner.read(almera, "health-status")
    lamps = said["malfunctionIndicatorLamps"]
    assert {name for name, lit in lamps.items() if lit} == {"lampRequest"}
    assert len(lamps) == 6
    lamps = (await owner.read(leaf, "health-status"))["malfunctionIndicatorLamps"]
    assert "oilPressureWarning" not in lamps


async def test_pressures_are_in_mbar(owner: Client) -> None:
    said = await owner.read(await _vin(owner, "Ariya"), "pressure")
    assert 1_900 < said["flPressure"] < 2_300
    assert [said[f"{wheel}Status"] for wheel in ("fl", "fr", "rl", "rr")] == [0] * 4


async def test_a_low_tyre_has_a_status(emulator: Emulator, owner: Client) -> None:
    emulator.do("almera", Break(Warning.TIRE_PRESSURE))
    emulator.do("almera", IgnitionOn())
    said = await owner.read(await _vin(owner, "Almera"), "pressure")
    low = [wheel for wheel in ("fl", "fr", "rl", "rr") if said[f"{wheel}Status"]]
    assert len(low) == 1
    assert said[f"{low[0]}Pressure"] < 1_900


@pytest.mark.parametrize(
    ("nickname", "address", "status", "code"),
    [
        ("Ariya", "v1/cars/{}/lock-status", 403, "403"),
        ("Ariya", "v1/cars/{}/battery-status", 501, "501"),
        ("Ariya", "v1/cars/{}/res-state", 403, "403"),
        ("Leaf", "v2/cars/{}/battery-status", 501, "501"),
        ("KICKS", "v2/cars/{}/cockpit", 501, "501"),
        ("Almera", "v1/cars/{}/battery-status", 404, "404"),
    ],
)
async def test_F42_F20_refusals_are_the_makers_own(
    owner: Client, nickname: str, address: str, status: int, code: str
) -> None:
    path = f"/car-adapter/{address.format(await _vin(owner, nickname))}"
    answer = await owner.get(path)
    assert answer.status == status
    error = (await answer.json())["errors"][0]
    assert error["code"] == code
    assert error["status"] == answer.reason


async def test_location_answers_on_the_ariya_though_no_service_says_so(
    owner: Client,
) -> None:
    ariya = (await owner.cars())[5]
    services = {row["id"] for row in ariya["services"]}
    assert not {12, 866} & services
    assert 308 in services
    assert await owner.read(ariya["vin"], "location")


async def test_F2_in_privacy_mode_the_location_is_refused(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Almera")
    emulator.do("almera", Privacy(on=True))
    emulator.do("almera", IgnitionOn())
    for refused in (
        await owner.get(f"/car-adapter/v1/cars/{vin}/location"),
        await owner.order(vin, "refresh-location"),
    ):
        assert refused.status == 403
        assert error_of(await refused.text()) == ("Forbidden action", "403009")
    emulator.do("almera", Privacy(on=False))
    emulator.do("almera", IgnitionOff())
    assert await owner.read(vin, "location")


@pytest.mark.parametrize(
    ("accept", "shape"),
    [
        (None, "envelope"),
        ("*/*", "envelope"),
        (JSON_API, "envelope"),
        ("application/json", "flat"),
        ("Application/JSON", "flat"),
        (f"application/json;q=0.5, {JSON_API}", "envelope"),
        (f"{JSON_API};q=0.5, application/json", "flat"),
        ("text/html, application/json;q=0.9, */*;q=0.8", "flat"),
        ("text/html", 406),
        ("application/json;q=0", 406),
    ],
)
async def test_the_shape_follows_the_accept_header(
    owner: Client, accept: str | None, shape: str | int
) -> None:
    vin = await _vin(owner, "Almera")
    answer = await owner.get(f"/car-adapter/v1/cars/{vin}/cockpit", accept)
    said: Any = await answer.json()
    if isinstance(shape, int):
        assert answer.status == shape
    elif shape == "flat":
        assert said["id"] == vin
        assert said["totalMileage"]
        assert answer.content_type == "application/json"
    else:
        assert said["data"]["id"] == vin
        assert said["data"]["type"] == "Car"
        assert said["data"]["attributes"]["totalMileage"]
        assert answer.content_type == JSON_API


@pytest.mark.parametrize("vin", ["MNTBAAN1XRT000000", "x", "%FF", "\N{GRINNING FACE}"])
async def test_an_unknown_vin_has_no_data(owner: Client, vin: str) -> None:
    answer = await owner.get(f"/car-adapter/v1/cars/{vin}/cockpit")
    assert answer.status == 404
    assert "There is no data for this vin and uid" in await answer.text()


async def test_a_car_of_somebody_else_is_refused(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    vin = await _vin(owner, "Almera")
    showroom = [
        number
        for number in emulator.world.cars
        if number not in str([await owner.cars(), await stranger.cars()])
    ]
    for refused in (
        await stranger.get(f"/car-adapter/v1/cars/{vin}/location"),
        await stranger.order(vin, "wake-up-vehicle"),
        await stranger.get(f"/v1/cars/{vin}/actions/status", actionId="x"),
        await owner.get(f"/car-adapter/v1/cars/{showroom[0]}/location"),
    ):
        assert refused.status == 403
        assert error_of(await refused.text()) == ("security.access", "403")


async def test_of_what_a_car_never_told_there_is_no_data(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Almera")
    emulator.world.cloud.caches.pop(vin)
    for name in ("cockpit", "location", "health-status"):
        answer = await owner.get(f"/car-adapter/v1/cars/{vin}/{name}")
        assert answer.status == 404
        assert "There is no data for this vin and uid" in await answer.text()


async def test_the_cloud_knows_only_what_the_car_has_told(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _vin(owner, "Almera")
    before = await owner.read(vin, "hvac-status")
    await emulator.advance(24 * HOUR)
    await owner.renew()
    assert await owner.read(vin, "hvac-status") == before
