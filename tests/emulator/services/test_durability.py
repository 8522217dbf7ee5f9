"""What the maker's services acknowledged outlives the process, killed at once."""

from collections.abc import Awaitable, Callable
from pathlib import Path
import signal

from aiohttp import ClientSession, CookieJar
import pytest

from emulator.testing import OWNER
from tests.emulator.processes import Server, serving

from .clients import (
    AUTHORIZE,
    Client,
    called_back,
    oneid_tokens,
    send_form,
    shown_form,
)
from .second_client import Commander, named

pytestmark = pytest.mark.usefixtures("socket_enabled")

PAGE = "/authenticationendpoint/login.do"
HELD = ("--held", "--start", "2026-03-02T06:00:00Z")


async def test_sign_in_tokens_and_orders_survive_kill_9(tmp_path: Path) -> None:
    state = ("--state", str(tmp_path / "garage.sqlite"))
    async with serving(*state, *HELD) as server:
        async with _session(server) as http:
            owner = Client(http)
            await owner.sign_in(*OWNER)
            user_id = await owner.user_id()
            vin = (await owner.cars())[0]["vin"]
            order_id = await owner.ordered(vin, "refresh-location")
            code = await _next_code(http)
        async with _session(server) as http:
            _, form = await shown_form(http)
        await server.end(signal.SIGKILL)
    async with serving(*state) as server, _session(server) as http:
        owner.http = http
        assert await owner.user_id() == user_id
        await owner.renew()
        assert (await oneid_tokens(http, code))[0] == 200
        answer = await send_form(
            http, PAGE, form, userName=OWNER.email, password=OWNER.password
        )
        assert called_back(answer)["code"]
        await server.post("clock/advance", {"seconds": 30})
        assert await owner.status(vin, order_id) == "COMPLETED"


async def test_devices_codes_and_commands_under_way_survive_kill_9(
    tmp_path: Path,
) -> None:
    state = ("--state", str(tmp_path / "garage.sqlite"))
    async with serving(*state, *HELD) as server, _session(server) as http:
        owner = Client(http)
        await owner.sign_in(*OWNER)
        [vin] = [car["vin"] for car in await owner.cars() if car["nickname"] == "QX60"]
        first = Commander(owner, await owner.user_id(), vin, _advance(server))
        await first.ask_for_code()
        await server.end(signal.SIGKILL)
    async with serving(*state) as server, _session(server) as http:
        owner.http = http
        commander = Commander(owner, first.user_id, vin, _advance(server))
        await commander.show_code((await server.get("mailbox"))["mails"][0]["code"])
        assert (await commander.enrol("2710"))["status"] == "COMPLETED"
        proof = (await commander.prover("2710"))("RLU/Unlock")
        said = {"action": "unlock", "target": "doors_hatch", "srp": proof}
        action_id = await commander.submit("lock-unlock", **said)
        await server.post("clock/advance", {"seconds": 3})
        assert (await commander.look(action_id) or {})["status"] == "CREATED"
        await server.end(signal.SIGKILL)
    async with serving(*state) as server, _session(server) as http:
        owner.http = http
        commander = Commander(owner, first.user_id, vin, _advance(server))
        assert (await server.get(f"vehicles/{vin}"))["locked"]
        assert (await commander.follow(action_id))["status"] == "COMPLETED"
        assert not (await server.get(f"vehicles/{vin}"))["locked"]
        await server.end(signal.SIGKILL)
    async with serving(*state) as server, _session(server) as http:
        owner.http = http
        commander = Commander(owner, first.user_id, vin, _advance(server))
        assert (await commander.look(action_id) or {})["status"] == "COMPLETED"
        replayed = await commander.order("lock-unlock", **said)
        assert named(replayed)["reason"] == "CHALLENGE_INVALID"


def _advance(server: Server) -> Callable[[float], Awaitable[None]]:
    async def advance(seconds: float) -> None:
        await server.post("clock/advance", {"seconds": seconds})

    return advance


def _session(server: Server) -> ClientSession:
    return ClientSession(server.url, cookie_jar=CookieJar(unsafe=True))


async def _next_code(http: ClientSession) -> str:
    """Return a code by the cookies that are still good."""
    answer = await http.get(
        "/oauth2/authorize", params=AUTHORIZE, allow_redirects=False
    )
    return called_back(answer)["code"]
