"""What users pay with: a billing address and cards, each user's own (P2)."""

from typing import Annotated, Final
import unicodedata

from msgspec import Meta, Struct
from msgspec.structs import replace

from emulator.clock import Clock

from .cards import Card, CardDetails, checked
from .documents import Collection, DocumentKey, Secretive
from .errors import StoreError

FORBIDDEN: Final = '!"$%*+;<=>?@^_`~\\'
MOST_CARDS: Final = 10

_OPTIONAL: Final = ("more", "region")

type Line = Annotated[str, Meta(max_length=100)]


class Address(Secretive, frozen=True, forbid_unknown_fields=True):
    """Where bills go; `more` is a second line, `country` a name."""

    street: Line
    city: Line
    postcode: Line
    country: Line
    more: Line = ""
    region: Line = ""


class Wallet(Struct, frozen=True):
    """What a user pays with; `count` is how many cards there ever were."""

    address: Address | None = None
    cards: tuple[Card, ...] = ()
    count: int = 0


class Wallets:
    """The wallets of all users, by user id."""

    def __init__(self, clock: Clock, changed: set[DocumentKey]) -> None:
        """Start with empty ones."""
        self.documents = Collection("wallet", Wallet, changed)
        self._clock = clock

    def of(self, user_id: str) -> Wallet:
        """Return a user's wallet."""
        return self.documents.get(user_id) or Wallet()

    def set_address(self, user_id: str, address: Address) -> None:
        """Put a billing address in place of the one before; raises StoreError."""
        _check_address(address)
        self.documents[user_id] = replace(self.of(user_id), address=address)

    def add_card(self, user_id: str, details: CardDetails) -> Card:
        """Add a card and return what is kept of it; raises StoreError."""
        wallet = self.of(user_id)
        if len(wallet.cards) >= MOST_CARDS:
            raise StoreError("too_many_cards", f"{MOST_CARDS} cards are kept at most")
        card = checked(details, str(wallet.count + 1), self._clock.now)
        cards = (*wallet.cards, card)
        self.documents[user_id] = replace(wallet, cards=cards, count=wallet.count + 1)
        return card

    def change_card(self, user_id: str, card_id: str, details: CardDetails) -> Card:
        """Put a card in place of one; what that one pays for, it pays now."""
        self.card(user_id, card_id)
        new, wallet = checked(details, card_id, self._clock.now), self.of(user_id)
        cards = tuple(new if old.card_id == card_id else old for old in wallet.cards)
        self.documents[user_id] = replace(wallet, cards=cards)
        return new

    def remove_card(self, user_id: str, card_id: str) -> None:
        """Forget a card; raises StoreError if there is none."""
        gone, wallet = self.card(user_id, card_id), self.of(user_id)
        cards = tuple(card for card in wallet.cards if card != gone)
        self.documents[user_id] = replace(wallet, cards=cards)

    def card(self, user_id: str, card_id: str) -> Card:
        """Return a user's card; raises StoreError if there is none."""
        for card in self.of(user_id).cards:
            if card.card_id == card_id:
                return card
        raise StoreError("unknown_card", "there is no such card", "card_id")

    def paying(self, user_id: str, card_id: str | None) -> Card:
        """Return the card that pays; raises StoreError if it cannot."""
        if card_id is None:
            text = "a payment method is needed"
            raise StoreError("payment_needed", text, "card_id")
        card = self.card(user_id, card_id)
        if card.has_expired(self._clock.now):
            raise StoreError("card_expired", "this card has expired", "card_id")
        return card


def _check_address(address: Address) -> None:
    for field in address.__struct_fields__:
        line: str = getattr(address, field)
        if not line.strip() and field not in _OPTIONAL:
            raise StoreError("required", "this is required", field)
        for character in line:
            _check_character(character, field)


def _check_character(character: str, field: str) -> None:
    if character in FORBIDDEN:
        name = unicodedata.name(character).lower()
        text = f"{character} ({name}) is not taken in an address"
        raise StoreError("forbidden_character", text, field)
    if not character.isprintable():
        text = "an address has printable characters only"
        raise StoreError("forbidden_character", text, field)
