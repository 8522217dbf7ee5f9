"""A second client of the security code, written from chapters 5 and 6 of the protocol.

It shares nothing with the integration's client nor with the emulator.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
import hmac
from typing import Any

from .clients import Client

N = int(
    "AC6BDB41324A9A9BF166DE5E1389582FAF72B6651987EE07FC3192943DB56050A37329CBB4A099ED"
    "8193E0757767A13DD52312AB4B03310DCD7F48A9DA04FD50E8083969EDB767B0CF6095179A163AB3"
    "661A05FBD5FAAAE82918A9962F0B93B855F97993EC975EEAA80D740ADBF4FF747359D041D5C33EA7"
    "1D281E446B14773BCA97B43A23FB801676BD207A436C6481F1D2B9078717461A5B9D32E688F87748"
    "544523B524B0D57D5EA77A2775D2ECFA032CFBDBF52FB3786160279004E57AE6AF874E7303CE5329"
    "9CCC041C7BC308D82A5698F3A8D0C38271AE35F8E9DBFBB694B5C803D89F7AE435DE236D525F5475"
    "9B65E372FCD68EF20FA7111F9E4AFF73",
    16,
)
G = 2
FIRST_LOOK_S, NEXT_LOOK_S = 1.0, 1.5
DEVICE_ID = "0123456789abcdef"

type Final = dict[str, Any]


def hashed(*parts: bytes) -> int:
    """Return SHA-256 as a number."""
    return int.from_bytes(sha256(b"".join(parts)).digest(), "big")


def padded(number: int) -> bytes:
    """Return the 256 bytes of a group element: P(v)."""
    return number.to_bytes(256, "big")


def shortest(number: int) -> bytes:
    """Return a number in as few bytes as it needs: m(v)."""
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


class SecurityCode:
    """Four digits of a user, and what they make with a salt."""

    def __init__(self, user_id: str, digits: str, salt: bytes) -> None:
        """Work x out; the digits themselves are not needed again."""
        self.user_id = user_id
        self.salt = salt
        inner = sha256(f"{user_id}:{digits}".encode()).digest()
        self.x = hashed(salt, inner)

    @property
    def verifier(self) -> str:
        """What the car keeps of it, as hex."""
        return padded(pow(G, self.x, N)).hex()


class Handshake:
    """One challenge: our A, the car's B, proofs."""

    def __init__(self, secret: bytes) -> None:
        """Begin with `a`."""
        self._a = int.from_bytes(secret, "big")
        self.public = pow(G, self._a, N)

    def proof(self, code: SecurityCode, car_public: str, order: str) -> str:
        """Return the proof for an order, `VIN/suffix`, as hex."""
        b_public = int(car_public, 16)
        assert b_public % N
        u = hashed(shortest(self.public), padded(b_public))
        k = hashed(shortest(N), bytes([G]))
        base = (b_public - k * pow(G, code.x, N)) % N
        shared = pow(base, self._a + u * code.x, N)
        key = sha256(shortest(shared)).digest()
        told = padded(self.public) + padded(b_public) + code.user_id.encode()
        return hmac.new(key, told + code.salt + order.encode(), sha256).hexdigest()


@dataclass(frozen=True)
class Prover:
    """What makes proofs for one challenge, of which the first alone is good."""

    handshake: Handshake
    code: SecurityCode
    car_public: str
    vin: str

    def __call__(self, suffix: str, vin: str | None = None) -> str:
        """Return the proof for an order of this car, or of another."""
        order = f"{vin or self.vin}/{suffix}"
        return self.handshake.proof(self.code, self.car_public, order)


