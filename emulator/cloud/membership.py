"""Becoming a user and staying one: links in mails confirm it (E1, E3, E4).

Whether an address has an account is told to nobody but its mailbox.
"""

from typing import Final

from msgspec.structs import replace

from . import account_mails
from .accounts import Account, Accounts
from .addresses import fold, is_address
from .documents import Collection, DocumentKey, Secretive
from .errors import AccountError
from .mailbox import Letter, Mailbox
from .passwords import Password
from .sign_ups import Person, SignUp
from .tokens import Purpose, Token, Tokens

SHORTEST_PASSWORD: Final = 8


class Change(Secretive, frozen=True):
    """What is to be new once it is confirmed: the address or the password (E4)."""

    email: str | None = None
    password: Password | None = None


class Membership:
    """Signs people up, and changes what they sign in with."""

    def __init__(
        self,
        accounts: Accounts,
        tokens: Tokens,
        mailbox: Mailbox,
        changed: set[DocumentKey],
    ) -> None:
        """Start without changes under way."""
        self.changes = Collection("account_change", Change, changed)
        self._accounts = accounts
        self._tokens = tokens
        self._mailbox = mailbox

    async def sign_up(self, person: Person, password: str) -> str:
        """Mail a link that opens the account (E1), and return its user id to be.

        Who signs up anew with an address takes the place of the one before. If the
        address has an account, the id is nobody's. Raises AccountError.
        """
        _check_address(person.email)
        _check_password(password)
        kept = await self._accounts.chosen(password)
        known = self._accounts.documents.find(fold(person.email))
        user_id = self._accounts.new_id(person.email)
        if known is not None:
            self._send(known, account_mails.account_exists(known))
            return user_id
        # A link that somebody else asked for must not open what this one typed.
        self._tokens.forget(user_id)
        sign_up = SignUp(user_id, person, kept)
        self._accounts.sign_ups.keep(sign_up)
        self._mail_validation(sign_up)
        return user_id

    def resend(self, email: str) -> None:
        """Mail another link to who signed up and has lost the first one."""
        waiting = self._accounts.sign_ups.find(fold(email))
        if waiting is not None:
            self._mail_validation(waiting)

    def validate(self, code: str) -> Account:
        """Open the account of who signed up; raises AccountError."""
        token = self._redeemed(Purpose.SIGN_UP, code)
        waiting = self._accounts.sign_ups.documents.pop(token.user_id or "")
        # Meanwhile somebody may have taken the address as his new one (E4).
        if waiting is None or self._accounts.documents.find(fold(waiting.person.email)):
            raise link_is_void()
        return self._accounts.open(waiting)

    def forgot(self, email: str) -> None:
        """Mail a link for a new password (E3)."""
        account = self._accounts.documents.find(fold(email))
        if account is not None:
            code = self._tokens.issue(Purpose.NEW_PASSWORD, account.user_id)
            self._send(account, account_mails.reset(account, code))

    def is_good(self, purpose: Purpose, code: str) -> bool:
        """Tell whether a link would still do; it stays as it is."""
        return self._tokens.find(purpose, code) is not None

    async def reset(self, code: str, password: str) -> None:
        """Put a new password in force; every session ends. Raises AccountError."""
        _check_password(password)
        token = self._redeemed(Purpose.NEW_PASSWORD, code)
        kept = await self._accounts.chosen(password)
        account = self._holder(token)
        self._accounts.tries.clear(fold(account.email))
        self._put(account.user_id, Change(password=kept))

    def ask_for_email(self, account: Account, email: str) -> None:
        """Begin a change of address (E4); every session ends. Raises AccountError."""
        _check_address(email)
        self._refuse_taken(account, email)
        code = self._begin(account, Change(email=email.strip()))
        letter = account_mails.address_change(account, email.strip(), code)
        self._send(account, letter)

    async def ask_for_password(self, account: Account, password: str) -> None:
        """Begin a change of password (E4); as `ask_for_email`."""
        _check_password(password)
        kept = await self._accounts.chosen(password)
        code = self._begin(account, Change(password=kept))
        self._send(account, account_mails.password_change(account, code))

    def confirm(self, code: str) -> None:
        """Put in force what was asked for; raises AccountError."""
        token = self._redeemed(Purpose.CHANGE, code)
        account = self._holder(token)
        change = self.changes.pop(account.user_id)
        if change is None:
            raise link_is_void()
        if change.email is not None:
            self._refuse_taken(account, change.email)
        self._put(account.user_id, change)

    def forget(self, user_id: str) -> None:
        """Drop the change that a user asked for (E5)."""
        self.changes.pop(user_id)

    def _begin(self, account: Account, change: Change) -> str:
        """End every session and the link before, keep the change, return its code."""
        self._tokens.forget(account.user_id)
        self.changes[account.user_id] = change
        return self._tokens.issue(Purpose.CHANGE, account.user_id)

    def _put(self, user_id: str, change: Change) -> None:
        account = self._accounts.documents[user_id]
        self._accounts.documents[user_id] = replace(
            account,
            email=change.email or account.email,
            password=change.password or account.password,
        )
        self.changes.pop(user_id)
        self._tokens.forget(user_id)

    def _refuse_taken(self, account: Account, email: str) -> None:
        known = self._accounts.documents.find(fold(email))
        if known is not None and known.user_id != account.user_id:
            raise AccountError("email_taken", "this address has an account", "email")

    def _redeemed(self, purpose: Purpose, code: str) -> Token:
        token = self._tokens.redeem(purpose, code)
        if token is None:
            raise link_is_void()
        return token

    def _holder(self, token: Token) -> Account:
        account = self._accounts.documents.get(token.user_id or "")
        if account is None:
            raise link_is_void()
        return account

    def _mail_validation(self, waiting: SignUp) -> None:
        code = self._tokens.issue(Purpose.SIGN_UP, waiting.user_id)
        letter = account_mails.validation(waiting.person, code)
        self._mailbox.send(waiting.person.email, letter)

    def _send(self, account: Account, letter: Letter) -> None:
        self._mailbox.send(account.email, letter)


def link_is_void() -> AccountError:
    """Return why a link does nothing: late, used, or never mailed."""
    text = "this link is too old, or was used: they are good once, for a while"
    return AccountError("link_void", text)


def _check_address(email: str) -> None:
    if not is_address(email):
        raise AccountError("no_address", "this is no e-mail address", "email")


def _check_password(password: str) -> None:
    letters = any(sign.isalpha() for sign in password)
    if len(password) < SHORTEST_PASSWORD or not letters or password.isalpha():
        text = (
            f"a password has {SHORTEST_PASSWORD} characters or more, and not letters"
            " alone"
        )
        raise AccountError("weak_password", text, "password")
