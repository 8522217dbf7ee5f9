"""How the refusals of store, accounts and pairing are told to pages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from emulator.cloud.errors import ToldError
from emulator.console.errors import ControlError

# Else it is what was typed: 400.
_STATUS: Final[Mapping[str, int]] = {
    "already_yours": 409,
    "email_taken": 409,
    "ended": 409,
    "engine_first": 409,
    "engine_off": 409,
    "engine_on": 409,
    "is_user": 409,
    "link_void": 410,
    "no_coverage": 409,
    "no_gnss": 409,
    "not_sold": 409,
    "paid_ahead": 409,
    "paired_to_other": 409,
    "too_late": 409,
    "too_many_cards": 409,
    "unknown_card": 404,
    "unknown_vehicle": 404,
    "wait": 409,
}


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn what is not taken into a control error, told by its field."""
    try:
        yield
    except ToldError as err:
        status = _STATUS.get(err.code, 400)
        raise ControlError(status, err.code, str(err), err.field) from err
