"""Registering devices by mailed one-time codes: protocol 5.5."""

from http import HTTPStatus
from typing import Any

from aiohttp import ClientResponse
import pytest

from emulator.cloud.accounts import Role
from emulator.testing import OWNER, SECOND, Emulator

from .clients import JSON_API, Client, error_of

PHONE, TABLET = "0123456789abcdef", "a-tablet_of.ours"
WRONG_CODE = ("Invalid OTP", "400101")
NO_CODE = ("OTP expired", "400102")


class Bff:
    """The device calls of one user on one car."""

    def __init__(self, client: Client, user_id: str, vin: str) -> None:
        """Call as a signed-in client."""
        self._client = client
        self._car = f"/bff-web/v1/vehicles/{vin}"
        self._users_car = f"/bff-web/v1/users/{user_id}/vehicles/{vin}"

    async def post(
        self, call: str, kind: str, media_type: str = "application/json", **said: Any
    ) -> ClientResponse:
        """Send a document."""
        return await self._client.http.post(
            f"{self._users_car}/{call}",
            headers=self._client.headers | {"Content-Type": media_type},
            json={"data": {"type": kind, "attributes": said}},
        )

    async def ask(self, device_id: str = PHONE) -> ClientResponse:
        """Ask for a code."""
        return await self.post(
            "generate-device-otp", "GenerateDeviceOtp", deviceId=device_id
        )

    async def register(self, code: str, device_id: str = PHONE) -> ClientResponse:
        """Show a code."""
        return await self.post(
            "register-device",
            "RegisterDevice",
            deviceId=device_id,
            otp=code,
            modelName="Pixel 9",
        )

    async def status(self, device_id: str = PHONE) -> int:
        """Return the HTTP status of a device's registration."""
        path = f"{self._users_car}/devices/{device_id}/registration-status"
        return (await self._client.get(path)).status

    async def listed(self) -> list[str]:
        """Return the ids of all devices."""
        answer = await self._client.get(f"{self._car}/registered-devices")
        rows = (await answer.json())["data"]["attributes"]["devices"]
        return [row["deviceId"] for row in rows]

    async def remove(self, device_id: str = PHONE) -> int:
        """Remove a device; return the HTTP status."""
        answer = await self._client.http.delete(
            f"{self._car}/devices/{device_id}", headers=self._client.headers
        )
        return answer.status


async def _bff(client: Client, emulator: Emulator, persona: str = "almera") -> Bff:
    return Bff(client, await client.user_id(), emulator.car(persona).vin)


def _mailed(emulator: Emulator) -> str:
    """Return the code of the latest mail."""
    code = emulator.world.cloud.mailbox.newest_first()[0].letter.code
    assert code
    return code


def _mails(emulator: Emulator) -> int:
    return len(emulator.world.cloud.mailbox.newest_first())


async def test_a_device_is_registered_by_the_code_of_the_mail(
    emulator: Emulator, owner: Client
) -> None:
    bff = await _bff(owner, emulator)
    assert await bff.status() == 404
    answer = await bff.ask()
    assert (answer.status, await answer.read()) == (200, b"")
    assert await bff.status() == 404
    answer = await bff.register(_mailed(emulator))
    assert answer.status == 200
    assert (await answer.json())["data"]["attributes"]["deviceId"] == PHONE
    assert await bff.status() == 200
    assert await bff.listed() == [PHONE]


async def test_the_mail_goes_to_the_owner_and_is_there_at_once(
    emulator: Emulator, owner: Client
) -> None:
    await (await _bff(owner, emulator)).ask()
    mails = await (
        await owner.http.get("/console/api/mailbox", params={"to": OWNER.email.upper()})
    ).json()
    [mail] = mails["mails"]
    assert mail["at"] == "2026-03-02T06:00:00Z"
    assert (mail["kind"], mail["language"]) == ("one_time_code", "th")
    assert "Almera" in mail["subject"]
    assert len(mail["code"]) == 6
    assert mail["code"].isdigit()
    assert mail["code"] in mail["text"]
    other = await owner.http.get("/console/api/mailbox", params={"to": SECOND.email})
    assert (await other.json())["mails"] == []


async def test_a_wrong_code_registers_nothing(
    emulator: Emulator, owner: Client
) -> None:
    bff = await _bff(owner, emulator)
    await bff.ask()
    right = _mailed(emulator)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    answer = await bff.register(wrong)
    assert answer.status == 400
    assert error_of(await answer.text()) == WRONG_CODE
    assert await bff.listed() == []
    assert (await bff.register(right)).status == 200


