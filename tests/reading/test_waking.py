"""Waking a car: by its button or the owner's schedule, within a budget."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import create_autospec

from homeassistant.components.lock import LockState
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.nissanconnect.account.storage import rebuilt
from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.models import BatteryStatus, ChargeState
from custom_components.nissanconnect.api.snapshot import Reading, VehicleSnapshot
from custom_components.nissanconnect.options import wake_policy
from custom_components.nissanconnect.reading.waking import WakeLog, Waker, WokenCar
from emulator.tcu.deeds import RadioChange, UnlockWithKey
from tests.world import World

HOUR = 3600.0


def _press(world: World, persona: str = "almera") -> asyncio.Task[None]:
    """Press as a task: what it waits for comes with `advance`."""
    return world.hass.async_create_task(_pressed(world.hass, world, persona))


async def _pressed(hass: HomeAssistant, world: World, persona: str) -> None:
    await hass.services.async_call(
        Platform.BUTTON,
        "press",
        {"entity_id": world.entity_id(persona, Platform.BUTTON, "wake")},
        blocking=True,
    )


async def _wake(world: World, persona: str = "almera") -> None:
    task = _press(world, persona)
    await world.advance(300)
    assert task.done()
    await task


def _waking(**options: Any) -> dict[str, Any]:
    return {"waking": {"wake_every": 0, "wake_budget": 4, **options}}


def _woken(world: World) -> int:
    return len([request for request in world.requests() if request.woken])


async def test_the_button_wakes_the_car_and_reads_what_it_reports(
    world: World,
) -> None:
    """Once; and one of the day's wakes is spent."""
    await world.set_up(world.entry())
    before = world.state("almera", "sensor", "last_contact").state
    assert world.number("almera", "wakes_left") == 4
    await _wake(world)
    assert world.state("almera", "sensor", "last_contact").state > before
    assert world.state("almera", "sensor", "reachability").state == "awake"
    assert world.number("almera", "wakes_left") == 3
    assert world.number("kicks_e_power", "wakes_left") == 4
    assert _woken(world) == 1


async def test_the_budget_of_a_day_is_kept_over_a_restart(world: World) -> None:
    """What is spent is spent, until local midnight."""
    world.keep("almera")
    entry = world.entry(options=_waking(wake_budget=2))
    await world.set_up(entry)
    await _wake(world)
    await world.advance(HOUR)
    await _wake(world)
    await world.hass.config_entries.async_reload(entry.entry_id)
    assert world.number("almera", "wakes_left") == 0
    with pytest.raises(ServiceValidationError) as refused:
        await _press(world)
    assert refused.value.translation_key == "wake_budget_spent"
    assert refused.value.translation_placeholders == {"budget": "2"}
    await world.advance(11 * HOUR)
    assert world.number("almera", "wakes_left") == 2
    await _wake(world)


async def test_quiet_hours_hold_for_the_button_too(world: World) -> None:
    """They may pass midnight; Bangkok has 13:00 when the test begins."""
    world.keep("almera")
    quiet = _waking(quiet_start="22:00:00", quiet_end="07:00:00")
    await world.set_up(world.entry(options=quiet))
    await _wake(world)
    await world.advance(9 * HOUR)
    with pytest.raises(ServiceValidationError) as refused:
        await _press(world)
    assert refused.value.translation_key == "wake_quiet_hours"
    assert refused.value.translation_placeholders == {"end": "07:00"}
    await world.advance(9 * HOUR)
    await _wake(world)


async def test_quiet_hours_within_a_day(world: World) -> None:
    """A night worker's."""
    world.keep("almera")
    quiet = _waking(quiet_start="12:00:00", quiet_end="14:00:00")
    await world.set_up(world.entry(options=quiet))
    with pytest.raises(ServiceValidationError):
        await _press(world)
    await world.advance(HOUR)
    await _wake(world)


async def test_F71_a_car_without_coverage_does_not_answer(world: World) -> None:
    """It is said, shown, and over when the car reports again; states stay."""
    await world.set_up(world.entry())
    world.emulator.do("almera", RadioChange(coverage=False))
    with pytest.raises(HomeAssistantError) as refused:
        await _wake(world)
    assert refused.value.translation_key == "car_unreachable"
    assert world.state("almera", "sensor", "reachability").state == "unreachable"
    assert world.state("almera", "lock", "doors").state == LockState.LOCKED
    world.emulator.do("almera", RadioChange(coverage=True))
    world.emulator.do("almera", UnlockWithKey())
    await world.advance(310)
    assert world.state("almera", "lock", "doors").state == LockState.UNLOCKED
    assert world.state("almera", "sensor", "reachability").state == "awake"


