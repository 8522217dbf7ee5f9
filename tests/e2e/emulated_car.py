"""A car of the emulator, driven through the control API as in the printed guide."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.sync_api import APIRequestContext


@dataclass(frozen=True)
class EmulatedCar:
    """One car, known by its nickname."""

    requests: APIRequestContext
    control: str
    vin: str

    @classmethod
    def called(
        cls, nickname: str, requests: APIRequestContext, control: str
    ) -> EmulatedCar:
        """Find the car."""
        vehicles = requests.get(f"{control}/vehicles").json()["vehicles"]
        vin = next(one["vin"] for one in vehicles if one["nickname"] == nickname)
        return cls(requests, control, vin)

    def truth(self) -> dict[str, Any]:
        """Return everything true of it now."""
        return dict(self._answer(self.requests.get(self._url)))

    @property
    def arrives_in_s(self) -> float:
        """World seconds until the drive that is going on ends."""
        truth = self.truth()
        arrival = datetime.fromisoformat(truth["driving"]["arrives_at"])
        return (arrival - datetime.fromisoformat(truth["at"])).total_seconds()

    def cloud(self) -> dict[str, Any]:
        """Return what the cloud knows of it."""
        return dict(self._answer(self.requests.get(f"{self._url}/cloud")))

    def driver(self, what: str, **how: Any) -> None:
        """Let a person at the car do something."""
        data = {"do": what, **how}
        self._answer(self.requests.post(f"{self._url}/driver", data=data))

    def workshop(self, what: str, **how: Any) -> None:
        """Let a mechanic do something."""
        data = {"do": what, **how}
        self._answer(self.requests.post(f"{self._url}/workshop", data=data))

    def radio(self, **change: bool) -> None:
        """Change what its radio reaches."""
        self._answer(self.requests.post(f"{self._url}/radio", data=change))

    def let_pass(self, seconds: float) -> None:
        """Move the world's clock on."""
        data = {"seconds": seconds}
        self._answer(self.requests.post(f"{self.control}/clock/advance", data=data))

    @property
    def _url(self) -> str:
        return f"{self.control}/vehicles/{self.vin}"

    def _answer(self, response: Any) -> Any:
        assert response.ok, response.text()
        return response.json()
