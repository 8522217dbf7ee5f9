"""What the cloud advises for a warning: the details of its last notification (H2)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

from ..api.errors import NissanError, ResourceError
from ..api.inbox import Mailbox
from ..api.models import Notification

# The lamp of each key, as the warnings' binary sensors call it.
_LAMPS: Final[Mapping[str, str]] = {
    "abs.alert": "abs",
    "airbag.alert": "airbag",
    "brake.alert": "brake",
    "brake.system.malfunction": "brake",
    "eps.alert": "power_steering",
    "fuel.alert": "fuel",
    "mil.lamp.flash.request": "engine",
    "mil.lamp.on.request": "engine",
    "oil.pressure.alert": "oil_pressure",
    "serv.warning.alert": "service",
    "stop.warning.alert": "stop",
    "wheel.alert": "tyre_pressure",
}


class Advice:
    """The texts by lamp, and the notifications that they are of."""

    def __init__(
        self,
        texts: dict[str, str | None] | None = None,
        ids: dict[str, str] | None = None,
    ) -> None:
        """Begin with what was kept, or anew."""
        self.texts: dict[str, str | None] = texts or {}
        self.ids: dict[str, str] = ids or {}

    async def async_saw(self, listed: Sequence[Notification], mailbox: Mailbox) -> None:
        """Fetch the details of each lamp's newest notification, once; raises nothing.

        In an outage it is tried again with the next look.
        """
        newest = {
            lamp: one.id
            for one in reversed(listed)
            if (lamp := _LAMPS.get(one.key or "")) is not None
        }
        for lamp, identity in newest.items():
            if self.ids.get(lamp) == identity:
                continue
            try:
                detail = await mailbox.detail(identity)
            except ResourceError:
                detail = None
            except NissanError:
                return
            self.ids[lamp] = identity
            self.texts[lamp] = None if detail is None else detail.description

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {"texts": self.texts, "ids": self.ids}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        return cls(dict(kept["texts"]), dict(kept["ids"]))
