"""Orders without a security code, and how they end (protocol 5, R7)."""

from typing import Any

import pytest

from custom_components.nissanconnect.api.actions import (
    Action,
    ActionState,
    ActionStatus,
)
from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.errors import (
    ActionInProgress,
    NotSupported,
    Outage,
    QuotaExceeded,
)
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.ordering import (
    LOST_S,
    PATIENCE_S,
    action_status,
)
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.vehicles import VehicleRecord
from emulator.tcu.deeds import RadioChange

from .conftest import Owner

STATUS = "GET /v1/cars/.*/actions/status"


@pytest.fixture
async def almera(owner: Owner, client: NissanClient) -> VehicleRecord:
    """Give the Almera; the meddler has forgotten how we got it."""
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.forget()
    return vehicle


@pytest.mark.parametrize(
    ("action", "document_type"),
    [
        (Action.REFRESH_BATTERY_STATUS, "RefreshBatteryStatus"),
        (Action.REFRESH_HVAC_STATUS, "RefreshHvacStatus"),
        (Action.REFRESH_LOCATION, "RefreshLocation"),
        (Action.REFRESH_LOCK_STATUS, "RefreshLockStatus"),
        (Action.WAKE_UP_VEHICLE, "WakeUpVehicle"),
    ],
)
def test_the_type_is_the_path_in_pascal_case(
    action: Action, document_type: str
) -> None:
    """Protocol 5.1."""
    assert action.type == document_type


@pytest.mark.parametrize(
    "action",
    [
        Action.REFRESH_HVAC_STATUS,
        Action.REFRESH_LOCATION,
        Action.REFRESH_LOCK_STATUS,
        Action.WAKE_UP_VEHICLE,
    ],
)
async def test_an_order_is_followed_to_its_end(
    owner: Owner, client: NissanClient, almera: VehicleRecord, action: Action
) -> None:
    """Early there is no record (404), then it goes on; it is sent once."""
    action_id = await client.order(almera, action)
    assert (await client.action_status(almera, action_id)).state is ActionState.UNKNOWN
    status = await client.follow(almera, action_id)
    assert status.state is ActionState.COMPLETED
    assert status.error_code is None
    assert owner.meddler.count("POST ") == 1


async def test_what_was_refreshed_is_there_when_it_is_completed(
    owner: Owner, client: NissanClient, almera: VehicleRecord
) -> None:
    """The guarantee of the emulator: the cache already holds it."""
    began = owner.now()
    action_id = await client.order(almera, Action.REFRESH_LOCATION)
    await client.follow(almera, action_id)
    outcomes = await client.read(almera, [ResourceKey.LOCATION], Learnt())
    answer = outcomes[ResourceKey.LOCATION]
    reported = answer.payload["lastUpdateTime"]  # type: ignore[union-attr]
    assert reported > began.isoformat()[:10]


async def test_F71_a_car_that_cannot_be_reached(
    owner: Owner, client: NissanClient, almera: VehicleRecord
) -> None:
    """The order ends, and says so."""
    owner.emulator.do("almera", RadioChange(coverage=False))
    action_id = await client.order(almera, Action.WAKE_UP_VEHICLE)
    status = await client.follow(almera, action_id)
    assert status.state is ActionState.TIMEOUT


async def test_F86_the_same_order_is_under_way(
    owner: Owner, client: NissanClient, almera: VehicleRecord
) -> None:
    """409: a class of its own."""
    await client.order(almera, Action.REFRESH_LOCATION)
    with pytest.raises(ActionInProgress):
        await client.order(almera, Action.REFRESH_LOCATION)


async def test_an_order_that_was_not_answered_is_not_repeated(
    owner: Owner, client: NissanClient, almera: VehicleRecord
) -> None:
    """Nobody knows whether it was taken."""
    owner.meddler.say("POST /car-adapter", 503)
    with pytest.raises(Outage):
        await client.order(almera, Action.WAKE_UP_VEHICLE)
    assert owner.meddler.count("POST /car-adapter") == 1


async def test_an_order_is_sent_again_only_where_the_token_was_refused(
    owner: Owner, client: NissanClient, almera: VehicleRecord
) -> None:
    """401 means that it was not taken."""
    owner.meddler.say("POST /car-adapter", 401, times=1)
    action_id = await client.order(almera, Action.WAKE_UP_VEHICLE)
    assert action_id
    assert owner.meddler.count("POST /car-adapter") == 2


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ((501, {"errors": [{"code": "501"}]}), NotSupported),
        (
            (200, {"errors": [{"detail": "This feature is not supported"}]}),
            NotSupported,
        ),
        ((200, {"data": {"type": "WakeUpVehicle"}}), Outage),
        ((200, {"data": []}), Outage),
        ((200, {}), Outage),
        ((429, {}), QuotaExceeded),
    ],
)
async def test_orders_that_are_not_taken(
    owner: Owner,
    client: NissanClient,
    almera: VehicleRecord,
    reply: tuple[int, dict[str, Any]],
    error: type[Exception],
) -> None:
    """Protocol 5.1, 5.3."""
    owner.meddler.say("POST /car-adapter", *reply)
    with pytest.raises(error):
        await client.order(almera, Action.WAKE_UP_VEHICLE)


