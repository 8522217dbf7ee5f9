"""Accounts, passwords and tries: E1, E2, E6."""

import asyncio
from threading import Event

import pytest

from emulator.clock import Clock
from emulator.cloud import accounts, tries
from emulator.cloud.accounts import Account, Role, SignInError
from emulator.cloud.cloud import Cloud
from emulator.cloud.passwords import Password, quick, strong

EMAIL, PASSWORD = "ada@example.com", "Correct-1"


@pytest.fixture
def account(cloud: Cloud) -> Account:
    """Give an account."""
    return _add(cloud)


def _add(cloud: Cloud, email: str = EMAIL) -> Account:
    return cloud.accounts.add(
        email, PASSWORD, first_name="Ada", last_name="King", country="FR"
    )


@pytest.mark.parametrize("keep", [quick, strong])
def test_a_password_matches_itself_alone(keep: type) -> None:
    odd = "pa ss\N{GRINNING FACE}\ud800" + "x" * 100
    password = keep(odd, b"0123456789abcdef")
    assert password.matches(odd)
    assert not password.matches(odd[:-1])
    assert not password.matches("")
    assert odd not in repr(password)


def test_a_user_id_is_the_same_for_a_seed_and_an_address(
    cloud: Cloud, clock: Clock, account: Account
) -> None:
    same = _add(Cloud(seed=1, clock=clock, cars={}), EMAIL.upper())
    other = _add(Cloud(seed=2, clock=clock, cars={}))
    assert same.user_id == account.user_id != other.user_id
    assert len(account.user_id) <= 24


def test_an_address_has_one_account(cloud: Cloud, account: Account) -> None:
    with pytest.raises(ValueError, match="has an account"):
        _add(cloud, f" {account.email.upper()} ")


async def test_a_given_password_becomes_strong_when_it_is_first_used(
    cloud: Cloud, account: Account
) -> None:
    assert account.password.scheme == "quick"
    signed_in = await cloud.accounts.sign_in(EMAIL, PASSWORD)
    assert signed_in.password.scheme == "scrypt"
    assert await cloud.accounts.sign_in(EMAIL, PASSWORD) == signed_in


async def test_a_car_that_is_paired_meanwhile_is_not_lost(
    cloud: Cloud, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    paired = Event()

    def strengthened_after_pairing(typed: str, salt: bytes) -> Password:
        paired.wait()
        return strong(typed, salt)

    monkeypatch.setattr(accounts, "strong", strengthened_after_pairing)
    signing_in = asyncio.create_task(cloud.accounts.sign_in(EMAIL, PASSWORD))
    await asyncio.sleep(0)
    cloud.accounts.pair(account.user_id, "VIN", at=1.0, role=Role.OWNER)
    paired.set()
    assert "VIN" in (await signing_in).cars


@pytest.mark.usefixtures("account")
async def test_E2_tries_side_by_side_count_one_after_the_other(cloud: Cloud) -> None:
    guesses = [f"guess {number}" for number in range(50)] + [PASSWORD]
    outcomes = await asyncio.gather(
        *(cloud.accounts.sign_in(EMAIL, guess) for guess in guesses),
        return_exceptions=True,
    )
    locked = [
        isinstance(outcome, SignInError) and outcome.locked for outcome in outcomes
    ]
    assert locked == [False] * 5 + [True] * 46


async def test_E2_a_lock_is_kept_through_a_restart(
    cloud: Cloud, clock: Clock, account: Account
) -> None:
    for _ in range(5):
        with pytest.raises(SignInError):
            await cloud.accounts.sign_in(account.email, "wrong")
    after = Cloud(seed=1, clock=clock, cars={})
    for kind, key in cloud.changed:
        after.load(kind, key, cloud.dump(kind, key) or b"")
    with pytest.raises(SignInError) as refused:
        await after.accounts.sign_in(account.email, PASSWORD)
    assert refused.value.locked


async def test_tries_of_many_addresses_do_not_pile_up(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "_MAX_ADDRESSES", 3)
    for number in range(10):
        cloud.accounts.tries.count_wrong(f"{number}@example.com")
    assert len(cloud.accounts.tries.documents) == 3
    assert EMAIL not in str(list(cloud.accounts.tries.documents))
