"""The actions: for a device, with a security code; they wait, return or raise."""

from typing import Any

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr
import pytest
import voluptuous as vol

from custom_components.nissanconnect.const import DOMAIN
from emulator.tcu.deeds import Open, RadioChange, UnlockWithKey
from emulator.tcu.report import Opening

from .actions import act, begin, device_id
from .keyfob import CODE, WRONG, Keyfob
from .world import World

DONE = {"outcome": "done"}


@pytest.fixture
async def kicks(world: World) -> Keyfob:
    """Give the KICKS, alone on its account: it needs no code."""
    world.keep("kicks_e_power")
    entry = world.entry(options={"allow_unlocking": True})
    await world.set_up(entry)
    return Keyfob(world, entry, "kicks_e_power")


async def test_R1_unlock_and_lock(almera: Keyfob) -> None:
    """With the code; the car has done it when the action returns."""
    assert await act(almera, "unlock", security_code=CODE) == DONE
    assert not almera.truth().locked
    assert await act(almera, "lock", security_code=CODE) == DONE
    assert almera.truth().locked


@pytest.mark.parametrize(
    ("target", "unlocked"),
    [("driver_s_door", {Opening.FRONT_RIGHT}), ("hatch", {Opening.HATCH})],
)
async def test_R1_a_part_of_the_car(
    almera: Keyfob, target: str, unlocked: set[Opening]
) -> None:
    """Driver's door or hatch alone."""
    await act(almera, "unlock", security_code=CODE, target=target)
    assert set(almera.truth().unlocked) == unlocked
    await act(almera, "lock", security_code=CODE, target=target)
    assert almera.truth().locked


async def test_R4_R5_start_and_stop(almera: Keyfob) -> None:
    """Twice, a third time it is said what to do, and stopped early."""
    assert await act(almera, "start_engine", security_code=CODE) == DONE
    assert almera.truth().remote_run is not None
    await act(almera, "start_engine", security_code=CODE)
    with pytest.raises(HomeAssistantError) as refused:
        await act(almera, "start_engine", security_code=CODE)
    assert refused.value.translation_key == "refused_start_limit"
    assert await act(almera, "stop_engine", security_code=CODE) == DONE
    assert almera.truth().remote_run is None


async def test_R5_a_double_start_counts_twice(almera: Keyfob) -> None:
    """Twenty minutes at once."""
    await act(almera, "start_engine", security_code=CODE, double=True)
    run = almera.truth().remote_run
    assert run is not None
    assert almera.truth().remote_starts == 2


@pytest.mark.parametrize("target", ["horn", "lights", "horn_lights"])
async def test_R3_horn_and_lights_need_no_code(almera: Keyfob, target: str) -> None:
    """Each target, for as long as was asked."""
    task = begin(almera, "horn_lights", target=target, duration=30)
    await almera.world.flight.settle()
    while almera.truth().signal is None:
        await almera.world.advance(0.5)
    signal = almera.truth().signal
    assert signal is not None
    assert signal.target == target
    assert signal.until - almera.world.emulator.world.clock.now > 20
    await almera.world.advance(60)
    assert await task is None


async def test_S2_no_code_where_none_is_needed(kicks: Keyfob) -> None:
    """One that is given all the same is not sent anywhere."""
    assert await act(kicks, "unlock") == DONE
    assert await act(kicks, "lock", security_code=WRONG) == DONE
    assert kicks.world.asked("srp-sets") == 0


@pytest.mark.parametrize("action", ["lock", "unlock", "start_engine", "stop_engine"])
async def test_a_code_that_is_missing_is_asked_for(almera: Keyfob, action: str) -> None:
    """Naming the action; nothing is sent."""
    with pytest.raises(ServiceValidationError) as refused:
        await act(almera, action)
    assert refused.value.translation_key == "security_code_required"
    assert refused.value.translation_placeholders == {"action": f"{DOMAIN}.{action}"}
    assert almera.world.asked("actions/lock-unlock") == 0
    assert almera.world.asked("actions/engine-start") == 0


