"""Short words on a car's state, as the console draws them."""

from collections.abc import Iterator

from msgspec import Struct

from emulator.tcu.report import LOCKABLE
from emulator.tcu.truth import Truth

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_SIGNALS = {
    "horn": "horn sounding",
    "lights": "lights flashing",
    "horn_lights": "horn sounding, lights flashing",
}
_AWAITED = {"ignition_off": "ignition OFF", "ignition_on": "ignition ON"}


class Chip(Struct, frozen=True):
    """A short word on a car's state; `tone` is good, alert or empty."""

    text: str
    tone: str = ""


def chips(truth: Truth) -> Iterator[Chip]:
    """Give the words on a car's state, the most telling first."""
    if truth.driving:
        left = truth.driving.left_km
        yield Chip(f"{truth.speed_kmh:.0f} km/h, {left:.1f} km to go", "good")
    yield Chip("ignition ON", "good") if truth.ignition else Chip("ignition OFF")
    yield _locks_chip(truth)
    yield from _remote_chips(truth)
    yield from _code_chips(truth)
    yield Chip("asleep" if truth.asleep else "awake")
    yield Chip("reachable") if truth.reachable else Chip("not reachable", "alert")
    if not truth.radio.gnss:
        yield Chip("no GNSS", "alert")
    if truth.privacy:
        yield Chip("privacy mode", "alert")
    if truth.unsent:
        yield Chip("unsent reports", "alert")
    if truth.key_inside:
        yield Chip("key inside")
    if truth.hazard_lights:
        yield Chip("hazard lights")
    if truth.gear == "N":
        yield Chip("in neutral")


def _locks_chip(truth: Truth) -> Chip:
    if truth.locked:
        return Chip("locked", "good")
    if LOCKABLE - set(truth.unlocked):
        return Chip(f"unlocked: {', '.join(map(worded, truth.unlocked))}", "alert")
    return Chip("unlocked", "alert")


def _remote_chips(truth: Truth) -> Iterator[Chip]:
    """Give what was begun from afar, and the alarm."""
    if run := truth.remote_run:
        yield Chip(f"remote start, {age(run.until - truth.at)} left", "good")
    if on := truth.climate_run:
        yield Chip(f"climate, {age(on.until - truth.at)} left", "good")
    if truth.cabin.starts_at:
        yield Chip(f"climate starts in {age(truth.cabin.starts_at - truth.at)}")
    if truth.signal:
        yield Chip(_SIGNALS[truth.signal.target], "alert")
    if truth.alarm:
        yield Chip("alarm", "alert")


def _code_chips(truth: Truth) -> Iterator[Chip]:
    """Give what goes on with security codes."""
    for code in truth.codes:
        if code.awaits:
            yield Chip(f"new code waits for {_AWAITED[code.awaits]}", "alert")
        if code.blocked_until and code.blocked_until > truth.at:
            left = age(code.blocked_until - truth.at)
            yield Chip(f"security code blocked, {left} left", "alert")


def age(seconds: float) -> str:
    """Return a time span in one word and unit."""
    for size, unit in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{int(seconds)} s"


def worded(name: str) -> str:
    """Return a name of the control API as people write it."""
    return name.replace("_", " ")
