"""What can be asked of a car over the air (protocol 5.3)."""

from collections.abc import Callable
from dataclasses import dataclass

from emulator.tcu.report import Block

from . import gates
from .cache import BLOCKS
from .platform import Platform, Resource


@dataclass(frozen=True)
class Action:
    """One action: who has it is decided by `resource` or by `gate`.

    `blocks` are what the car tells when it is done. One action of a kind at a time is
    under way on a car; a `personal` one, on a car by each user.
    """

    name: str
    blocks: frozenset[Block] = frozenset()
    resource: Resource | None = None
    gate: Callable[[Platform], bool] | None = None
    personal: bool = False

    @property
    def type(self) -> str:
        """The JSON:API type: the path in Pascal case."""
        return "".join(word.capitalize() for word in self.name.split("-"))


ACTIONS = {
    action.name: action
    for action in (
        Action("refresh-battery-status", frozenset({"battery"}), "battery-status"),
        Action("refresh-location", frozenset({"location"}), "location"),
        Action("refresh-lock-status", frozenset({"locks"}), "lock-status"),
        Action("refresh-hvac-status", frozenset({"cabin", "engine"}), "hvac-status"),
        Action("wake-up-vehicle", frozenset(BLOCKS)),
        Action("lock-unlock", frozenset({"locks"}), gate=gates.remote_lock),
        Action("engine-start", frozenset({"engine", "cabin"}), gate=gates.engine_start),
        Action("horn-lights", gate=gates.horn_lights),
        Action("hvac-start", frozenset({"cabin"}), gate=gates.climate),
        Action("charging-start", frozenset({"battery"}), gate=gates.charging),
        Action("srp-initiates", gate=gates.security_code, personal=True),
        Action("srp-sets", gate=gates.security_code, personal=True),
    )
}
