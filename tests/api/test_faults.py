"""One bad resource never hides another; nothing wrong is learnt (F19 to F49)."""

from typing import Any

from aiohttp import ClientTimeout
import pytest

from custom_components.nissanconnect.api import transport
from custom_components.nissanconnect.api.answer import Answer
from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    NissanError,
    NoData,
    NotSupported,
    Outage,
    QuotaExceeded,
)
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.resources import ResourceKey

from .conftest import Owner
from .meddler import HTML, hang, reset
from .rounds import COCKPIT, DENIED, EVERYTHING, LOCATION, LOCKS, UNSUPPORTED, read


async def test_F20_one_denied_resource(owner: Owner, client: NissanClient) -> None:
    """It is about that resource only, and remembered."""
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.say("/cockpit", 403, DENIED)
    learnt = Learnt()
    for _ in range(3):
        cockpit, place = await read(client, vehicle, learnt, COCKPIT, LOCATION)
        assert isinstance(cockpit, AccessDenied)
        assert isinstance(place, Answer)
    assert owner.meddler.count("/cockpit") == 2  # v1 and v2, once each


async def test_F19_everything_denied(owner: Owner, client: NissanClient) -> None:
    """An outage: nothing is learnt, and at its end all is there at once."""
    vehicle = await owner.vehicle(client, "almera")
    learnt = Learnt()
    owner.meddler.say("/car-adapter/", 403, DENIED)
    first = await read(client, vehicle, learnt, COCKPIT, LOCATION, LOCKS)
    assert all(isinstance(o, Outage) for o in first)
    assert learnt.lessons == {}
    owner.meddler.stop()
    again = await read(client, vehicle, learnt, COCKPIT, LOCATION, LOCKS)
    assert all(isinstance(o, Answer) for o in again)


async def test_F19_one_alone_denied(owner: Owner, client: NissanClient) -> None:
    """Doubtful if it has worked; else its own matter. Neither is remembered."""
    vehicle = await owner.vehicle(client, "almera")
    learnt = Learnt()
    await read(client, vehicle, learnt, COCKPIT)
    owner.meddler.say("/car-adapter/", 403, DENIED)
    (cockpit,) = await read(client, vehicle, learnt, COCKPIT)
    (place,) = await read(client, vehicle, learnt, LOCATION)
    assert isinstance(cockpit, Outage)
    assert isinstance(place, AccessDenied)
    assert learnt.lessons.keys() == {COCKPIT}
    assert learnt.lessons[COCKPIT].refusal is None


async def test_F33_one_version_that_fails_by_itself(
    owner: Owner, client: NissanClient
) -> None:
    """Townstar: v1 answers 500, v2 is well (protocol 8.3)."""
    vehicle = await owner.vehicle(client, "almera")
    broken = {"errors": [{"code": "500", "title": "Internal Server Error"}]}
    owner.meddler.say("/v1/cars/.*/cockpit", 500, broken)
    owner.meddler.say("/v2/cars/.*/cockpit", 200, {"totalMileage": 7})
    learnt = Learnt()
    for _ in range(2):
        (cockpit,) = await read(client, vehicle, learnt, COCKPIT)
        assert isinstance(cockpit, Answer)
    assert owner.meddler.count("/v1/cars/.*/cockpit") == 1


async def test_F33_one_resource_that_fails_for_days(
    owner: Owner, client: NissanClient
) -> None:
    """It is an outage of its own; nothing is learnt from it."""
    vehicle = await owner.vehicle(client, "kicks_e_power")
    broken = {"errors": [{"code": "500"}]}
    owner.meddler.say("/v1/cars/.*/cockpit", 500, broken)
    learnt = Learnt()
    cockpit, place = await read(client, vehicle, learnt, COCKPIT, LOCATION)
    assert isinstance(cockpit, Outage)
    assert isinstance(place, Answer)
    assert COCKPIT not in learnt.lessons


async def test_an_outage_of_what_worked_tries_no_other(
    owner: Owner, client: NissanClient
) -> None:
    """F34: quiet for as long as it lasts."""
    vehicle = await owner.vehicle(client, "almera")
    learnt = Learnt()
    await read(client, vehicle, learnt, COCKPIT)
    owner.meddler.say("/cockpit", 500, {"errors": [{"code": "500"}]})
    owner.meddler.forget()
    await read(client, vehicle, learnt, COCKPIT)
    assert len(owner.meddler.passed) == 1


@pytest.mark.parametrize(
    ("status", "how", "code"),
    [
        (502, {"text": HTML}, "html"),  # F35
        (404, {"text": HTML}, "html"),  # F36
        (200, {"text": HTML}, "html"),  # F37
        (200, {"text": "all is well"}, "html"),
        (500, {"text": "x"}, "html"),
        (200, {"document": [1, 2]}, "unexpected_document"),
        (200, {"document": "text"}, "unexpected_document"),
        (302, {"headers": {"Location": "/"}}, "http_302"),
    ],
)
async def test_what_is_no_document(
    owner: Owner,
    client: NissanClient,
    status: int,
    how: dict[str, Any],
    code: str,
) -> None:
    """Only its own resource is without an answer, and no other version is tried."""
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.say("/cockpit", status, **how)
    cockpit, place = await read(client, vehicle, Learnt(), COCKPIT, LOCATION)
    assert isinstance(cockpit, Outage)
    assert cockpit.code == code
    assert isinstance(place, Answer)
    assert owner.meddler.count("/cockpit") == 1


