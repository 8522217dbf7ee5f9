"""The three shapes of a document, and the attributes in them (protocol fact 2, 4)."""

from collections.abc import Mapping
from typing import Any

from .errors import Outage
from .packing import packed, unpacked

_ENVELOPE_KEYS = {"id", "type"}


def attributes(document: Any) -> Mapping[str, Any]:
    """Return the attributes of an envelope, a flat object, or a bff's own document.

    What has none is empty. Raises Outage if it is no object.
    """
    if not isinstance(document, Mapping):
        raise Outage("unexpected_document")
    if "data" not in document:
        return {k: v for k, v in document.items() if k not in _ENVELOPE_KEYS}
    data = document["data"]
    inner = data.get("attributes") if isinstance(data, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def unwrapped(body: bytes) -> Mapping[str, Any]:
    """Return the attributes in the text of a document that was found sound."""
    return attributes(unpacked(body))


def envelope(payload: Mapping[str, Any]) -> bytes:
    """Return the text of a document with attributes, as `unwrapped` takes it."""
    return packed({"data": {"attributes": payload}})


def block_of(payload: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a part of the attributes, its own `attributes` lifted; empty if none."""
    block = payload.get(name)
    if not isinstance(block, Mapping):
        return {}
    inner = block.get("attributes")
    return {**block, **inner} if isinstance(inner, Mapping) else block


def data(document: Any) -> Any:
    """Return what a document wraps; raises Outage if it wraps nothing."""
    if not isinstance(document, Mapping) or document.get("data") is None:
        raise Outage("unexpected_document")
    return document["data"]
