"""Shapes, media types and times of the maker's answers (protocol 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from aiohttp import hdrs, web
import msgspec

from emulator.cloud.recorded import stamp_like

from .errors import NOT_ACCEPTABLE, WireError

JSON: Final = "application/json"
JSON_API: Final = "application/vnd.api+json"

# Clients have one or two; others must not fill the memory.
_KEPT_HEADERS: Final = 64

type Attributes = dict[str, object]


class Shape(Enum):
    """The two shapes of a GET's body (protocol, fact 2)."""

    ENVELOPE = auto()
    FLAT = auto()


@dataclass(frozen=True)
class Face:
    """What a service makes of media ranges; one that is not there it refuses."""

    shapes: Mapping[str, Shape]

    def shape(self, request: web.Request) -> Shape:
        """Return the shape that the client likes best; raises WireError (406)."""
        for media_range in _liked(request.headers.get(hdrs.ACCEPT) or "*/*"):
            if media_range in self.shapes:
                return self.shapes[media_range]
        raise WireError(NOT_ACCEPTABLE)

    def answer(
        self, ident: str, attributes: Attributes, shape: Shape, *, kind: str = "Car"
    ) -> web.Response:
        """Answer with attributes in a shape; `kind` is the JSON:API type."""
        return self.response(body(ident, attributes, shape, kind=kind), shape)

    def response(self, body: bytes, shape: Shape) -> web.Response:
        """Answer with a body that has a shape."""
        envelope = shape is Shape.ENVELOPE and JSON_API in self.shapes
        return web.Response(body=body, content_type=JSON_API if envelope else JSON)


CAR_ADAPTER: Final = Face(
    {
        "*/*": Shape.ENVELOPE,
        "application/*": Shape.ENVELOPE,
        JSON_API: Shape.ENVELOPE,
        JSON: Shape.FLAT,
    }
)
# The bff does not know JSON:API's media type, though it answers in its form (8.5).
BFF: Final = Face(
    {
        "*/*": Shape.ENVELOPE,
        "application/*": Shape.ENVELOPE,
        JSON: Shape.FLAT,
    }
)


def body(ident: str, attributes: Attributes, shape: Shape, *, kind: str) -> bytes:
    """Return attributes in a shape; `kind` is the JSON:API type."""
    if shape is Shape.FLAT:
        return msgspec.json.encode({"id": ident, **attributes})
    data = {"type": kind, "id": ident, "attributes": attributes}
    return msgspec.json.encode({"data": data})


def answer(
    document: object, *, content_type: str = JSON, status: int = 200
) -> web.Response:
    """Return a JSON answer."""
    body = msgspec.json.encode(document)
    return web.Response(body=body, content_type=content_type, status=status)


def stamp(moment: float, example: str | None = None) -> str:
    """Return `2026-03-02T06:00:00Z`, or the moment in the form of an example."""
    if example is not None:
        return stamp_like(example, moment)
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%S}Z"


def stamp_ms(moment: float) -> str:
    """Return `2026-03-02T06:00:00.000Z`, as the newer gateways write it."""
    text = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


@lru_cache(_KEPT_HEADERS)
def _liked(accept: str) -> tuple[str, ...]:
    """Return the media ranges of an Accept header, the best liked first."""
    ranges = [_media_range(part) for part in accept.split(",")]
    ranges.sort(key=lambda item: -item[0])
    return tuple(media_range for quality, media_range in ranges if quality > 0)


def _media_range(part: str) -> tuple[float, str]:
    media_range, *parameters = (word.strip().lower() for word in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return _quality(value), media_range
    return 1.0, media_range


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 1.0