async def test_a_code_without_its_form_is_not_sent(almera: Keyfob) -> None:
    """Four digits."""
    with pytest.raises(ServiceValidationError) as refused:
        await act(almera, "lock", security_code="12345")
    assert refused.value.translation_key == "security_code_invalid"


async def test_R8_a_wrong_code(almera: Keyfob) -> None:
    """It raises, and no word of it holds the code."""
    with pytest.raises(ServiceValidationError) as refused:
        await act(almera, "unlock", security_code=WRONG)
    assert refused.value.translation_key == "wrong_code_tries_left"
    assert WRONG not in repr(refused.value)
    assert almera.truth().locked


async def test_R2_a_door_open(almera: Keyfob) -> None:
    """It says which."""
    almera.do(UnlockWithKey())
    almera.do(Open(Opening.REAR_LEFT))
    with pytest.raises(HomeAssistantError) as refused:
        await act(almera, "lock", security_code=CODE)
    assert refused.value.translation_key == "refused_doors_open"
    assert refused.value.translation_placeholders == {"doors": "rear left"}


async def test_R7_no_coverage(almera: Keyfob) -> None:
    """It fails after its deadline, says so, and the car has done nothing."""
    almera.do(RadioChange(coverage=False))
    with pytest.raises(HomeAssistantError) as refused:
        await act(almera, "unlock", security_code=CODE)
    assert refused.value.translation_key == "command_not_reachable"
    almera.do(RadioChange(coverage=True))
    await almera.world.advance(300)
    assert almera.truth().locked


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"temperature": 22}, "cabin_not_taken"),
        ({"left_seat": 1}, "cabin_without_temperature"),
    ],
)
async def test_wishes_for_the_cabin_that_cannot_be(
    kicks: Keyfob, data: dict[str, Any], key: str
) -> None:
    """Nothing is sent."""
    with pytest.raises(ServiceValidationError) as refused:
        await act(kicks, "start_engine", **data)
    assert refused.value.translation_key == key
    assert kicks.world.asked("engine-start") == 0


async def test_R6_wishes_for_the_cabin(almera: Keyfob) -> None:
    """A car that takes them gets them."""
    wish = {"temperature": 18.5, "left_seat": 2, "rear_defrost": 1}
    await act(almera, "start_engine", security_code=CODE, **wish)
    run = almera.truth().remote_run
    assert run is not None
    assert run.cabin.target_c == 18.5
    assert run.cabin.left_seat == 2


@pytest.mark.parametrize(
    "data",
    [
        {"temperature": 18.3},
        {"temperature": 31},
        {"temperature": 20, "left_seat": 3},
    ],
)
async def test_a_wish_out_of_range(kicks: Keyfob, data: dict[str, Any]) -> None:
    """Refused before anything is done."""
    with pytest.raises(vol.Invalid):
        await act(kicks, "start_engine", **data)


async def test_an_account_that_is_not_loaded(almera: Keyfob) -> None:
    """The action is there, and says so."""
    hass = almera.world.hass
    assert await hass.config_entries.async_unload(almera.entry.entry_id)
    with pytest.raises(ServiceValidationError) as refused:
        await act(almera, "lock")
    assert refused.value.translation_key == "service_config_entry_not_loaded"


async def test_a_device_without_a_car(almera: Keyfob) -> None:
    """A device that the account does not have any more."""
    device = dr.async_get(almera.world.hass).async_get_or_create(
        config_entry_id=almera.entry.entry_id, identifiers={(DOMAIN, "OTHER")}
    )
    with pytest.raises(ServiceValidationError) as refused:
        await act(almera, "lock", device_id=device.id)
    assert refused.value.translation_key == "vehicle_unknown"


async def test_the_device_decides_which_car(world: World) -> None:
    """Not the others of the account."""
    world.keep("kicks_e_power", "almera")
    entry = world.entry(options={"allow_unlocking": True})
    await world.set_up(entry)
    kicks = Keyfob(world, entry, "kicks_e_power")
    almera = Keyfob(world, entry, "almera")
    assert device_id(kicks) != device_id(almera)
    await act(kicks, "unlock")
    assert not kicks.truth().locked
    assert almera.truth().locked
