"""The owner's calls: what the maker's application asks of the cloud beside the wire.

They are rows as the control API's are, and described in its document. Who signs in
gets a token for the maker's wire: all that is public there the page asks there.
"""

from typing import Final

from emulator.console.calls import Call

from . import (
    account,
    first_visit,
    manage,
    pairing,
    profile,
    session,
    store,
    support,
    wallet,
)

PREFIX: Final = "/owner/api/"

CALLS: tuple[Call, ...] = (
    *session.CALLS,
    *account.CALLS,
    *first_visit.CALLS,
    *profile.CALLS,
    *pairing.CALLS,
    *manage.CALLS,
    *store.CALLS,
    *wallet.CALLS,
    *support.CALLS,
)
