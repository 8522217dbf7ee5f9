"""The guided first visit follows what has happened, not what was pressed."""

from typing import Any

from .person import NEW, Person


async def _visit(person: Person) -> tuple[Any, Any]:
    told = await person.done("GET", "first-visit")
    assert told["vin"] == "MNTBAAN15RT064455"
    return told["step"], told["ignition"]


async def test_a_first_visit_follows_cloud_and_car(person: Person) -> None:
    car = person.showroom
    assert await _visit(person) == ("sign_up", False)
    await person.sign_up()
    assert await _visit(person) == ("validate", False)
    await person.done("POST", "account/validation", code=person.code())
    assert await _visit(person) == ("sign_in", False)
    await person.sign_in()
    assert await _visit(person) == ("vin", False)
    await person.begin(car)
    assert await _visit(person) == ("engine", False)
    person.turn(car, on=True)
    assert await _visit(person) == ("engine", True)
    await person.done("POST", "pairing/engine")
    person.turn(car, on=False)
    assert await _visit(person) == ("odometer", False)
    await person.refused("POST", "pairing/odometer", odometer_km=1)
    assert await _visit(person) == ("vin", False)
    await person.emulator.advance(360)
    await person.pair(car)
    assert await _visit(person) == ("done", False)
    await person.done("DELETE", f"cars/{car.vin}")
    assert await _visit(person) == ("vin", False)
    await person.done("POST", "account/deletion", password=NEW.password)
    assert await _visit(person) == ("sign_up", False)
