"""What the maker's colour codes look like, near enough for a drawing."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# A car whose code is not known is drawn in silver.
SILVER: Final = "#b9bec3"

_WHITE, _BLACK, _GREY = "#eef0f1", "#1e2124", "#5b6167"
_RED, _BLUE, _BRONZE = "#a5202b", "#1f4f93", "#7d5a43"

# Of each code the last letters differ by year and market, the colour does not.
_PAINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "326": _WHITE,
        "CAN": _BRONZE,
        "CAR": _BRONZE,
        "DAQ": "#4c5a3a",
        "GAK": _BLACK,
        "GAQ": _GREY,
        "GAT": _BLACK,
        "K23": SILVER,
        "KAD": _GREY,
        "KBY": "#8f8a82",
        "KH3": _BLACK,
        "KNG": _GREY,
        "KY0": SILVER,
        "NAH": _RED,
        "NBL": _RED,
        "NBV": "#6d1f2c",
        "NBX": "#5a2230",
        "NNP": "#b5452f",
        "QAB": _WHITE,
        "QAC": _WHITE,
        "QAK": _WHITE,
        "QM1": _WHITE,
        "QNC": _WHITE,
        "QNG": _WHITE,
        "RAY": _BLUE,
        "RBN": _BLUE,
        "RCA": _BLUE,
        "RCF": "#2a62b8",
        "RCL": "#33566e",
        "XGG": "#9c5a3c",
        "XGJ": "#e3e6e4",
        "XKJ": "#4a4f57",
        "Z10": _RED,
        "Z11": _BLACK,
    }
)


def paint(code: str | None) -> str:
    """Return the colour of a code as `#rrggbb`."""
    return _PAINTS.get((code or "").upper(), SILVER)
