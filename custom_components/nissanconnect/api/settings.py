"""What the owner changes in the cloud beyond the maker's protocol: our conventions."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
import json
from typing import Any
from urllib.parse import quote

from .alerts import Rule
from .conventions import Convention, Conventions
from .documents import attributes
from .errors import NotSupported, Outage
from .parsing import text
from .preferences import Topic
from .refusals import accepted, document
from .reply import Reply
from .server import JSON_API
from .session import Session
from .vehicles import VehicleRecord


class Settings:
    """Changes settings of one user on one car; made by `NissanClient.settings`.

    Nothing is sent twice. Every call raises SignInError, Outage, QuotaExceeded or
    ResourceError: NotSupported if the server does not announce it.
    """

    def __init__(
        self,
        vehicle: VehicleRecord,
        session: Session,
        conventions: Conventions,
        user_id: Callable[[], Awaitable[str]],
    ) -> None:
        """Make no request yet."""
        self._vin = quote(vehicle.vin, safe="")
        self._session = session
        self._conventions = conventions
        self._user_id = user_id

    async def add_alert(self, rule: Rule, *, enabled: bool, name: str | None) -> str:
        """Have the car watch one more alert; return its id (M1, M2).

        Raises TooManyAlerts.
        """
        body = _alert(rule, enabled=enabled, name=name)
        told = await self._send("POST", Convention.RESTRICTIONS, body, read=document)
        alert_id = text(attributes(told).get("id"))
        if alert_id is None:
            raise Outage("no_alert_id")
        return alert_id

    async def change_alert(
        self, alert_id: str, rule: Rule, *, enabled: bool, name: str | None
    ) -> None:
        """Have an alert otherwise, whole; its kind stays (M2)."""
        body = _alert(rule, enabled=enabled, name=name)
        await self._send("PUT", Convention.RESTRICTIONS, body, alert_id)

    async def remove_alert(self, alert_id: str) -> None:
        """Have an alert no more (M2)."""
        await self._send("DELETE", Convention.RESTRICTIONS, None, alert_id)

    async def set_preference(self, topic: Topic, *, on: bool) -> None:
        """Have the telephone notified of a topic, or not (M6)."""
        body = {"type": "Preferences", "attributes": {topic.value: on}}
        await self._send("PUT", Convention.PREFERENCES, body)

    async def set_service(self, due_on: date, due_km: int) -> None:
        """Set the next service, both its date and its odometer (V1)."""
        due = {"dueDate": due_on.isoformat(), "dueMileage": due_km}
        body = {"type": "Service", "attributes": due}
        await self._send("PUT", Convention.SERVICE, body)

    async def _send(
        self,
        method: str,
        convention: Convention,
        said: Mapping[str, Any] | None,
        part: str | None = None,
        *,
        read: Callable[[Reply], Any] = accepted,
    ) -> Any:
        if not await self._conventions.has(convention):
            raise NotSupported
        user_id = quote(await self._user_id(), safe="")
        url = await self._conventions.url(convention, vin=self._vin, user_id=user_id)
        if part is not None:
            url = url.joinpath(quote(part, safe=""), encoded=True)
        body = None if said is None else json.dumps({"data": said}).encode()
        headers = {"Accept": "*/*", "Content-Type": JSON_API}
        return await self._session.send(method, url, headers, body, read=read)


def _alert(rule: Rule, *, enabled: bool, name: str | None) -> dict[str, Any]:
    said = {**rule.document(), "enabled": enabled}
    if name is not None:
        said["name"] = name
    return {"type": "Restriction", "attributes": said}
