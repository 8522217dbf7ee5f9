"""What mails say, in the language of the reader's country."""

from datetime import date
from typing import Annotated, Final

from msgspec import Meta, Struct

from .languages import read_in, texts
from .mailbox import Kind, Letter
from .subscriptions import PlanName


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """A mail; `{name}` and the like stand for what is filled in."""

    subject: str
    text: str


class Rights(Struct, frozen=True, forbid_unknown_fields=True):
    """What a second user may do, with and without commands (P5)."""

    commands: str
    looks: str


class Manner(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language writes days and amounts; its years may be of another era."""

    months: Annotated[tuple[str, ...], Meta(min_length=12, max_length=12)]
    thousands: str
    decimals: str
    first_of_month: str = "1"
    years_ahead: int = 0

    def day(self, day: date) -> str:
        """Return a day as `2 March 2026`."""
        number = self.first_of_month if day.day == 1 else day.day
        return f"{number} {self.months[day.month - 1]} {day.year + self.years_ahead}"

    def amount(self, price: float, currency: str) -> str:
        """Return a price as `1,490 THB`; cents only where there are some."""
        digits = 0 if price.is_integer() else 2
        marks = str.maketrans({",": self.thousands, ".": self.decimals})
        return f"{f'{price:,.{digits}f}'.translate(marks)} {currency}"


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """All that mails say in a language; `uncharged` by the code of a StoreError."""

    manner: Manner
    plans: dict[PlanName, str]
    uncharged: dict[str, str]
    rights: Rights
    mails: dict[Kind, Wording]


WORDS: Final = texts("mails", Words)


def words_of(country: str) -> Words:
    """Return what mails say to readers in a country."""
    return WORDS[read_in(country)]


def write(
    kind: Kind,
    country: str,
    *,
    code: str | None = None,
    link: str | None = None,
    **said: str,
) -> Letter:
    """Return a mail to somebody in a country, with `said` filled in."""
    wording = words_of(country).mails[kind]
    return Letter(
        wording.subject.format(code=code, **said),
        wording.text.format(code=code, **said),
        code=code,
        link=link,
        kind=kind,
        language=read_in(country),
    )
