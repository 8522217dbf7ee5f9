"""The fault desk: scope, begin, end, probability, count; and what the wire shows."""

import asyncio
from collections.abc import AsyncIterator
import json
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession
from msgspec.structs import replace
import pytest

from emulator import routes
from emulator.cli import main
from emulator.cloud.passwords import quick
from emulator.faults.table import FAULTS, OUTSIDE
from emulator.tcu.deeds import IgnitionOn, Open
from emulator.tcu.report import Opening
from emulator.testing import OWNER, SECOND, Emulator, SignIn, running

from .services.clients import JSON_API, sign_in

COCKPIT = "cockpit_v1"
ROOT = Path(__file__).parents[2]


class Desk:
    """The fault desk and a signed-in owner, over the wire."""

    def __init__(self, emulator: Emulator, http: ClientSession, token: str) -> None:
        self.emulator = emulator
        self.http = http
        self.bearer = {"Authorization": f"Bearer {token}"}

    async def on(self, fault: str, **knobs: Any) -> dict[str, Any]:
        """Turn a fault on; return its row, or the refusal."""
        body = {"fault": fault, **knobs}
        answer = await self.http.post("/console/api/faults", json=body)
        return {"http": answer.status, **await answer.json()}

    async def off(self, which: int | None = None) -> int:
        path = "" if which is None else f"/{which}"
        return (await self.http.delete(f"/console/api/faults{path}")).status

    async def rows(self) -> list[dict[str, Any]]:
        answer = await self.http.get("/console/api/faults")
        rows: list[dict[str, Any]] = (await answer.json())["faults"]
        return rows

    async def get(
        self, resource: str, persona: str = "almera", **query: str
    ) -> tuple[int, str]:
        """Read something of a car; return status and body."""
        vin = self.emulator.car(persona).vin
        path = f"/car-adapter/v1/cars/{vin}/{resource}"
        answer = await self.http.get(path, params=query, headers=self.bearer)
        return answer.status, await answer.text()

    async def attributes(self, resource: str, **query: str) -> dict[str, Any]:
        status, body = await self.get(resource, **query)
        assert status == 200, body
        said: dict[str, Any] = json.loads(body)["data"]["attributes"]
        return said

    async def order(
        self, name: str, kind: str, persona: str = "kicks_e_power", **attributes: Any
    ) -> Any:
        vin = self.emulator.car(persona).vin
        answer = await self.http.post(
            f"/car-adapter/v1/cars/{vin}/actions/{name}",
            json={"data": {"type": kind, "attributes": attributes}},
            headers={**self.bearer, "Content-Type": JSON_API},
        )
        return answer.status, await answer.json()

    async def cars(self, who: SignIn = OWNER) -> list[dict[str, Any]]:
        account = self.emulator.world.cloud.accounts.documents.find(who.email)
        assert account is not None
        path = f"/bff-web/v5/users/{account.user_id}/cars"
        answer = await self.http.get(path, headers=self.bearer)
        rows: list[dict[str, Any]] = (await answer.json())["data"]
        return rows


@pytest.fixture
async def desk(emulator: Emulator, client: ClientSession) -> AsyncIterator[Desk]:
    """Give the desk; in the end nothing hangs."""
    tokens = await sign_in(client, *OWNER)
    desk = Desk(emulator, client, tokens["access_token"])
    yield desk
    await desk.off()


def test_every_fault_is_a_row_or_lies_outside() -> None:
    """F01 to F92; those that are not built are named."""
    every = {f"F{number:02}" for number in range(1, 93)}
    assert every == FAULTS.keys() | OUTSIDE.keys()
    assert not FAULTS.keys() & OUTSIDE.keys()
    for where in OUTSIDE.values():
        path, _, name = where.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text("utf-8")


def test_endpoints_are_those_of_the_route_table() -> None:
    for fault in FAULTS.values():
        assert fault.endpoints, fault.id
        assert fault.endpoints <= routes.ENDPOINTS, fault.id
        assert fault.effects.keys() <= fault.endpoints, fault.id


def test_the_command_line_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(FAULTS)


