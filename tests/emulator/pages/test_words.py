"""The words of our own pages: the same in each language, all there, none idle."""

import json
from pathlib import Path
import re

import pytest

import emulator
from emulator.faults.table import FAULTS
from emulator.pages.serving import SHARED

_PAGES = Path(emulator.__file__).parent
_FOLDERS = sorted(path.parent for path in _PAGES.glob("*/static/words"))
_KEY = re.compile(r"[\"'`]([a-z][a-z_]*(?:\.[a-z0-9_]+)*)[\"'`]")
_ASKED = re.compile(r"\bt\(\s*\"([^\"]+)\"")
_FAMILY = re.compile(r"`([a-z][a-z_]*\.[a-z_.]*)\$\{")
_LOADS = re.compile(r"\"/(\w+)/static/words\"")
_PLACE = re.compile(r"\{(\w+)\}")
_COMMENT = re.compile(r"^\s*(?://|/?\*).*$", re.MULTILINE)

each_folder = pytest.mark.parametrize(
    "folder", _FOLDERS, ids=[folder.parent.name for folder in _FOLDERS]
)


def _words(folder: Path, language: str = "en") -> dict[str, str]:
    file = folder / "words" / f"{language}.json"
    told: dict[str, str] = json.loads(file.read_bytes())
    return told


def _code(*folders: Path) -> str:
    """Return all code and HTML of these folders' pages, without comments."""
    files = [file for folder in folders for file in folder.rglob("*.js")]
    files += [file for folder in folders for file in folder.parent.glob("*.html")]
    return _COMMENT.sub("", "\n".join(file.read_text() for file in files))


def _loaded(code: str) -> list[Path]:
    """Return the folders whose words the code loads."""
    return [_PAGES / page / "static" for page in set(_LOADS.findall(code))]


def test_there_are_words() -> None:
    assert SHARED in _FOLDERS
    assert len(_FOLDERS) > 2


@each_folder
@pytest.mark.parametrize("language", ["fr", "th"])
def test_every_language_says_the_same_things(folder: Path, language: str) -> None:
    english, other = _words(folder), _words(folder, language)
    assert other.keys() == english.keys()
    for key, text in other.items():
        assert text.strip()
        assert set(_PLACE.findall(text)) == set(_PLACE.findall(english[key])), key


@each_folder
def test_every_word_that_is_used_exists(folder: Path) -> None:
    code = _code(folder)
    known = {key for one in _loaded(code) for key in _words(one)}
    asked = set(_ASKED.findall(code))
    asked |= {key for key in _KEY.findall(code) if "." in key and key[-3:] != ".js"}
    missing = {key for key in asked if key not in known and f"{key}.other" not in known}
    assert not missing
    for family in _FAMILY.findall(code):
        assert any(key.startswith(family) for key in known), family


def test_the_fault_desks_words_are_those_of_the_table() -> None:
    english = _words(_PAGES / "console" / "static")
    told = {key: text for key, text in english.items() if key.startswith("does.")}
    assert told == {f"does.{fault.id}": fault.does for fault in FAULTS.values()}


@each_folder
def test_no_word_is_idle(folder: Path) -> None:
    code = _code(*(_FOLDERS if folder == SHARED else (folder, SHARED)))
    used = set(_KEY.findall(code))
    families = tuple(_FAMILY.findall(code))
    idle = {
        key
        for key in _words(folder)
        if key not in used
        and not key.startswith(families)
        and key.rpartition(".")[0] not in used
    }
    assert not idle


@each_folder
def test_no_word_hides_another(folder: Path) -> None:
    loaded = [_words(one).keys() for one in _loaded(_code(folder))]
    assert sum(map(len, loaded)) == len(set().union(*loaded))
