"""A day in the life (scenario `day`): each notification once, in order."""

from pathlib import Path

from aiohttp import ClientSession, CookieJar
import pytest

from emulator import scenario
from emulator.testing import OWNER, Emulator, running
from tests.day import DAY_S, OFFENCES, TOLD

from .services.clients import Client

pytestmark = pytest.mark.usefixtures("socket_enabled")

HOUR = 3_600.0


async def _owner(emulator: Emulator, session: ClientSession) -> Client:
    owner = Client(session)
    await owner.sign_in(*OWNER)
    return owner


async def _told(owner: Client, vin: str) -> list[str]:
    path = f"/notifications/v2/notifications/users/{await owner.user_id()}/vehicles"
    answer = await owner.get(f"{path}/{vin}", realm="P_NCB", to="200", order="ASC")
    messages = (await answer.json())["data"]["attributes"]["messages"]
    return [message["notificationKey"] for message in messages]


async def test_each_notification_comes_once_and_in_order(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with (
        running(scenario="day", start=None) as emulator,
        ClientSession(emulator.url, cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        vin = emulator.car("almera").vin
        path = f"/car-adapter/v1/cars/{vin}/settings/restrictions"
        owner = await _owner(emulator, session)
        assert await _told(owner, vin) == []
        restrictions = (await (await owner.get(path)).json())["data"]["attributes"]
        rows = restrictions["restrictions"]
        assert [row["status"] for row in rows] == ["ACTIVATED"] * 3
        assert [row["inForce"]["kind"] for row in rows] == ["speed", "curfew", "area"]
        await emulator.advance(DAY_S)
        await owner.sign_in(*OWNER)
        assert await _told(owner, vin) == TOLD
        said = (await (await owner.get(path)).json())["data"]["attributes"]
        assert said["offences"] == {"days": 30, **OFFENCES}
        assert not any(row["breached"] for row in said["restrictions"])
    ours = [one for one in caplog.records if one.name == "emulator.world"]
    assert {one.levelname for one in ours} == {"INFO"}


async def test_a_day_that_is_taken_up_again_does_nothing_twice(tmp_path: Path) -> None:
    state = tmp_path / "day.sqlite"
    lived: list[str] = []
    # Between two steps, and in the middle of a drive.
    for hours in (0.75, 0.25, 20.0, 5.0):
        async with running(scenario="day", start=None, state=state) as emulator:
            await emulator.advance(hours * HOUR)
            known = emulator.world.cloud.inbox.of(emulator.car("almera").vin)
            lived = [one.content.key for one in known]
    assert lived == TOLD


def test_it_plays_in_half_an_hour_as_it_asks_to() -> None:
    day = scenario.load("day")
    assert day.speed is not None
    assert day.timeline[-1].seconds / day.speed < 30 * 60
