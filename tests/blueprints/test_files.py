"""The blueprints as files, and what the documents say of them."""

from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from tests.package import PACKAGE, ROOT

from .house import load, paths

REPOSITORY = "https://github.com/nissanconnect/home-assistant-nissanconnect"
IMPORT = "https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url="
DOCUMENT = ROOT / "docs" / "blueprints.md"


def address(path: Path) -> str:
    """Return where a blueprint is on the web."""
    return f"{REPOSITORY}/blob/main/{path.relative_to(ROOT).as_posix()}"


def test_the_repository_is_the_integrations() -> None:
    """The one that the manifest names."""
    manifest = yaml.safe_load((PACKAGE / "manifest.json").read_text("utf-8"))
    assert manifest["issue_tracker"].startswith(f"{REPOSITORY}/")


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_M10_each_loads_and_says_where_it_is_from(path: Path) -> None:
    """For the oldest Home Assistant that the integration runs in."""
    blueprint = load(path)
    hacs = yaml.safe_load((ROOT / "hacs.json").read_text("utf-8"))
    assert blueprint.validate() is None
    assert blueprint.metadata["source_url"] == address(path)
    assert blueprint.metadata["homeassistant"]["min_version"] == hacs["homeassistant"]
    assert blueprint.metadata["description"]


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_M10_the_owner_is_told_as_he_likes(path: Path) -> None:
    """By any actions, at first by a notification of Home Assistant; all has a name."""
    inputs = load(path).inputs
    assert list(inputs["actions"]["selector"]) == ["action"]
    assert [one["action"] for one in inputs["actions"]["default"]] == [
        "persistent_notification.create"
    ]
    for key, one in inputs.items():
        assert one["name"], key
        assert one["selector"], key


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_M10_each_is_explained_and_can_be_imported(path: Path) -> None:
    """With the name of each input."""
    document = DOCUMENT.read_text("utf-8")
    link = f"{IMPORT}{quote(address(path), safe='')}"
    before, found, after = document.partition(f"({link})")
    assert found, link
    heading = before.rpartition("\n## ")[2]
    text = heading + after.partition("\n## ")[0]
    missing = [
        one["name"]
        for key, one in load(path).inputs.items()
        if key != "actions" and one["name"] not in text
    ]
    assert not missing


def test_M10_what_is_explained_exists() -> None:
    """As many links as blueprints, and the README leads to them."""
    assert DOCUMENT.read_text("utf-8").count(IMPORT) == len(paths())
    assert "docs/blueprints.md" in (ROOT / "README.md").read_text("utf-8")
