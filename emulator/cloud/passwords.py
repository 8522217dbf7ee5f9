"""Passwords as the cloud keeps them: salted digests."""

from hashlib import blake2b, scrypt
from hmac import compare_digest
from typing import Literal

from .documents import Secretive

SALT_BYTES = 16
# About 2 ms on a slow core: an emulator guards no treasure, fleets must sign in.
_SCRYPT_N = 2**10


class Password(Secretive, frozen=True):
    """A password's digest.

    A fleet's given passwords are `quick`, at no cost at start; who signs in, or
    chooses a password, gets `scrypt`.
    """

    scheme: Literal["quick", "scrypt"]
    salt: bytes
    digest: bytes

    def matches(self, typed: str) -> bool:
        """Tell in constant time whether this is the password."""
        digest = _DIGESTS[self.scheme](_encoded(typed), self.salt)
        return compare_digest(digest, self.digest)


def quick(password: str, salt: bytes) -> Password:
    """Keep a password that a scenario gave."""
    return Password("quick", salt, _quick(_encoded(password), salt))


def strong(password: str, salt: bytes) -> Password:
    """Keep a password that somebody typed."""
    return Password("scrypt", salt, _scrypt(_encoded(password), salt))


def _quick(password: bytes, salt: bytes) -> bytes:
    return blake2b(password, salt=salt, digest_size=32).digest()


def _scrypt(password: bytes, salt: bytes) -> bytes:
    return scrypt(password, salt=salt, n=_SCRYPT_N, r=8, p=1)


def _encoded(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


_DIGESTS = {"quick": _quick, "scrypt": _scrypt}
