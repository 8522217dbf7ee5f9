"""What can be asked of a car over the air (protocol 5.3)."""

from dataclasses import dataclass

from emulator.tcu.report import Block

from .cache import BLOCKS
from .platform import Resource


@dataclass(frozen=True)
class Action:
    """One action: what the car then tells; `resource` decides who has it."""

    name: str
    blocks: frozenset[Block]
    resource: Resource | None = None

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
    )
}
