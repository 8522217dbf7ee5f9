"""The languages that there are words in, and which of them a country reads (E11)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, get_args

from emulator import datafile

type Language = Literal["en", "fr", "th"]

DEFAULT: Final[Language] = "en"

_LANGUAGES: Final[tuple[Language, ...]] = get_args(Language.__value__)
_OF_COUNTRY: Final[Mapping[str, Language]] = {"FR": "fr", "TH": "th"}
_WORDS: Final = Path(__file__).parents[1] / "words"


def read_in(country: str) -> Language:
    """Return the language of a country by its code of two letters."""
    return _OF_COUNTRY.get(country, DEFAULT)


def texts[T](folder: str, kind: type[T]) -> dict[str, T]:
    """Read what a folder of `words` says in each language; raises DataError."""
    return {
        language: datafile.read(_WORDS / folder / f"{language}.yaml", kind)
        for language in _LANGUAGES
    }
