"""Vehicle identification numbers: built with a check digit, and judged (E6)."""

LENGTH = 17

_CHECK_POSITION = 8
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_YEAR = 1980
SERIALS = 1_000_000


def build(prefix: str, model_year: int, serial: int, *, plant: str = "T") -> str:
    """Return a valid VIN.

    `prefix` is the eight places before the check digit, `plant` one place; `serial` is
    below `SERIALS`.
    """
    year = _YEARS[(model_year - _FIRST_YEAR) % len(_YEARS)]
    vin = f"{prefix}0{year}{plant}{serial:06d}"
    return vin[:_CHECK_POSITION] + check_digit(vin) + vin[_CHECK_POSITION + 1 :]


def check_digit(vin: str) -> str:
    """Return the ninth place that fits the other sixteen (ISO 3779, 49 CFR 565)."""
    total = sum(
        _VALUES[sign] * weight for sign, weight in zip(vin, _WEIGHTS, strict=True)
    )
    return "0123456789X"[total % 11]


def is_mistyped(vin: str) -> bool:
    """Tell by the check digit whether a VIN without other faults was mistyped."""
    typed = vin.upper()
    return check_digit(typed) != typed[_CHECK_POSITION]


def fault(vin: str) -> str | None:
    """Say what is wrong with a typed VIN (E6 judges no check digit), or None."""
    if len(vin) != LENGTH:
        return f"a VIN has {LENGTH} characters, not {len(vin)}"
    wrong = sorted({sign for sign in vin.upper() if sign not in _VALUES})
    if wrong:
        return f"a VIN has no {', '.join(map(repr, wrong))}"
    return None