async def test_errors_with_a_good_status(owner: Owner, client: NissanClient) -> None:
    """Protocol 8.1: any reply may carry errors."""
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.say("/cockpit", 200, UNSUPPORTED)
    cockpit, _ = await read(client, vehicle, Learnt(), COCKPIT, LOCATION)
    assert isinstance(cockpit, NotSupported)


@pytest.mark.parametrize("document", [{"data": None}, {"data": {"type": "Car"}}])
async def test_no_attributes_at_all(
    owner: Owner, client: NissanClient, document: dict[str, Any]
) -> None:
    """Of what has worked an answer without news, else no answer (protocol 4, F24)."""
    vehicle = await owner.vehicle(client, "almera")
    learnt = Learnt()
    owner.meddler.say("/cockpit", 200, document, times=2)
    (first,) = await read(client, vehicle, learnt, COCKPIT)
    assert isinstance(first, NoData)
    await read(client, vehicle, learnt, COCKPIT)
    owner.meddler.say("/cockpit", 200, document)
    (third,) = await read(client, vehicle, learnt, COCKPIT)
    assert isinstance(third, Answer)
    assert third.payload == {}


async def test_F23_a_quota_as_403(owner: Owner, client: NissanClient) -> None:
    """It is no missing right, and nothing is asked until it ends."""
    vehicle = await owner.vehicle(client, "almera")
    told = "Out of call volume quota. Quota will be replenished in 00:28:11."
    owner.meddler.say("/cockpit", 403, {"statusCode": 403, "message": told})
    learnt = Learnt()
    (cockpit,) = await read(client, vehicle, learnt, COCKPIT)
    assert isinstance(cockpit, QuotaExceeded)
    assert cockpit.retry_after == 28 * 60 + 11
    owner.meddler.forget()
    others = await read(client, vehicle, learnt, COCKPIT, LOCATION)
    assert all(isinstance(o, QuotaExceeded) for o in others)
    assert owner.meddler.passed == []
    assert learnt.lessons == {}


async def test_a_cut_line(owner: Owner, client: NissanClient) -> None:
    """Only one resource is without an answer."""
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.do("/cockpit", reset)
    cockpit, place = await read(client, vehicle, Learnt(), COCKPIT, LOCATION)
    assert isinstance(cockpit, Outage)
    assert cockpit.code == "connection"
    assert isinstance(place, Answer)


async def test_F46_a_request_that_hangs(
    owner: Owner, client: NissanClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends by our own time-out."""
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.do("/cockpit", hang)
    monkeypatch.setattr(transport, "TIMEOUT", ClientTimeout(total=0.2))
    cockpit, place = await read(client, vehicle, Learnt(), COCKPIT, LOCATION)
    assert isinstance(cockpit, Outage)
    assert cockpit.code == "timeout"
    assert isinstance(place, Answer)


async def test_F34_nobody_is_there(owner: Owner, client: NissanClient) -> None:
    """Every resource for itself; the session is as good as before."""
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.do(".", reset)
    learnt = Learnt()
    outcomes = await read(client, vehicle, learnt, *EVERYTHING)
    assert all(isinstance(outcome, Outage) for outcome in outcomes)
    assert learnt.lessons == {}
    owner.meddler.stop()
    (cockpit,) = await read(client, vehicle, learnt, COCKPIT)
    assert isinstance(cockpit, Answer)


async def test_at_most_eight_at_once(owner: Owner, client: NissanClient) -> None:
    """Of one account."""
    vehicle = await owner.vehicle(client, "almera")
    await client.read(vehicle, EVERYTHING, Learnt())
    assert owner.meddler.most_at_once <= transport.AT_ONCE == 8


async def test_no_secret_hangs_on_an_error(owner: Owner, client: NissanClient) -> None:
    """Nothing of aiohttp, which keeps headers, is its cause."""
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.do("/cockpit", reset)
    (error,) = await read(client, vehicle, Learnt(), COCKPIT)
    chain: BaseException | None = error if isinstance(error, NissanError) else None
    assert chain is not None
    while chain is not None:
        assert isinstance(chain, NissanError)
        chain = chain.__context__


async def test_F19_a_service_that_denies_all_it_gave_is_out_of_order(
    owner: Owner,
) -> None:
    """Others may answer: none of its refusals is learnt, each is an outage."""
    client, learnt = owner.client(), Learnt()
    vehicle = await owner.vehicle(client, "almera")
    keys = (COCKPIT, LOCKS, ResourceKey.NOTIFICATIONS)
    await client.read(vehicle, keys, learnt)
    owner.meddler.say("/car-adapter/", 403, DENIED)
    outcomes = await client.read(vehicle, keys, learnt)
    assert isinstance(outcomes[ResourceKey.NOTIFICATIONS], Answer)
    assert {repr(outcomes[key]) for key in (COCKPIT, LOCKS)} == {
        repr(Outage("denied_by_service"))
    }
    owner.meddler.stop()
    outcomes = await client.read(vehicle, keys, learnt)
    assert all(isinstance(outcome, Answer) for outcome in outcomes.values())
