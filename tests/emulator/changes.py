"""Kinds of changes that an owner makes again and again, each answered with success.

Number n of a kind leads to what reads as n, whatever happened before: so it can be seen
whether one that was answered is there, and whether one that was not has happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from emulator import moments
from emulator.testing import OWNER

from .processes import Server
from .services.clients import Client
from .store.customers import ADDRESS, VISA

_BITS: Final = 4
_LIMITS: Final = 35
_PLAN_ENDS_AT: Final = moments.parse("2026-06-01T00:00:00Z")


class Change(Protocol):
    """One kind of change; after `period` of them they read as before."""

    period: int

    async def write(self, number: int) -> None:
        """Make one; returns when it is answered."""

    async def read(self) -> int:
        """Return which was made last, or its rest by `period`."""


@dataclass(frozen=True)
class Owner:
    """Who owns the two cars of a server's world, signed in to wire and pages."""

    server: Server
    client: Client
    user_id: str
    almera: str
    leaf: str

    async def sign_in(self) -> None:
        """Sign in on the owner's pages, too."""
        await self.ask("POST", "session", **OWNER._asdict())

    async def get(self, path: str) -> Any:
        """Read an address of the maker's wire."""
        answer = await self.client.http.get(path, headers=self.client.headers)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    async def send(self, method: str, path: str, document: Any) -> Any:
        """Write to an address of the maker's wire."""
        headers = self.client.headers | {"Content-Type": "application/vnd.api+json"}
        answer = await self.client.http.request(
            method, path, json=document, headers=headers
        )
        assert answer.status in {200, 201, 204}, await answer.text()
        return None if answer.status == 204 else await answer.json()

    async def ask(self, method: str, path: str, **body: Any) -> Any:
        """Make a call of the owner's pages."""
        sent = body or None
        path = f"/owner/api/{path}"
        answer = await self.client.http.request(method, path, json=sent)
        assert answer.status in {200, 204}, await answer.text()
        return None if answer.status == 204 else await answer.json()

    async def messages(self) -> list[dict[str, Any]]:
        """Return the Almera's history of notifications."""
        told = await self.get(f"{self.inbox}?realm=P_NCB&to=200")
        messages: list[dict[str, Any]] = told["data"]["attributes"]["messages"]
        return messages

    @property
    def inbox(self) -> str:
        """Where the Almera's notifications are."""
        path = f"users/{self.user_id}/vehicles/{self.almera}"
        return f"/notifications/v2/notifications/{path}"


@dataclass
class Odometer:
    """The workshop sets what the Almera has driven."""

    owner: Owner
    period: int = 1_000_000

    async def write(self, number: int) -> None:
        """Set the odometer."""
        deed = {"do": "set_odometer", "km": 40_000 + number}
        await self.owner.server.post(f"vehicles/{self.owner.almera}/workshop", deed)

    async def read(self) -> int:
        """Return which was set."""
        truth = await self.owner.server.get(f"vehicles/{self.owner.almera}")
        km: float = truth["cockpit"]["odometer_km"]
        return round(km) - 40_000


class Limit:
    """The owner changes an alert of speed (M1)."""

    def __init__(self, owner: Owner, alert_id: str) -> None:
        """Take an alert."""
        self.period = _LIMITS
        self._owner = owner
        self._alert_id = alert_id
        self._alerts = f"/car-adapter/v1/cars/{owner.almera}/settings/restrictions"

    async def add(self) -> str:
        """Add the alert; return its id."""
        told = await self._owner.send("POST", self._alerts, _limit(0))
        return str(told["data"]["id"])

    async def write(self, number: int) -> None:
        """Set the limit."""
        where = f"{self._alerts}/{self._alert_id}"
        await self._owner.send("PUT", where, _limit(number))

    async def read(self) -> int:
        """Return which was set."""
        rows = (await self._owner.get(self._alerts))["data"]["attributes"]
        [limit] = [
            row["limit"] for row in rows["restrictions"] if row["id"] == self._alert_id
        ]
        return (int(limit) - 30) // 5


@dataclass
class Marks:
    """The owner marks messages as read, and others not: a number's bits (N2)."""

    owner: Owner
    marked: list[str]
    period: int = 2**_BITS

    async def first(self) -> list[str]:
        """Return the ids of the messages to mark."""
        rows = (await self.owner.messages())[:_BITS]
        return [row["notificationId"] for row in rows]

    async def write(self, number: int) -> None:
        """Mark them."""
        marks = [
            {
                "notificationId": ident,
                "status": "READ" if number >> bit & 1 else "UNREAD",
            }
            for bit, ident in enumerate(self.marked)
        ]
        await self.owner.send("POST", self.owner.inbox, marks)

    async def read(self) -> int:
        """Return what the marks are the bits of."""
        rows = {row["notificationId"]: row for row in await self.owner.messages()}
        read = [rows[ident]["status"] == "READ" for ident in self.marked]
        return sum(one << bit for bit, one in enumerate(read))


