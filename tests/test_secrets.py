"""After a whole session no secret stands in what we wrote ("nothing that we wrote")."""

from collections.abc import Iterator
import json
import logging
import re
from typing import Any

from homeassistant.const import EVENT_CALL_SERVICE, MATCH_ALL, Platform
from homeassistant.core import Event, callback
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.nissanconnect.api.srp import Handshake
from custom_components.nissanconnect.const import DOMAIN
from emulator.tcu.deeds import KeyInside, RadioChange, UnlockWithKey
from emulator.testing import OWNER

from .keyfob import CODE, WRONG, Keyfob

LOCK = Platform.LOCK


class Ear:
    """Hears all that is written: events, states, log lines, errors."""

    def __init__(self, keyfob: Keyfob, caplog: pytest.LogCaptureFixture) -> None:
        """Begin to listen."""
        self._caplog = caplog
        self._hass = keyfob.world.hass
        self.heard: list[str] = []
        caplog.set_level(logging.DEBUG)
        # Home Assistant's own record of a call holds what was given to it.
        self._hass.bus.async_listen(MATCH_ALL, self._hear)

    @callback
    def _hear(self, event: Event) -> None:
        if event.event_type != EVENT_CALL_SERVICE:
            self.heard.append(repr(event.data))

    def error(self, error: HomeAssistantError) -> None:
        """Hear what was raised, and what that came from."""
        cause: BaseException | None = error
        while cause is not None:
            self.heard.append(f"{cause!r} {cause.args} {vars(cause)}")
            cause = cause.__cause__ or cause.__context__

    def everything(self) -> Iterator[str]:
        """Yield all of it."""
        yield from self.heard
        for state in self._hass.states.async_all():
            yield repr(state.as_dict())
        for record in self._caplog.records:
            # The emulator may say more, and Home Assistant repeats its own calls.
            if record.name.startswith((f"custom_components.{DOMAIN}", "aiohttp")):
                yield f"{record.getMessage()} {record.exc_info}"


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Note the proofs that are made, and what they are made with."""
    made: set[str] = set()
    prove = Handshake.prove

    def noted(handshake: Handshake, code: str, **challenge: str) -> str:
        proof = prove(handshake, code, **challenge)
        made.update({proof, handshake.public, challenge["salt"], challenge["public"]})
        return proof

    monkeypatch.setattr(Handshake, "prove", noted)
    return made


def _tokens(hass_storage: dict[str, Any]) -> set[str]:
    return {
        kept["data"][name]
        for key, kept in hass_storage.items()
        if key.endswith(".tokens")
        for name in ("access", "refresh")
    }


async def test_S3_no_secret_is_written(
    proofs: set[str],
    almera: Keyfob,
    caplog: pytest.LogCaptureFixture,
    hass_storage: dict[str, Any],
    hass_client: ClientSessionGenerator,
) -> None:
    """Not the code, the password, a token, a one-time code or a proof."""
    ear = Ear(almera, caplog)
    mailed = almera.mailed_code
    await almera.unlock()
    almera.do(KeyInside(inside=True))
    for code in (CODE, WRONG, WRONG):
        ear.error(await almera.refused(almera.begin(LOCK, "doors", "lock", code=code)))
    await almera.lift_stop()
    almera.do(KeyInside(inside=False))
    almera.do(UnlockWithKey())
    almera.do(RadioChange(coverage=False))
    ear.error(await almera.refused(almera.begin(LOCK, "doors", "lock", code=CODE)))
    almera.do(RadioChange(coverage=True))
    await almera.lock()
    shown = await get_diagnostics_for_config_entry(
        almera.world.hass, hass_client, almera.entry
    )
    kept = [
        json.dumps(content)
        for key, content in hass_storage.items()
        if key.startswith(DOMAIN) and not key.endswith(".tokens")
    ]
    assert kept
    written = "\n".join([*ear.everything(), json.dumps(shown), *kept])
    tokens = _tokens(hass_storage)
    assert len(proofs) > 10
    assert tokens
    for secret in {OWNER.password, *tokens, *proofs}:
        assert secret not in written
    for digits in (CODE, WRONG, mailed):
        assert not re.search(rf"(?<![\w.-]){digits}(?![\w.-])", written), digits


async def test_S3_a_kept_code_is_shown_nowhere(
    almera: Keyfob,
    caplog: pytest.LogCaptureFixture,
    hass_client: ClientSessionGenerator,
) -> None:
    """It stands in the entry, beside the password, and there alone."""
    ear = Ear(almera, caplog)
    await almera.keep_code()
    await almera.press("start_engine")
    vin = almera.world.emulator.car("almera").vin
    assert almera.entry.data["codes"] == {vin: CODE}
    shown = await get_diagnostics_for_config_entry(
        almera.world.hass, hass_client, almera.entry
    )
    written = "\n".join([*ear.everything(), json.dumps(shown)])
    assert not re.search(rf"(?<![\w.-]){CODE}(?![\w.-])", written)
