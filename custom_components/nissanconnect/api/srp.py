# ruff: noqa: N818 - named by what happened
"""The security code's proof: SRP-6a as the maker's cars want it (protocol 6, S3).

The code never leaves the client. Setting it sends a verifier once; a command carries
a proof that holds for one challenge and one order.
"""

from collections.abc import Callable
from hashlib import sha256
import hmac
from typing import NamedTuple, Self, override

from .discretion import discreet

_N = int(
    "AC6BDB41324A9A9BF166DE5E1389582FAF72B6651987EE07FC3192943DB56050"
    "A37329CBB4A099ED8193E0757767A13DD52312AB4B03310DCD7F48A9DA04FD50"
    "E8083969EDB767B0CF6095179A163AB3661A05FBD5FAAAE82918A9962F0B93B8"
    "55F97993EC975EEAA80D740ADBF4FF747359D041D5C33EA71D281E446B14773B"
    "CA97B43A23FB801676BD207A436C6481F1D2B9078717461A5B9D32E688F87748"
    "544523B524B0D57D5EA77A2775D2ECFA032CFBDBF52FB3786160279004E57AE6"
    "AF874E7303CE53299CCC041C7BC308D82A5698F3A8D0C38271AE35F8E9DBFBB6"
    "94B5C803D89F7AE435DE236D525F54759B65E372FCD68EF20FA7111F9E4AFF73",
    16,
)
_G = 2
_SIZE = 256
_SALT_SIZE = 10
_SECRET_SIZE = 32
_CODE_SIZE = 4

type RandomBytes = Callable[[int], bytes]


class SrpError(Exception):
    """The car's values cannot be used; says which, never their content."""


class ShortSecret(SrpError):
    """The shared secret begins with a zero byte: begin another handshake.

    Two readings of the protocol differ there (protocol 6, client advice).
    """


class Enrolment(NamedTuple):
    """What `srp-initiates` carries: salt and verifier, 20 and 512 hex characters."""

    salt: str
    verifier: str

    @override
    def __repr__(self) -> str:
        return discreet(self, "salt", "verifier")


def is_code(code: str) -> bool:
    """Whether a text has the form of a security code: four digits (R1)."""
    return len(code) == _CODE_SIZE and code.isascii() and code.isdigit()


def enrol(user_id: str, code: str, random_bytes: RandomBytes) -> Enrolment:
    """Make the verifier of a new security code; ValueError unless it is one."""
    salt = random_bytes(_SALT_SIZE)
    verifier = pow(_G, _private_key(salt, user_id, code), _N)
    return Enrolment(salt.hex(), _padded(verifier).hex())


class Handshake:
    """One challenge: send `public`, then prove one order with the car's answer."""

    def __init__(self, user_id: str, secret: int) -> None:
        """Take our secret; `begin` draws one."""
        self._user_id = user_id
        self._secret = secret
        self._public = pow(_G, secret, _N)

    @classmethod
    def begin(cls, user_id: str, random_bytes: RandomBytes) -> Self:
        """Draw until the public value has its full length (client advice)."""
        while True:
            drawn = cls(user_id, int.from_bytes(random_bytes(_SECRET_SIZE)))
            if len(_minimal(drawn._public)) == _SIZE:
                return drawn

    @property
    def public(self) -> str:
        """Our public value A for `srp-sets`, 512 hex characters."""
        return _padded(self._public).hex()

    def prove(self, code: str, *, salt: str, public: str, order: str) -> str:
        """Return the proof of an order (`VIN/RLU/Lock`), 64 hex characters.

        `salt` and `public` are the car's, in hex. Raises SrpError if they cannot be
        used, ShortSecret if another handshake is needed, ValueError unless `code` is
        a security code.
        """
        car_salt = _from_hex("salt", salt, _SALT_SIZE)
        car_public = int.from_bytes(_from_hex("public value", public, _SIZE))
        if not 0 < car_public < _N:
            raise SrpError("the car's public value is out of range")
        private_key = _private_key(car_salt, self._user_id, code)
        shared = self._shared_secret(private_key, car_public)
        if len(shared) < _SIZE:
            raise ShortSecret("the shared secret is short")
        return self._proof(shared, car_public, car_salt, order)

    def _shared_secret(self, private_key: int, car_public: int) -> bytes:
        multiplier = _number(_minimal(_N), bytes([_G]))
        scrambler = _number(_minimal(self._public), _padded(car_public))
        base = (car_public - multiplier * pow(_G, private_key, _N)) % _N
        return _minimal(pow(base, self._secret + scrambler * private_key, _N))

    def _proof(self, shared: bytes, car_public: int, salt: bytes, order: str) -> str:
        told = _padded(self._public) + _padded(car_public)
        told += self._user_id.encode() + salt + order.encode()
        return hmac.new(sha256(shared).digest(), told, sha256).hexdigest()


def _private_key(salt: bytes, user_id: str, code: str) -> int:
    if not is_code(code):
        raise ValueError("a security code has exactly 4 digits")
    return _number(salt, sha256(f"{user_id}:{code}".encode()).digest())


def _number(*parts: bytes) -> int:
    return int.from_bytes(sha256(b"".join(parts)).digest())


def _padded(value: int) -> bytes:
    return value.to_bytes(_SIZE)


def _minimal(value: int) -> bytes:
    return value.to_bytes((value.bit_length() + 7) // 8)


def _from_hex(name: str, text: str, size: int) -> bytes:
    try:
        data = bytes.fromhex(text)
    except ValueError:
        data = b""
    if len(data) != size:
        raise SrpError(f"the car's {name} is not {size} bytes in hex")
    return data
