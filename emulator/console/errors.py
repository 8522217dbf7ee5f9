"""How the control API says no: `{"error": {"code", "message", "field"?}}`."""

import re
from typing import Self

from aiohttp import web
import msgspec

_FIELD = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_NAMED = re.compile(r"(?:required|unknown) field `(?P<name>[^`]+)`")


class ErrorText(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong: a code for programs, a line for people, the field at fault."""

    code: str
    message: str
    field: str | None = None


class ErrorBody(msgspec.Struct, frozen=True):
    """The body of every refusal."""

    error: ErrorText


class ControlError(Exception):
    """A call that is refused and has changed nothing."""

    def __init__(
        self, status: int, code: str, message: str, field: str | None = None
    ) -> None:
        """Refuse with a 4xx `status`."""
        super().__init__(message)
        self.status = status
        self.text = ErrorText(code, message, field)

    @classmethod
    def invalid(cls, err: Exception) -> Self:
        """Tell what msgspec found wrong with a body."""
        message = str(err)
        if not isinstance(err, msgspec.ValidationError):
            return cls(400, "malformed", f"the body is not JSON: {message}")
        named, place = _NAMED.search(message), _FIELD.search(message)
        field = named["name"] if named else place["path"] if place else None
        return cls(400, "invalid", _FIELD.sub("", message), field or None)

    def response(self) -> web.Response:
        """Return the answer."""
        return refusal(self.status, self.text)


def refusal(status: int, text: ErrorText) -> web.Response:
    """Return an error answer."""
    body = msgspec.json.encode(ErrorBody(text))
    return web.Response(status=status, body=body, content_type="application/json")
