"""The words of the owner's pages: the same in each language, all there, none idle."""

import json
from pathlib import Path
import re
from typing import Any

import pytest

from emulator.owner import pages
from emulator.pages.serving import SHARED

STATIC = Path(pages.__file__).parent / "static"
_KEY = re.compile(r"[\"'`]([a-z][a-z_]*(?:\.[a-z0-9_]+)*)[\"'`]")
_ASKED = re.compile(r"\bt\(\s*\"([^\"]+)\"")
_FAMILY = re.compile(r"`([a-z][a-z_.]*\.)\$\{")
_PLACE = re.compile(r"\{(\w+)\}")


def _words(folder: Path, language: str) -> dict[str, str]:
    told: dict[str, str] = json.loads((folder / f"{language}.json").read_bytes())
    return told


ENGLISH = _words(STATIC / "words", "en")
_FILES = (*STATIC.rglob("*.js"), STATIC.parent / "page.html", SHARED / "said.js")
_COMMENT = re.compile(r"^\s*(?://|/?\*).*$", re.MULTILINE)
CODE = _COMMENT.sub("", "\n".join(file.read_text() for file in _FILES))


@pytest.mark.parametrize("language", ["fr", "th"])
def test_every_language_says_the_same_things(language: str) -> None:
    other = _words(STATIC / "words", language)
    assert other.keys() == ENGLISH.keys()
    for key, text in other.items():
        assert text.strip()
        assert set(_PLACE.findall(text)) == set(_PLACE.findall(ENGLISH[key])), key


def test_every_word_that_is_used_exists() -> None:
    known = ENGLISH.keys() | _words(SHARED / "words", "en").keys()
    asked = set(_ASKED.findall(CODE))
    asked |= {key for key in _KEY.findall(CODE) if "." in key and key[-3:] != ".js"}
    missing = {key for key in asked if key not in known and f"{key}.other" not in known}
    assert not missing
    for family in _FAMILY.findall(CODE):
        assert any(key.startswith(family) for key in known), family


def test_no_word_is_idle() -> None:
    used = set(_KEY.findall(CODE))
    families = tuple(_FAMILY.findall(CODE))
    idle = {
        key
        for key in ENGLISH
        if key not in used
        and not key.startswith(families)
        and key.rpartition(".")[0] not in used
    }
    assert not idle


def test_words_do_not_hide_those_that_all_pages_share() -> None:
    shared: Any = _words(SHARED / "words", "en").keys()
    assert not ENGLISH.keys() & shared
