"""What is mailed about accounts and pairings (E1, E3 to E5, E9, P5).

The codes of links stand in the fragment: browsers send it to nobody.
"""

from typing import Final

from .mailbox import Letter

_HALF_AN_HOUR: Final = "The link is good once, for 30 minutes."
_NOT_YOU: Final = "If it was not you, do not open it."


def validate(name: str, code: str) -> Letter:
    """Return the mail that validates an account."""
    text = (
        f"Hello {name},\n\nopen the link and press CONFIRM to validate your account."
        f" {_HALF_AN_HOUR}\n\nIf it was not you, do nothing: there is no account then."
    )
    return Letter("Validate your account", text, link=_link("validate", code))


def known_already(name: str) -> Letter:
    """Return what is told to who signs up although he has an account."""
    text = (
        f"Hello {name},\n\nsomebody signed up with your address, but you have an"
        " account: sign in with it. If you forgot the password, ask for a new one."
    )
    return Letter("You have an account", text, link="/owner#/sign-in")


def new_password(name: str, code: str) -> Letter:
    """Return the mail with which a forgotten password is replaced."""
    text = (
        f"Hello {name},\n\nopen the link to choose a new password."
        f" {_HALF_AN_HOUR}\n\n{_NOT_YOU} Your password is as it was."
    )
    return Letter("Choose a new password", text, link=_link("reset", code))


def confirm_email(name: str, new: str, code: str) -> Letter:
    """Return the mail to the old address that puts a new one in force."""
    text = (
        f"Hello {name},\n\nyour address is to become {new}. Open the link and press"
        f" CONFIRM; until then this one stays in force. {_HALF_AN_HOUR}\n\n{_NOT_YOU}"
    )
    return Letter("Confirm your new address", text, link=_link("change", code))


def confirm_password(name: str, code: str) -> Letter:
    """Return the mail that puts a new password in force."""
    text = (
        f"Hello {name},\n\nyour password is to be changed. Open the link and press"
        f" CONFIRM; until then the old one is good. {_HALF_AN_HOUR}\n\n{_NOT_YOU}"
    )
    return Letter("Confirm your new password", text, link=_link("change", code))


def deleted(name: str) -> Letter:
    """Return the last mail to who deleted the account."""
    text = (
        f"Hello {name},\n\nyour account is deleted, with all that belonged to it."
        " What is paid for a car stays with the car."
    )
    return Letter("Your account is deleted", text)


def paired(name: str, car: str) -> Letter:
    """Return the welcome to a car."""
    text = f"Hello {name},\n\n{car} is on your account now."
    return Letter(f"{car} is paired", text)


def taken_over(name: str, car: str) -> Letter:
    """Return what the seller is told when a retailer's PIN unpaired a car (P5)."""
    text = (
        f"Hello {name},\n\n{car} is no longer on your account: a retailer has seen that"
        " it belongs to somebody else. Its history is erased, your cards are not"
        " charged for it any more. If this is a mistake, ask a retailer."
    )
    return Letter(f"{car} was unpaired", text)


def left(name: str, car: str) -> Letter:
    """Return what a user is told who has a car no more."""
    text = f"Hello {name},\n\n{car} is no longer on your account."
    return Letter(f"{car} was unpaired", text)


def invitation(inviter: str, car: str, code: str, *, commands: bool) -> Letter:
    """Return the invitation of a second user (P5)."""
    may = (
        "You may also give remote commands."
        if commands
        else "You may look at it; remote commands are the owner's."
    )
    text = (
        f"{inviter} invites you to use {car}. {may}\n\nSign in, or sign up first, then"
        " open the link. It is good once, for 7 days."
    )
    return Letter(f"Use {car} together", text, link=_link("invitation", code))


def _link(screen: str, code: str) -> str:
    return f"/owner#/{screen}/{code}"
