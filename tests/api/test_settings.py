"""What is beyond the maker's protocol: read and changed where it is announced."""

from datetime import date, time
from typing import Any

import pytest
from yarl import URL

from custom_components.nissanconnect.api.alerts import (
    Alert,
    Alerts,
    Area,
    AreaKind,
    Curfew,
    SpeedLimit,
    Stage,
    Weekday,
    alerts,
)
from custom_components.nissanconnect.api.answer import Answer
from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.conventions import Convention, Conventions
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    NotSupported,
    Outage,
    TooManyAlerts,
)
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.preferences import Topic
from custom_components.nissanconnect.api.resources import RESOURCES, ResourceKey
from custom_components.nissanconnect.api.server import EUROPE
from custom_components.nissanconnect.api.service_due import service_due
from custom_components.nissanconnect.api.subscriptions import subscriptions
from custom_components.nissanconnect.api.vehicles import VehicleRecord

from .answers import answer, read
from .conftest import Owner

ANNOUNCED = (
    ResourceKey.ALERTS,
    ResourceKey.PREFERENCES,
    ResourceKey.SERVICE_DUE,
    ResourceKey.SUBSCRIPTIONS,
)


class Silent:
    """A session on which nothing may be asked."""

    async def send(self, *_: Any, **__: Any) -> Any:
        pytest.fail("the maker's cloud was asked for what is not the maker's")


async def _read(client: NissanClient, vehicle: VehicleRecord, key: ResourceKey) -> Any:
    """Return what a resource tells now; another one beside it makes it believable."""
    keys = (key, ResourceKey.COCKPIT)
    outcome = (await client.read(vehicle, keys, Learnt()))[key]
    if isinstance(outcome, Answer):
        parsed = RESOURCES[key].parse(outcome)
        assert parsed is not None
        return parsed.value
    raise outcome


async def _alerts(client: NissanClient, vehicle: VehicleRecord) -> tuple[Alert, ...]:
    told: Alerts = await _read(client, vehicle, ResourceKey.ALERTS)
    return told.alerts


async def test_nothing_of_ours_is_ever_asked_of_the_maker() -> None:
    """The maker's cloud has announced nothing, and is not asked."""
    conventions = Conventions(Silent(), EUROPE)  # type: ignore[arg-type]
    assert not [one for one in Convention if await conventions.has(one)]


async def test_a_server_is_asked_once_what_it_announces(owner: Owner) -> None:
    """And all addresses are its own."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    for key in ANNOUNCED:
        await _read(client, vehicle, key)
    asked = [
        request.path
        for request in owner.emulator.world.requests.after(0)
        if "conventions" in request.path
    ]
    assert len(asked) == 1
    url = await client._conventions.url(Convention.RESTRICTIONS, vin="V", user_id="U")
    assert url == URL(owner.url) / "car-adapter/v1/cars/V/settings/restrictions"


async def test_a_server_that_announces_nothing_has_none(owner: Owner) -> None:
    """The rest is read; nothing is learnt of what was not asked."""
    client, learnt = owner.client(), Learnt()
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.say("emulator/conventions", 404, {})
    outcomes = await client.read(vehicle, (*ANNOUNCED, ResourceKey.COCKPIT), learnt)
    assert {type(outcomes[key]) for key in ANNOUNCED} == {NotSupported}
    assert isinstance(outcomes[ResourceKey.COCKPIT], Answer)
    assert learnt.lessons.keys() == {ResourceKey.COCKPIT}
    with pytest.raises(NotSupported):
        await client.settings(vehicle).set_preference(Topic.THEFT, on=False)


async def test_an_outage_is_no_answer_to_what_is_announced(owner: Owner) -> None:
    """It is asked again when the server is back."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    owner.meddler.say("emulator/conventions", 502, text="gone")
    with pytest.raises(Outage):
        await _read(client, vehicle, ResourceKey.PREFERENCES)
    owner.meddler.stop()
    assert (await _read(client, vehicle, ResourceKey.PREFERENCES)).on[Topic.THEFT]


