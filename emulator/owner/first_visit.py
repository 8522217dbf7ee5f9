"""How far somebody is on a first visit: pairing the car in the showroom.

Told by what has happened in the cloud and to the car, not by what was pressed.
"""

from typing import Literal

from msgspec import Struct

from emulator.cloud.accounts import Account
from emulator.cloud.tokens import Purpose
from emulator.console.calls import Ask, Call, get
from emulator.world import World

from .session import VISIT_COOKIE, known

type Step = Literal[
    "sign_up", "validate", "sign_in", "vin", "engine", "odometer", "done"
]


class FirstVisit(Struct, frozen=True):
    """The step that comes next, and the car; None: there is none in the showroom."""

    step: Step
    vin: str | None
    ignition: bool


async def _show(ask: Ask) -> FirstVisit:
    account = known(ask)
    if account is None:
        return _told(ask.world, _before_signing_in(ask), _showroom(ask.world))
    if paired := _paired_here(ask.world, account):
        return _told(ask.world, "done", paired)
    trial = ask.world.cloud.ownership.of(account.user_id).trial
    if trial is None:
        return _told(ask.world, "vin", _showroom(ask.world))
    step: Step = "odometer" if trial.engine_seen_on else "engine"
    return _told(ask.world, step, trial.vin)


def _before_signing_in(ask: Ask) -> Step:
    tokens = ask.world.cloud.tokens
    visit = tokens.find(Purpose.FIRST_VISIT, ask.request.cookies.get(VISIT_COOKIE, ""))
    if visit is None:
        return "sign_up"
    return "sign_in" if ask.world.cloud.account_of(visit) else "validate"


def _told(world: World, step: Step, vin: str | None) -> FirstVisit:
    ignition = vin is not None and world.cars[vin].state.ignition
    return FirstVisit(step, vin, ignition)


def _showroom(world: World) -> str | None:
    """Return the first car that nobody has."""
    accounts = world.cloud.accounts.documents
    owned = {vin for user_id in accounts for vin in accounts[user_id].cars}
    return next((vin for vin in world.cars if vin not in owned), None)


def _paired_here(world: World, account: Account) -> str | None:
    """Return a car that came onto the account since the world began."""
    for vin, pairing in account.cars.items():
        if pairing.enrolled_at >= world.founding.start:
            return vin
    return None


CALLS: tuple[Call, ...] = (
    get("first-visit", "How far a first visit is", _show, FirstVisit),
)
