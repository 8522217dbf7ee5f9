"""Reading cars: what they say, which address is asked, what is learnt (F19 to F49)."""

from datetime import UTC, timedelta
import json
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
    PrivacyMode,
    QuotaExceeded,
)
from custom_components.nissanconnect.api.learnt import Learnt, Refusal
from custom_components.nissanconnect.api.models import ChargeState, EngineState
from custom_components.nissanconnect.api.negotiation import Outcome
from custom_components.nissanconnect.api.resources import RESOURCES, ResourceKey
from custom_components.nissanconnect.api.snapshot import VehicleSnapshot, merge
from custom_components.nissanconnect.api.vehicles import VehicleRecord
from emulator.tcu.deeds import (
    Break,
    Drive,
    IgnitionOff,
    Open,
    Privacy,
    UnlockWithKey,
)
from emulator.tcu.report import Opening, Warning as Lamp

from .conftest import Owner
from .meddler import HTML, hang, reset

EVERYTHING = tuple(ResourceKey)
COCKPIT = ResourceKey.COCKPIT
LOCATION = ResourceKey.LOCATION
LOCKS = ResourceKey.LOCK_STATUS
HEALTH = ResourceKey.HEALTH_STATUS
PRESSURE = ResourceKey.PRESSURE
DENIED = {"errors": [{"code": "403", "title": "security.access"}]}
UNSUPPORTED = {"errors": [{"code": "501", "title": "Not supported Feature"}]}


async def snapshot_of(
    owner: Owner, client: NissanClient, persona: str
) -> VehicleSnapshot:
    """Return all that can be read of a car."""
    vehicle = await owner.vehicle(client, persona)
    outcomes = await client.read(vehicle, EVERYTHING, Learnt())
    snapshot = VehicleSnapshot()
    for key, outcome in outcomes.items():
        snapshot = merge(snapshot, key, outcome, owner.now())
    return snapshot


async def read(
    client: NissanClient,
    vehicle: VehicleRecord,
    learnt: Learnt,
    *keys: ResourceKey,
) -> list[Outcome]:
    """Return the outcomes of one round."""
    return list((await client.read(vehicle, keys, learnt)).values())


