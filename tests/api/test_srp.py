"""The security code's proof against every vector of protocol 6."""

from collections.abc import Iterator
from hashlib import sha256
import secrets

import pytest

from custom_components.nissanconnect.api import srp
from custom_components.nissanconnect.api.srp import (
    Handshake,
    ShortSecret,
    SrpError,
    enrol,
    is_code,
)

SALT = "00010203040506070809"
USER = "synthetic-user"
CODE = "1234"
VIN = "SYNTHETICVIN"
OUR_SECRET = int.from_bytes(range(0x01, 0x21))
CAR_SECRET = int.from_bytes(range(0x21, 0x41))
# Secrets whose A, and whose S, begin with a zero byte.
SHORT_A = int.from_bytes([*range(0x01, 0x1F), 0x21, 0x98])
SHORT_S = int.from_bytes([*range(0x01, 0x1F), 0x20, 0x3C])

MULTIPLIER = 0x4CBA3FB2923E01FB263DDBBB185A01C131C638F2561942E437727E02CA3C266D
PRIVATE_KEY = 0x54E505916003C83600CBBF390CAA507899AB1F9DB1D807BEFF0D00EA10B6AB91

PROOFS = {
    "RLU/Lock": "94c4d6e6b06a724c8dffda642478672957039adb2979bc0fba6d6196bbe5ece6",
    "RLU/Unlock": "770583c4258a0469e36442aef5c689f120fa94e1475ed9e32684c138ec5dc94f",
    "RES/Start": "3a16fd9ae5b197f5685f93c9f35220327f8c235327f32776043e1a9073ed1abc",
    "RES/Stop": "15142108503e050f57197afdb6e338b4051362203438604b9fdf33e35091e647",
    "RES/DoubleStart": (
        "1d50ac369f361a012ad749a82eef49224cdba210f3ea92bf0576ba9ef617bde2"
    ),
    "RHL/Start/HornOnly": (
        "64264547e020226e029fe9bfe6839488fcbfa53719c64443ccb809563559cf54"
    ),
    "RHL/Start/LightOnly": (
        "0478d4883155c4a80c4dda45af02986d2989637729741ad4481aad577c9b3052"
    ),
    "RHL/Start/HornLight": (
        "ae7cbb1ffd6333c42fac67f3743555840b4f5068e017f97ecdef5b725b68ca87"
    ),
    "RHL/Stop": "888045f395f18a53d64e42a47ee9793997e01d1be00b2da479fe3c7174907fe8",
}


def car_public() -> int:
    """Return B of the vectors, computed as a car does."""
    verifier = pow(2, PRIVATE_KEY, srp._N)
    return (MULTIPLIER * verifier + pow(2, CAR_SECRET, srp._N)) % srp._N


def prove(secret: int, order: str = "RLU/Lock", code: str = CODE) -> str:
    """Return the proof of an order of the synthetic car."""
    return Handshake(USER, secret).prove(
        code, salt=SALT, public=f"{car_public():0512x}", order=f"{VIN}/{order}"
    )


def drawn(*secrets: int) -> Iterator[bytes]:
    """Yield secrets as a source of randomness gives them."""
    return (secret.to_bytes(32) for secret in secrets)


def digest(hexadecimal: str) -> str:
    """Return the digest in which the sheet gives long values."""
    return sha256(bytes.fromhex(hexadecimal)).hexdigest()


def test_the_group_is_that_of_the_sheet() -> None:
    assert digest(f"{srp._N:0512x}") == (
        "91b71d6b40d439954568d412e883de5186f9381e25aef36e7a4607722f7e15ca"
    )


def test_the_multiplier_hashes_an_unpadded_generator() -> None:
    assert srp._number(srp._minimal(srp._N), b"\x02") == MULTIPLIER


def test_the_private_key_of_user_salt_and_code() -> None:
    assert srp._private_key(bytes.fromhex(SALT), USER, CODE) == PRIVATE_KEY


def test_enrolment_carries_salt_and_padded_verifier() -> None:
    enrolment = enrol(USER, CODE, lambda size: bytes(range(size)))
    assert enrolment.salt == SALT
    assert len(enrolment.verifier) == 512
    assert digest(enrolment.verifier) == (
        "362638c4ee7f5f0639b0de5b68234ed342e148237de2a57d50c4d15d7b3fe923"
    )


