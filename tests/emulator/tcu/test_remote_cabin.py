"""What a remote start makes of the cabin (R6)."""

import pytest

from emulator.tcu.deeds import (
    Climate,
    IgnitionOff,
    IgnitionOn,
    SetCabinTemperature,
)
from emulator.tcu.orders import CabinWish, StartEngine
from emulator.tcu.outcome import Done
from tests.emulator.tcu.owners import owner

MINUTE = 60


async def test_R6_a_remote_start_cools_the_cabin_along_a_curve() -> None:
    it = owner("qx60")
    await it.it.after(4 * 3600)
    hot = it.it.look().cabin
    it.order(StartEngine())
    assert it.it.look().cabin.hvac_on
    temperatures = [(await it.it.after(120)).cabin.inside_c for _ in range(4)]
    assert hot.inside_c > temperatures[0] > temperatures[1] > temperatures[3] > 22
    assert temperatures[0] - temperatures[1] > temperatures[2] - temperatures[3]
    await it.it.after(1800)
    assert not it.it.look().cabin.hvac_on
    assert it.it.look().cabin.inside_c > temperatures[3]


async def test_R6_a_remote_start_heats_too() -> None:
    it = owner("qx60")
    it.it.do(SetCabinTemperature(30))
    cold = it.it.look().cabin.inside_c
    it.order(StartEngine())
    assert (await it.it.after(500)).cabin.inside_c > cold


async def test_R6_the_climate_form_of_a_start_sets_target_and_comforts() -> None:
    it = owner("almera")
    it.it.car.state.codes = owner("qx60").it.car.state.codes
    wish = CabinWish(17, left_seat=2, front_defrost=1)
    assert it.order(StartEngine(cabin=wish)) == Done()
    truth = it.it.look()
    assert truth.remote_run is not None
    assert truth.remote_run.cabin == wish
    assert truth.cabin.target_c == 17
    longer = await it.it.after(60)
    it.order(StartEngine())
    assert longer.remote_run is not None
    assert it.it.look().cabin.target_c == 17
    await it.it.after(20 * MINUTE)
    assert it.it.look().cabin.target_c == 22


async def test_R6_a_start_without_climate_leaves_the_cabin() -> None:
    it = owner("qx60")
    it.order(StartEngine(cabin=CabinWish(20, hvac=False)))
    assert not it.it.look().cabin.hvac_on


@pytest.mark.parametrize("on", [True, False])
async def test_R6_the_kicks_puts_the_climate_back_to_what_it_was(on: bool) -> None:
    it = owner("kicks_e_power")
    it.it.do(IgnitionOn())
    it.it.do(SetCabinTemperature(19))
    it.it.do(Climate(on=on))
    assert it.it.look().cabin.hvac_on is on
    it.it.do(IgnitionOff())
    await it.it.after(3600)
    assert it.send(StartEngine(), None) == Done()
    cabin = it.it.look().cabin
    assert cabin.hvac_on is on
    assert cabin.target_c == 19


def test_R6_other_cars_cool_also_if_the_climate_was_off() -> None:
    it = owner("qx60")
    it.it.do(Climate(on=False))
    it.order(StartEngine())
    assert it.it.look().cabin.hvac_on