async def test_after_five_wrong_codes_a_new_one_is_needed(
    emulator: Emulator, owner: Client
) -> None:
    bff = await _bff(owner, emulator)
    await bff.ask()
    right = _mailed(emulator)
    for step in range(1, 6):
        wrong = f"{(int(right) + step) % 1_000_000:06}"
        assert error_of(await (await bff.register(wrong)).text()) == WRONG_CODE
    assert error_of(await (await bff.register(right)).text()) == NO_CODE
    await emulator.advance(30)
    await bff.ask()
    assert (await bff.register(_mailed(emulator))).status == 200


async def test_a_code_lives_ten_minutes(emulator: Emulator, owner: Client) -> None:
    bff = await _bff(owner, emulator)
    await bff.ask()
    await emulator.advance(600)
    answer = await bff.register(_mailed(emulator))
    assert answer.status == 400
    assert error_of(await answer.text()) == NO_CODE
    await bff.ask()
    await emulator.advance(599)
    assert (await bff.register(_mailed(emulator))).status == 200


async def test_a_newer_code_ends_the_one_before(
    emulator: Emulator, owner: Client
) -> None:
    bff = await _bff(owner, emulator)
    await bff.ask()
    old = _mailed(emulator)
    await emulator.advance(30)
    await bff.ask()
    assert _mailed(emulator) != old
    assert error_of(await (await bff.register(old)).text()) == WRONG_CODE
    assert (await bff.register(_mailed(emulator))).status == 200


async def test_a_code_is_good_once_and_for_its_device_only(
    emulator: Emulator, owner: Client
) -> None:
    bff = await _bff(owner, emulator)
    await bff.ask()
    code = _mailed(emulator)
    assert error_of(await (await bff.register(code, TABLET)).text()) == NO_CODE
    assert (await bff.register(code)).status == 200
    assert error_of(await (await bff.register(code, TABLET)).text()) == NO_CODE
    assert await bff.listed() == [PHONE]


async def test_a_second_mail_within_half_a_minute_is_refused(
    emulator: Emulator, owner: Client
) -> None:
    bff = await _bff(owner, emulator)
    await bff.ask()
    await emulator.advance(10)
    answer = await bff.ask(TABLET)
    assert answer.status == HTTPStatus.TOO_MANY_REQUESTS
    assert answer.headers["Retry-After"] == "20"
    assert _mails(emulator) == 1
    assert (await bff.register(_mailed(emulator))).status == 200
    await emulator.advance(20)
    assert (await bff.ask(TABLET)).status == 200
    # Another car's code is another matter.
    assert (await (await _bff(owner, emulator, "qx60")).ask()).status == 200


async def test_a_device_that_is_registered_is_a_conflict(
    emulator: Emulator, owner: Client
) -> None:
    bff = await _bff(owner, emulator)
    await bff.ask()
    await bff.register(_mailed(emulator))
    await emulator.advance(30)
    await bff.ask()
    answer = await bff.register(_mailed(emulator))
    assert answer.status == 409
    assert error_of(await answer.text()) == ("Device already exists", "409010")
    assert await bff.listed() == [PHONE]


async def _fill(emulator: Emulator, bff: Bff, count: int) -> None:
    for number in range(count):
        await bff.ask(f"device-{number}")
        answer = await bff.register(_mailed(emulator), f"device-{number}")
        assert answer.status == 200
        await emulator.advance(30)


async def test_a_car_of_one_device_forgets_the_one_before(
    emulator: Emulator, owner: Client
) -> None:
    bff = await _bff(owner, emulator, "leaf_ze1")
    await _fill(emulator, bff, 2)
    assert await bff.listed() == ["device-1"]
    assert await bff.status("device-0") == 404


async def test_others_take_ten(emulator: Emulator, owner: Client) -> None:
    bff = await _bff(owner, emulator)
    await _fill(emulator, bff, 10)
    await bff.ask()
    answer = await bff.register(_mailed(emulator))
    assert answer.status == 409
    assert error_of(await answer.text()) == ("Too many devices", "409101")
    assert await bff.remove("device-4") == 204
    assert (await bff.register(_mailed(emulator))).status == 200
    assert len(await bff.listed()) == 10


