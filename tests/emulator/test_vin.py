"""VINs are valid by the public standard, and typed ones are judged as E6 says."""

from hypothesis import given, strategies as st
import pytest

from emulator import vin


@pytest.mark.parametrize("known", ["1M8GDM9AXKP042788", "11111111111111111"])
def test_check_digit_of_published_examples(known: str) -> None:
    assert vin.check_digit(known) == known[8]


@given(st.integers(0, 999_999), st.integers(1980, 2039))
def test_built_vins_pass_their_own_check(serial: int, year: int) -> None:
    built = vin.build("MNTBB7N1", year, serial)
    assert vin.fault(built) is None
    assert vin.check_digit(built) == built[8]
    assert built.startswith("MNTBB7N1")
    assert built.endswith(f"{serial:06d}")


def test_model_year_is_the_tenth_place() -> None:
    assert vin.build("MNTBB7N1", 2024, 1)[9] == "R"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("MNTBB7N1XRT00000", "a VIN has 17 characters, not 16"),
        ("MNTBB7N1XRT0000O1", "a VIN has no 'O'"),
        ("MNTBI7N1XRQ000001", "a VIN has no 'I', 'Q'"),
        ("MNTBB7N1XRT00000<", "a VIN has no '<'"),
    ],
)
def test_E6_badly_typed_vin_says_why(typed: str, reason: str) -> None:
    assert vin.fault(typed) == reason


def test_E6_small_letters_and_a_wrong_check_digit_are_taken() -> None:
    assert vin.fault("mntbb7n10rt000001") is None
