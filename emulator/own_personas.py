"""Personas that one world alone knows, beside those that are shipped."""

from collections.abc import Iterator

import msgspec

from . import persona
from .persona import Persona

_DECODER = msgspec.json.Decoder(dict[str, Persona])


class OwnPersonas:
    """The models of imported cars, by name; `changed` until they are kept."""

    def __init__(self) -> None:
        """Know those that are shipped."""
        self.changed = False
        self._models: dict[str, Persona] = {}

    def __len__(self) -> int:
        """Return how many are the world's own."""
        return len(self._models)

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the world's own."""
        return iter(self._models)

    def model(self, name: str) -> Persona:
        """Return one of the world's own, or a shipped one; raises DataError."""
        return self._models.get(name) or persona.load(name)

    def add(self, name: str, model: Persona) -> None:
        """Let the world know one more."""
        self._models[name] = model
        self.changed = True

    def dump(self) -> bytes:
        """Return the world's own as JSON."""
        return msgspec.json.encode(self._models)

    def load(self, data: bytes) -> None:
        """Take back what `dump` returned; raises msgspec.DecodeError."""
        self._models = _DECODER.decode(data)
