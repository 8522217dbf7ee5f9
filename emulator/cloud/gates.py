"""Which services a car must have in force for what is asked of it (protocol 3.4)."""

from collections.abc import Callable, Mapping
from typing import Final

from emulator.tcu.alerts import Alert, AreaAlert, CurfewAlert, SpeedAlert

from .platform import Platform

type Gate = Callable[[Platform], bool]

_CCS2, _CCS1_5 = "1", "2"


def remote_lock(platform: Platform) -> bool:
    """Whether the doors can be locked and unlocked: also their state must be told.

    871 with 876 are those of a Patrol Y63, 880 is its start of the engine (3.4).
    """
    if _has(platform, 871) and _has(platform, 876):
        return True
    if _is_ccs2(platform):
        return _has(platform, 886) and _has(platform, 878)
    return _has(platform, 2021) and _has(platform, 27, 878)


def security_code(platform: Platform) -> bool:
    """Whether a security code can be set and proved (S1, S2)."""
    if _is_ccs2(platform):
        return _has(platform, 909)
    return platform.ccs_gen == _CCS1_5 and _has(platform, 747)


def engine_start(platform: Platform) -> bool:
    """Whether the engine can be started (R4)."""
    return _has(platform, 96) or (_has(platform, 871) and _has(platform, 880))


def horn_lights(platform: Platform) -> bool:
    """Whether horn and lights can be used (R3)."""
    return _has(platform, 97, 875)


def climate(platform: Platform) -> bool:
    """Whether the climate runs without the engine."""
    return _has(platform, 366)


def charging_start(platform: Platform) -> bool:
    """Whether charging can be started."""
    return _has(platform, 299)


def charging_stop(platform: Platform) -> bool:
    """Whether charging can be stopped."""
    return _has(platform, 303)


def charging(platform: Platform) -> bool:
    """Whether charging can be started or stopped."""
    return charging_start(platform) or charging_stop(platform)


def speed_alert(platform: Platform) -> bool:
    """Whether limits of speed can be watched (M1)."""
    return _has(platform, 282)


def curfew_alert(platform: Platform) -> bool:
    """Whether a curfew can be watched (M1)."""
    return _has(platform, 98)


def area_alert(platform: Platform) -> bool:
    """Whether areas can be watched (M1)."""
    return _has(platform, 281)


ALERTS: Final[Mapping[type[Alert], Gate]] = {
    SpeedAlert: speed_alert,
    CurfewAlert: curfew_alert,
    AreaAlert: area_alert,
}


def alerts(platform: Platform) -> bool:
    """Whether anything can be watched."""
    return any(gate(platform) for gate in ALERTS.values())


def _has(platform: Platform, *services: int) -> bool:
    """Whether any of the services is in force."""
    return not set(services).isdisjoint(platform.services)


def _is_ccs2(platform: Platform) -> bool:
    return platform.ccs_gen == _CCS2 and not platform.cross_badged
