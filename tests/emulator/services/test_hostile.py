"""Bad input on every route gives a clear refusal, never a 500, and changes nothing."""

import re

from aiohttp import ClientSession
import pytest
from yarl import URL

from emulator.cloud.actions import ACTIONS
from emulator.cloud.tokens import Purpose
from emulator.routes import ROUTES, Route
from emulator.services.action_bodies import BODIES as BODIES_OF_ACTIONS
from emulator.testing import Emulator

from .clients import JSON_API, Client

HUGE = "9" * 4_000
BODIES = {
    "empty": b"",
    "array": b"[]",
    "null": b"null",
    "text": b"\xff\xfe\x00",
    "cut": b'{"data": {"type": "Ref',
    "deep": b'{"data":' + b"[" * 100_000,
    "deep objects": b'{"data":' * 50_000,
    "lone surrogate": b'{"data": {"type": "\\ud800"}}',
    "huge number": b'{"data": 1e999, "scope": 1e999}',
    "form": b"grant_type=%ff&code=%00&sessionDataKey=%ed%a0%80",
    "many fields": b"a=b&" * 5_000,
}
TYPES = (
    "application/json",
    JSON_API,
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=nonsense",
    "multipart/form-data",
    "\xff",
)
ATTRIBUTES = (
    b"[]",
    b"null",
    b'{"action":null}',
    b'{"action":{"action":"start"}}',
    b'{"action":"start","action":"stop","target":"\\u0000"}',
    b'{"action":"lock","target":"doors_hatch","srp":[]}',
    b'{"action":"start","targetTemperature":1e999}',
    b'{"action":"start","targetTemperature":-0,"duration":1e999}',
    b'{"action":"start","targetTemperature":"1e309","duration":9e99}',
    b'{"action":"start","startDateTime":"9999-12-31T23:59:59-14:00","duration":1.5}',
    b'{"action":"start","startDateTime":"0001-01-01T00:00:00+14:00","duration":-1}',
    b'{"i":"\\ud800","s":"","v":"","a":""}',
    b'{"i":"x","s":"%b","v":"%b","a":"%b"}' % (b"0" * 20, b"f" * 512, b"f" * 512),
    b'{"a":' + b"[" * 100_000,
    b'{"action":"' + b"a" * 100_000 + b'"}',
)
QUERIES = (
    "",
    "sessionDataKey=%FF&goto=%FF&canGen=%FF&actionId=%FF&type=%FF&realm=%FF",
    f"sessionDataKey={HUGE}",
    f"from={HUGE}&to={HUGE[:100]}&realm=P_NCB",
    "state=%0d%0aSet-Cookie:%20x=y&client_id=%00&redirect_uri=%00&response_type=code",
    "type=0&type=1&start=%F0%9F%98%80&end=0000",
    "%=&&;=%&==",
)


@pytest.mark.parametrize(
    "route", ROUTES, ids=[f"{route.method} {route.path}" for route in ROUTES]
)
async def test_no_route_is_brought_down(
    emulator: Emulator, owner: Client, route: Route
) -> None:
    vin = next(iter(emulator.world.cars))
    before = {
        number: car.truth(emulator.world.clock.now)
        for number, car in emulator.world.cars.items()
    }
    user_id = await owner.user_id()
    names = {"vin": vin, "user_id": user_id, "action": "refresh-location"}
    path = _filled(route, "a-name", **names)
    for query in QUERIES:
        await _refused(owner.http, "GET", f"{path}?{query}", owner.headers)
    for body in BODIES.values():
        for media_type in TYPES:
            headers = owner.headers | {"Content-Type": media_type}
            await _refused(owner.http, "POST", path, headers, body)
    assert emulator.world.cloud.orders.of(vin).count == 0
    for number, car in emulator.world.cars.items():
        assert car.truth(emulator.world.clock.now) == before[number]


@pytest.mark.parametrize("action", ACTIONS)
async def test_no_action_is_brought_down_by_its_attributes(
    emulator: Emulator, owner: Client, action: str
) -> None:
    vins = [emulator.car(name).vin for name in ("qx60", "leaf_ze1")]
    kind = ACTIONS[action].type.encode()
    for vin in vins:
        path = f"/car-adapter/v1/cars/{vin}/actions/{action}"
        headers = owner.headers | {"Content-Type": JSON_API}
        for attributes in ATTRIBUTES:
            body = b'{"data":{"type":"%b","attributes":%b}}' % (kind, attributes)
            await _refused(owner.http, "POST", path, headers, body)
    if action in BODIES_OF_ACTIONS:
        assert [emulator.world.cloud.orders.of(vin).count for vin in vins] == [0, 0]


async def _refused(
    http: ClientSession,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes = b"",
) -> None:
    answer = await http.request(
        method,
        URL(path, encoded=True),
        headers=headers,
        data=body,
        allow_redirects=False,
    )
    assert answer.status < 500 or answer.status == 501, await answer.text()
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "value", ["%00", "..%2F..%2Fetc", "%F0%9F%98%80", "%FF%FE", "a" * 4_000, "%0d%0a"]
)
@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if "{" in route.path],
    ids=lambda route: f"{route.method} {route.path}",
)
async def test_no_name_in_a_path_is_trusted(
    owner: Client, route: Route, value: str
) -> None:
    path = _filled(route, value)
    await _refused(owner.http, route.method, path, owner.headers)


async def test_forms_that_nobody_sends_back_do_not_pile_up(
    emulator: Emulator, http: ClientSession
) -> None:
    cloud = emulator.world.cloud
    path = "/kauth/json/realms/root/realms/a-ncb-prod/authenticate"
    for _ in range(50):
        await http.post(path)
    assert len(cloud.tokens.collections[Purpose.KAUTH_FORM]) == 50
    await emulator.advance(5 * 60)
    await http.post(path)
    assert len(cloud.tokens.collections[Purpose.KAUTH_FORM]) == 1


async def test_no_secret_is_printed(
    emulator: Emulator, owner: Client, caplog: pytest.LogCaptureFixture
) -> None:
    await owner.cars()
    token = owner.headers["Authorization"].removeprefix("Bearer ")
    cloud = emulator.world.cloud
    tokens = [
        (collection, key)
        for collection in cloud.tokens.collections.values()
        for key in collection
    ]
    accounts = cloud.accounts.documents
    printed = caplog.text + repr([collection[key] for collection, key in tokens])
    printed += repr([accounts[key] for key in accounts])
    kept = b"".join(collection.dump(key) or b"" for collection, key in tokens)
    printed += repr(emulator.world.requests.after(0))
    assert "/bff-web/v5" in printed
    for secret in (token, owner.refresh_token, "Emulator-1"):
        assert secret not in printed
        assert secret.encode() not in kept


def _filled(route: Route, other: str, **names: str) -> str:
    """Return a route's path with names in it; those not given are `other`."""
    return re.sub(r"{(\w+)}", lambda part: names.get(part[1], other), route.path)
