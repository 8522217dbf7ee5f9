"""E-mail addresses: which are the same, and which are none."""

import re
from typing import Final

_MAILED: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")


def fold(email: str) -> str:
    """Return what two spellings of one address have in common."""
    return email.strip().casefold()


def is_address(email: str) -> bool:
    """Tell whether a mail could be sent there."""
    return _MAILED.fullmatch(email.strip()) is not None
