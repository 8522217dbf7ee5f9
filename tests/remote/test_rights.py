"""Commands that cannot be given: unavailable, and the reason is shown."""

from typing import Any

from homeassistant.components.lock import LockState
from homeassistant.const import STATE_OFF, STATE_UNAVAILABLE, Platform
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.nissanconnect.const import DOMAIN
from emulator.services import car_list
from tests.keyfob import Keyfob
from tests.world import World

LOCK = Platform.LOCK
HOUR = 3600.0


class Plan:
    """Speaks for the cloud of how services stand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Leave all in force."""
        self.states: dict[str, str] = {}
        self.absent: set[str] = set()
        listed = car_list._services

        def services(*args: Any) -> list[dict[str, Any]]:
            return [
                {**item, "activationState": self._state(str(item["id"]))}
                for item in listed(*args)
                if str(item["id"]) not in self.absent
            ]

        monkeypatch.setattr(car_list, "_services", services)

    def _state(self, uid: str) -> str:
        return self.states.get(uid, self.states.get("*", "ACTIVATED"))


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Let a test decide what is in force."""
    return Plan(monkeypatch)


@pytest.fixture
async def kicks(world: World, plan: Plan) -> Keyfob:
    """Give the KICKS, alone on its account."""
    world.keep("kicks_e_power")
    entry = world.entry()
    await world.set_up(entry)
    return Keyfob(world, entry, "kicks_e_power")


async def test_a_sleeping_car_is_available(kicks: Keyfob) -> None:
    """For days, as long as the cloud answers."""
    await kicks.world.advance(8 * HOUR)
    assert kicks.truth().asleep
    assert kicks.shown(Platform.SENSOR, "reachability") == "asleep"
    assert kicks.shown(LOCK, "doors") == LockState.LOCKED
    assert kicks.shown(Platform.BUTTON, "start_engine") != STATE_UNAVAILABLE
    assert kicks.shown(Platform.SENSOR, "remote_control") == "ready"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("EXPIRED", "plan_ended"),
        ("DEACTIVATED", "deactivated"),
        ("NOT_SUBSCRIBED", "no_right"),
    ],
)
async def test_P3_what_has_ended_is_unavailable_with_its_reason(
    kicks: Keyfob, plan: Plan, word: str, reason: str
) -> None:
    """At the next list; what the car tells goes on, and all is back with the plan."""
    plan.states["*"] = word
    await kicks.world.advance(HOUR + 10)
    for platform, key in ((LOCK, "doors"), (Platform.BUTTON, "start_engine")):
        assert kicks.shown(platform, key) == STATE_UNAVAILABLE
    assert kicks.shown(Platform.SENSOR, "remote_control") == reason
    told = kicks.told(Platform.SENSOR, "remote_control")["unavailable"]
    assert {"lock", "start_engine", "horn_lights"} <= set(told)
    assert kicks.world.number("kicks_e_power", "odometer") > 0
    plan.states.clear()
    await kicks.world.advance(HOUR + 10)
    assert kicks.shown(LOCK, "doors") == LockState.LOCKED
    assert kicks.shown(Platform.SENSOR, "remote_control") == "ready"


async def test_one_service_that_ended_leaves_the_others(
    kicks: Keyfob, plan: Plan
) -> None:
    """The sensor names what is unavailable."""
    plan.states["96"] = "EXPIRED"
    await kicks.world.advance(HOUR + 10)
    assert kicks.shown(Platform.BUTTON, "start_engine") == STATE_UNAVAILABLE
    assert kicks.shown(LOCK, "doors") == LockState.LOCKED
    told = kicks.told(Platform.SENSOR, "remote_control")
    assert told["unavailable"] == ["start_engine", "stop_engine"]


async def test_doors_are_told_apart_where_they_cannot_be_locked_remotely(
    world: World, plan: Plan
) -> None:
    """A car whose list has no lock has a sensor in its place."""
    plan.absent.add("27")
    world.keep("kicks_e_power")
    await world.set_up(world.entry())
    vin = world.emulator.car("kicks_e_power").vin
    registry = er.async_get(world.hass)
    assert registry.async_get_entity_id(LOCK, DOMAIN, f"{vin}_doors") is None
    locked = world.state("kicks_e_power", "binary_sensor", "doors_locked")
    assert locked.state == STATE_OFF


async def test_the_lock_is_unavailable_without_the_cloud_for_six_hours(
    kicks: Keyfob,
) -> None:
    """As all states are; buttons do not show a state."""
    await kicks.world.front.close()
    await kicks.world.advance(5 * HOUR)
    assert kicks.shown(LOCK, "doors") == LockState.LOCKED
    await kicks.world.advance(1.2 * HOUR)
    assert kicks.shown(LOCK, "doors") == STATE_UNAVAILABLE
    refused = await kicks.refused(kicks.begin(Platform.BUTTON, "flash_lights", "press"))
    assert refused.translation_key == "cloud_unavailable"