async def test_a_device_can_be_removed(emulator: Emulator, owner: Client) -> None:
    bff = await _bff(owner, emulator)
    await _fill(emulator, bff, 2)
    assert await bff.remove("device-0") == 204
    assert await bff.status("device-0") == 404
    assert await bff.listed() == ["device-1"]
    assert await bff.remove("device-0") == 404


async def test_devices_are_each_users_own(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    bff = await _bff(owner, emulator)
    await _fill(emulator, bff, 1)
    vin, second = emulator.car("almera").vin, await stranger.user_id()
    his = Bff(stranger, second, vin)
    assert (await his.ask()).status == 403
    cloud = emulator.world.cloud
    cloud.accounts.pair(second, vin, at=cloud.clock.now, role=Role.STANDARD)
    assert await his.listed() == []
    assert await his.remove("device-0") == 404
    assert (await his.ask()).status == 200
    assert cloud.mailbox.newest_first()[0].to == SECOND.email
    pretender = Bff(stranger, await owner.user_id(), vin)
    assert (await pretender.ask()).status == 403
    assert await pretender.status("device-0") == 403


@pytest.mark.parametrize("persona", ["kicks_e_power", "ariya"])
async def test_S2_without_a_security_code_there_are_no_devices(
    emulator: Emulator, owner: Client, persona: str
) -> None:
    bff = await _bff(owner, emulator, persona)
    answer = await bff.ask()
    assert answer.status == 403
    assert error_of(await answer.text()) == ("security.access", "403")
    assert await bff.status() == 403
    assert await bff.remove() == 403
    assert _mails(emulator) == 0


@pytest.mark.parametrize(
    ("kind", "media_type", "said"),
    [
        ("GenerateDeviceOtp", JSON_API, {"deviceId": PHONE}),
        ("GenerateDeviceOtp", "text/plain", {"deviceId": PHONE}),
        ("RegisterDevice", "application/json", {"deviceId": PHONE}),
        ("GenerateDeviceOtp", "application/json", {}),
        ("GenerateDeviceOtp", "application/json", {"deviceId": "short"}),
        ("GenerateDeviceOtp", "application/json", {"deviceId": "x" * 65}),
        ("GenerateDeviceOtp", "application/json", {"deviceId": "with a blank"}),
        ("GenerateDeviceOtp", "application/json", {"deviceId": f"{PHONE}\n"}),
        ("GenerateDeviceOtp", "application/json", {"deviceId": 1234567890}),
    ],
)
async def test_a_wrong_question_mails_nothing(
    emulator: Emulator,
    owner: Client,
    kind: str,
    media_type: str,
    said: dict[str, Any],
) -> None:
    bff = await _bff(owner, emulator)
    answer = await bff.post("generate-device-otp", kind, media_type, **said)
    assert answer.status == 400
    assert _mails(emulator) == 0


@pytest.mark.parametrize(
    "other",
    [
        {"otp": None},
        {"otp": ""},
        {"otp": "12345"},
        {"otp": "1234567"},
        {"otp": "12345\n"},
        {"otp": 123456},
        {"modelName": ""},
        {"modelName": "x" * 101},
        {"deviceId": "short"},
    ],
)
async def test_a_malformed_registration_costs_no_try(
    emulator: Emulator, owner: Client, other: dict[str, Any]
) -> None:
    bff = await _bff(owner, emulator)
    await bff.ask()
    said = {"deviceId": PHONE, "otp": "000000", "modelName": "Pixel 9"} | other
    for _ in range(6):
        answer = await bff.post("register-device", "RegisterDevice", **said)
        assert answer.status == 400
        assert error_of(await answer.text())[0] == "Http message is not readable"
    assert (await bff.register(_mailed(emulator))).status == 200


async def test_no_code_is_printed_or_kept_but_in_the_mail(
    emulator: Emulator, owner: Client, caplog: pytest.LogCaptureFixture
) -> None:
    bff = await _bff(owner, emulator)
    await bff.ask()
    code, cloud = _mailed(emulator), emulator.world.cloud
    await bff.register(f"{(int(code) + 1) % 1_000_000:06}")
    [key] = cloud.devices.documents
    assert code.encode() not in (cloud.devices.documents.dump(key) or b"")
    printed = caplog.text + repr(cloud.devices.documents[key])
    printed += repr(cloud.mailbox.newest_first())
    assert "generate-device-otp" in caplog.text
    assert code not in printed
