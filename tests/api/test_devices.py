"""Registering the device that Home Assistant is, by a mailed code (protocol 5.5)."""

import pytest

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.devices import Devices
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    OneTimeCodeExpired,
    OneTimeCodeRefused,
    Outage,
    QuotaExceeded,
    TooManyDevices,
)

from .conftest import Owner

OURS = "0123456789abcdef"
MODEL = "Home Assistant"
REGISTER = "POST /bff-web/.*/register-device"


@pytest.fixture
async def devices(owner: Owner, client: NissanClient) -> Devices:
    """Give the owner's devices on the Almera."""
    return client.devices(await owner.vehicle(client, "almera"))


def mailed(owner: Owner) -> str:
    """Return the code of the latest mail."""
    code = owner.emulator.world.cloud.mailbox.newest_first()[0].letter.code
    assert code is not None
    return code


def wrong(code: str) -> str:
    """Return another code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


async def test_a_mailed_code_registers_a_device(owner: Owner, devices: Devices) -> None:
    assert not await devices.is_registered(OURS)
    await devices.request_otp(OURS)
    await devices.register(OURS, mailed(owner), MODEL)
    assert await devices.is_registered(OURS)


async def test_a_device_that_is_there_is_fine(owner: Owner, devices: Devices) -> None:
    """409010, whatever the code."""
    await devices.request_otp(OURS)
    await devices.register(OURS, mailed(owner), MODEL)
    await devices.register(OURS, "000000", MODEL)
    assert await devices.is_registered(OURS)


async def test_a_wrong_code_is_refused(owner: Owner, devices: Devices) -> None:
    await devices.request_otp(OURS)
    with pytest.raises(OneTimeCodeRefused) as refused:
        await devices.register(OURS, wrong(mailed(owner)), MODEL)
    assert not isinstance(refused.value, OneTimeCodeExpired)
    assert not await devices.is_registered(OURS)
    assert owner.meddler.count(REGISTER) == 1


async def test_an_old_code_is_told_from_a_wrong_one(
    owner: Owner, devices: Devices
) -> None:
    await devices.request_otp(OURS)
    code = mailed(owner)
    await owner.emulator.advance(11 * 60)
    with pytest.raises(OneTimeCodeExpired):
        await devices.register(OURS, code, MODEL)


async def test_any_bad_request_is_a_refused_code(
    owner: Owner, devices: Devices
) -> None:
    """The maker's word for it is not public."""
    owner.meddler.say(REGISTER, 400, {"errors": [{"code": "400"}]})
    with pytest.raises(OneTimeCodeRefused):
        await devices.register(OURS, "123456", MODEL)


async def test_a_car_that_takes_no_more_devices(owner: Owner, devices: Devices) -> None:
    owner.meddler.say(REGISTER, 409, {"errors": [{"code": "409101"}]})
    with pytest.raises(TooManyDevices):
        await devices.register(OURS, "123456", MODEL)


async def test_a_second_mail_at_once_has_to_wait(devices: Devices) -> None:
    await devices.request_otp(OURS)
    with pytest.raises(QuotaExceeded) as exceeded:
        await devices.request_otp(OURS)
    assert exceeded.value.retry_after == 30


async def test_a_removed_device_is_gone_and_may_be_gone(
    owner: Owner, devices: Devices
) -> None:
    await devices.request_otp(OURS)
    await devices.register(OURS, mailed(owner), MODEL)
    await devices.remove(OURS)
    assert not await devices.is_registered(OURS)
    await devices.remove(OURS)


async def test_S2_a_car_without_a_code_has_no_devices(
    owner: Owner, client: NissanClient
) -> None:
    devices = client.devices(await owner.vehicle(client, "kicks_e_power"))
    with pytest.raises(AccessDenied):
        await devices.request_otp(OURS)


async def test_F37_a_page_is_no_good_answer(owner: Owner, devices: Devices) -> None:
    """An empty one is."""
    owner.meddler.say("POST /bff-web", 200, text="<html>Hotel</html>")
    with pytest.raises(Outage):
        await devices.request_otp(OURS)


async def test_S3_no_code_is_in_an_address(owner: Owner, devices: Devices) -> None:
    await devices.request_otp(OURS)
    code = mailed(owner)
    await devices.register(OURS, code, MODEL)
    assert not owner.meddler.count(code)
