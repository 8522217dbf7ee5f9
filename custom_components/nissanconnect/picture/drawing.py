"""The car as this project draws it, in its own colour."""

from pathlib import Path
from string import Template
from typing import Final

from .paint import paint

CONTENT_TYPE: Final = "image/svg+xml"

_DRAWING: Final = Template(
    (Path(__file__).parent / "car.svg").read_text(encoding="utf-8")
)


def drawing(color: str | None) -> bytes:
    """Return a drawing of a car with the maker's colour code, as SVG."""
    return _DRAWING.substitute(paint=paint(color)).encode()