RULES = (
    SpeedLimit(110),
    Curfew(time(22), time(5, 30), frozenset({Weekday.FRIDAY, Weekday.SATURDAY})),
    Area(AreaKind.RESTRICT_WITHIN, 13.75, 100.5, 2.5),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
async def test_M2_an_alert_is_added_changed_and_removed(
    owner: Owner, rule: SpeedLimit | Curfew | Area
) -> None:
    """What is read is what was written; the car has been OFF long enough (M3)."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    settings = client.settings(vehicle)
    await settings.add_alert(rule, enabled=True, name="Nights")
    (alert,) = await _alerts(client, vehicle)
    assert (alert.rule, alert.name, alert.enabled) == (rule, "Nights", True)
    await owner.emulator.advance(60)
    await settings.change_alert(alert.id, rule, enabled=False, name=None)
    (changed,) = await _alerts(client, vehicle)
    assert (changed.id, changed.name, changed.enabled) == (alert.id, None, False)
    await settings.remove_alert(alert.id)
    await owner.emulator.advance(60)
    assert await _alerts(client, vehicle) == ()


async def test_M1_one_too_many(owner: Owner) -> None:
    """The cloud has the last word."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    settings = client.settings(vehicle)
    for limit in (60, 90, 120):
        await settings.add_alert(SpeedLimit(limit), enabled=True, name=None)
    with pytest.raises(TooManyAlerts):
        await settings.add_alert(SpeedLimit(130), enabled=False, name=None)


async def test_a_car_without_alerts_has_no_right_to_them(owner: Owner) -> None:
    """Its other settings are there."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "ariya")
    with pytest.raises(AccessDenied):
        await _read(client, vehicle, ResourceKey.ALERTS)
    assert await _read(client, vehicle, ResourceKey.SERVICE_DUE) is not None


def test_an_alert_that_is_not_understood_is_left_out() -> None:
    """The others are there, and what is odd invents nothing."""
    good = {"id": "a", "kind": "speed", "limit": 90, "status": "ACTIVATED"}
    odd: list[Any] = [
        None,
        {**good, "kind": "noise"},
        {**good, "limit": "fast"},
        {**good, "id": None},
        {"id": "c", "kind": "curfew", "startTime": "9", "endTime": "?", "days": 3},
        {"id": "d", "kind": "area", "type": "near", "latitude": 1, "longitude": 2},
        {"id": "e", "kind": "area", "type": "x", "latitude": 1, "longitude": 2}
        | {"radius": 3},
    ]
    known = read(alerts, restrictions=[good, *odd], offences={"days": 30})
    assert [alert.id for alert in known.alerts] == ["a"]
    assert not known.complete
    assert read(alerts, restrictions=[good]).complete
    assert known.alerts[0].stage is Stage.IN_FORCE
    assert known.offences is None
    assert alerts(answer({"restrictions": {}})) is None


async def test_M6_a_preference_is_changed(owner: Owner) -> None:
    """That one alone."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    await client.settings(vehicle).set_preference(Topic.REMOTE_COMMAND, on=False)
    told = (await _read(client, vehicle, ResourceKey.PREFERENCES)).on
    assert [topic for topic, on in told.items() if not on] == [Topic.REMOTE_COMMAND]
    assert len(told) == len(Topic)


async def test_V1_the_next_service_is_set(owner: Owner) -> None:
    """Nothing is due before it is set."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    before = await _read(client, vehicle, ResourceKey.SERVICE_DUE)
    assert (before.due_on, before.due_km) == (None, None)
    await client.settings(vehicle).set_service(date(2026, 9, 1), 40_000)
    due = await _read(client, vehicle, ResourceKey.SERVICE_DUE)
    assert (due.due_on, due.due_km) == (date(2026, 9, 1), 40_000)


def test_V1_a_date_that_is_none_is_none() -> None:
    assert read(service_due, dueDate="soon", dueMileage=10).due_on is None
    assert service_due(answer({"x": 1})) is None


async def test_P3_plans_and_their_ends(owner: Owner) -> None:
    """Each with its services; the end of the period that runs."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    known = await _read(client, vehicle, ResourceKey.SUBSCRIPTIONS)
    remote = known.plan("remote")
    assert remote is not None
    assert remote.services == {"96", "97", "875", "878", "880"}
    assert remote.ends_at is not None
    assert remote.ends_at > owner.now()
    assert not remote.ended
    assert known.plan("caviar") is None


def test_P3_a_plan_without_a_name_is_left_out() -> None:
    plans = [None, {"services": [27]}, {"plan": "REMOTE", "status": "ENDED"}]
    (plan,) = read(subscriptions, plans=plans).plans
    assert (plan.name, plan.ended, plan.ends_at) == ("remote", True, None)
    assert subscriptions(answer({"plans": {}})) is None
