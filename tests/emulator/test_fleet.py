"""Generated cars: valid, a function of the seed, and cars like all others."""

from pathlib import Path

from aiohttp import ClientSession, CookieJar
import pytest

from emulator import cli, fleet, vin
from emulator.cloud.accounts import Account, Role
from emulator.opening import OpeningError, Wish, open_world
from emulator.tcu import state
from emulator.tcu.car import Car
from emulator.tcu.deeds import Drive
from emulator.tcu.orders import Unlock
from emulator.tcu.outcome import Challenged, Done
from emulator.testing import START, running
from emulator.world import World
from tests.emulator.services.clients import Client, sign_in
from tests.emulator.services.second_client import Handshake, SecurityCode

A, B = bytes(range(1, 33)), bytes(range(33, 65))


async def world_of(cars: int, *, seed: int = 1, file: Path | None = None) -> World:
    wish = Wish(scenario="no_cars", fleet=cars, seed=seed, start=START, held=True)
    return await open_world(wish, file)


def generated(world: World) -> dict[str, Car]:
    """Return the cars that no scenario has."""
    return dict(list(world.cars.items())[1:])


def accounts(world: World) -> list[Account]:
    """Return the accounts that no scenario has."""
    documents = world.cloud.accounts.documents
    return [documents[key] for key in list(documents)[1:]]


async def test_vins_have_their_check_digit_and_none_comes_twice() -> None:
    numbers = list(generated(await world_of(200)))
    assert len(numbers) == 200
    assert len({number[11:] for number in numbers}) == 200
    for number in numbers:
        assert vin.fault(number) is None
        assert vin.check_digit(number) == number[8]


async def test_a_car_does_not_depend_on_how_many_there_are() -> None:
    few, many = await world_of(30), await world_of(200)
    for number, car in generated(few).items():
        assert few.model(number) == many.model(number)
        assert state.dump(car.state) == state.dump(many.cars[number].state)
        vehicles = few.cloud.vehicles.documents, many.cloud.vehicles.documents
        assert vehicles[0][number] == vehicles[1][number]
    assert accounts(few) == accounts(many)[: len(accounts(few))]


async def test_a_seed_decides_the_fleet() -> None:
    one, two, other = [await world_of(20, seed=seed) for seed in (1, 1, 2)]
    assert list(generated(one)) == list(generated(two))
    assert not generated(one).keys() & generated(other).keys()


def everything(world: World) -> dict[tuple[str, str], bytes | None]:
    """Return what the cloud keeps, and the truth of each car; but for sign-ins."""
    kept = {
        (name, key): collection.dump(key)
        for name, collection in world.cloud.collections.items()
        for key in collection
    }
    cars = {("car", key): state.dump(car.state) for key, car in world.cars.items()}
    return kept | cars


async def lived(part: tuple[int, int]) -> dict[tuple[str, str], bytes | None]:
    """Let a part of a fleet drive for an hour; return everything of it."""
    wish = Wish(fleet=60, part=part, seed=3, start=START, held=True)
    world = await open_world(wish)
    for car in world.cars.values():
        world.do(car, Drive("paris", 80))
    await world.advance(3_600)
    return everything(world)


async def test_the_parts_of_a_fleet_are_together_the_whole() -> None:
    whole = await lived((1, 1))
    parts = [await lived((number, 3)) for number in (1, 2, 3)]
    cars = [{key for kind, key in part if kind == "car"} for part in parts]
    assert [len(numbers) for numbers in cars] == [28, 20, 20]
    together: dict[tuple[str, str], bytes | None] = {}
    for part in parts:
        shared = {key for key in together.keys() & part.keys() if key[0] != "model"}
        assert shared == set()
        together |= part
    assert together == whole