async def test_an_outage_while_following_is_waited_out(
    owner: Owner, client: NissanClient, almera: VehicleRecord
) -> None:
    """The order is under way whether or not we can see it."""
    action_id = await client.order(almera, Action.WAKE_UP_VEHICLE)
    owner.meddler.say(STATUS, 503, times=5)
    status = await client.follow(almera, action_id)
    assert status.state is ActionState.COMPLETED


async def test_F85_pending_for_ever(
    owner: Owner, client: NissanClient, almera: VehicleRecord
) -> None:
    """Our patience ends it; looks become rare."""
    action_id = await client.order(almera, Action.WAKE_UP_VEHICLE)
    pending = {"data": {"attributes": {"status": "PENDING"}}}
    owner.meddler.say(STATUS, 200, pending)
    began = owner.now()
    status = await client.follow(almera, action_id)
    waited = (owner.now() - began).total_seconds()
    assert status == ActionStatus(ActionState.PENDING)
    assert PATIENCE_S <= waited < PATIENCE_S + 5
    assert owner.meddler.count(STATUS) < 70


async def test_F70_an_action_that_the_cloud_forgot_is_lost(
    owner: Owner, client: NissanClient, almera: VehicleRecord
) -> None:
    """Half a minute of 404 is not the early one."""
    action_id = await client.order(almera, Action.WAKE_UP_VEHICLE)
    pending = {"data": {"attributes": {"status": "PENDING"}}}
    owner.meddler.say(STATUS, 200, pending, times=4)
    nothing = {"errors": [{"detail": "No action(s) found for this vehicle."}]}
    owner.meddler.say(STATUS, 404, nothing)
    began = owner.now()
    status = await client.follow(almera, action_id)
    waited = (owner.now() - began).total_seconds()
    assert status == ActionStatus(ActionState.UNKNOWN)
    assert LOST_S <= waited < LOST_S + 10


async def test_a_late_record_is_waited_for(
    owner: Owner, client: NissanClient, almera: VehicleRecord
) -> None:
    """The early 404 may last longer than a second or two."""
    action_id = await client.order(almera, Action.WAKE_UP_VEHICLE)
    nothing = {"errors": [{"detail": "No action(s) found for this vehicle."}]}
    owner.meddler.say(STATUS, 404, nothing, times=15)
    status = await client.follow(almera, action_id)
    assert status.state is ActionState.COMPLETED


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"status": "PRISTINE"}, ActionStatus(ActionState.CREATED)),
        ({"status": "PARTIAL"}, ActionStatus(ActionState.PENDING)),
        ({"status": "completed"}, ActionStatus(ActionState.COMPLETED)),
        ({"status": "SYNCHRONIZED"}, ActionStatus(ActionState.COMPLETED)),
        ({"status": "FAILED"}, ActionStatus(ActionState.FAILED)),
        ({"status": "NEW_WORD"}, ActionStatus(ActionState.PENDING)),
        ({}, ActionStatus(ActionState.PENDING)),
        (
            {"status": "REJECTED", "errorCode": "6", "data": None},
            ActionStatus(ActionState.REJECTED, "6"),
        ),
        (
            {"status": "CANCELLED", "error": {"code": "Failed"}},
            ActionStatus(ActionState.CANCELLED, "Failed"),
        ),
        (
            {"status": "COMPLETED", "error": {"code": 0}},
            ActionStatus(ActionState.COMPLETED),
        ),
        (
            {
                "status": "COMPLETED",
                "data": [{"name": "srpLoginS", "value": "00"}, None],
            },
            ActionStatus(ActionState.COMPLETED, data={"srpLoginS": "00"}),
        ),
    ],
)
def test_forms_of_an_action_s_status(
    payload: dict[str, Any], expected: ActionStatus
) -> None:
    """Protocol 5.2; a word we do not know is not the end."""
    assert action_status(payload) == expected


def test_what_the_car_says_for_a_proof_is_not_shown() -> None:
    """S3: no SRP value in a repr."""
    status = ActionStatus(ActionState.COMPLETED, data={"srpLoginB": "secret"})
    assert "secret" not in repr(status)
