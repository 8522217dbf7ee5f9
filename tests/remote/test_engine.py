"""Remote engine start: who runs it, until when, how many are left (R4, R5, R6)."""

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNKNOWN, Platform
import pytest

from emulator.tcu.deeds import (
    Drive,
    HazardLights,
    IgnitionOff,
    IgnitionOn,
    RadioChange,
)
from tests.keyfob import CODE, Keyfob
from tests.world import World

BUTTON = Platform.BUTTON
HOUR = 3600.0


def _engine(keyfob: Keyfob) -> tuple[str, str | None]:
    told = keyfob.told(Platform.BINARY_SENSOR, "engine_running")
    return (
        keyfob.shown(Platform.BINARY_SENSOR, "engine_running"),
        told["started_by"],
    )


def _left(keyfob: Keyfob) -> int:
    return int(keyfob.shown(Platform.SENSOR, "remote_starts_left"))


@pytest.fixture
async def almera(almera: Keyfob) -> Keyfob:
    """Keep the code of the Almera, so that its buttons work."""
    await almera.keep_code()
    return almera


@pytest.fixture
async def kicks(world: World) -> Keyfob:
    """Give the KICKS, which asks for no code (S2)."""
    world.keep("kicks_e_power")
    entry = world.entry()
    await world.set_up(entry)
    return Keyfob(world, entry, "kicks_e_power")


async def test_R4_a_start_is_shown_with_its_end_and_ends_by_itself(
    almera: Keyfob,
) -> None:
    """Ten minutes; the moment is shown, not what is left of it."""
    assert _engine(almera) == (STATE_OFF, None)
    assert almera.shown(Platform.SENSOR, "engine_run_end") == STATE_UNKNOWN
    await almera.press("start_engine")
    run = almera.truth().remote_run
    assert run is not None
    assert _engine(almera) == (STATE_ON, "remote")
    end = almera.world.moment(almera.shown(Platform.SENSOR, "engine_run_end"))
    assert end.timestamp() == pytest.approx(run.until, abs=2)
    assert almera.last_result() == ("start_engine", "done", None)
    await almera.world.advance(400)
    shown = almera.world.moment(almera.shown(Platform.SENSOR, "engine_run_end"))
    assert shown == end
    await almera.world.advance(240)
    assert almera.truth().remote_run is None
    assert _engine(almera) == (STATE_OFF, None)
    assert almera.shown(Platform.SENSOR, "engine_run_end") == STATE_UNKNOWN


async def test_R4_stop_early(almera: Keyfob) -> None:
    """The button does it; a second press has nothing to stop."""
    await almera.press("start_engine")
    await almera.press("stop_engine")
    assert almera.truth().remote_run is None
    assert _engine(almera) == (STATE_OFF, None)
    refused = await almera.refused(almera.begin(BUTTON, "stop_engine", "press"))
    assert refused.translation_key == "refused_not_running"


async def test_R5_the_third_start_is_refused_until_somebody_drives(
    almera: Keyfob,
) -> None:
    """The count is the car's, the text says what to do, a drive makes it work again."""
    assert _left(almera) == 2
    for left in (1, 0):
        await almera.press("start_engine")
        assert _left(almera) == left == 2 - almera.truth().remote_starts
        await almera.press("stop_engine")
    refused = await almera.refused(almera.begin(BUTTON, "start_engine", "press"))
    assert refused.translation_key == "refused_start_limit"
    assert almera.last_result() == ("start_engine", "refused", "start_limit")
    assert almera.truth().remote_run is None

    almera.do(Drive(route="bangkok"))
    await almera.world.advance(310)
    assert _engine(almera) == (STATE_ON, "key")
    assert _left(almera) == 2
    await almera.world.advance(2 * HOUR)
    almera.do(IgnitionOff())
    await almera.press("start_engine")
    assert _left(almera) == 1
    assert almera.truth().remote_starts == 1


async def test_R5_a_second_start_while_it_runs_is_an_extension(almera: Keyfob) -> None:
    """It counts, and the end moves on by ten minutes."""
    await almera.press("start_engine")
    first = almera.world.moment(almera.shown(Platform.SENSOR, "engine_run_end"))
    await almera.press("start_engine")
    second = almera.world.moment(almera.shown(Platform.SENSOR, "engine_run_end"))
    assert (second - first).total_seconds() == pytest.approx(600, abs=2)
    assert _left(almera) == 0


async def test_R5_what_another_client_started_counts(almera: Keyfob) -> None:
    """It is seen at the next look."""
    async with almera.second_client() as other:
        prove = await other.prover(CODE)
        await other.order("engine-start", action="start", srp=prove("RES/Start"))
    await almera.world.advance(310)
    assert _engine(almera) == (STATE_ON, "remote")
    assert _left(almera) == 1


async def test_R5_the_count_is_kept_over_a_restart(almera: Keyfob) -> None:
    """The car's is, too."""
    await almera.press("start_engine")
    await almera.world.hass.config_entries.async_reload(almera.entry.entry_id)
    await almera.world.advance(60)
    assert _left(almera) == 1
    assert _engine(almera) == (STATE_ON, "remote")


async def test_R4_the_key_in_the_car_wins(almera: Keyfob) -> None:
    """The run has no end any more, and all starts are there again."""
    await almera.press("start_engine")
    almera.do(IgnitionOn())
    await almera.world.advance(310)
    assert _engine(almera) == (STATE_ON, "key")
    assert almera.shown(Platform.SENSOR, "engine_run_end") == STATE_UNKNOWN
    assert _left(almera) == 2
    refused = await almera.refused(almera.begin(BUTTON, "start_engine", "press"))
    assert refused.translation_key == "refused_ignition_on"


async def test_R4_a_refused_start_costs_none(almera: Keyfob) -> None:
    """Neither does one that never reached the car (R5)."""
    almera.do(HazardLights(on=True))
    refused = await almera.refused(almera.begin(BUTTON, "start_engine", "press"))
    assert refused.translation_key == "refused_hazard_lights_on"
    almera.do(HazardLights(on=False))
    almera.do(RadioChange(coverage=False))
    refused = await almera.refused(almera.begin(BUTTON, "start_engine", "press"))
    assert refused.translation_key == "command_not_reachable"
    assert _left(almera) == 2
    assert almera.truth().remote_starts == 0


async def test_R6_the_kicks_asks_for_no_code(kicks: Keyfob) -> None:
    """Its buttons work at once."""
    await kicks.press("start_engine")
    assert kicks.truth().remote_run is not None
    assert _engine(kicks) == (STATE_ON, "remote")
    await kicks.press("stop_engine")
    assert kicks.truth().remote_run is None


async def test_R4_without_a_kept_code_the_button_says_where_to_give_it(
    world: World,
) -> None:
    """It names the action, and nothing is sent."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    almera = Keyfob(world, entry, "almera")
    await almera.register()
    asked = world.asked("/actions/")
    for button in ("start_engine", "stop_engine"):
        refused = await almera.refused(almera.begin(BUTTON, button, "press"))
        assert refused.translation_key == "security_code_required"
        assert refused.translation_placeholders == {"action": f"nissanconnect.{button}"}
    assert world.asked("/actions/") == asked