@pytest.mark.parametrize("part", ["0/2", "3/2", "2", "a/b", "1/"])
def test_a_part_that_cannot_be_is_refused(
    part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve", "--fleet", "20", "--part", part])
    assert ended.value.code == 2
    assert "part" in capsys.readouterr().err


async def test_accounts_have_one_to_three_cars_and_some_cars_two_users() -> None:
    world = await world_of(200)
    sizes = [len(account.cars) for account in accounts(world)]
    assert {sizes.count(size) for size in (1, 2, 3)} == {120, 20}
    users = dict.fromkeys(generated(world), 0)
    roles = []
    for account in accounts(world):
        for number, pairing in account.cars.items():
            users[number] += 1
            roles.append(pairing.role)
    assert sorted(users.values()) == [1] * 180 + [2] * 20
    assert roles.count(Role.STANDARD) == 20


async def test_every_persona_is_in_a_fleet_and_every_car_in_its_country() -> None:
    world = await world_of(200)
    models = {world.model(number) for number in generated(world)}
    assert len(models) > 12
    for number, car in generated(world).items():
        home = world.persona(number).home
        place = car.state.quantities.place
        assert place.latitude == pytest.approx(home.latitude, abs=0.3)
        assert place.longitude == pytest.approx(home.longitude, abs=0.3)


async def test_verifiers_are_made_at_first_use() -> None:
    world = await world_of(200)
    coded = [car for car in generated(world).values() if car.state.codes]
    assert all(
        code.verifier is None and code.in_force
        for car in coded
        for code in car.state.codes.values()
    )
    car = next(car for car in coded if "lock" in car.equipment.remote)
    user_id = next(iter(car.state.codes))
    hands, now = Handshake(A), world.clock.now
    challenged = car.challenge(now, user_id, hands.public.to_bytes(256), B)
    assert isinstance(challenged, Challenged)
    assert car.state.codes[user_id].verifier is not None
    code = SecurityCode(user_id, fleet.SECURITY_CODE, challenged.salt)
    proof = hands.proof(code, challenged.public.hex(), f"{car.vin}/RLU/Unlock")
    assert car.order(now, user_id, Unlock(), proof) == Done()


async def test_codes_are_not_printed() -> None:
    world = await world_of(30)
    codes = [car.state.codes for car in generated(world).values()]
    assert fleet.SECURITY_CODE not in repr([code for code in codes if code])


async def test_who_has_a_fleets_car_signs_in_and_reads_it(
    socket_enabled: None,
) -> None:
    async with (
        running(scenario="no_cars", fleet=200) as emulator,
        ClientSession(emulator.url, cookie_jar=CookieJar(unsafe=True)) as http,
    ):
        world = emulator.world
        tokens = await sign_in(http, *fleet.sign_in(5))
        client = Client(http, tokens["access_token"])
        account = world.cloud.accounts.documents.find(fleet.sign_in(5)[0])
        assert account is not None
        rows = await client.get(f"/bff-web/v5/users/{account.user_id}/cars")
        numbers = [row["vin"] for row in (await rows.json())["data"]]
        assert numbers == list(account.cars)
        assert len(numbers) == 3
        car = world.cars[numbers[0]]
        before = car.truth(world.clock.now).cockpit.odometer_km
        place = car.state.quantities.place
        north = (place.latitude + 0.05, place.longitude)
        world.do(car, Drive(((place.latitude, place.longitude), north), 50))
        await emulator.advance(3_600)
        driven = car.truth(world.clock.now).cockpit.odometer_km - before
        assert driven == pytest.approx(5.56, abs=0.1)
        listed = await http.get("/console/api/vehicles")
        shown = {each["vin"]: each for each in (await listed.json())["vehicles"]}
        assert len(shown) == 201
        assert shown[numbers[0]]["paired_to"] == [account.email]


async def test_a_fleet_is_kept_and_no_other_is_taken_for_it(tmp_path: Path) -> None:
    file = tmp_path / "fleet.sqlite"
    world = await world_of(30, file=file)
    numbers = list(world.cars)
    await world.close()
    again = await open_world(Wish(), file)
    assert list(again.cars) == numbers
    await again.close()
    with pytest.raises(OpeningError, match="the state file has fleet 30, not 31"):
        await open_world(Wish(fleet=31), file)


@pytest.mark.parametrize("number", ["-1", "many", "1e3", "100001"])
def test_a_number_of_cars_that_cannot_be_is_refused(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve", "--fleet", number])
    assert ended.value.code == 2
    assert "is not a number of cars" in capsys.readouterr().err
