"""Adding a car by VIN and odometer, by a retailer's PIN, as a second user: E6 to E9."""

from aiohttp import ClientSession, CookieJar
import pytest

from emulator import vin as vins
from emulator.tcu.deeds import Drive, RadioChange
from emulator.testing import OWNER, SECOND, Emulator

from .person import MINUTE, NEW, Person

ODOMETER = "pairing/odometer"


async def test_E6_each_refused_vin_has_its_reason(person: Person) -> None:
    await person.join()
    known, other = person.showroom.vin, person.emulator.car("almera").vin
    unknown = vins.build("MNTBB7N1", 2024, 4_711)
    wrong_digit = "0" if known[8] != "0" else "1"
    for typed, reason in (
        (known[:-1], "vin_length"),
        (f"{known[:-1]}O", "vin_letters"),
        (f"{known[:8]}{wrong_digit}{known[9:]}", "vin_mistyped"),
        (f"{known[:-1]}<", "vin_mistyped"),
        (unknown, "unknown_vehicle"),
        (other, "paired_to_other"),
    ):
        told = await person.refused("POST", "pairing/vehicle", vin=typed)
        assert told == (reason, "vin")
    found = await person.done("POST", "pairing/vehicle", vin=f" {known.lower()} ")
    assert (found["vin"], found["model"], found["brand"]) == (known, "Almera", "Nissan")
    told = await person.refused("POST", "pairing", vin=known)
    assert told == ("terms", "terms_accepted")


async def test_E7_engine_on_read_off_type_and_the_car_is_paired(person: Person) -> None:
    await person.join()
    car = person.showroom
    assert await person.refused("POST", "pairing/engine") == ("too_late", "")
    await person.begin(car)
    typed = {"odometer_km": person.odometer(car)}
    assert await person.refused("POST", ODOMETER, **typed) == ("engine_first", "")
    assert await person.refused("POST", "pairing/engine") == ("engine_off", "")
    person.turn(car, on=True)
    for change, reason in (
        (RadioChange(coverage=False), "no_coverage"),
        (RadioChange(coverage=True, gnss=False), "no_gnss"),
    ):
        person.emulator.world.do(car, change)
        assert await person.refused("POST", "pairing/engine") == (reason, "")
    person.emulator.world.do(car, RadioChange(gnss=True))
    seen = await person.done("POST", "pairing/engine")
    assert (seen["vin"], seen["engine_seen_on"]) == (car.vin, True)
    assert await person.refused("POST", ODOMETER, **typed) == ("engine_on", "")
    person.turn(car, on=False)
    assert (await person.refused("POST", ODOMETER, odometer_km=12.3))[0] == "invalid"
    await person.done("POST", ODOMETER, **typed)
    told = await person.done("GET", f"cars/{car.vin}")
    assert (told["role"], told["nickname"]) == ("OWNER", None)
    assert (await person.refused("POST", "pairing/vehicle", vin=car.vin))[0] == (
        "already_yours"
    )


async def test_E7_wrong_odometer_waits_six_minutes(
    emulator: Emulator, person: Person
) -> None:
    await person.join()
    car = person.showroom
    await person.begin(car)
    person.turn(car, on=True)
    emulator.world.do(car, Drive("bangkok"))
    await emulator.advance(2 * MINUTE)
    await person.done("POST", "pairing/engine")
    person.turn(car, on=False)
    told = await person.refused("POST", ODOMETER, odometer_km=12)
    assert told == ("wrong_odometer", "odometer_km")
    asked = {"vin": car.vin, "terms_accepted": True}
    await emulator.advance(6 * MINUTE - 1)
    assert await person.refused("POST", "pairing", **asked) == ("wait", "")
    assert (await person.done("GET", "pairing"))["blocked_until"] is not None
    await emulator.advance(1)
    assert (await person.done("GET", "pairing"))["blocked_until"] is None
    assert await person.pair(car) == car.vin


async def test_E7_late_and_left_tries_have_failed(
    emulator: Emulator, person: Person
) -> None:
    await person.join()
    car = person.showroom
    await person.begin(car)
    person.turn(car, on=True)
    await person.done("POST", "pairing/engine")
    person.turn(car, on=False)
    await emulator.advance(5 * MINUTE)
    typed = {"odometer_km": person.odometer(car)}
    assert await person.refused("POST", ODOMETER, **typed) == ("too_late", "")
    asked = {"vin": car.vin, "terms_accepted": True}
    await emulator.advance(6 * MINUTE - 1)
    assert (await person.refused("POST", "pairing", **asked))[0] == "wait"
    await emulator.advance(1)
    await person.begin(car)
    await person.done("DELETE", "pairing")
    await person.done("DELETE", "pairing")
    assert (await person.refused("POST", "pairing", **asked))[0] == "wait"


