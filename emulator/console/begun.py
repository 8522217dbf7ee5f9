"""The control call that tells what runs here: scenario, accounts, the showroom."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from msgspec import Struct

from emulator import scenario
from emulator.world import World

from .calls import Ask, Call, get
from .vehicles import owners_of_all

_MOST_TOLD: Final = 30


class AccountRow(Struct, frozen=True):
    """An account; `password` and codes only of who came with a shipped scenario."""

    email: str
    cars: int
    password: str | None
    security_codes: list[str]


class Begun(Struct, frozen=True):
    """What the world began with, and the first of its accounts.

    `fleet` is the number of generated cars; `showroom` are cars that nobody has.
    """

    scenario: str
    seed: int
    fleet: int
    cars: int
    accounts: list[AccountRow]
    accounts_in_all: int
    showroom: list[str]


async def _show(ask: Ask) -> Begun:
    world = ask.world
    owned, founding = owners_of_all(world), world.founding
    showroom = (vin for vin in world.cars if vin not in owned)
    return Begun(
        scenario=founding.scenario,
        seed=founding.seed,
        fleet=founding.fleet,
        cars=len(world.cars),
        accounts=list(islice(_accounts(world), _MOST_TOLD)),
        accounts_in_all=len(world.cloud.accounts.documents),
        showroom=list(islice(showroom, _MOST_TOLD)),
    )


def _accounts(world: World) -> Iterator[AccountRow]:
    people, accounts = scenario.people(world.founding.scenario), world.cloud.accounts
    for account in map(accounts.documents.__getitem__, accounts.documents):
        person = people.get(account.email)
        yield AccountRow(
            account.email,
            len(account.cars),
            person.password if person else None,
            person.security_codes if person else [],
        )


CALLS: tuple[Call, ...] = (get("world", "What runs here", _show, Begun),)
