"""The kinds of notifications: the maker's keys by what they are about (protocol 7)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ..api.models import Notification
from ..api.resources import ResourceKey

OTHER: Final = "other"


class Topic(StrEnum):
    """What a notification is about."""

    THEFT = "theft"
    ALERTS = "alerts"
    HEALTH = "health"
    REMOTE = "remote"
    CHARGE = "charge"
    NAVIGATION = "navigation"
    OTHER = "other"


# With the emulator's own: recoveries, the airbag, services that are due.
_KEYS: Final[Mapping[Topic, str]] = {
    Topic.THEFT: """
        burglar.alarm.lost burglar.car.stolen burglar.tow.info
        burglar.tow.system.failure stolen.vehicle.tracking
        stolen.vehicle.tracking.blocking svt.service.activation
    """,
    Topic.ALERTS: """
        curfew.infringement curfew.recovery speed.infringement speed.recovery
        zone.infringement zone.recovery
    """,
    Topic.HEALTH: """
        abs.alert abs.recovery airbag.alert airbag.recovery badge.battery.alert
        battery.temperature.alert brake.alert brake.recovery brake.system.malfunction
        coolant.alert engine.water.temp.alert eps.alert fuel.alert
        maintenance.distance.alert maintenance.distance.prealert maintenance.time.alert
        maintenance.time.prealert mil.lamp.auto.test mil.lamp.flash.request
        mil.lamp.off.request mil.lamp.on.request oil.level.alert oil.pressure.alert
        oil.pressure.recovery prereminder.alert.default serv.warning.alert
        status.oil.pressure.switch.closed status.oil.pressure.switch.open
        stop.warning.alert wheel.alert wheel.recovery
    """,
    Topic.REMOTE: """
        hvac.autostart hvac.autostop hvac.technical.issue hvac.traction.battery.low
        hvac.vehicle.in.use hvac.vehicle.not.connected.power lock.status.reminder
        pwt.start.impossible remote.left.time.cycle remote.start.customer
        remote.start.engine remote.start.normal.only remote.start.phone.error
        remote.start.unavailable remote.start.wait.presoak start.in.progress
    """,
    Topic.CHARGE: """
        available.charging battery.blowing.request battery.charge.available
        battery.charge.in.progress battery.charge.unavailable
        battery.cooling.conditionning.request battery.ended.charge battery.flap.opened
        battery.full.exception battery.heating.conditionning.request
        battery.heating.start battery.heating.stop battery.preheating.start
        battery.preheating.stop battery.schedule.issue battery.waiting.current.charge
        battery.waiting.planned.charge charge.failure charge.not.prohibited
        charge.prohibited charging.stop.gen3 during.inhibited.charging
        next.charging.inhibited out.of.park.position.charge.interruption
        plug.connection.issue plug.connection.success plug.unlocking
        programmed.charge.interruption prohibition.battery.rental rgdc.charge.complete
        rgdc.charge.error rgdc.charge.on rgdc.charge.status rgdc.low.battery.alert
        rgdc.low.battery.reminder start.driving.charge.interruption unplug.charge
        waiting.planned.charge
    """,
    Topic.NAVIGATION: "last.mile.destination.address",
    Topic.OTHER: """
        crash.detection.alert custom fota.campaign.available
        fota.campaign.status.activation.completed fota.campaign.status.activation.failed
        fota.campaign.status.activation.postponed
        fota.campaign.status.activation.progress
        fota.campaign.status.activation.scheduled fota.campaign.status.cancelled
        fota.campaign.status.cancelling fota.campaign.status.download.completed
        fota.campaign.status.download.paused fota.campaign.status.download.progress
        fota.campaign.status.installation.completed
        fota.campaign.status.installation.progress privacy.mode.off privacy.mode.on
        renault.reset.factory srp.pincode.acknowledgement srp.pincode.deletion
        srp.pincode.status srp.salt.request
    """,
}
_TOPICS: Final[Mapping[str, Topic]] = {
    key: topic for topic, keys in _KEYS.items() for key in keys.split()
}
# For keys that nobody has heard of; categories as the maker writes them.
_CATEGORIES: Final[Mapping[str, Topic]] = {
    "safety&security": Topic.THEFT,
    "svt": Topic.THEFT,
    "geofencing": Topic.ALERTS,
    "maintenance": Topic.HEALTH,
    "remotecontrol": Topic.REMOTE,
    "chargeev": Topic.CHARGE,
    "evbattery": Topic.CHARGE,
    "navigation": Topic.NAVIGATION,
}
_WORTH_READING: Final[Mapping[Topic, frozenset[ResourceKey]]] = {
    Topic.THEFT: frozenset({ResourceKey.LOCK_STATUS, ResourceKey.LOCATION}),
    Topic.ALERTS: frozenset({ResourceKey.ALERTS}),
    Topic.HEALTH: frozenset(
        {ResourceKey.HEALTH_STATUS, ResourceKey.PRESSURE, ResourceKey.SERVICE_DUE}
    ),
    Topic.CHARGE: frozenset({ResourceKey.BATTERY_STATUS}),
}
TYPES: Final = (*(key.replace(".", "_") for key in sorted(_TOPICS)), OTHER)
# Those that mean that somebody is at the car now (T1).
ALARMS: Final = frozenset({"burglar.car.stolen", "burglar.tow.info"})


def event_type(notification: Notification) -> str:
    """Return one of `TYPES`."""
    key = _key(notification)
    return key.replace(".", "_") if key in _TOPICS else OTHER


def topic(notification: Notification) -> Topic:
    """Return what it is about, by its key; by its category if that is unknown."""
    category = (notification.category or "").lower()
    known = _TOPICS.get(_key(notification))
    return known or _CATEGORIES.get(category, Topic.OTHER)


def is_alarm(notification: Notification) -> bool:
    """Whether it is a theft alert (T1)."""
    return _key(notification) in ALARMS


def worth_reading(notification: Notification) -> frozenset[ResourceKey]:
    """Return what has probably changed at the cloud, too."""
    return _WORTH_READING.get(topic(notification), frozenset())


def _key(notification: Notification) -> str:
    return (notification.key or notification.rule or "").lower()
