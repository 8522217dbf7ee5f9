"""What is mailed about accounts and pairings (E1, E3 to E5, E9, P5).

The codes of links stand in the fragment: browsers send it to nobody.
"""

from .accounts import Account
from .mail_words import words_of, write
from .mailbox import Kind, Letter
from .sign_ups import Person


def validation(person: Person, code: str) -> Letter:
    """Return the mail that validates an account."""
    return _to(person, "validation", link=_link("validate", code))


def account_exists(account: Account) -> Letter:
    """Return what is told to who signs up although he has an account."""
    return _to(account, "account_exists", link="/owner#/sign-in")


def reset(account: Account, code: str) -> Letter:
    """Return the mail with which a forgotten password is replaced."""
    return _to(account, "reset", link=_link("reset", code))


def address_change(account: Account, new: str, code: str) -> Letter:
    """Return the mail to the old address that puts a new one in force."""
    return _to(account, "address_change", link=_link("change", code), new=new)


def password_change(account: Account, code: str) -> Letter:
    """Return the mail that puts a new password in force."""
    return _to(account, "password_change", link=_link("change", code))


def account_deleted(account: Account) -> Letter:
    """Return the last mail to who deleted the account."""
    return _to(account, "account_deleted")


def paired(account: Account, car: str) -> Letter:
    """Return the welcome to a car."""
    return _to(account, "paired", car=car)


def taken_over(account: Account, car: str) -> Letter:
    """Return what the seller is told when a retailer's PIN unpaired a car (P5)."""
    return _to(account, "taken_over", car=car)


def unpaired(account: Account, car: str) -> Letter:
    """Return what a user is told who has a car no more."""
    return _to(account, "unpaired", car=car)


def invitation(
    inviter: Account, invited: Account | None, car: str, code: str, *, commands: bool
) -> Letter:
    """Return the invitation of a second user, who may have no account yet (P5)."""
    country = (invited or inviter).country
    rights = words_of(country).rights
    return write(
        "invitation",
        country,
        link=_link("invitation", code),
        inviter=inviter.name,
        car=car,
        may=rights.commands if commands else rights.looks,
    )


def one_time_code(account: Account, car: str, code: str) -> Letter:
    """Return the mail with the code that registers a device (protocol 5.5)."""
    return write("one_time_code", account.country, code=code, car=car)


def _to(
    reader: Account | Person, kind: Kind, *, link: str | None = None, **said: str
) -> Letter:
    return write(kind, reader.country, link=link, name=reader.first_name, **said)


def _link(screen: str, code: str) -> str:
    return f"/owner#/{screen}/{code}"