class TestKnobs:
    """Scope, begin, duration, probability, count."""

    async def test_on_and_off(self, desk: Desk) -> None:
        row = await desk.on("F33")
        assert (row["http"], row["id"], row["left"]) == (200, 1, None)
        assert (await desk.get("cockpit"))[0] == 500
        assert (await desk.get("location"))[0] == 200
        assert [(one["fault"], one["done"]) for one in await desk.rows()] == [
            ("F33", 1)
        ]
        assert await desk.off(row["id"]) == 200
        assert (await desk.get("cockpit"))[0] == 200
        assert await desk.rows() == []

    async def test_a_car_alone(self, desk: Desk) -> None:
        vin = desk.emulator.car("qx60").vin
        await desk.on("F33", vin=vin.lower())
        assert (await desk.get("cockpit"))[0] == 200
        assert (await desk.get("cockpit", "qx60"))[0] == 500

    async def test_an_account_alone(self, desk: Desk) -> None:
        await desk.on("F34", account=SECOND.email)
        assert (await desk.get("cockpit"))[0] == 200
        await desk.on("F34", account=OWNER.email)
        assert (await desk.get("cockpit"))[0] == 500

    async def test_an_account_that_signs_in(self, desk: Desk) -> None:
        """By what it types: it has no token yet."""
        await desk.on("F34", account=SECOND.email, endpoint="oneid_sign_in")
        desk.http.cookie_jar.clear()
        await sign_in(desk.http, *OWNER)
        desk.http.cookie_jar.clear()
        with pytest.raises(AssertionError):
            await sign_in(desk.http, *SECOND)

    async def test_an_endpoint_of_choice(self, desk: Desk) -> None:
        await desk.on("F33", endpoint="location_v1")
        assert (await desk.get("cockpit"))[0] == 200
        assert (await desk.get("location"))[0] == 500

    async def test_after_a_while_and_for_a_while(self, desk: Desk) -> None:
        await desk.on("F33", after_s=60, for_s=120)
        seen = []
        for _ in range(4):
            seen.append((await desk.get("cockpit"))[0])
            await desk.emulator.advance(60)
        assert seen == [200, 500, 500, 200]
        assert await desk.rows() == []

    async def test_the_next_requests_only(self, desk: Desk) -> None:
        await desk.on("F33", count=2)
        assert [(await desk.get("cockpit"))[0] for _ in range(3)] == [500, 500, 200]

    async def test_with_a_probability(self, desk: Desk) -> None:
        """The same in each run; what is spared does not count."""
        await desk.on("F33", probability=0.5, count=10)
        seen = [(await desk.get("cockpit"))[0] for _ in range(40)]
        assert seen.count(500) == 10
        assert 200 in seen[: seen.index(200) + 1]
        assert seen[:12] != 12 * [500]

    @pytest.mark.parametrize(
        ("knobs", "status", "field"),
        [
            ({"fault": "F99"}, 400, "fault"),
            ({"fault": "F13"}, 400, "fault"),
            ({"endpoint": "oven"}, 400, "endpoint"),
            ({"vin": "MNTBAAN1XRT000000"}, 404, "vin"),
            ({"account": "nobody@example.com"}, 404, "account"),
            ({"probability": 0}, 400, "probability"),
            ({"count": 0}, 400, "count"),
            ({"for_s": -1}, 400, "for_s"),
            ({"colour": "red"}, 400, "colour"),
        ],
    )
    async def test_a_wrong_wish_changes_nothing(
        self, desk: Desk, knobs: dict[str, Any], status: int, field: str
    ) -> None:
        refused = await desk.on(**{"fault": "F33", **knobs})
        assert (refused["http"], refused["error"]["field"]) == (status, field)
        assert await desk.rows() == []

    async def test_what_is_not_on_cannot_be_turned_off(self, desk: Desk) -> None:
        for which in ("7", "x"):
            answer = await desk.http.delete(f"/console/api/faults/{which}")
            assert answer.status == 404

    async def test_faults_outlive_the_process(
        self, socket_enabled: None, tmp_path: Path
    ) -> None:
        file = tmp_path / "state.sqlite"
        async with running(state=file) as emulator:
            emulator.world.faults.turn_on("F33", count=3)
            await emulator.world.persist()
        async with running(state=file) as emulator:
            [switch] = emulator.world.faults.switches
            assert (switch.fault, switch.left) == ("F33", 3)


