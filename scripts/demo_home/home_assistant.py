"""Home Assistant's public doors: sign-in, REST and websocket."""

import base64
import json
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession

from .errors import DemoError


class HomeAssistant:
    """A Home Assistant at one address, spoken to as its owner."""

    def __init__(self, session: ClientSession, url: str) -> None:
        """Remember the address; `sign_in` comes before everything but `answers`."""
        self._session = session
        self._url = url
        self._client_id = f"{url}/"
        self._headers: dict[str, str] = {}

    async def answers(self) -> bool:
        """Whether it serves pages yet."""
        try:
            async with self._session.get(f"{self._url}/manifest.json") as response:
                return response.ok
        except ClientError, TimeoutError:
            return False

    async def is_running(self) -> bool:
        """Whether its start is over."""
        return bool((await self.get("config"))["state"] == "RUNNING")

    async def sign_in(self, username: str, password: str) -> None:
        """Sign in as a browser does."""
        form = {
            "grant_type": "authorization_code",
            "client_id": self._client_id,
            "code": await self._code(username, password),
        }
        async with self._session.post(f"{self._url}/auth/token", data=form) as response:
            tokens = await response.json()
        self._refresh_token = str(tokens["refresh_token"])
        self._headers = {"Authorization": f"Bearer {tokens['access_token']}"}

    async def sign_out(self) -> None:
        """Let the session of `sign_in` end."""
        form = {"token": self._refresh_token}
        async with self._session.post(f"{self._url}/auth/revoke", data=form):
            self._headers = {}

    async def link(self, username: str, password: str) -> str:
        """Return an address that signs a browser in, once, within ten minutes."""
        # The frontend takes a code only with the state it would have sent itself.
        state = json.dumps({"hassUrl": self._url, "clientId": self._client_id})
        query = {
            "auth_callback": "1",
            "storeToken": "true",
            "code": await self._code(username, password),
            "state": base64.b64encode(state.encode()).decode(),
        }
        return f"{self._url}/?{urlencode(query)}"

    async def get(self, path: str) -> Any:
        """GET /api/`path`."""
        return await self._request("GET", path)

    async def post(self, path: str, data: dict[str, Any]) -> Any:
        """POST `data` to /api/`path`."""
        return await self._request("POST", path, json=data)

    async def command(self, name: str, **fields: Any) -> Any:
        """Send one websocket command and return its result."""
        async with self._session.ws_connect(f"{self._url}/api/websocket") as socket:
            await socket.receive_json()
            token = self._headers["Authorization"].removeprefix("Bearer ")
            await socket.send_json({"type": "auth", "access_token": token})
            await socket.receive_json()
            await socket.send_json({"id": 1, "type": name, **fields})
            answer = await socket.receive_json()
        if not answer["success"]:
            raise DemoError(f"Home Assistant refused {name}: {answer['error']}")
        return answer["result"]

    async def _request(self, method: str, path: str, **options: Any) -> Any:
        url = f"{self._url}/api/{path}"
        async with self._session.request(
            method, url, headers=self._headers, **options
        ) as response:
            if not response.ok:
                words = await response.text()
                raise DemoError(f"Home Assistant refused {path}: {words}")
            return await response.json()

    async def _code(self, username: str, password: str) -> str:
        flows = f"{self._url}/auth/login_flow"
        start = {
            "client_id": self._client_id,
            "handler": ["homeassistant", None],
            "redirect_uri": self._client_id,
        }
        async with self._session.post(flows, json=start) as response:
            flow = await response.json()
        answer = {
            "client_id": self._client_id,
            "username": username,
            "password": password,
        }
        async with self._session.post(
            f"{flows}/{flow['flow_id']}", json=answer
        ) as response:
            result = await response.json()
        if result.get("type") != "create_entry":
            raise DemoError("Home Assistant does not know this demo's owner.")
        return str(result["result"])
