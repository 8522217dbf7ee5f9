"""What the owner may choose: when to read, when to wake, which commands to allow."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from .api.resources import ResourceKey

CONF_STATUS_INTERVAL: Final = "status_interval"
CONF_ENERGY_INTERVAL: Final = "energy_interval"
CONF_TRIPS_INTERVAL: Final = "trips_interval"
CONF_HEALTH_INTERVAL: Final = "health_interval"
CONF_INBOX_INTERVAL: Final = "inbox_interval"
CONF_WAKING: Final = "waking"
CONF_WAKE_EVERY: Final = "wake_every"
CONF_WAKE_BUDGET: Final = "wake_budget"
CONF_QUIET_START: Final = "quiet_start"
CONF_QUIET_END: Final = "quiet_end"
CONF_HOLIDAY: Final = "holiday"
CONF_CALL_BUDGET: Final = "call_budget"
CONF_READ_ONLY: Final = "read_only"
CONF_ALLOW_UNLOCKING: Final = "allow_unlocking"
CONF_ALLOW_UNPROVEN: Final = "allow_unproven"
CONF_HIDE_POSITION: Final = "hide_position"

# What a group of resources is read by, in minutes.
INTERVALS: Final = MappingProxyType(
    {
        CONF_STATUS_INTERVAL: 5,
        CONF_INBOX_INTERVAL: 5,
        CONF_ENERGY_INTERVAL: 10,
        CONF_TRIPS_INTERVAL: 30,
        CONF_HEALTH_INTERVAL: 60,
    }
)
# Another server than the maker's may run through a day in half an hour.
LEAST_MINUTES: Final = 0.1
LEAST_MINUTES_MAKERS: Final = 1
MOST_MINUTES: Final = 1440
# Cars are not woken unless the owner wants it; the budget also bounds the button.
WAKING: Final = MappingProxyType({CONF_WAKE_EVERY: 0, CONF_WAKE_BUDGET: 4})

# By which interval a resource is read.
GROUPS: Final = MappingProxyType(
    {
        ResourceKey.COCKPIT: CONF_STATUS_INTERVAL,
        ResourceKey.LOCATION: CONF_STATUS_INTERVAL,
        ResourceKey.LOCK_STATUS: CONF_STATUS_INTERVAL,
        ResourceKey.RES_STATE: CONF_STATUS_INTERVAL,
        ResourceKey.BATTERY_STATUS: CONF_ENERGY_INTERVAL,
        ResourceKey.HVAC_STATUS: CONF_ENERGY_INTERVAL,
        ResourceKey.TRIPS_DAY: CONF_TRIPS_INTERVAL,
        ResourceKey.TRIPS_MONTH: CONF_TRIPS_INTERVAL,
        ResourceKey.TRIPS_YEAR: CONF_TRIPS_INTERVAL,
        ResourceKey.HEALTH_STATUS: CONF_HEALTH_INTERVAL,
        ResourceKey.PRESSURE: CONF_HEALTH_INTERVAL,
        ResourceKey.NOTIFICATIONS: CONF_INBOX_INTERVAL,
        ResourceKey.ALERTS: CONF_HEALTH_INTERVAL,
        ResourceKey.PREFERENCES: CONF_HEALTH_INTERVAL,
        ResourceKey.SERVICE_DUE: CONF_HEALTH_INTERVAL,
    }
)
# What changes by the day has no choice.
_SELDOM: Final = {ResourceKey.SUBSCRIPTIONS: timedelta(hours=12)}


class WakePolicy(NamedTuple):
    """When a car may be woken; `every` is None for never by itself."""

    every: timedelta | None
    budget: int
    holiday: bool
    quiet_start: time | None
    quiet_end: time | None

    def is_quiet(self, now: datetime) -> bool:
        """Whether local time `now` is in the quiet hours, which may pass midnight."""
        start, end = self.quiet_start, self.quiet_end
        if start is None or end is None:
            return False
        if start <= end:
            return start <= now.time() < end
        return now.time() >= start or now.time() < end


def intervals(options: Mapping[str, Any]) -> dict[ResourceKey, timedelta]:
    """Return how often each resource is read; what is not named is not read."""
    minutes = {**INTERVALS, **options}
    chosen = {key: timedelta(minutes=minutes[group]) for key, group in GROUPS.items()}
    read = {**chosen, **_SELDOM}
    return {key: read[key] for key in read if key not in hidden(options)}


def wake_policy(options: Mapping[str, Any]) -> WakePolicy:
    """Return when cars may be woken; never by who only reads."""
    chosen = {**WAKING, **options.get(CONF_WAKING, {})}
    if is_read_only(options):
        chosen |= WAKING | {CONF_WAKE_BUDGET: 0}
    return WakePolicy(
        every=timedelta(hours=chosen[CONF_WAKE_EVERY]) or None,
        budget=int(chosen[CONF_WAKE_BUDGET]),
        holiday=bool(chosen.get(CONF_HOLIDAY, False)),
        quiet_start=_time(chosen.get(CONF_QUIET_START)),
        quiet_end=_time(chosen.get(CONF_QUIET_END)),
    )


def call_budget(options: Mapping[str, Any]) -> int | None:
    """Return how many calls a day the account may make; None for what it needs."""
    return int(options.get(CONF_CALL_BUDGET, 0)) or None


def is_read_only(options: Mapping[str, Any]) -> bool:
    """Whether nothing is to be commanded or changed from here."""
    return bool(options.get(CONF_READ_ONLY, False))


def allows_unlocking(options: Mapping[str, Any]) -> bool:
    """Whether cars may be unlocked from here."""
    return bool(options.get(CONF_ALLOW_UNLOCKING, False))


def allows_unproven(options: Mapping[str, Any]) -> bool:
    """Whether the maker's cloud may get what no owner has reported working yet."""
    return bool(options.get(CONF_ALLOW_UNPROVEN, False))


def hidden(options: Mapping[str, Any]) -> frozenset[ResourceKey]:
    """Return what is neither read nor kept: the position, if the owner wants that."""
    if not options.get(CONF_HIDE_POSITION, False):
        return frozenset()
    return frozenset({ResourceKey.LOCATION})


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)
