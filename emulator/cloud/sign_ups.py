"""Who has signed up and not yet confirmed the mail (E1)."""

from typing import Final

from .addresses import fold
from .documents import Collection, DocumentKey, Secretive
from .passwords import Password

# Anybody may sign up: of too many the oldest must go.
_MOST: Final = 1_000


class Person(Secretive, frozen=True):
    """Who somebody says he is; `country` is a code of two letters."""

    email: str
    first_name: str
    last_name: str
    country: str
    phone: str = ""


class SignUp(Secretive, frozen=True):
    """An account to be; `user_id` will be its own."""

    user_id: str
    person: Person
    password: Password


class SignUps:
    """The accounts to be, by user id and by address."""

    def __init__(self, changed: set[DocumentKey]) -> None:
        """Start without any."""
        self.documents = Collection(
            "sign_up", SignUp, changed, also_by=lambda one: fold(one.person.email)
        )

    def find(self, address: str) -> SignUp | None:
        """Return who signed up with a folded address."""
        return self.documents.find(address)

    def keep(self, sign_up: SignUp) -> None:
        """Put it in place of the one before with this address."""
        before = self.find(fold(sign_up.person.email))
        if before is not None:
            self.documents.pop(before.user_id)
        self.documents[sign_up.user_id] = sign_up
        while len(self.documents) > _MOST:
            self.documents.pop(next(iter(self.documents)))