class Commander:
    """A signed-in user who commands one car."""

    def __init__(
        self,
        client: Client,
        user_id: str,
        vin: str,
        wait: Callable[[float], Awaitable[None]],
    ) -> None:
        """`wait` lets seconds of the car's world pass."""
        self.client = client
        self.user_id = user_id
        self.vin = vin
        self._wait = wait
        self._draws = 0

    async def register(
        self, read_mail: Callable[[], str], device_id: str = DEVICE_ID
    ) -> None:
        """Register a device by the code that comes by mail."""
        await self.ask_for_code(device_id)
        await self.show_code(read_mail(), device_id)

    async def ask_for_code(self, device_id: str = DEVICE_ID) -> None:
        """Have a one-time code mailed."""
        await self._bff("generate-device-otp", "GenerateDeviceOtp", deviceId=device_id)

    async def show_code(self, code: str, device_id: str = DEVICE_ID) -> None:
        """Register a device by its code."""
        await self._bff(
            "register-device",
            "RegisterDevice",
            deviceId=device_id,
            otp=code,
            modelName="Second client",
        )

    async def _bff(self, call: str, kind: str, **said: Any) -> None:
        answer = await self.client.http.post(
            f"/bff-web/v1/users/{self.user_id}/vehicles/{self.vin}/{call}",
            headers=self.client.headers,
            json={"data": {"type": kind, "attributes": said}},
        )
        assert answer.status == 200, await answer.text()

    async def submit(self, path: str, /, **said: Any) -> str:
        """Order something; return the action's id."""
        kind = "".join(word.capitalize() for word in path.split("-"))
        body = {"data": {"type": kind, "attributes": said}}
        answer = await self.client.order(self.vin, path, body)
        assert answer.status == 200, await answer.text()
        action_id: str = (await answer.json())["data"]["id"]
        return action_id

    async def look(self, action_id: str) -> Final | None:
        """Return the attributes of an action's status; None while there is none."""
        path = f"/v1/cars/{self.vin}/actions/status"
        answer = await self.client.get(path, actionId=action_id)
        if answer.status == 404:
            return None
        attributes: Final = (await answer.json())["data"]["attributes"]
        return attributes

    async def follow(self, action_id: str) -> Final:
        """Wait for the end of an action, three minutes at most."""
        await self._wait(FIRST_LOOK_S)
        for _ in range(120):
            final = await self.look(action_id)
            if final and final["status"] not in {"CREATED", "PENDING"}:
                return final
            await self._wait(NEXT_LOOK_S)
        raise AssertionError("no end")

    async def order(self, path: str, /, **said: Any) -> Final:
        """Order something and wait for its end."""
        return await self.follow(await self.submit(path, **said))

    async def submit_enrolment(self, digits: str) -> str:
        """Set a security code; return the action's id."""
        code = SecurityCode(self.user_id, digits, self._draw(10))
        return await self.submit(
            "srp-initiates", s=code.salt.hex(), i=self.user_id, v=code.verifier
        )

    async def enrol(self, digits: str) -> Final:
        """Set a security code and wait for it."""
        return await self.follow(await self.submit_enrolment(digits))

    async def prover(self, digits: str) -> Prover:
        """Have the car begin a challenge."""
        handshake = Handshake(self._draw(32))
        public = padded(handshake.public).hex()
        final = await self.order("srp-sets", i=self.user_id, a=public)
        assert final["status"] == "COMPLETED", final
        items = named(final)
        code = SecurityCode(self.user_id, digits, bytes.fromhex(items["srpLoginS"]))
        return Prover(handshake, code, items["srpLoginB"], self.vin)

    async def lock(self, digits: str, action: str = "lock") -> Final:
        """Lock or unlock the doors with the security code."""
        prove = await self.prover(digits)
        return await self.order(
            "lock-unlock",
            action=action,
            target="doors_hatch",
            duration=0,
            deviceId=DEVICE_ID,
            srp=prove("RLU/Lock" if action == "lock" else "RLU/Unlock"),
        )

    def _draw(self, size: int) -> bytes:
        """Return bytes that differ each time, and are the same in each run."""
        self._draws += 1
        seed = f"{self.user_id}{self.vin}{self._draws}".encode()
        return sha256(seed).digest()[:size]


def named(final: Final) -> dict[str, str]:
    """Return the items of an action's status by name."""
    return {item["name"]: item["value"] for item in final["data"]}
