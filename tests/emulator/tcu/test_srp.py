"""The car's half of the security code, by every vector of protocol 6."""

from hashlib import sha256

import pytest

from emulator.tcu import srp
from emulator.tcu.srp import BadValueError
from tests.emulator.tcu.owners import SALT, A, B

USER = "synthetic-user"
VERIFIER = srp.verifier_of_code(USER, "1234", SALT)
MODULUS = srp._MODULUS
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
SHORT_A = bytes(range(1, 31)) + b"\x21\x98"
SHORT_S = bytes(range(1, 31)) + b"\x20\x3c"


def public(secret: bytes) -> bytes:
    """Return a client's A."""
    return pow(2, int.from_bytes(secret), MODULUS).to_bytes(256)


def test_the_group_is_that_of_rfc_5054() -> None:
    digest = sha256(MODULUS.to_bytes(256)).hexdigest()
    assert digest == "91b71d6b40d439954568d412e883de5186f9381e25aef36e7a4607722f7e15ca"


def test_verifier_and_b_are_those_of_the_sheet() -> None:
    digest = sha256(VERIFIER.verifier).hexdigest()
    assert digest == "362638c4ee7f5f0639b0de5b68234ed342e148237de2a57d50c4d15d7b3fe923"
    ours = srp.exchange(VERIFIER, public(A), B).public
    digest = sha256(ours).hexdigest()
    assert digest == "951798aa367fe6fb952b7b2797e98f21d5deacc38d7d1451e01596d6b5d7cfa9"


@pytest.mark.parametrize("suffix", PROOFS)
def test_a_proof_holds_for_its_own_order_only(suffix: str) -> None:
    under_way = srp.exchange(VERIFIER, public(A), B)
    name = f"SYNTHETICVIN/{suffix}"
    assert srp.holds(VERIFIER, under_way, name, PROOFS[suffix])
    assert srp.holds(VERIFIER, under_way, name, PROOFS[suffix].upper())
    for other, proof in PROOFS.items():
        if other != suffix:
            assert not srp.holds(VERIFIER, under_way, name, proof)


@pytest.mark.parametrize(
    ("secret", "good", "padded"),
    [
        (
            SHORT_A,
            "ae46abec1936a7c0f66fee94d67c22020f727277a52f6ac1baeae12192f7ec9b",
            "81d283a816b3b3bdb981b36ad65b0f80ceb24c9d7fb9ad581beae60c47f0da31",
        ),
        (
            SHORT_S,
            "52dbbb6994f9f19e5f491528f66bbeabd5e19067dd5ee8893add8c6f50798e91",
            "53c296817a734cd5a19f949a3fe6ea3571fb2cb8fa6d7f183302f06293bb5ef7",
        ),
    ],
)
def test_leading_zero_bytes_are_left_out(secret: bytes, good: str, padded: str) -> None:
    under_way = srp.exchange(VERIFIER, public(secret), B)
    assert srp.holds(VERIFIER, under_way, "SYNTHETICVIN/RLU/Lock", good)
    assert not srp.holds(VERIFIER, under_way, "SYNTHETICVIN/RLU/Lock", padded)


@pytest.mark.parametrize("value", [bytes(256), MODULUS.to_bytes(256), b"", bytes(255)])
def test_values_outside_the_group_are_refused(value: bytes) -> None:
    with pytest.raises(BadValueError):
        srp.exchange(VERIFIER, value, B)
    with pytest.raises(BadValueError):
        srp.verifier(USER, SALT, value)


def test_a_salt_has_ten_bytes() -> None:
    with pytest.raises(BadValueError):
        srp.verifier(USER, SALT[:9], VERIFIER.verifier)


def test_b_is_never_zero() -> None:
    """With v = -g^b / k, B would be 0: the car draws no such challenge."""
    multiplier = int.from_bytes(sha256(MODULUS.to_bytes(256) + b"\x02").digest())
    ours = pow(2, int.from_bytes(B), MODULUS)
    value = -ours * pow(multiplier, -1, MODULUS) % MODULUS
    known = srp.verifier(USER, SALT, value.to_bytes(256))
    with pytest.raises(BadValueError, match="B"):
        srp.exchange(known, public(A), B)


@pytest.mark.parametrize(
    "text",
    ["", "ab", "g" * 64, " " * 64, "a" * 63, "a" * 65, "ab " * 21 + "a", "é" * 64],
)
def test_only_hex_of_32_bytes_has_the_form_of_a_proof(text: str) -> None:
    assert srp.is_proof(PROOFS["RHL/Stop"])
    assert not srp.is_proof(text)


def test_S3_nothing_secret_is_printed() -> None:
    under_way = srp.exchange(VERIFIER, public(A), B)
    for thing in (VERIFIER, under_way):
        shown = f"{thing!r} {thing}"
        for value in (VERIFIER.verifier, B, under_way.public, SALT):
            assert repr(value) not in shown
            assert value.hex() not in shown
