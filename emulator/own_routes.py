"""Routes that people gave a world, by name: recorded elsewhere, driven here."""

from typing import Final

import msgspec

from . import drives
from .tcu.deeds import Refused
from .tcu.route import Route

MOST: Final = 50
NAME: Final = r"^[a-z0-9][a-z0-9_-]{0,39}\Z"


class OwnRoutes:
    """A world's own routes, kept with it."""

    def __init__(self) -> None:
        """Start without any."""
        self.changed = False
        self.routes: dict[str, Route] = {}

    def put(self, name: str, route: Route) -> None:
        """Take a route in; raises Refused for a name that is shipped, or too many."""
        if name in drives.names():
            raise Refused("route_exists", f"{name!r} is a shipped route", "name")
        if name not in self.routes and len(self.routes) >= MOST:
            raise Refused("too_many_routes", f"there are {MOST}; remove one", "name")
        self.routes[name] = route
        self.changed = True

    def remove(self, name: str) -> None:
        """Forget a route; KeyError if there is none of this name."""
        del self.routes[name]
        self.changed = True

    def dump(self) -> bytes:
        """Return the routes as JSON."""
        return msgspec.json.encode(self.routes)

    def load(self, data: bytes) -> None:
        """Take back what `dump` returned; raises msgspec.DecodeError."""
        self.routes = msgspec.json.decode(data, type=dict[str, Route])
