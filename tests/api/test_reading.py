"""What comes with an answer, and which address is asked (protocol 4, F42)."""

from copy import replace
from datetime import UTC, timedelta
import json

import pytest

from custom_components.nissanconnect.api.answer import Answer
from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    NoData,
    NotSupported,
)
from custom_components.nissanconnect.api.learnt import Learnt, Refusal
from custom_components.nissanconnect.api.resources import RESOURCES, ResourceKey
from custom_components.nissanconnect.api.vehicles import VehicleRecord

from .conftest import Owner
from .rounds import (
    COCKPIT,
    DENIED,
    EVERYTHING,
    HEALTH,
    LOCATION,
    LOCKS,
    PRESSURE,
    UNSUPPORTED,
    read,
)


class TestAnswer:
    """What comes with a payload."""

    async def test_times_and_query(self, owner: Owner, client: NissanClient) -> None:
        """The server's `Date`, our clock, and what was asked."""
        vehicle = await owner.vehicle(client, "almera")
        (health,) = await read(client, vehicle, Learnt(), HEALTH)
        assert isinstance(health, Answer)
        assert health.query == {"canGen": "C1A"}
        assert health.received_at == owner.now()
        assert health.server_at == owner.now()
        assert health.server_at.tzinfo is UTC
        kept = Answer.from_dict(json.loads(json.dumps(health.to_dict())))
        assert kept.payload == health.payload
        assert replace(kept, body=health.body) == health

    async def test_ages_are_by_the_server_s_clock(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """Ours may be wrong; the server's date is also that of the trips."""
        vehicle = await owner.vehicle(client, "almera")
        slow = owner.client(clock=lambda: owner.now() - timedelta(days=40))
        await slow.sign_in()
        trips_day = ResourceKey.TRIPS_DAY
        (trips,) = await read(slow, vehicle, Learnt(), trips_day)
        assert isinstance(trips, Answer)
        assert trips.server_at == slow.server_now == owner.now()
        assert trips.received_at == owner.now() - timedelta(days=40)
        assert trips.query["end"] == "2026-03-02"

    async def test_D2_days_are_those_of_the_owner_s_zone(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """At 20:00 UTC it is tomorrow in Bangkok."""
        vehicle = await owner.vehicle(client, "almera")
        await owner.emulator.advance(14 * 3600)
        keys = (ResourceKey.TRIPS_DAY, ResourceKey.TRIPS_MONTH, ResourceKey.TRIPS_YEAR)
        answers = await read(client, vehicle, Learnt(), *keys)
        queries = [a.query for a in answers if isinstance(a, Answer)]
        assert queries == [
            {"type": "0", "start": "2026-03-03", "end": "2026-03-03"},
            {"type": "1", "start": "2026-03-01", "end": "2026-03-03"},
            {"type": "2", "start": "2026-01-01", "end": "2026-03-03"},
        ]


class TestNegotiation:
    """F42: version by version, car by car, learnt and kept."""

    async def test_the_second_round_asks_only_what_answers(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """And once each; over a restart too."""
        for persona in ("almera", "leaf_ze1", "ariya"):
            vehicle = await owner.vehicle(client, persona)
            learnt = Learnt()
            first = await client.read(vehicle, EVERYTHING, learnt)
            owner.meddler.forget()
            kept = Learnt.from_dict(json.loads(json.dumps(learnt.to_dict())))
            second = await client.read(vehicle, EVERYTHING, kept)
            answers = [o for o in second.values() if isinstance(o, Answer)]
            assert len(owner.meddler.passed) == len(answers)
            assert {k: type(o) for k, o in first.items()} == {
                k: type(o) for k, o in second.items()
            }

    async def test_refusals_are_asked_again_after_a_week(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """Not before."""
        vehicle = await owner.vehicle(client, "ariya")
        learnt = Learnt()
        await read(client, vehicle, learnt, LOCKS, COCKPIT)
        await owner.emulator.advance(7 * 86400 - 1)
        await read(client, vehicle, learnt, LOCKS, COCKPIT)
        assert owner.meddler.count("lock-status") == 1
        await owner.emulator.advance(1)
        await read(client, vehicle, learnt, LOCKS, COCKPIT)
        assert owner.meddler.count("lock-status") == 2

    async def test_a_new_service_is_asked_for_at_once(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """The list is a hint (protocol 8.5)."""
        vehicle = await owner.vehicle(client, "ariya")
        learnt = Learnt()
        await read(client, vehicle, learnt, LOCKS, COCKPIT)
        richer = VehicleRecord(vin=vehicle.vin, services=vehicle.services | {"2021"})
        await read(client, richer, learnt, LOCKS, COCKPIT)
        assert owner.meddler.count("lock-status") == 2

    async def test_a_version_that_went_away_is_replaced(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """501 for what worked: the others are tried."""
        vehicle = await owner.vehicle(client, "almera")
        learnt = Learnt()
        await read(client, vehicle, learnt, COCKPIT)
        owner.meddler.say("/v1/cars/.*/cockpit", 501, UNSUPPORTED)
        owner.meddler.say("/v2/cars/.*/cockpit", 200, {"totalMileage": 7})
        (cockpit,) = await read(client, vehicle, learnt, COCKPIT)
        assert isinstance(cockpit, Answer)
        assert learnt.version(COCKPIT) == cockpit.version == "v2"
        owner.meddler.forget()
        await read(client, vehicle, learnt, COCKPIT)
        assert owner.meddler.count("/cockpit") == 1

    async def test_a_denial_of_what_worked_tries_no_other(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """F78: the right is gone, not the version."""
        vehicle = await owner.vehicle(client, "almera")
        learnt = Learnt()
        await read(client, vehicle, learnt, COCKPIT, LOCATION)
        owner.meddler.say("/cockpit", 403, DENIED)
        owner.meddler.forget()
        cockpit, _ = await read(client, vehicle, learnt, COCKPIT, LOCATION)
        assert isinstance(cockpit, AccessDenied)
        assert owner.meddler.count("/cockpit") == 1
        assert learnt.lessons[COCKPIT].refusal is Refusal.ACCESS_DENIED
        assert learnt.version(COCKPIT) == "v1"

    @pytest.mark.parametrize(
        ("gateway", "model", "cockpit", "battery"),
        [
            ("AVN", "Leaf", "v1", "v1"),
            ("AVN", "ARIYA", "v1", "v3"),
            ("RVG", "MICRA", "v2", "v3"),
            (None, None, "v1", "v1"),
        ],
    )
    def test_what_is_asked_first(
        self, gateway: str | None, model: str | None, cockpit: str, battery: str
    ) -> None:
        """By gateway and model (protocol 4.1, 4.4, 8.3)."""
        car = VehicleRecord(vin="A", gateway=gateway, model=model, can_generation="C1A")
        assert RESOURCES[COCKPIT].candidates(car)[0].version == cockpit
        key = ResourceKey.BATTERY_STATUS
        versions = [a.version for a in RESOURCES[key].candidates(car)]
        assert versions[0] == battery
        assert sorted(versions) == ["v1", "v2", "v3"]

    def test_without_a_can_generation_the_bff_is_not_asked(self) -> None:
        """It demands it."""
        car = VehicleRecord(vin="A", gateway="RVG")
        key = ResourceKey.BATTERY_STATUS
        versions = [a.version for a in RESOURCES[key].candidates(car)]
        assert versions == ["v2", "v1"]
        assert RESOURCES[HEALTH].candidates(car) == ()

    async def test_a_car_that_cannot_be_asked_does_not_have_it(
        self, client: NissanClient
    ) -> None:
        """No address fits."""
        (health,) = await read(client, VehicleRecord(vin="A"), Learnt(), HEALTH)
        assert isinstance(health, NotSupported)

    async def test_the_media_type_is_the_service_s(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """Protocol 8.5: the bff would answer 406; quoting of the Micra's generation."""
        micra = VehicleRecord(vin="A", can_generation="C1A_HS EVO", gateway="RVG")
        owner.meddler.say("battery-status", 200, {"batteryLevel": 57})
        key = ResourceKey.BATTERY_STATUS
        (battery,) = await read(client, micra, Learnt(), key)
        assert isinstance(battery, Answer)
        assert battery.query == {"canGen": "C1A_HS EVO"}
        assert owner.meddler.passed == [
            "GET /bff-web/v3/cars/A/battery-status?canGen=C1A_HS%20EVO"
        ]

    async def test_what_two_resources_share_is_asked_for_once(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """A Patrol tells lamps and tyres by vehicle-status."""
        patrol = VehicleRecord(vin="A", can_generation="C1A")
        owner.meddler.say("/(pressure|health-status)", 501, UNSUPPORTED)
        status = {
            "tyrePressure": {"attributes": {"flPressure": 2250}},
            "healthStatus": {"malfunctionIndicatorLamps": {"absWarning": 1}},
        }
        owner.meddler.say("vehicle-status", 200, status)
        learnt = Learnt()
        health, tyres = await read(client, patrol, learnt, HEALTH, PRESSURE)
        assert isinstance(health, Answer)
        assert isinstance(tyres, Answer)
        assert tyres.payload["flPressure"] == 2250
        assert owner.meddler.count("vehicle-status") == 1
        owner.meddler.forget()
        await read(client, patrol, learnt, HEALTH, PRESSURE)
        assert len(owner.meddler.passed) == 1

    async def test_a_block_that_is_null_is_no_data(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """`healthStatus` may be null (protocol 4.8)."""
        patrol = VehicleRecord(vin="A", can_generation="C1A")
        owner.meddler.say("/health-status", 501, UNSUPPORTED)
        owner.meddler.say("vehicle-status", 200, {"healthStatus": None})
        (health,) = await read(client, patrol, Learnt(), HEALTH)
        assert isinstance(health, NoData)

    @pytest.mark.parametrize("answered", ["iso", "compact", "words"])
    async def test_all_forms_of_dates_are_tried(
        self, owner: Owner, client: NissanClient, answered: str
    ) -> None:
        """400 for the wrong one (protocol 4.7)."""
        month = ResourceKey.TRIPS_MONTH
        car = VehicleRecord(vin="A")
        forms = {"iso": "2026-03-01", "compact": "type=1&start=202603&"}
        forms["words"] = "type=month&start=202603&"
        good = {"summaries": [{"month": "202603", "tripsNumber": 4}]}
        owner.meddler.say(f"trip-history.*{forms[answered]}", 200, good)
        owner.meddler.say("trip-history", 400, {"errors": [{"code": "400"}]})
        learnt = Learnt()
        (trips,) = await read(client, car, learnt, month)
        assert isinstance(trips, Answer)
        assert learnt.version(month) == answered
        parsed = RESOURCES[month].parse(trips)
        assert parsed is not None
        assert (parsed.value.period, parsed.value.trips) == ("2026-03", 4)

    async def test_F69_no_data_of_trips_is_none_today(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """Zeros; and it is asked again at the next round."""
        vehicle = await owner.vehicle(client, "almera")
        nothing = {"errors": [{"code": "404", "detail": "There is no data for this"}]}
        owner.meddler.say("trip-history", 404, nothing)
        learnt = Learnt()
        for _ in range(2):
            owner.meddler.forget()
            trips, _ = await read(
                client, vehicle, learnt, ResourceKey.TRIPS_DAY, COCKPIT
            )
            assert isinstance(trips, Answer)
            parsed = RESOURCES[ResourceKey.TRIPS_DAY].parse(trips)
            assert parsed is not None
            assert (parsed.value.period, parsed.value.trips) == ("2026-03-02", 0)
            assert owner.meddler.count("trip-history") > 0

    async def test_no_data_of_what_worked_is_asked_again(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """It had some, it will have some."""
        vehicle = await owner.vehicle(client, "almera")
        learnt = Learnt()
        await read(client, vehicle, learnt, LOCATION, COCKPIT)
        nothing = {"errors": [{"code": "404", "detail": "There is no data for this"}]}
        owner.meddler.say("/location", 404, nothing)
        for _ in range(2):
            place, _ = await read(client, vehicle, learnt, LOCATION, COCKPIT)
            assert isinstance(place, NoData)
        assert owner.meddler.count("/location") == 3
