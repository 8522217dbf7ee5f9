"""Account and list of cars (protocol 3, F79 to F84)."""

import asyncio

from aiohttp import web
import pytest

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.errors import NoVehicles, Outage
from emulator.services import Handler
from emulator.testing import SECOND

from .conftest import Owner

ACCOUNT = "GET /user-adapter/v1/users/current"


def lists(owner: Owner) -> list[str]:
    """Return the versions of the list that were asked for."""
    paths = [p for p in owner.meddler.passed if p.endswith("/cars")]
    return [path.split("/")[2] for path in paths]


async def test_the_demo_garage(owner: Owner, client: NissanClient) -> None:
    """Every main persona once, as the list tells it."""
    vehicles = {vehicle.nickname: vehicle for vehicle in await client.vehicles()}
    assert len(vehicles) == 6
    ariya = vehicles["Ariya"]
    assert ariya.vin == owner.emulator.car("ariya").vin
    assert ariya.electric is True
    assert ariya.generation == "ARIYA"
    assert "308" in ariya.services
    assert owner.meddler.passed == [f"GET /bff-web/v5/users/{await user(client)}/cars"]


async def user(client: NissanClient) -> str:
    """Return the user's id."""
    return (await client.account()).user_id


async def test_the_second_account_has_one_car(owner: Owner) -> None:
    """Another session, other cars."""
    client = owner.client(SECOND.password, email=SECOND.email)
    assert len(await client.vehicles()) == 1


async def test_the_account_is_asked_for_once(owner: Owner) -> None:
    """However many want to know."""
    client = owner.client()
    await asyncio.gather(client.account(), client.vehicles(), client.account())
    assert owner.meddler.count(ACCOUNT) == 1


@pytest.mark.parametrize("document", [{}, [], {"userId": None}, {"userId": ""}])
async def test_an_account_without_an_id_is_an_outage(
    owner: Owner, document: object
) -> None:
    """There is nothing to go on with."""
    owner.meddler.say(ACCOUNT, 200, document)
    with pytest.raises(Outage):
        await owner.client().account()


async def test_an_account_in_an_envelope(owner: Owner) -> None:
    """And an id that is a number."""
    document = {"data": {"attributes": {"userId": 437886}}}
    owner.meddler.say(ACCOUNT, 200, document)
    assert (await owner.client().account()).user_id == "437886"


async def test_older_lists_are_asked_only_where_v5_is_not(
    owner: Owner, client: NissanClient
) -> None:
    """What answered is asked from then on."""
    owner.meddler.say("/v[54]/users", 404, {"errors": [{"code": "404"}]})
    first = await client.vehicles()
    second = await client.vehicles()
    assert lists(owner) == ["v5", "v4", "v2", "v2"]
    assert len(first) == 6
    assert [v.services for v in first] == [v.services for v in second]
    assert all(vehicle.services for vehicle in first)


async def test_a_list_that_went_away_is_looked_for_anew(
    owner: Owner, client: NissanClient
) -> None:
    """One outage tells that, the next call finds it."""
    owner.meddler.say("/v[54]/users", 501)
    await client.vehicles()
    owner.meddler.stop()
    owner.meddler.say("/v2/users", 501)
    with pytest.raises(Outage, match="no_list"):
        await client.vehicles()
    assert await client.vehicles()


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_outage_of_v5_asks_no_other(
    owner: Owner, client: NissanClient, status: int
) -> None:
    """It is there, but not well."""
    owner.meddler.say("/v5/users", status, {"errors": [{"code": str(status)}]})
    with pytest.raises(Outage):
        await client.vehicles()
    assert lists(owner) == ["v5"]


async def test_F19_a_denied_list_is_an_outage(
    owner: Owner, client: NissanClient
) -> None:
    """The sign-in works, so it is no matter of rights."""
    owner.meddler.say("/v5/users", 403, {"errors": [{"code": "403"}]})
    with pytest.raises(Outage, match="denied_everywhere"):
        await client.vehicles()


async def test_F80_an_account_without_cars(owner: Owner, client: NissanClient) -> None:
    """Empty `data` means that no car is paired."""
    owner.meddler.say("/v5/users", 200, {"data": []})
    with pytest.raises(NoVehicles):
        await client.vehicles()


@pytest.mark.parametrize(
    "document", [{}, [], {"data": None}, {"data": {}}, {"data": [{"vin": None}]}]
)
async def test_F24_a_list_that_is_none_is_not_empty(
    owner: Owner, client: NissanClient, document: object
) -> None:
    """Nobody's car is gone because of it."""
    owner.meddler.say("/v5/users", 200, document)
    with pytest.raises(Outage):
        await client.vehicles()


async def test_F83_the_order_of_the_list_does_not_matter(
    owner: Owner, client: NissanClient
) -> None:
    """Cars are known by VIN."""

    async def turn_round(request: web.Request, handler: Handler) -> web.Response:
        rows = [{"vin": "B"}, {"vin": "A"}]
        return web.json_response({"data": rows})

    owner.meddler.say("/v5/users", 200, {"data": [{"vin": "A"}, {"vin": "B"}]}, times=1)
    owner.meddler.do("/v5/users", turn_round)
    first, second = await client.vehicles(), await client.vehicles()
    assert {v.vin: v for v in first} == {v.vin: v for v in second}
