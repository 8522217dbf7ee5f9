"""The retailer's calls, described with the control API's; the desk has no sign-in."""

from typing import Final

from emulator.console.calls import Call

from . import desk, pins

PREFIX: Final = "/retailer/api/"

CALLS: tuple[Call, ...] = (*desk.CALLS, *pins.CALLS)