class TestTheWire:
    """What a client really gets."""

    async def test_F21_retry_after(self, desk: Desk) -> None:
        await desk.on("F21")
        vin = desk.emulator.car("almera").vin
        path = f"/car-adapter/v1/cars/{vin}/cockpit"
        answer = await desk.http.get(path, headers=desk.bearer)
        assert (answer.status, answer.headers["Retry-After"]) == (429, "86400")

    async def test_F24_an_empty_object(self, desk: Desk) -> None:
        await desk.on("F24")
        assert await desk.get("cockpit") == (200, "{}")

    async def test_F26_ten_a_minute(self, desk: Desk) -> None:
        await desk.on("F26")
        lights = {"action": "stop"}
        seen = [
            (await desk.order("horn-lights", "HornLights", **lights))[0]
            for _ in range(11)
        ]
        assert seen[-1] == 429
        assert 429 not in seen[:10]
        await desk.emulator.advance(60)
        status, _ = await desk.order("horn-lights", "HornLights", **lights)
        assert status != 429

    async def test_F37_a_page_with_200(self, desk: Desk) -> None:
        await desk.on("F37")
        status, body = await desk.get("cockpit")
        assert status == 200
        assert body.startswith("<!doctype html>")

    async def test_F39_cut_off(self, desk: Desk) -> None:
        _, whole = await desk.get("cockpit")
        await desk.on("F39")
        status, body = await desk.get("cockpit")
        assert status == 200
        assert whole.startswith(body)
        with pytest.raises(ValueError, match=r"delimiter|Unterminated|Expecting"):
            json.loads(body)

    async def test_F45_a_minute(self, desk: Desk) -> None:
        await desk.on("F45")
        reading = asyncio.create_task(desk.get("cockpit"))
        await asyncio.sleep(0.05)
        await desk.emulator.advance(59)
        assert not reading.done()
        await desk.emulator.advance(2)
        assert (await reading)[0] == 200

    async def test_F46_hangs_until_it_is_turned_off(self, desk: Desk) -> None:
        await desk.on("F46")
        reading = asyncio.create_task(desk.get("cockpit"))
        await asyncio.sleep(0.05)
        await desk.emulator.advance(3600)
        assert not reading.done()
        await desk.off()
        assert (await reading)[0] == 200

    async def test_F46_hangs_until_its_time_is_over(self, desk: Desk) -> None:
        await desk.on("F46", for_s=600)
        reading = asyncio.create_task(desk.get("cockpit"))
        await asyncio.sleep(0.05)
        await desk.emulator.advance(599)
        assert not reading.done()
        await desk.emulator.advance(2)
        assert (await reading)[0] == 200

    async def test_F47_a_reset(self, desk: Desk) -> None:
        await desk.on("F47")
        with pytest.raises((ClientError, OSError)):
            await desk.get("lock-status")
        assert (await desk.get("cockpit"))[0] == 200

    async def test_F48_frozen(self, desk: Desk) -> None:
        await desk.on("F48")
        before = await desk.get("lock-status")
        desk.emulator.do("almera", IgnitionOn())
        desk.emulator.do("almera", Open(Opening.HATCH))
        await desk.emulator.advance(60)
        assert await desk.get("lock-status") == before
        await desk.off()
        assert await desk.get("lock-status") != before

    async def test_F50_a_field_less(self, desk: Desk) -> None:
        whole = await desk.attributes("cockpit")
        await desk.on("F50")
        lost = [whole.keys() - (await desk.attributes("cockpit")) for _ in range(12)]
        assert {len(one) for one in lost} == {1}
        assert len(set().union(*lost)) > 1

    async def test_F51_nulls(self, desk: Desk) -> None:
        await desk.on("F51")
        assert set((await desk.attributes("cockpit")).values()) == {None}

    async def test_F52_texts(self, desk: Desk) -> None:
        await desk.on("F52")
        said = await desk.attributes("cockpit")
        assert "UNKNOWN" in said.values()
        assert not [value for value in said.values() if type(value) in (int, float)]

    async def test_F54_services_that_nobody_knows(self, desk: Desk) -> None:
        before = await desk.cars()
        await desk.on("F54")
        after = await desk.cars()
        assert len(after[0]["services"]) == len(before[0]["services"]) + 4

    async def test_F57_once(self, desk: Desk) -> None:
        km = (await desk.attributes("cockpit"))["totalMileage"]
        await desk.on("F57")
        seen = [(await desk.attributes("cockpit"))["totalMileage"] for _ in range(2)]
        assert seen == [0, km]

    async def test_F58_two_months_ago(self, desk: Desk) -> None:
        now = await desk.attributes("cockpit")
        place = await desk.attributes("location")
        await desk.on("F58")
        then = await desk.attributes("cockpit")
        assert now["totalMileage"] - then["totalMileage"] == pytest.approx(4000)
        old = await desk.attributes("location")
        assert old["lastUpdateTime"][:7] < place["lastUpdateTime"][:7]

    async def test_F59_in_turn(self, desk: Desk) -> None:
        await desk.on("F59")
        seen = [(await desk.attributes("cockpit"))["totalMileage"] for _ in range(4)]
        assert seen[0] == seen[2] != seen[1] == seen[3]

    async def test_F61_local_time(self, desk: Desk) -> None:
        real = (await desk.attributes("location"))["lastUpdateTime"]
        await desk.on("F61")
        said = (await desk.attributes("location"))["lastUpdateTime"]
        assert (int(said[11:13]) - int(real[11:13])) % 24 == 7

    async def test_F64_sides(self, desk: Desk) -> None:
        desk.emulator.do("almera", Open(Opening.REAR_LEFT))
        await desk.emulator.advance(60)
        await desk.on("F64")
        said = await desk.attributes("lock-status")
        assert said["doorStatusRearRight"] == "open"
        assert said["doorStatusRearLeft"] == "closed"

    async def test_F66_another_scale(self, desk: Desk) -> None:
        real = (await desk.attributes("pressure"))["flPressure"]
        await desk.on("F66")
        assert (await desk.attributes("pressure"))["flPressure"] == real / 10

    async def test_F75_places_that_are_none(self, desk: Desk) -> None:
        real = await desk.attributes("location")
        await desk.on("F75")
        zero, drift, timeless = [await desk.attributes("location") for _ in range(3)]
        assert (zero["gpsLatitude"], zero["gpsLongitude"]) == (0, 0)
        assert drift["gpsLatitude"] > real["gpsLatitude"] + 4
        assert "lastUpdateTime" not in timeless

    async def test_F76_privacy(self, desk: Desk) -> None:
        await desk.on("F76")
        status, body = await desk.get("location")
        assert status == 403
        assert "403009" in body
        assert {row["privacyMode"] for row in await desk.cars()} == {"on"}

    async def test_F74_a_car_that_wakes_by_itself(self, desk: Desk) -> None:
        await desk.on("F74")
        first = await desk.attributes("lock-status")
        await desk.emulator.advance(1200)
        second = await desk.attributes("lock-status")
        assert second["lastUpdateTime"] > first["lastUpdateTime"]
        changed = {name for name in first if first[name] != second[name]}
        assert changed == {"lastUpdateTime"}

    async def test_F81_sold_but_still_listed(self, desk: Desk) -> None:
        await desk.on("F81", vin=desk.emulator.car("almera").vin)
        assert (await desk.get("lock-status"))[0] == 403
        assert (await desk.get("lock-status", "kicks_e_power"))[0] == 200
        assert len(await desk.cars()) == 6

    async def test_F82_a_car_in_two_accounts(self, desk: Desk) -> None:
        await desk.on("F82")
        mine = {row["vin"] for row in await desk.cars()}
        other = Desk(desk.emulator, desk.http, "")
        desk.http.cookie_jar.clear()
        tokens = await sign_in(desk.http, *SECOND)
        other.bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        assert mine < {row["vin"] for row in await other.cars(SECOND)}

    async def test_F83_another_order_each_time(self, desk: Desk) -> None:
        await desk.on("F83")
        orders = [tuple(row["vin"] for row in await desk.cars()) for _ in range(4)]
        assert len(set(orders)) > 2
        assert len({frozenset(order) for order in orders}) == 1

    async def test_F84_one_empty_list(self, desk: Desk) -> None:
        await desk.on("F84")
        assert [len(await desk.cars()) for _ in range(2)] == [0, 6]


