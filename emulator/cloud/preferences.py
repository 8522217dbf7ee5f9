"""What a user's telephone is notified of (M6); his history gets everything."""

from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from .documents import Collection, DocumentKey

type Topic = Literal["theft", "health", "area", "speed", "curfew", "remote_command"]

_CATEGORIES: dict[str, Topic] = {
    "Safety&Security": "theft",
    "remotecontrol": "remote_command",
}
_KEYS: dict[str, Topic] = {"zone": "area", "speed": "speed", "curfew": "curfew"}


class Preferences(Struct, frozen=True):
    """On or off for each topic."""

    theft: bool = True
    health: bool = True
    area: bool = True
    speed: bool = True
    curfew: bool = True
    remote_command: bool = True


class CarPreferences(Struct, frozen=True):
    """Those of a car's users, by user id."""

    users: dict[str, Preferences] = field(default_factory=dict)


class PreferenceBook:
    """The preferences of all users for all cars."""

    def __init__(self, changed: set[DocumentKey]) -> None:
        """Start with everything on."""
        self.documents = Collection("preferences", CarPreferences, changed)

    def of(self, vin: str, user_id: str) -> Preferences:
        """Return a user's preferences for a car."""
        return self._of(vin).users.get(user_id) or Preferences()

    def put(self, vin: str, user_id: str, preferences: Preferences) -> None:
        """Have them hold at once."""
        known = self._of(vin)
        users = known.users | {user_id: preferences}
        self.documents[vin] = replace(known, users=users)

    def forget_user(self, vin: str, user_id: str) -> None:
        """Forget a user's preferences for a car (E9)."""
        known = self._of(vin).users
        if user_id in known:
            users = {one: known[one] for one in known if one != user_id}
            self.documents[vin] = CarPreferences(users)

    def silent_for(self, vin: str, category: str, key: str) -> frozenset[str]:
        """Return the users who do not want to be notified of something now."""
        users = self._of(vin).users
        return frozenset(
            user for user in users if not wants(users[user], category, key)
        )

    def _of(self, vin: str) -> CarPreferences:
        return self.documents.get(vin) or CarPreferences()


def wants(preferences: Preferences, category: str, key: str) -> bool:
    """Tell whether a telephone is notified of something."""
    topic = _topic(category, key)
    return topic is None or bool(getattr(preferences, topic))


def _topic(category: str, key: str) -> Topic | None:
    """Return what something is about; None if no preference can silence it."""
    if category == "maintenance":
        return None if key.startswith("maintenance.") else "health"
    return _CATEGORIES.get(category) or _KEYS.get(key.partition(".")[0])
