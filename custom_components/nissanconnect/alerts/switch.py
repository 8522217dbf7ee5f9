"""A switch for each alert, and for each thing the telephone is notified of."""

from collections.abc import Mapping
from typing import Any, Final, override
from weakref import WeakKeyDictionary

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from ..api.alerts import Alert, Area, Curfew, SpeedLimit, Weekday
from ..api.preferences import Topic
from ..coordinator import NissanConfigEntry, VehicleCoordinator
from ..descriptions import ReadingDescription
from ..entity import async_follow_vehicles
from ..sources import ALERTS, PREFERENCES
from ..texts import text
from .entity import DeniableEntity
from .kinds import Kind, kind_of

_PREFIX: Final = "alert_"
_TOPICS: Final = {
    "notify_theft": Topic.THEFT,
    "notify_health": Topic.HEALTH,
    "notify_area": Topic.AREA,
    "notify_speed": Topic.SPEED,
    "notify_curfew": Topic.CURFEW,
    "notify_remote_command": Topic.REMOTE_COMMAND,
}


class AlertDescription(ReadingDescription[Alert], SwitchEntityDescription):
    """Describes the switch of one alert."""


class PreferenceDescription(ReadingDescription[bool], SwitchEntityDescription):
    """Describes what the telephone may be notified of."""


def _preference(key: str, topic: Topic) -> PreferenceDescription:
    return PreferenceDescription(
        key=key,
        entity_category=EntityCategory.CONFIG,
        source=PREFERENCES(lambda it: it.on.get(topic)),
    )


PREFERENCE_SWITCHES: Final = tuple(
    _preference(key, topic) for key, topic in _TOPICS.items()
)
# The texts of alerts, by kind; one with a name of its own has that.
ALERT_NAMES: Final = {kind: f"{_PREFIX}{kind}" for kind in Kind}


def alert_id_of(vehicle: VehicleCoordinator, unique_id: str) -> str | None:
    """Return the alert that an entity of a car stands for; None if it is none."""
    prefix = f"{vehicle.record.vin}_{_PREFIX}"
    return unique_id.removeprefix(prefix) if unique_id.startswith(prefix) else None


@callback
def async_add_alert_switches(
    entry: NissanConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Have a switch for each alert, as alerts come and go."""
    shown = WeakKeyDictionary[VehicleCoordinator, set[str]]()
    seen = WeakKeyDictionary[VehicleCoordinator, Any]()

    @callback
    def follow(vehicle: VehicleCoordinator) -> None:
        told = vehicle.data.alerts
        if (now := (told.value, told.error)) == seen.get(vehicle):
            return
        seen[vehicle] = now
        alerts = vehicle.alerts.all
        known = shown.get(vehicle, set())
        async_add_entities(
            AlertSwitch(vehicle, _description(alert))
            for alert in alerts
            if alert.id not in known
        )
        shown[vehicle] = {alert.id for alert in alerts}
        _remove_others(vehicle, shown[vehicle])

    async_follow_vehicles(entry, follow)


def _description(alert: Alert) -> AlertDescription:
    return AlertDescription(
        key=f"{_PREFIX}{alert.id}",
        translation_key=ALERT_NAMES[kind_of(alert)],
        source=ALERTS(
            lambda it: next((one for one in it.alerts if one.id == alert.id), None)
        ),
    )


@callback
def _remove_others(vehicle: VehicleCoordinator, present: set[str]) -> None:
    """Remove the switches of alerts that a good answer has no more."""
    reading = vehicle.data.alerts
    if reading.value is None or not reading.value.complete or reading.error is not None:
        return
    registry = er.async_get(vehicle.hass)
    for entity in er.async_entries_for_config_entry(
        registry, vehicle.config_entry.entry_id
    ):
        if entity.domain != Platform.SWITCH:
            continue
        alert_id = alert_id_of(vehicle, entity.unique_id)
        if alert_id is not None and alert_id not in present:
            registry.async_remove(entity.entity_id)


class AlertSwitch(DeniableEntity[Alert], SwitchEntity):
    """On while the owner wants the alert; pending until the car has it (M3)."""

    entity_description: AlertDescription

    def __init__(
        self, vehicle: VehicleCoordinator, description: AlertDescription
    ) -> None:
        """Be called by what it watches."""
        super().__init__(vehicle, description)
        self._attr_translation_key = description.translation_key
        self._attr_name = self._called

    @property
    @override
    def available(self) -> bool:
        """Whether it is still there."""
        return super().available and self.told is not None

    @property
    @override
    def is_on(self) -> bool | None:
        """Whether the owner wants it watched."""
        return None if self.told is None else self.told.enabled

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """What it watches, and how far the car has it; where stays out of it."""
        alert = self.told
        if alert is None:
            return {}
        return {
            "kind": kind_of(alert).value,
            **_watched(alert),
            "stage": alert.stage.value,
            "alert_id": alert.id,
            "breached": alert.breached,
        }

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Have it watched; raises HomeAssistantError."""
        await self._async_want(enabled=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Have it watched no more; raises HomeAssistantError."""
        await self._async_want(enabled=False)

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        called = self._called
        if called is not None and called != self._attr_name:
            self._attr_name = called
            registry = er.async_get(self.hass)
            registry.async_update_entity(self.entity_id, original_name=called)
        super()._handle_coordinator_update()

    @property
    def _called(self) -> str | None:
        """Its own name, or what it watches in a few words."""
        alert = self.told
        if alert is None:
            return None
        key = f"entity.switch.{ALERT_NAMES[kind_of(alert)]}.name"
        words = text(self.coordinator.hass, key, **_words(alert))
        return alert.name or words or alert.id

    async def _async_want(self, *, enabled: bool) -> None:
        alerts = self.coordinator.alerts
        alert_id = self.entity_description.key.removeprefix(_PREFIX)
        alert = await alerts.async_find(alert_id)
        if alert.enabled is not enabled:
            await alerts.async_change(
                alert, kind_of(alert), alert.rule, enabled=enabled, name=alert.name
            )


class PreferenceSwitch(DeniableEntity[bool], SwitchEntity):
    """On while the owner's telephone is notified of something (M6)."""

    entity_description: PreferenceDescription

    @property
    @override
    def is_on(self) -> bool | None:
        """Whether the telephone is notified; Home Assistant hears of all."""
        return self.told

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Have the telephone notified; raises HomeAssistantError."""
        await self._async_want(on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Leave the telephone alone; raises HomeAssistantError."""
        await self._async_want(on=False)

    async def _async_want(self, *, on: bool) -> None:
        topic = _TOPICS[self.entity_description.key]
        await self.coordinator.alerts.async_notify(topic, on=on)


def _watched(alert: Alert) -> dict[str, Any]:
    match alert.rule:
        case SpeedLimit(limit_kmh):
            return {"limit": limit_kmh}
        case Curfew(start, end, days):
            return {
                "start": f"{start:%H:%M}",
                "end": f"{end:%H:%M}",
                "days": [day.value for day in Weekday if day in days],
            }
        case Area() as area:
            return {"area": area.kind.value, "radius": area.radius_km}


def _words(alert: Alert) -> dict[str, str]:
    """Return what the name of an alert is made of."""
    match alert.rule:
        case SpeedLimit(limit_kmh):
            return {"limit": str(limit_kmh)}
        case Curfew(start, end, _):
            return {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
        case Area() as area:
            return {"radius": f"{area.radius_km:g}"}
