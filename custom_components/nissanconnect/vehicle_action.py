"""An action on one car: a row of the table that `services` registers."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from homeassistant.core import ServiceResponse, SupportsResponse

from .coordinator import VehicleCoordinator

type Data = Mapping[str, Any]
type Handler = Callable[[VehicleCoordinator, Data], Awaitable[ServiceResponse]]


class VehicleAction(NamedTuple):
    """What an action takes besides the car, and what it does with that.

    `handle` raises ServiceValidationError for what the caller can mend, else
    HomeAssistantError.
    """

    name: str
    fields: Mapping[Any, Any]
    handle: Handler
    response: SupportsResponse = SupportsResponse.NONE

    @property
    def changes(self) -> bool:
        """Whether it does more than to tell something."""
        return self.response is not SupportsResponse.ONLY