def test_our_public_value_is_sent_padded() -> None:
    handshake = Handshake.begin(USER, lambda _: OUR_SECRET.to_bytes(32))
    assert len(handshake.public) == 512
    assert digest(handshake.public) == (
        "1deb90a9791476498029d9d5ef6b16021584b8f369c29140f551e502481c236e"
    )


def test_the_cars_public_value_of_the_sheet() -> None:
    assert digest(f"{car_public():0512x}") == (
        "951798aa367fe6fb952b7b2797e98f21d5deacc38d7d1451e01596d6b5d7cfa9"
    )


def test_scrambler_and_key() -> None:
    handshake = Handshake(USER, OUR_SECRET)
    ours = srp._minimal(int(handshake.public, 16))
    assert srp._number(ours, srp._padded(car_public())) == (
        0x6FC53A94680EB194DA508CB73120F8E8C99985B62173DEDF731AC1D2B6DF4CA8
    )
    shared = handshake._shared_secret(PRIVATE_KEY, car_public())
    assert sha256(shared).hexdigest() == (
        "d9900aaf0b6a4abf5a23329f04e8c85b9a0eb2dc960d880f62adb86f9b2cba63"
    )


@pytest.mark.parametrize(("order", "proof"), PROOFS.items())
def test_proof_of_each_order(order: str, proof: str) -> None:
    assert prove(OUR_SECRET, order) == proof


def test_another_code_makes_another_proof() -> None:
    assert prove(OUR_SECRET, code="1235") != PROOFS["RLU/Lock"]


def test_the_cars_hex_may_be_upper_case() -> None:
    proof = Handshake(USER, OUR_SECRET).prove(
        CODE,
        salt=SALT.upper(),
        public=f"{car_public():0512X}",
        order=f"{VIN}/RLU/Lock",
    )
    assert proof == PROOFS["RLU/Lock"]


def test_a_short_public_value_is_hashed_without_padding() -> None:
    assert prove(SHORT_A) == (
        "ae46abec1936a7c0f66fee94d67c22020f727277a52f6ac1baeae12192f7ec9b"
    )


def test_a_short_public_value_is_never_sent() -> None:
    source = drawn(0, SHORT_A, OUR_SECRET)
    handshake = Handshake.begin(USER, lambda _: next(source))
    assert handshake.public == Handshake(USER, OUR_SECRET).public
    assert list(source) == []


def test_a_short_shared_secret_is_hashed_without_padding() -> None:
    handshake = Handshake(USER, SHORT_S)
    shared = handshake._shared_secret(PRIVATE_KEY, car_public())
    assert len(shared) == 255
    salt = bytes.fromhex(SALT)
    assert handshake._proof(shared, car_public(), salt, f"{VIN}/RLU/Lock") == (
        "52dbbb6994f9f19e5f491528f66bbeabd5e19067dd5ee8893add8c6f50798e91"
    )


def test_a_short_shared_secret_wants_another_handshake() -> None:
    with pytest.raises(ShortSecret):
        prove(SHORT_S)


@pytest.mark.parametrize(
    ("salt", "public"),
    [
        ("", "01" * 256),
        (SALT + "0a", "01" * 256),
        ("xyz", "01" * 256),
        (SALT, ""),
        (SALT, "01" * 255),
        (SALT, "not hexadecimal"),
        (SALT, "00" * 256),
        (SALT, f"{srp._N:0512x}"),
        (SALT, "ff" * 256),
    ],
)
def test_values_no_honest_car_sends_are_refused(salt: str, public: str) -> None:
    with pytest.raises(SrpError) as refused:
        Handshake(USER, OUR_SECRET).prove(CODE, salt=salt, public=public, order="x")
    assert public == "" or public not in str(refused.value)


@pytest.mark.parametrize(
    "code", ["", "123", "12345", "12a4", "१२३४", " 1234", "1234\n"]
)
def test_R1_a_code_has_four_digits(code: str) -> None:
    assert not is_code(code)
    with pytest.raises(ValueError, match="exactly 4 digits"):
        enrol(USER, code, secrets.token_bytes)


def test_R1_a_code_may_begin_with_zero() -> None:
    assert is_code("0000")


def test_S3_nothing_of_an_enrolment_is_shown() -> None:
    enrolment = enrol(USER, CODE, secrets.token_bytes)
    assert enrolment.salt not in repr(enrolment)
    assert enrolment.verifier not in repr(enrolment)