class TestDemoGarage:
    """Every persona, as the cloud knows it at the start."""

    @pytest.mark.parametrize(
        "persona", ["almera", "kicks_e_power", "qashqai_e_power", "qx60"]
    )
    async def test_cars_with_a_tank(
        self, owner: Owner, client: NissanClient, persona: str
    ) -> None:
        """Odometer, fuel, place, locks, climate and lamps are the car's own."""
        snapshot = await snapshot_of(owner, client, persona)
        truth = owner.emulator.car(persona).truth(owner.emulator.world.clock.now)
        cockpit = snapshot.cockpit.value
        location = snapshot.location.value
        locks = snapshot.lock_status.value
        health = snapshot.health_status.value
        assert cockpit is not None
        assert location is not None
        assert locks is not None
        assert health is not None
        odometer_km, fuel_l = truth.cockpit.odometer_km, truth.cockpit.fuel_l
        assert cockpit.odometer_km == pytest.approx(odometer_km, abs=1)
        assert cockpit.fuel_l == pytest.approx(fuel_l, abs=1)
        assert location.latitude == pytest.approx(truth.position.latitude, abs=1e-4)
        assert location.longitude == pytest.approx(truth.position.longitude, abs=1e-4)
        assert (locks.locked, locks.hatch, locks.hood) == (True, False, False)
        assert health.attention is False
        assert snapshot.hvac_status.value is not None
        assert snapshot.reported_at is not None
        assert snapshot.reported_at < owner.now()
        assert not snapshot.battery_status.supported

    async def test_almera_has_tyre_pressures(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """In bar; KICKS has none (H1)."""
        almera = await snapshot_of(owner, client, "almera")
        kicks = await snapshot_of(owner, client, "kicks_e_power")
        truth = owner.emulator.car("almera").truth(owner.emulator.world.clock.now)
        assert almera.pressure.value is not None
        assert truth.pressure is not None
        assert almera.pressure.value.front_left_bar == pytest.approx(
            truth.pressure.front_left_bar, abs=0.3
        )
        assert kicks.pressure.value is None
        assert almera.engine is kicks.engine is EngineState.READY

    @pytest.mark.parametrize(
        ("persona", "version"), [("leaf_ze1", "v1"), ("ariya", "v3")]
    )
    async def test_electric_cars(
        self, owner: Owner, client: NissanClient, persona: str, version: str
    ) -> None:
        """Each by the version of its generation."""
        reading = (await snapshot_of(owner, client, persona)).battery_status
        truth = owner.emulator.car(persona).truth(owner.emulator.world.clock.now)
        assert reading.answer is not None
        assert reading.value is not None
        assert truth.battery is not None
        assert reading.answer.version == version
        assert reading.value.level_pct == pytest.approx(truth.battery.level_pct, abs=1)
        assert reading.value.plugged is truth.battery.plugged
        assert reading.value.charge is ChargeState.NOT_CHARGING

    async def test_the_live_ariya(self, owner: Owner, client: NissanClient) -> None:
        """Protocol 8.5: locks refused, location there though no service names it."""
        vehicle = await owner.vehicle(client, "ariya")
        assert not RESOURCES[LOCATION].hinted(vehicle)
        locks, location, inbox = await read(
            client, vehicle, Learnt(), LOCKS, LOCATION, ResourceKey.NOTIFICATIONS
        )
        assert isinstance(locks, AccessDenied)
        assert isinstance(location, Answer)
        assert isinstance(inbox, NotSupported)

    async def test_a_drive_shows_in_odometer_and_trips(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """D1, D2: one trip today, this month, this year, as long as the route."""
        before = await snapshot_of(owner, client, "almera")
        owner.emulator.do("almera", Drive("bangkok"))
        await owner.emulator.advance(2 * 3600)
        owner.emulator.do("almera", IgnitionOff())
        await owner.emulator.advance(60)
        after = await snapshot_of(owner, client, "almera")
        assert before.cockpit.value is not None
        assert after.cockpit.value is not None
        start, end = before.cockpit.value.odometer_km, after.cockpit.value.odometer_km
        assert start is not None
        assert end is not None
        for reading in (after.trips_day, after.trips_month, after.trips_year):
            assert reading.value is not None
            assert reading.value.trips == 1
            assert reading.value.distance_km == pytest.approx(end - start, abs=0.3)
        today = after.trips_day.value
        assert today is not None
        assert today.period == "2026-03-02"

    async def test_what_the_car_reports_is_shown(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """An open door and a lit lamp, with the car's own time."""
        owner.emulator.do("almera", UnlockWithKey())
        owner.emulator.do("almera", Open(Opening.REAR_LEFT))
        owner.emulator.do("almera", Break(Lamp.BRAKE))
        await owner.emulator.advance(60)
        snapshot = await snapshot_of(owner, client, "almera")
        locks, health = snapshot.lock_status.value, snapshot.health_status.value
        assert locks is not None
        assert (locks.locked, locks.rear_left, locks.rear_right) == (False, True, False)
        assert locks.reported_at == owner.now() - timedelta(seconds=60)
        assert health is not None

    async def test_F76_privacy_mode(self, owner: Owner, client: NissanClient) -> None:
        """The place is refused with its reason, nothing else is."""
        vehicle = await owner.vehicle(client, "almera")
        owner.emulator.do("almera", Privacy(on=True))
        await owner.emulator.advance(60)
        learnt = Learnt()
        for _ in range(2):
            place, cockpit = await read(client, vehicle, learnt, LOCATION, COCKPIT)
            assert isinstance(place, PrivacyMode)
            assert isinstance(cockpit, Answer)
        assert owner.meddler.count("/location") == 2


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
        assert Answer.from_dict(json.loads(json.dumps(health.to_dict()))) == health

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


class TestFaults:
    """One bad resource never hides another; nothing wrong is learnt."""

    async def test_F20_one_denied_resource(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """It is about that resource only, and remembered."""
        vehicle = await owner.vehicle(client, "almera")
        owner.meddler.say("/cockpit", 403, DENIED)
        learnt = Learnt()
        for _ in range(3):
            cockpit, place = await read(client, vehicle, learnt, COCKPIT, LOCATION)
            assert isinstance(cockpit, AccessDenied)
            assert isinstance(place, Answer)
        assert owner.meddler.count("/cockpit") == 2  # v1 and v2, once each

    async def test_F19_everything_denied(
        self, owner: Owner, client: NissanClient
    ) -> None:
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

    async def test_F19_one_alone_denied(
        self, owner: Owner, client: NissanClient
    ) -> None:
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
        self, owner: Owner, client: NissanClient
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
        self, owner: Owner, client: NissanClient
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
        self, owner: Owner, client: NissanClient
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
        self,
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

    async def test_errors_with_a_good_status(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """Protocol 8.1: any reply may carry errors."""
        vehicle = await owner.vehicle(client, "almera")
        owner.meddler.say("/cockpit", 200, UNSUPPORTED)
        cockpit, _ = await read(client, vehicle, Learnt(), COCKPIT, LOCATION)
        assert isinstance(cockpit, NotSupported)

    @pytest.mark.parametrize("document", [{"data": None}, {"data": {"type": "Car"}}])
    async def test_no_attributes_at_all(
        self, owner: Owner, client: NissanClient, document: dict[str, Any]
    ) -> None:
        """An answer without news (protocol 4)."""
        vehicle = await owner.vehicle(client, "almera")
        owner.meddler.say("/cockpit", 200, document)
        (cockpit,) = await read(client, vehicle, Learnt(), COCKPIT)
        assert isinstance(cockpit, Answer)
        assert cockpit.payload == {}

    async def test_F23_a_quota_as_403(self, owner: Owner, client: NissanClient) -> None:
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

    async def test_a_cut_line(self, owner: Owner, client: NissanClient) -> None:
        """Only one resource is without an answer."""
        vehicle = await owner.vehicle(client, "almera")
        owner.meddler.do("/cockpit", reset)
        cockpit, place = await read(client, vehicle, Learnt(), COCKPIT, LOCATION)
        assert isinstance(cockpit, Outage)
        assert cockpit.code == "connection"
        assert isinstance(place, Answer)

    async def test_F46_a_request_that_hangs(
        self, owner: Owner, client: NissanClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It ends by our own time-out."""
        vehicle = await owner.vehicle(client, "almera")
        owner.meddler.do("/cockpit", hang)
        monkeypatch.setattr(transport, "TIMEOUT", ClientTimeout(total=0.2))
        cockpit, place = await read(client, vehicle, Learnt(), COCKPIT, LOCATION)
        assert isinstance(cockpit, Outage)
        assert cockpit.code == "timeout"
        assert isinstance(place, Answer)

    async def test_F34_nobody_is_there(
        self, owner: Owner, client: NissanClient
    ) -> None:
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

    async def test_at_most_eight_at_once(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """Of one account."""
        vehicle = await owner.vehicle(client, "almera")
        await client.read(vehicle, EVERYTHING, Learnt())
        assert owner.meddler.most_at_once <= transport.AT_ONCE == 8

    async def test_no_secret_hangs_on_an_error(
        self, owner: Owner, client: NissanClient
    ) -> None:
        """Nothing of aiohttp, which keeps headers, is its cause."""
        vehicle = await owner.vehicle(client, "almera")
        owner.meddler.do("/cockpit", reset)
        (error,) = await read(client, vehicle, Learnt(), COCKPIT)
        chain: BaseException | None = error if isinstance(error, NissanError) else None
        assert chain is not None
        while chain is not None:
            assert isinstance(chain, NissanError)
            chain = chain.__context__