@dataclass
class Paired:
    """What an owner remembers: what was sent last, and the pairing seen last."""

    enrolled_at: str
    number: int = -1
    sent: int = -1


@dataclass
class Pairing:
    """The owner proves that the Leaf is his, and unpairs it again (E7, E9).

    Odd ones pair, even ones unpair. No two pairings are of the same second, so one that
    should be gone is known again.
    """

    owner: Owner
    seen: Paired
    period: int = 1_000_000

    async def write(self, number: int) -> None:
        """Pair or unpair the Leaf."""
        if number % 2:
            await self._pair(number)
            self._see(await self.enrolled_at(), number)
        else:
            await self.owner.server.post("clock/advance", {"seconds": 1})
            self.seen.sent = number
            await self.owner.ask("DELETE", f"cars/{self.owner.leaf}")

    async def read(self) -> int:
        """Return which was made last."""
        sent, enrolled_at = self.seen.sent, await self.enrolled_at()
        if not enrolled_at:
            return sent - sent % 2
        if enrolled_at != self.seen.enrolled_at:
            self._see(enrolled_at, sent - 1 + sent % 2)
        return self.seen.number

    async def enrolled_at(self) -> str:
        """Return since when the Leaf is on the account; nothing if it is not."""
        vins = [car["vin"] for car in await self.owner.client.cars()]
        if self.owner.leaf not in vins:
            return ""
        told = await self.owner.ask("GET", f"cars/{self.owner.leaf}")
        return str(told["enrolled_at"])

    def _see(self, enrolled_at: str, number: int) -> None:
        self.seen.enrolled_at, self.seen.number = enrolled_at, number

    async def _pair(self, number: int) -> None:
        ask = self.owner.ask
        await ask("POST", "pairing", vin=self.owner.leaf, terms_accepted=True)
        await self._turn("ignition_on")
        await ask("POST", "pairing/engine")
        await self._turn("ignition_off")
        truth = await self.owner.server.get(f"vehicles/{self.owner.leaf}")
        shown = int(truth["cockpit"]["odometer_km"])
        self.seen.sent = number
        await ask("POST", "pairing/odometer", odometer_km=shown)

    async def _turn(self, deed: str) -> None:
        path = f"vehicles/{self.owner.leaf}/driver"
        await self.owner.server.post(path, {"do": deed})


@dataclass
class Purchase:
    """The owner buys a month of remote control for the Almera (P2).

    Each begins a second later than the one before: there the plan is made to end first.
    """

    owner: Owner
    card_id: str
    period: int = 1_000_000

    async def add_card(self) -> str:
        """Keep an address and a card; return the card's id."""
        await self.owner.ask("PUT", "store/address", **ADDRESS)
        return str((await self.owner.ask("POST", "store/cards", **VISA))["card_id"])

    async def write(self, number: int) -> None:
        """Buy."""
        ends = {"plan": "remote", "ends": moments.iso(_PLAN_ENDS_AT + number)}
        await self.owner.server.post(f"vehicles/{self.owner.almera}/plan", ends)
        order = {"plan": "remote", "months": 1, "terms_accepted": True}
        path = f"store/cars/{self.owner.almera}/plans"
        await self.owner.ask("POST", path, **order, card_id=self.card_id)

    async def read(self) -> int:
        """Return which was billed last, and see that the plan is as it was billed."""
        bill = (await self.owner.ask("GET", "store/bills"))["bills"][0]["charge"]
        number = round(moments.parse(bill["begins_at"]) - _PLAN_ENDS_AT)
        # The next one's end may be set already, and it not be bought.
        next_at = moments.iso(_PLAN_ENDS_AT + number + 1)
        shop = await self.owner.ask("GET", f"store/cars/{self.owner.almera}")
        [ends_at] = [
            plan["ends_at"] for plan in shop["plans"] if plan["plan"] == "remote"
        ]
        assert ends_at in {bill["ends_at"], next_at}
        return number


@dataclass
class Begun:
    """What changes begin with, once: an alert, messages and a card by id, a pairing."""

    alert_id: str
    marked: list[str]
    card_id: str
    paired: Paired

    @classmethod
    async def by(cls, owner: Owner) -> Begun:
        """Add what there must be."""
        return cls(
            await Limit(owner, "").add(),
            await Marks(owner, []).first(),
            await Purchase(owner, "").add_card(),
            Paired(await Pairing(owner, Paired("")).enrolled_at()),
        )

    def changes(self, owner: Owner) -> Mapping[str, Change]:
        """Return all kinds of changes."""
        return {
            "odometer": Odometer(owner),
            "alert": Limit(owner, self.alert_id),
            "mark": Marks(owner, self.marked),
            "pairing": Pairing(owner, self.paired),
            "purchase": Purchase(owner, self.card_id),
        }


def _limit(number: int) -> dict[str, Any]:
    said = {"kind": "speed", "limit": 30 + 5 * (number % _LIMITS)}
    return {"data": {"type": "Restriction", "attributes": said}}