@pytest.mark.parametrize(("length", "taken"), [(20, True), (21, False)])
async def test_F05_a_long_password_is_cut(
    desk: Desk, client: ClientSession, *, length: int, taken: bool
) -> None:
    """What is longer than the sign-in takes is wrong, whatever it begins with."""
    accounts = desk.emulator.world.cloud.accounts
    account = accounts.documents.find(OWNER.email)
    assert account is not None
    password = "Aa1!&+%=§ é" * 2
    kept = quick(password[:length], b"salt" * 4)
    accounts.documents[account.user_id] = replace(account, password=kept)
    await desk.on("F05")
    client.cookie_jar.clear()
    if taken:
        assert await sign_in(client, OWNER.email, password[:length])
    else:
        with pytest.raises((AssertionError, KeyError, ValueError)):
            await sign_in(client, OWNER.email, password[:length])


class TestCommands:
    """Ends that are not what they seem."""

    async def test_F90_climate_that_ends_early(self, desk: Desk) -> None:
        await desk.on("F90")
        ordered = {"action": "start", "targetTemperature": 21}
        status, _ = await desk.order("hvac-start", "HvacStart", "ariya", **ordered)
        assert status == 200
        shown = []
        for wait in (570, 40):
            await desk.emulator.advance(wait)
            _, body = await desk.get("hvac-status", "ariya")
            shown.append(json.loads(body)["data"]["attributes"]["hvacStatus"])
        assert shown == ["on", "off"]

    async def _status(self, desk: Desk, order_id: str) -> str:
        vin = desk.emulator.car("kicks_e_power").vin
        answer = await desk.http.get(
            f"/v1/cars/{vin}/actions/status",
            params={"actionId": order_id},
            headers=desk.bearer,
        )
        if answer.status != 200:
            return str(answer.status)
        return str((await answer.json())["data"]["attributes"]["status"])

    async def _unlock(self, desk: Desk) -> str:
        status, said = await desk.order(
            "lock-unlock", "LockUnlock", action="unlock", target="doors_hatch"
        )
        assert status == 200
        return str(said["data"]["id"])

    def _locked(self, desk: Desk) -> bool:
        return (
            desk.emulator.car("kicks_e_power")
            .truth(desk.emulator.world.clock.now)
            .locked
        )

    async def test_F87_done_for_show(self, desk: Desk) -> None:
        await desk.on("F87")
        order_id = await self._unlock(desk)
        assert await self._status(desk, order_id) == "COMPLETED"
        await desk.emulator.advance(300)
        assert self._locked(desk)

    async def test_F88_done_late(self, desk: Desk) -> None:
        await desk.on("F88")
        order_id = await self._unlock(desk)
        await desk.emulator.advance(60)
        assert await self._status(desk, order_id) == "PENDING"
        await desk.emulator.advance(120)
        assert await self._status(desk, order_id) == "TIMEOUT"
        await desk.emulator.advance(300)
        assert self._locked(desk)
        await desk.off()
        await desk.emulator.advance(180)
        await asyncio.sleep(0.05)
        await desk.emulator.advance(120)
        assert not self._locked(desk)

    async def test_F85_pending_for_ever(self, desk: Desk) -> None:
        await desk.on("F85")
        order_id = await self._unlock(desk)
        await desk.emulator.advance(1800)
        assert await self._status(desk, order_id) == "PENDING"

    async def test_F70_no_record(self, desk: Desk) -> None:
        order_id = await self._unlock(desk)
        await desk.on("F70")
        await desk.emulator.advance(60)
        assert await self._status(desk, order_id) == "404"
        assert not self._locked(desk)

    async def test_F73_the_first_fails(self, desk: Desk) -> None:
        await desk.on("F73")
        lights = {"action": "stop"}
        first, _ = await desk.order("horn-lights", "HornLights", **lights)
        second, _ = await desk.order("horn-lights", "HornLights", **lights)
        assert (first, second) == (500, 200)
