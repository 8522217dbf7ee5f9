"""The cloud as a whole: what it keeps is everything, and the same in two runs."""

from pathlib import Path

import pytest

from emulator.cloud.cloud import Cloud
from emulator.cloud.errands import Ask, Command
from emulator.cloud.platform import Answer
from emulator.cloud.rules import RULES, rules_of
from emulator.persona import load, names
from emulator.tcu.deeds import Drive, IgnitionOff
from emulator.tcu.orders import Unlock
from emulator.testing import OWNER, Emulator, running

pytestmark = pytest.mark.usefixtures("socket_enabled")


async def _live(emulator: Emulator) -> None:
    cloud = emulator.world.cloud
    account = await cloud.accounts.sign_in(*OWNER)
    kicks, almera = emulator.car("kicks_e_power").vin, emulator.car("almera").vin
    cloud.orders.place(kicks, "refresh-location", "x", Ask())
    cloud.orders.place(kicks, "lock-unlock", "x", Command(Unlock()))
    cloud.devices.mail_code(account, almera, "a-device", car="Almera")
    emulator.do("almera", Drive("bangkok"))
    await emulator.advance(3600)
    emulator.do("almera", IgnitionOff())
    cloud.orders.place(almera, "wake-up-vehicle", account.user_id, Ask())
    await emulator.advance(5)


def _everything(cloud: Cloud) -> dict[tuple[str, str], bytes | None]:
    return {
        (kind, key): cloud.dump(kind, key)
        for kind, collection in cloud.collections.items()
        for key in collection
    }


async def test_two_runs_with_one_seed_end_alike() -> None:
    ends = []
    for _ in range(2):
        async with running(seed=7) as emulator:
            await _live(emulator)
            ends.append(_everything(emulator.world.cloud))
    assert ends[0] == ends[1]
    kinds = {"account", "cache", "orders", "trips", "vehicle", "model"}
    kinds |= {"devices", "mail", "history"}
    assert kinds <= {kind for kind, _ in ends[0]}


async def test_everything_is_there_after_a_restart_and_goes_on(
    tmp_path: Path,
) -> None:
    state = tmp_path / "garage.sqlite"
    async with running(state=state) as emulator:
        await _live(emulator)
        before = _everything(emulator.world.cloud)
    async with running(state=state) as emulator:
        cloud = emulator.world.cloud
        assert _everything(cloud) == before
        [order] = cloud.orders.of(emulator.car("almera").vin).latest
        assert order.status == "CREATED"
        await emulator.advance(30)
        [order] = cloud.orders.of(emulator.car("almera").vin).latest
        assert order.status == "COMPLETED"


async def test_foreign_documents_are_refused(cloud: Cloud) -> None:
    with pytest.raises(KeyError):
        cloud.load("nothing", "key", b"{}")


def test_a_version_that_is_not_named_is_not_supported() -> None:
    platform = load("leaf_ze1").platform
    assert platform.answer("battery-status", "v1") is Answer.OK
    assert platform.answer("battery-status", "v3") is Answer.NOT_TECHNICALLY_SUPPORTED


def test_every_rule_belongs_to_a_car_of_the_garage() -> None:
    found = {rule.key for name in names() for rule in rules_of(load(name).platform)}
    assert found == {rule.key for rule in RULES}
