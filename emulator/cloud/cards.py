"""Payment cards: published test cards only; kept are brand, last digits, end (P2)."""

from collections.abc import Mapping
from datetime import UTC, datetime
import re
from typing import Final, Literal

from msgspec import Struct

from .documents import Secretive
from .errors import StoreError

type Brand = Literal["VISA", "MasterCard"]

# Those that payment providers publish for tests; no bank has issued them.
TEST_CARDS: Final[Mapping[str, Brand]] = {
    "4242424242424242": "VISA",
    "4111111111111111": "VISA",
    "4012888888881881": "VISA",
    "4000056655665556": "VISA",
    "5555555555554444": "MasterCard",
    "5105105105105100": "MasterCard",
    "5200828282828210": "MasterCard",
    "2223003122003222": "MasterCard",
}

_SPACES: Final = re.compile(r"[ -]")
_NUMBER: Final = re.compile(r"[0-9]{12,19}")
_EXPIRY: Final = re.compile(r"(0[1-9]|1[0-2]) ?/ ?([0-9]{2})")
_CODE: Final = re.compile(r"[0-9]{3}")
_TAKEN: Final = re.compile(r"4|5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720")
_CENTURY: Final = 2_000
_DECEMBER: Final = 12
_TWO_DIGITS_FROM: Final = 10


class CardDetails(Secretive, frozen=True, forbid_unknown_fields=True):
    """A card as it is typed; `expiry` is MM/YY. Nobody keeps it."""

    holder: str
    number: str
    expiry: str
    security_code: str


class Card(Struct, frozen=True):
    """What is kept of a card; from `expires_at` (world time) on it is not taken."""

    card_id: str
    brand: Brand
    last_four: str
    expires_at: float

    def has_expired(self, now: float) -> bool:
        """Tell whether it pays no more."""
        return now >= self.expires_at


def checked(details: CardDetails, card_id: str, now: float) -> Card:
    """Return what is kept of a card that is good; raises StoreError (P2)."""
    _need_all(details)
    number = _SPACES.sub("", details.number)
    brand = _brand(number)
    expires_at = _expiry(details.expiry.strip())
    if expires_at <= now:
        raise StoreError("card_expired", "this card has expired", "expiry")
    if not _CODE.fullmatch(details.security_code.strip()):
        text = "the security code has three digits"
        raise StoreError("card_security_code", text, "security_code")
    return Card(card_id, brand, number[-4:], expires_at)


def _need_all(details: CardDetails) -> None:
    for field in details.__struct_fields__:
        if not getattr(details, field).strip():
            raise StoreError("required", "all of a card is required", field)


def _brand(number: str) -> Brand:
    """Return whose card it is; the number itself is never said."""
    if not (_NUMBER.fullmatch(number) and _adds_up(number)):
        raise StoreError("card_number", "this is no card number", "number")
    if not _TAKEN.match(number):
        text = "only VISA and MasterCard are taken"
        raise StoreError("card_brand", text, "number")
    brand = TEST_CARDS.get(number)
    if brand is None:
        text = "only published test cards are taken here; never type a real one"
        raise StoreError("no_test_card", text, "number")
    return brand


def _adds_up(number: str) -> bool:
    """Whether the last digit is the one that the others ask for (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value >= _TWO_DIGITS_FROM else value
    return total % 10 == 0


def _expiry(text: str) -> float:
    """Return when the month is over after which a card is good no more."""
    found = _EXPIRY.fullmatch(text)
    if found is None:
        raise StoreError("card_expiry", "the expiry is MM/YY", "expiry")
    month, year = int(found[1]), _CENTURY + int(found[2])
    last = month == _DECEMBER
    after = datetime(year + last, 1 if last else month + 1, 1, tzinfo=UTC)
    return after.timestamp()
