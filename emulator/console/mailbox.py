"""The control call that shows the mails which the maker's services sent."""

from msgspec import Struct

from emulator import moments
from emulator.cloud.languages import Language
from emulator.cloud.mailbox import Kind, Mail
from emulator.world import World

from .calls import Ask, Call, get


class MailRow(Struct, frozen=True, omit_defaults=True):
    """A mail; `at` is an ISO time of the world, `code` or `link` its point.

    `kind` says in no language what it is; without it, it is somebody's own.
    """

    to: str
    subject: str
    at: str
    text: str
    code: str | None = None
    link: str | None = None
    kind: Kind | None = None
    language: Language | None = None


class MailRows(Struct, frozen=True):
    """Mails, newest first."""

    mails: list[MailRow]


def mails(world: World, to: str | None = None) -> list[MailRow]:
    """Return the mails to an address, or to anybody."""
    return [
        _row(mail)
        for mail in world.cloud.mailbox.newest_first()
        if to is None or mail.to.casefold() == to.casefold()
    ]


def _row(mail: Mail) -> MailRow:
    letter = mail.letter
    return MailRow(
        mail.to,
        letter.subject,
        moments.iso(mail.at),
        letter.text,
        letter.code,
        letter.link,
        letter.kind,
        letter.language,
    )


async def _list(ask: Ask) -> MailRows:
    return MailRows(mails(ask.world, ask.request.query.get("to")))


CALLS: tuple[Call, ...] = (
    get(
        "mailbox",
        "Mails that were sent, newest first; `to` is an address",
        _list,
        MailRows,
        query=("to",),
    ),
)
