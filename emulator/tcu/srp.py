"""The car's half of the security code: verifier, challenge, check of a proof.

Arithmetic and names are those of protocol 6.
"""

from hashlib import sha256
import hmac
from typing import override

from msgspec import Struct

SALT_BYTES = 10
SECRET_BYTES = 32

_N_BYTES = 256
_PROOF_BYTES = 32
_GENERATOR = 2
_MODULUS = int(
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


class BadValueError(ValueError):
    """A value that no honest client sends; names it, not its content."""


class Secret(Struct, frozen=True):
    """Values that are never printed."""

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"


class Verifier(Secret, frozen=True):
    """What is kept of a security code (S3)."""

    user_id: str
    salt: bytes
    verifier: bytes


class GivenCode(Secret, frozen=True):
    """A code that a car begins with: its verifier costs 2 ms, not paid by a fleet.

    Four digits are no better hidden by their verifier.
    """

    user_id: str
    salt: bytes
    code: str

    def verifier(self) -> Verifier:
        """Return what a client makes of the code."""
        return verifier_of_code(self.user_id, self.code, self.salt)


class Exchange(Secret, frozen=True):
    """A challenge's values: the client's A, our secret b, our B."""

    client_public: bytes
    secret: bytes
    public: bytes


def verifier(user_id: str, salt: bytes, value: bytes) -> Verifier:
    """Take an enrolment's s and v; raises BadValueError."""
    if len(salt) != SALT_BYTES:
        raise BadValueError(f"s: {SALT_BYTES} bytes are wanted")
    _check_in_group("v", value)
    return Verifier(user_id, salt, value)


def verifier_of_code(user_id: str, code: str, salt: bytes) -> Verifier:
    """Return what a client makes of a code."""
    inner = sha256(f"{user_id}:{code}".encode()).digest()
    value = pow(_GENERATOR, _hash(salt, inner), _MODULUS)
    return verifier(user_id, salt, _padded(value))


def exchange(known: Verifier, client_public: bytes, secret: bytes) -> Exchange:
    """Answer A with B; raises BadValueError, so for A or B = 0 mod N."""
    _check_in_group("A", client_public)
    multiplier = _hash(_shortest(_MODULUS), bytes([_GENERATOR]))
    blinded = multiplier * int.from_bytes(known.verifier)
    ours = pow(_GENERATOR, int.from_bytes(secret), _MODULUS)
    public = _padded((blinded + ours) % _MODULUS)
    _check_in_group("B", public)
    return Exchange(client_public, secret, public)


def is_proof(text: str) -> bool:
    """Whether a text has the form of a proof: hex of 32 bytes, in any case."""
    try:
        return len(text) == 2 * _PROOF_BYTES == 2 * len(bytes.fromhex(text))
    except ValueError:
        return False


def holds(known: Verifier, under_way: Exchange, order: str, proof: str) -> bool:
    """Whether a proof was made with the code, and for this very order."""
    client_public = int.from_bytes(under_way.client_public)
    scrambler = _hash(_shortest(client_public), under_way.public)
    base = client_public * pow(int.from_bytes(known.verifier), scrambler, _MODULUS)
    shared = pow(base, int.from_bytes(under_way.secret), _MODULUS)
    key = sha256(_shortest(shared)).digest()
    message = under_way.client_public + under_way.public
    message += known.user_id.encode() + known.salt + order.encode()
    expected = hmac.digest(key, message, "sha256")
    return hmac.compare_digest(expected, bytes.fromhex(proof))


def _hash(*parts: bytes) -> int:
    return int.from_bytes(sha256(b"".join(parts)).digest())


def _shortest(value: int) -> bytes:
    return value.to_bytes((value.bit_length() + 7) // 8)


def _padded(value: int) -> bytes:
    return value.to_bytes(_N_BYTES)


def _check_in_group(name: str, value: bytes) -> None:
    if len(value) != _N_BYTES:
        raise BadValueError(f"{name}: {_N_BYTES} bytes are wanted")
    if int.from_bytes(value) % _MODULUS == 0:
        raise BadValueError(f"{name}: 0 mod N")
