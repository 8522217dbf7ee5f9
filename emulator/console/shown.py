"""How the console shows what the world keeps: times as ISO texts."""

from typing import Any

import msgspec
from msgspec import Struct

from emulator import moments

_TIME_SCHEMA = {"type": "string", "format": "date-time"}


def shown(thing: Struct) -> dict[str, Any]:
    """Return a document for JSON; world times in it become ISO times."""
    document: dict[str, Any] = _timed(msgspec.to_builtins(thing, order="deterministic"))
    return document


def shown_schema(schema: Any) -> Any:
    """Return a JSON schema as `shown` shows what it describes."""
    if isinstance(schema, list):
        return [shown_schema(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    told = {name: shown_schema(part) for name, part in schema.items()}
    if "prefixItems" in told:
        # Readers of an older JSON Schema know no items that differ by their place.
        told["items"] = {"anyOf": told.pop("prefixItems")}
    properties = told.get("properties", {})
    for name in filter(_is_time, properties):
        properties[name] = _time_schema(properties[name])
    return told


def _time_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a number, or of one that may be missing, as a time's."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_time_schema(part) for part in schema["anyOf"]]}
    return _TIME_SCHEMA if schema.get("type") == "number" else schema


def _timed(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: moments.iso(part)
            if _is_time(name) and isinstance(part, float)
            else _timed(part)
            for name, part in value.items()
        }
    return (
        [_timed(part) for part in value] if isinstance(value, list | tuple) else value
    )


def _is_time(name: str) -> bool:
    """Tell a world time by its name, the way all structs name theirs."""
    return name in ("at", "until") or name.endswith(("_at", "_until"))
