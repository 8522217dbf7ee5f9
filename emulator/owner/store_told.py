"""How the store's refusals are told to pages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from emulator.cloud.errors import StoreError
from emulator.console.errors import ControlError

# Else it is what was typed: 400.
_STATUS: Final[Mapping[str, int]] = {
    "ended": 409,
    "not_sold": 409,
    "paid_ahead": 409,
    "too_many_cards": 409,
    "unknown_card": 404,
}


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn what the store does not take into a control error, told by its field."""
    try:
        yield
    except StoreError as err:
        status = _STATUS.get(err.code, 400)
        raise ControlError(status, err.code, str(err), err.field) from err
