"""The alarm of a locked car that is opened or moved by somebody else (T1, T2).

Its end is no notice: reports tell until when it sounds.
"""

from .machine import Machine
from .report import Notice, NoticeKey
from .state import CarState

SOUNDS_S = 30 * 60.0
QUIET_AFTER_LOCKING_S = 60.0


def disturb(machine: Machine, now: float, key: NoticeKey) -> tuple[Notice, ...]:
    """Sound the alarm if the car is armed, and long enough; not in a remote run (T2).

    It sounds until the car is unlocked, or for half an hour. Returns what the owner is
    to hear: one alert for an alarm, whatever else is done to the car while it sounds.
    """
    state = machine.state
    if not state.armed or state.remote_run or alarm_sounds(state, now):
        return ()
    if now < state.locked_at + QUIET_AFTER_LOCKING_S:
        return ()
    state.alarm_at = now
    return (Notice(now, key),)


def alarm_sounds(state: CarState, now: float) -> bool:
    """Whether the alarm sounds."""
    return alarm_until(state, now) is not None


def alarm_until(state: CarState, now: float) -> float | None:
    """Return when an alarm that sounds will end, if nobody unlocks the car before."""
    if state.alarm_at is None or now >= state.alarm_at + SOUNDS_S:
        return None
    return state.alarm_at + SOUNDS_S
