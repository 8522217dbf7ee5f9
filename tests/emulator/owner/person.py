"""Somebody at the owner's calls, with a mailbox."""

from dataclasses import dataclass
from typing import Any, Final

from aiohttp import ClientSession

from emulator.cloud.mailbox import Letter
from emulator.tcu.car import Car
from emulator.tcu.deeds import IgnitionOff, IgnitionOn
from emulator.testing import Emulator, SignIn

NEW: Final = SignIn("nin@example.com", "Showroom-1")
MINUTE: Final = 60.0


@dataclass
class Person:
    """Asks `/owner/api` of a world, with the cookies of one browser."""

    emulator: Emulator
    http: ClientSession

    async def ask(
        self, method: str, path: str, **body: Any
    ) -> tuple[int, dict[str, Any]]:
        """Return status and answer of a call."""
        sent = None if method in {"GET", "DELETE"} else body
        answer = await self.http.request(method, f"/owner/api/{path}", json=sent)
        return answer.status, {} if answer.status == 204 else await answer.json()

    async def done(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        """Return what a call that is not refused answers."""
        status, told = await self.ask(method, path, **body)
        assert status in {200, 204}, told
        return told

    async def refused(self, method: str, path: str, **body: Any) -> tuple[str, str]:
        """Return code and field of a refusal."""
        status, told = await self.ask(method, path, **body)
        assert 400 <= status < 500, told
        return told["error"]["code"], told["error"].get("field", "")

    async def sign_up(self, who: SignIn = NEW, **more: Any) -> None:
        """Ask for an account."""
        asked = {
            **who._asdict(),
            "first_name": "Nin",
            "last_name": "Saelim",
            "country": "TH",
            "terms_accepted": True,
        }
        await self.done("POST", "account", **asked | more)

    async def sign_in(self, who: SignIn = NEW) -> dict[str, Any]:
        """Open a session in this browser."""
        return await self.done("POST", "session", **who._asdict())

    async def join(self, who: SignIn = NEW) -> None:
        """Sign up, validate and sign in."""
        await self.sign_up(who)
        await self.done("POST", "account/validation", code=self.code(who.email))
        await self.sign_in(who)

    def letters(self, email: str = NEW.email) -> list[Letter]:
        """Return what was mailed to somebody, newest first."""
        sent = self.emulator.world.cloud.mailbox.newest_first()
        return [mail.letter for mail in sent if mail.to == email]

    def code(self, email: str = NEW.email) -> str:
        """Return the code of the link that was mailed last."""
        links = (letter.link for letter in self.letters(email))
        return next(link for link in links if link).rpartition("/")[2]

    @property
    def showroom(self) -> Car:
        """The car that nobody has."""
        accounts = self.emulator.world.cloud.accounts
        cars = self.emulator.world.cars.items()
        return next(car for vin, car in cars if not accounts.users_of(vin))

    def turn(self, car: Car, *, on: bool) -> None:
        """Turn the key in a car."""
        self.emulator.world.do(car, IgnitionOn() if on else IgnitionOff())

    def odometer(self, car: Car) -> int:
        """Return what a car displays, km."""
        now = self.emulator.world.clock.now
        return int(car.truth(now).cockpit.odometer_km)

    async def begin(self, car: Car, **more: Any) -> dict[str, Any]:
        """Begin the proof of a car."""
        asked = {"vin": car.vin, "terms_accepted": True} | more
        return await self.done("POST", "pairing", **asked)

    async def pair(self, car: Car, **more: Any) -> str:
        """Add a car, every step done right; return its VIN."""
        await self.begin(car, **more)
        self.turn(car, on=True)
        await self.done("POST", "pairing/engine")
        self.turn(car, on=False)
        told = await self.done(
            "POST", "pairing/odometer", odometer_km=self.odometer(car)
        )
        return str(told["vin"])