async def test_a_car_is_woken_once_at_a_time(world: World) -> None:
    """A second press while the first is under way is refused."""
    await world.set_up(world.entry())
    first = _press(world)
    await asyncio.sleep(0)
    with pytest.raises(HomeAssistantError) as refused:
        await world.hass.services.async_call(
            Platform.BUTTON,
            "press",
            {"entity_id": world.entity_id("almera", Platform.BUTTON, "wake")},
            blocking=True,
        )
    assert refused.value.translation_key == "wake_in_progress"
    await world.advance(300)
    await first


async def test_waking_without_a_cloud(world: World) -> None:
    """The reason is said."""
    await world.set_up(world.entry())
    await world.front.close()
    with pytest.raises(HomeAssistantError) as refused:
        await _wake(world)
    assert refused.value.translation_key == "cloud_unavailable"


async def test_a_schedule_wakes_a_silent_car(world: World) -> None:
    """Every six hours, within the budget, not in the quiet hours."""
    options = _waking(
        wake_every=6, wake_budget=2, quiet_start="22:00:00", quiet_end="06:00:00"
    )
    world.keep("almera")
    await world.set_up(world.entry(options=options))
    await world.advance(HOUR)
    # It had been silent for eleven hours.
    assert _woken(world) == 1
    await world.advance(5.5 * HOUR)
    assert _woken(world) == 2
    await world.advance(9 * HOUR)
    assert _woken(world) == 2
    await world.advance(2 * HOUR)
    assert _woken(world) == 3
    assert world.number("almera", "wakes_left") == 1


async def test_a_schedule_goes_on_after_a_wake_that_failed(world: World) -> None:
    """No retry storm: the next try is as far away as ever."""
    world.keep("almera")
    await world.set_up(world.entry(options=_waking(wake_every=6)))
    world.emulator.do("almera", RadioChange(coverage=False))
    await world.advance(5 * HOUR)
    vin = world.emulator.car("almera").vin
    assert world.asked(f"{vin}/actions/wake-up-vehicle") == 1


async def _refusal(world: World, persona: str = "almera") -> str | None:
    with pytest.raises(ServiceValidationError) as refused:
        await _press(world, persona)
    return refused.value.translation_key


async def test_holiday_mode_holds_for_the_button_too(world: World) -> None:
    """Nothing wakes the car while it is on."""
    world.keep("almera")
    await world.set_up(world.entry(options=_waking(wake_every=6, holiday=True)))
    await world.advance(8 * HOUR)
    assert await _refusal(world) == "wake_holiday"
    assert _woken(world) == 0


async def test_a_low_12_v_battery_is_not_drained_further(world: World) -> None:
    """Neither by the schedule nor by the button."""
    world.keep("almera")
    health = {"data": {"attributes": {"batteryWarning": True}}}
    world.front.say("/health-status", health)
    await world.set_up(world.entry(options=_waking(wake_every=6)))
    await world.advance(8 * HOUR)
    assert await _refusal(world) == "wake_battery_low"
    assert _woken(world) == 0


NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


def _due(log: WakeLog, battery: BatteryStatus | None = None) -> bool:
    """Return whether a schedule of six hours wants a wake."""
    car = create_autospec(WokenCar, instance=True)
    car.data = VehicleSnapshot(battery_status=Reading(value=battery))
    policy = wake_policy(_waking(wake_every=6))
    return Waker(car, create_autospec(NissanClient), policy, log).is_due(NOW)


def test_the_schedule_leaves_alone_what_stands_for_a_week() -> None:
    """Driving charges the 12 V battery; a standing car gets nothing."""
    log = WakeLog()
    assert _due(log)
    log.saw(1000.0, NOW - timedelta(days=8))
    log.saw(1000.0, NOW - timedelta(hours=7))
    assert not _due(rebuilt(WakeLog, log.to_dict()))
    log.saw(1001.0, NOW - timedelta(hours=7))
    assert _due(rebuilt(WakeLog, log.to_dict()))


@pytest.mark.parametrize(
    ("plugged", "charge", "due"),
    [
        (True, ChargeState.ENDED, False),
        (True, None, False),
        (True, ChargeState.CHARGING, True),
        (False, None, True),
        (None, None, True),
    ],
)
def test_the_schedule_leaves_alone_what_is_plugged_in_and_idle(
    *, plugged: bool | None, charge: ChargeState | None, due: bool
) -> None:
    """Its 12 V battery gets nothing from the cable."""
    assert _due(WakeLog(), BatteryStatus(plugged=plugged, charge=charge)) is due
