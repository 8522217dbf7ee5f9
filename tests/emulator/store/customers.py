"""A customer of the store at its calls, signed in; and a retailer."""

from dataclasses import dataclass
from typing import Any, Final

from aiohttp import ClientSession

from emulator.cloud.mailbox import Letter
from emulator.testing import OWNER, Emulator, SignIn

VISA: Final = {
    "holder": "Dao Martin",
    "number": "4242 4242 4242 4242",
    "expiry": "08/27",
    "security_code": "123",
}
ADDRESS: Final = {
    "street": "1 rue des Lilas",
    "city": "Lyon",
    "postcode": "69001",
    "country": "France",
}
DAY: Final = 86_400.0


@dataclass
class Customer:
    """Asks `/owner/api/store`, for one car of the account."""

    http: ClientSession
    vin: str

    async def sign_in(self, who: SignIn = OWNER) -> None:
        """Open a session in this client."""
        typed = {"email": who.email, "password": who.password}
        answer = await self.http.post("/owner/api/session", json=typed)
        assert answer.status == 200, await answer.text()

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Return status and answer of a call of the store."""
        answer = await self.http.request(method, f"/owner/api/store/{path}", json=body)
        return answer.status, None if answer.status == 204 else await answer.json()

    async def refused(
        self, method: str, path: str, body: Any = None
    ) -> tuple[str, str]:
        """Return code and field of a refusal."""
        status, told = await self.ask(method, path, body)
        assert 400 <= status < 500, told
        return told["error"]["code"], told["error"].get("field", "")

    async def done(self, method: str, path: str, body: Any = None) -> Any:
        """Return what a call that is not refused answers."""
        status, told = await self.ask(method, path, body)
        assert status in {200, 204}, told
        return told

    async def plans(self) -> dict[str, Any]:
        """Return the car's plans as the store shows them."""
        shop = await self.done("GET", f"cars/{self.vin}")
        return {plan["plan"]: plan for plan in shop["plans"]}

    async def pay_with(self, card: dict[str, str]) -> str:
        """Keep address and card; return the card's id."""
        await self.done("PUT", "address", ADDRESS)
        return str((await self.done("POST", "cards", card))["card_id"])

    @staticmethod
    def order(plan: str, months: int, **more: Any) -> dict[str, Any]:
        """Return what is sent to subscribe."""
        return {"plan": plan, "months": months, "terms_accepted": True, **more}


def letters(emulator: Emulator, email: str = OWNER.email) -> list[Letter]:
    """Return what was mailed to somebody, newest first."""
    sent = emulator.world.cloud.mailbox.newest_first()
    return [mail.letter for mail in sent if mail.to == email]
