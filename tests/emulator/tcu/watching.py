"""Cars that watch, and what they notice."""

from emulator.tcu.alerts import Alert, MonitorSettings
from emulator.tcu.report import Notice
from tests.emulator.tcu.cars import Yard, yard


def want(it: Yard, *alerts: Alert) -> None:
    """Let the owner want just these alerts."""
    it.car.monitor(it.clock.now, MonitorSettings(alerts))


def watching(*alerts: Alert, model: str = "almera") -> Yard:
    """Return a parked car with these alerts in force, its reports taken."""
    it = yard(model)
    want(it, *alerts)
    assert it.look().monitoring.in_force.alerts == alerts
    it.told()
    return it


def noticed(it: Yard) -> list[Notice]:
    """Return the notices told since this was asked last."""
    return [notice for report in it.told() for notice in report.notices]


def keys(it: Yard) -> list[str]:
    """Return the keys of the notices told since this was asked last."""
    return [notice.key for notice in noticed(it)]


def breached(it: Yard) -> set[str]:
    """Return the ids of the alerts that are breached now."""
    return set(it.look().monitoring.breaches)
