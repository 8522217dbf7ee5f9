"""The integration as files: what the mechanical checks look at."""

import ast
from collections.abc import Iterator
import json
from pathlib import Path
from typing import Any

import hass_frontend

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "custom_components" / "nissanconnect"
LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "th")


def document(*parts: str) -> Any:
    """Return a JSON file of the integration."""
    return json.loads(PACKAGE.joinpath(*parts).read_text("utf-8"))


def texts(language: str) -> dict[str, str]:
    """Return a language's texts by dotted key."""
    return dict(_flat(document("translations", f"{language}.json"), ""))


def _flat(tree: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def sources(*, api: bool) -> Iterator[tuple[str, ast.Module]]:
    """Yield name and syntax tree of each module, of the client or of the rest."""
    client = PACKAGE / "api"
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.is_relative_to(client) is api:
            name = path.relative_to(client if api else PACKAGE).as_posix()
            yield name, ast.parse(path.read_text("utf-8"))


def calls(tree: ast.Module) -> Iterator[tuple[str, dict[str, ast.expr]]]:
    """Yield each call's last name and its keyword arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            yield name, {word.arg: word.value for word in node.keywords if word.arg}


def known_icons() -> set[str]:
    """Return the names of the frontend's icons."""
    names: set[str] = set()
    for path in (Path(hass_frontend.__file__).parent / "static" / "mdi").glob("*.json"):
        chunk = json.loads(path.read_text("utf-8"))
        if isinstance(chunk, dict) and "parts" not in chunk:
            names.update(chunk)
    return names
