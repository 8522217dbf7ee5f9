"""What a car can be told to do now, and why not: rights, block, stop, options."""

from copy import replace
from enum import StrEnum
from typing import Final, Protocol

from homeassistant.util import dt as dt_util

from ..account.servers import is_makers
from ..api import commands
from ..api.commands import (
    Command,
    Lock,
    Signal,
    StartEngine,
    StopEngine,
    Unlock,
)
from ..api.learnt import Learnt
from ..api.srp import is_code
from ..car import Car
from ..const import DOMAIN
from ..options import allows_unlocking, allows_unproven, is_read_only
from ..reasons import action_error, refusal
from .failures import CODE_BLOCKED, clock_time
from .kept_codes import kept_code
from .state import RemoteState

# The action that takes a command's security code.
ACTIONS: Final[dict[type[Command], str]] = {
    Lock: "lock",
    Unlock: "unlock",
    StartEngine: "start_engine",
    StopEngine: "stop_engine",
    Signal: "horn_lights",
}


class Hindrance(StrEnum):
    """Why a command cannot be given now; its entity is unavailable."""

    NO_RIGHT = "no_right"
    PLAN_ENDED = "plan_ended"
    DEACTIVATED = "deactivated"
    ACTIVATING = "activating"
    BLOCKED = "blocked"


# What the cloud calls services that are not in force; other words are no right.
WORDS: Final = {
    "EXPIRED": Hindrance.PLAN_ENDED,
    "DEACTIVATED": Hindrance.DEACTIVATED,
    "ACTIVATION_IN_PROGRESS": Hindrance.ACTIVATING,
}


class CommandedCar(Car, Protocol):
    """What remote control needs of a car's coordinator."""

    @property
    def learnt(self) -> Learnt:
        """What the car is known to support."""

    async def async_keep_remote(self) -> None:
        """Keep the remote control's state, now."""

    def async_save(self) -> None:
        """Keep what was learnt, soon."""


class RemoteRights:
    """Answers for one car; asks nobody."""

    def __init__(self, car: CommandedCar, state: RemoteState) -> None:
        """Look at the car as it is when asked."""
        self._car = car
        self._state = state

    def offers(self, command: Command) -> bool:
        """Whether the owner can give a command to the car, be it in force or not."""
        if is_read_only(self._car.config_entry.options):
            return False
        listed = record = self._car.record
        if record.dormant:
            listed = replace(record, services=record.services | record.dormant.keys())
        return self._is_dared(command) and commands.has(listed, type(command))

    def hindrance(self, command: Command) -> Hindrance | None:
        """Return why a command of the car cannot be given now."""
        if not commands.has(self._car.record, type(command)):
            return self._why_lacking(command)
        blocked = self._state.is_blocked(dt_util.utcnow())
        return Hindrance.BLOCKED if blocked and self.needs_code(command) else None

    @property
    def has_code(self) -> bool:
        """Whether the car has a security code at all (S2)."""
        return commands.keeps_code(self._car.record, self._car.learnt)

    @property
    def keeps_code(self) -> bool:
        """Whether the security code is kept here, by the owner's choice."""
        return self._kept_code is not None

    @property
    def may_unlock(self) -> bool:
        """Whether the owner has allowed unlocking."""
        return allows_unlocking(self._car.config_entry.options)

    @property
    def takes_cabin_wish(self) -> bool:
        """Whether a remote start can say what the cabin shall be like."""
        return commands.takes_cabin_wish(self._car.record)

    def needs_code(self, command: Command) -> bool:
        """Whether a command needs the security code, kept or not."""
        return commands.needs_code(self._car.record, command, self._car.learnt)

    def asks_code(self, command: Command) -> bool:
        """Whether the security code has to be given with a command."""
        return self.needs_code(command) and not self.keeps_code

    def check(self, command: Command) -> None:
        """Raise why a command is not to be sent, whatever the code."""
        if error := self._car.held_by:
            raise action_error(error)
        self.check_rights(command)

    def check_rights(self, command: Command) -> None:
        """Raise why a command is not to be sent, whatever code and cloud."""
        if is_read_only(self._car.config_entry.options):
            raise refusal("read_only")
        if not self._is_dared(command):
            raise refusal("unproven_not_allowed")
        if not self.offers(command):
            raise refusal("not_fitted")
        hindrance = self.hindrance(command)
        if hindrance is Hindrance.BLOCKED:
            self.check_code_is_wanted()
        if hindrance is not None:
            raise refusal(hindrance.value)
        if isinstance(command, Unlock) and not self.may_unlock:
            raise refusal("unlocking_not_allowed")

    def check_code_is_wanted(self) -> None:
        """Raise if no security code is to be sent now: the car's block, or our stop."""
        if self._state.stopped:
            raise refusal("remote_stopped")
        if self._state.is_blocked(dt_util.utcnow()):
            until = clock_time(self._state.blocked_until)
            raise refusal(CODE_BLOCKED, until=until)

    def check_code_is_set_up(self) -> None:
        """Raise if there is no code yet that a command could be given with."""
        if self._state.enrolment is not None:
            raise refusal("enrolment_pending")
        if not self._state.is_set_up:
            raise refusal("remote_not_set_up")

    def code(self, command: Command, given: str | None) -> str | None:
        """Return the code a command needs, given or kept; raises if there is none."""
        if not self.needs_code(command):
            return None
        self.check_code_is_set_up()
        code = given or self._kept_code
        if code is not None:
            return checked_code(code)
        if type(command) in ACTIONS:
            action = f"{DOMAIN}.{ACTIONS[type(command)]}"
            raise refusal("security_code_required", action=action)
        raise refusal("security_code_to_keep")

    @property
    def _kept_code(self) -> str | None:
        return kept_code(self._car.config_entry, self._car.record.vin)

    def _why_lacking(self, command: Command) -> Hindrance:
        """Return what keeps the services that a command needs from being in force."""
        record = self._car.record
        for word, why in WORDS.items():
            lacking = {uid for uid, state in record.dormant.items() if state == word}
            record = replace(record, services=record.services | lacking)
            if commands.has(record, type(command)):
                return why
        return Hindrance.NO_RIGHT

    def _is_dared(self, command: Command) -> bool:
        """Whether it is proven, or not the maker's cloud, or the owner dares to."""
        entry = self._car.config_entry
        return (
            commands.row(command).proven
            or not is_makers(entry.data)
            or allows_unproven(entry.options)
        )


def checked_code(code: str) -> str:
    """Return a security code; raises if it has not the form of one."""
    if not is_code(code):
        raise refusal("security_code_invalid")
    return code
