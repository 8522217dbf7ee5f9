"""The card comes with the integration: served, loaded, and its words complete."""

import json
from pathlib import Path
import re

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.nissanconnect.const import DOMAIN
from tests.package import LANGUAGES, PACKAGE, document, known_icons

_PAGE = PACKAGE / "frontend" / "page"
_WORDS = {
    path.stem: json.loads(path.read_text("utf-8")) for path in _PAGE.glob("words/*")
}
_SCRIPTS = sorted(_PAGE.rglob("*.js"))
_HOLE = re.compile(r"\{\w+\}")
# How the modules name an entity's key, and an icon; a line of a table names both.
_READ = re.compile(
    r"\b(?:id|ids|state|value|number|isOn|moment|attribute|shown|label)\(\"(\w+)\""
    r"|\b(?:entityRow|due)\(scene, \"(\w+)\"|^ +\[\"(\w+)\", \"[a-z0-9-]+\"\],$",
    re.MULTILINE,
)
_DRAWN = re.compile(
    r"icon\(\"([a-z0-9-]+)\"|symbol: \"([a-z0-9-]+)\"|mdi:([a-z0-9-]+)\""
    r"|\(scene, \"\w+\", \"([a-z0-9-]+)\"|^ +\[\"\w+\", \"([a-z0-9-]+)\"\],$",
    re.MULTILINE,
)


@pytest.mark.usefixtures("enable_custom_integrations", "socket_enabled")
async def test_each_page_loads_it(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """One entrance; its address changes with its content, for browsers keep it."""
    assert await async_setup_component(hass, "frontend", {})
    assert await async_setup_component(hass, DOMAIN, {})
    (address,) = [
        url for url in hass.data[DATA_EXTRA_MODULE_URL].urls if f"/{DOMAIN}/" in url
    ]
    assert re.fullmatch(rf"/{DOMAIN}/[0-9a-f]{{12}}/main\.js\?words=[a-z.]+", address)
    assert set(address.partition("words=")[2].split(".")) == _WORDS.keys()
    client = await hass_client_no_auth()
    folder = address.rpartition("/")[0]
    for path in _PAGE.rglob("*.*"):
        answer = await client.get(f"{folder}/{path.relative_to(_PAGE).as_posix()}")
        assert answer.status == 200, path
        assert "max-age" in answer.headers["Cache-Control"]
    assert (await client.get(f"{folder}/../serving.py")).status == 404


@pytest.mark.usefixtures("enable_custom_integrations")
async def test_without_a_frontend_nothing_is_missed(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, DOMAIN, {})
    assert DATA_EXTRA_MODULE_URL not in hass.data


def test_each_language_has_each_word_with_the_same_holes() -> None:
    """A language that comes later may lack some, but not those of the integration."""
    english = _WORDS["en"]
    for language in LANGUAGES:
        words = _WORDS[language]
        assert words.keys() == english.keys(), language
        for key, text in words.items():
            assert set(_HOLE.findall(text)) == set(_HOLE.findall(english[key])), key


def test_each_word_is_said_somewhere() -> None:
    source = "\n".join(path.read_text("utf-8") for path in _SCRIPTS)
    said = set(re.findall(r'\bt\("(\w+)"', source))
    assert said <= _WORDS["en"].keys()
    quoted = set(re.findall(r'"(\w+)"', source))
    built = {
        key for key in _WORDS["en"] if key.startswith(("do_", "done_", "confirm_"))
    }
    assert not _WORDS["en"].keys() - quoted - built


def test_each_key_that_the_card_reads_is_an_entitys() -> None:
    """One that is renamed would be missed on the card without a word."""
    named = {key for found in _named(_READ) for key in found if key}
    entities = document("translations", "en.json")["entity"]
    assert len(named) > 30
    assert named <= {key for platform in entities.values() for key in platform}


def test_M6_each_icon_of_the_card_is_home_assistants() -> None:
    named = {icon for found in _named(_DRAWN) for icon in found if icon}
    assert len(named) > 30
    assert named <= known_icons()


def _named(pattern: re.Pattern[str]) -> list[tuple[str, ...]]:
    source = "\n".join(path.read_text("utf-8") for path in _SCRIPTS)
    return pattern.findall(source)


@pytest.mark.parametrize("path", _SCRIPTS, ids=lambda path: path.stem)
def test_a_module_asks_nobody_outside_and_makes_no_markup_of_data(path: Path) -> None:
    source = path.read_text("utf-8")
    assert "innerHTML" not in source
    assert not re.search(r'import[^"]*"https?:', source)
    outside = set(re.findall(r'https?://[^\s"`]+', source))
    assert outside <= {
        "http://www.w3.org/2000/svg",
        "https://github.com/nissanconnect/home-assistant-nissanconnect",
    }
    assert len(source.splitlines()) <= 300