async def test_P5_a_retailers_pin_unpairs_the_seller_who_gets_a_mail(
    emulator: Emulator, person: Person, client: ClientSession
) -> None:
    await person.join()
    car, cloud = emulator.car("almera"), emulator.world.cloud
    proof = {"proof": "purchase_contract", "seen": True}
    answer = await client.post(f"/retailer/api/vehicles/{car.vin}/pin", json=proof)
    pin = (await answer.json())["pin"]
    asked = {"vin": car.vin, "terms_accepted": True, "pin": "00000000"}
    assert await person.refused("POST", "pairing", **asked) == ("wrong_pin", "pin")
    assert cloud.accounts.users_of(car.vin)
    assert await person.pair(car, pin=pin) == car.vin
    assert person.letters(OWNER.email)[0].kind == "taken_over"
    [(user, _)] = cloud.accounts.users_of(car.vin)
    assert user.email == NEW.email
    told = await person.done("GET", f"cars/{car.vin}")
    assert told["nickname"] is None
    assert pin not in repr(emulator.world.cloud.mailbox.newest_first())


async def test_E8_a_nickname_is_set_and_E9_unpairing_erases(
    emulator: Emulator, person: Person
) -> None:
    await person.sign_in(OWNER)
    cloud, car = emulator.world.cloud, emulator.car("almera")
    path = f"cars/{car.vin}"
    told = await person.done("PUT", f"{path}/nickname", nickname=" <b>Nok</b> ")
    assert told["nickname"] == "<b>Nok</b>"
    wrong = await person.refused("PUT", f"{path}/nickname", nickname="a\nb")
    assert wrong == ("forbidden_character", "nickname")
    await person.done("PUT", f"{path}/nickname", nickname="")
    assert cloud.vehicles.documents[car.vin].nickname is None
    emulator.do("almera", RadioChange(gnss=False))
    assert cloud.cache(car.vin).location
    await person.done("DELETE", path)
    assert (await person.refused("GET", path)) == ("not_paired", "vin")
    assert cloud.cache(car.vin).location is None
    assert cloud.inbox.of(car.vin) == ()
    assert car.state.codes == {}
    emulator.do("almera", RadioChange(gnss=True))
    assert await person.pair(car) == car.vin


@pytest.mark.parametrize("commands", [True, False])
async def test_P5_a_second_user_is_invited_with_or_without_commands(
    emulator: Emulator, person: Person, *, commands: bool
) -> None:
    await person.sign_in(OWNER)
    car = emulator.car("qashqai_e_power")
    path = f"cars/{car.vin}"
    asked = {"email": SECOND.email, "commands": commands}
    await person.done("POST", f"{path}/invitations", **asked)
    [invitation] = person.letters(SECOND.email)
    assert (invitation.kind, invitation.language) == ("invitation", "fr")
    code = person.code(SECOND.email)
    told = await person.refused("POST", f"{path}/invitations", email=OWNER.email)
    assert told == ("is_user", "email")
    told = await person.refused("POST", "pairing/invitation", code=code)
    assert told == ("already_yours", "")
    async with ClientSession(emulator.url, cookie_jar=CookieJar(unsafe=True)) as http:
        other = Person(emulator, http)
        token = (await other.sign_in(SECOND))["access_token"]
        await other.done("POST", "pairing/invitation", code=code)
        void = await other.refused("POST", "pairing/invitation", code=code)
        assert void == ("link_void", "")
        told = await other.refused("PUT", f"{path}/nickname", nickname="Mine")
        assert told[0] == "owner_only"
        assert await _order(http, token, car.vin) == (200 if commands else 403)
        [himself] = (await other.done("GET", path))["users"]
        assert (himself["email"], himself["commands"]) == (SECOND.email, commands)
        await person.done("DELETE", f"{path}/users/{himself['user_id']}")
        assert (await other.refused("GET", path))[0] == "not_paired"
    assert person.letters(SECOND.email)[0].kind == "unpaired"
    users = (await person.done("GET", path))["users"]
    told = await person.refused("DELETE", f"{path}/users/{users[0]['user_id']}")
    assert told == ("unknown_user", "user_id")


async def _order(http: ClientSession, token: str, vin: str) -> int:
    """Let the horn sound; return the status."""
    body = {"data": {"type": "HornLights", "attributes": {"action": "start"}}}
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/vnd.api+json",
    }
    path = f"/car-adapter/v1/cars/{vin}/actions/horn-lights"
    return (await http.post(path, json=body, headers=headers)).status
