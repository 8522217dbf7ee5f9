"""docs/reference.md: all entities, actions, triggers, conditions and blueprints.

`python -m tests.reference` writes it from the descriptions and the English texts.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from homeassistant.const import EntityCategory
from homeassistant.helpers.entity import EntityDescription
import yaml

from .package import ROOT, document
from .test_translations import DESCRIPTIONS

DOCUMENT: Final = ROOT / "docs" / "reference.md"
_BLUEPRINTS: Final = ROOT / "blueprints" / "automation" / "nissanconnect"
_HEAD: Final = """\
# Reference

All there is; what a car has depends on what it tells.
Made by `python -m tests.reference`.
"""
_CATEGORIES: Final = {
    None: "",
    EntityCategory.CONFIG: "configuration",
    EntityCategory.DIAGNOSTIC: "diagnostic",
}


def text() -> str:
    """Return the document."""
    english = document("translations", "en.json")
    parts = [
        _HEAD,
        *_section("Entities", _entities(english["entity"])),
        *_section("Actions", _calls(english["services"])),
        *_section("Triggers", _calls(english["triggers"])),
        *_section("Conditions", _calls(english["conditions"])),
        *_section("Blueprints", _blueprints()),
    ]
    return "\n".join(parts)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"## {title}\n"
    yield from lines
    yield ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _table(*heads: str) -> Iterator[str]:
    yield _row(*heads)
    yield _row(*("---" for _ in heads))


def _entities(texts: dict[str, Any]) -> Iterator[str]:
    yield from _table("platform", "name", "key", "category", "at first")
    for platform, descriptions in DESCRIPTIONS.items():
        for it in descriptions:
            yield _row(platform.value, _name(texts, platform, it), *_facts(it))


def _name(texts: dict[str, Any], platform: str, it: EntityDescription) -> str:
    known = texts.get(platform, {}).get(it.translation_key or it.key, {})
    name: str = known.get("name") or "the car"
    return name


def _facts(it: EntityDescription) -> tuple[str, str, str]:
    at_first = "on" if it.entity_registry_enabled_default else "off"
    return f"`{it.key}`", _CATEGORIES[it.entity_category], at_first


def _calls(texts: dict[str, Any]) -> Iterator[str]:
    yield from _table("name", "key", "what it does", "fields")
    for key, call in sorted(texts.items()):
        fields = ", ".join(f"`{name}`" for name in call.get("fields", {}))
        yield _row(
            call["name"],
            f"`nissanconnect.{key}`",
            call["description"],
            fields or "none",
        )


def _blueprints() -> Iterator[str]:
    yield from _table("name", "what it does", "inputs")
    for path in sorted(_BLUEPRINTS.glob("*.yaml")):
        about = yaml.load(path.read_text("utf-8"), _Loader)["blueprint"]  # noqa: S506
        name = about["name"].partition(": ")[2].capitalize()
        inputs = ", ".join(_inputs(about["input"]))
        yield _row(name, " ".join(about["description"].split()), inputs)


def _inputs(tree: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the inputs, through their sections."""
    for one in tree.values():
        if "input" in one:
            yield from _inputs(one["input"])
        else:
            yield one["name"]


class _Loader(yaml.SafeLoader):
    """Reads a blueprint: what `!input` stands for is of no interest here."""


_Loader.add_constructor("!input", lambda _, node: node.value)


if __name__ == "__main__":
    DOCUMENT.write_text(text(), "utf-8")
