"""Tokens: how long they are good, and that nobody can read them."""

import pytest

from emulator.clock import Clock
from emulator.cloud import tokens
from emulator.cloud.cloud import Cloud
from emulator.cloud.tokens import LIFE_S, Purpose

from .conftest import RealTime

HOUR = 3600.0


async def test_while_held_tokens_live_by_the_worlds_time(
    cloud: Cloud, clock: Clock, real: RealTime
) -> None:
    text = cloud.tokens.issue(Purpose.ACCESS, "user")
    real.now += 100 * HOUR
    assert cloud.tokens.find(Purpose.ACCESS, text)
    await clock.advance(HOUR)
    assert cloud.tokens.find(Purpose.ACCESS, text) is None


async def test_while_running_tokens_live_by_real_time(
    cloud: Cloud, clock: Clock, real: RealTime
) -> None:
    clock.set_pace(speed=1000, held=False)
    text = cloud.tokens.issue(Purpose.ACCESS, "user")
    real.now += HOUR - 1
    assert clock.settle() > 900 * HOUR
    assert cloud.tokens.find(Purpose.ACCESS, text)
    real.now += 1
    assert cloud.tokens.find(Purpose.ACCESS, text) is None


def test_a_token_is_good_for_its_purpose_only(cloud: Cloud) -> None:
    text = cloud.tokens.issue(Purpose.REFRESH, "user")
    assert cloud.tokens.find(Purpose.ACCESS, text) is None
    assert cloud.tokens.find(Purpose.REFRESH, f"{text}x") is None


def test_what_is_redeemed_is_gone(cloud: Cloud) -> None:
    text = cloud.tokens.issue(Purpose.ONEID_CODE, "user")
    assert cloud.tokens.redeem(Purpose.ONEID_CODE, text)
    assert cloud.tokens.redeem(Purpose.ONEID_CODE, text) is None


async def test_the_expired_are_forgotten_when_another_is_issued(
    cloud: Cloud, clock: Clock
) -> None:
    kept = cloud.tokens.collections[Purpose.ACCESS]
    for _ in range(3):
        cloud.tokens.issue(Purpose.ACCESS, "user")
    await clock.advance(LIFE_S[Purpose.ACCESS])
    cloud.tokens.issue(Purpose.ACCESS, "user")
    assert len(kept) == 1


def test_of_too_many_forms_the_oldest_goes(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "_MAX_FORMS", 2)
    first, *others = [cloud.tokens.issue(Purpose.ONEID_FORM, None) for _ in range(3)]
    assert cloud.tokens.find(Purpose.ONEID_FORM, first) is None
    assert all(cloud.tokens.find(Purpose.ONEID_FORM, text) for text in others)


def test_only_the_holder_knows_the_text(cloud: Cloud) -> None:
    text = cloud.tokens.issue(Purpose.ACCESS, "user")
    [(kind, key)] = [name for name in cloud.changed if name[0] == "token_access"]
    assert text not in key
    assert text.encode() not in (cloud.dump(kind, key) or b"")


async def test_a_held_worlds_secrets_are_the_same_in_two_runs(
    cloud: Cloud, clock: Clock, real: RealTime
) -> None:
    twin = Cloud(seed=1, clock=clock, cars={}, real=real)
    texts = [cloud.secrets.token() for _ in range(3)]
    assert [twin.secrets.token() for _ in range(3)] == texts
    assert len(set(texts)) == 3


def test_a_restart_does_not_draw_the_same_secrets_again(
    cloud: Cloud, clock: Clock, real: RealTime
) -> None:
    first = cloud.secrets.token()
    after = Cloud(seed=1, clock=clock, cars={}, real=real)
    for kind, key in cloud.changed:
        after.load(kind, key, cloud.dump(kind, key) or b"")
    assert after.secrets.token() != first


def test_a_running_worlds_secrets_come_from_a_secure_source(
    cloud: Cloud, clock: Clock, real: RealTime
) -> None:
    clock.set_pace(held=False)
    twin = Cloud(seed=1, clock=clock, cars={}, real=real)
    assert cloud.secrets.token() != twin.secrets.token()
    assert not cloud.changed
