"""Which bodies hold a document: most say what they said before."""

from typing import Final

from lru import LRU

from .documents import attributes
from .refusals import document
from .reply import Reply

# Of a dozen cars all, of more what is read often.
_KNOWN: Final = 256


class Soundness:
    """Knows the newest bodies that were found sound; none is read through twice."""

    def __init__(self) -> None:
        """Know none."""
        self._known: LRU[bytes, bytes] = LRU(_KNOWN)

    def body(self, reply: Reply) -> bytes:
        """Return the body of a reply with attributes; raises what any other stands for.

        Bodies that are equal are the same object, so that they are kept once.
        """
        known = self._known.get(reply.body) if reply.good else None
        if known is None:
            attributes(document(reply))
            known = self._known[reply.body] = reply.body
        return known
