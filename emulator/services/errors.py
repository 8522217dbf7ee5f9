"""The maker's refusals on the wire (protocol 8.1)."""

from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web
import msgspec

from emulator.cloud.errors import Reason
from emulator.cloud.platform import Answer


@dataclass(frozen=True)
class Problem:
    """One kind of refusal: HTTP status and the members of `errors[0]`."""

    status: HTTPStatus
    code: str
    title: str
    detail: str | None = None

    def document(self, pointer: str | None) -> dict[str, object]:
        """Return the body; `pointer` names the field at fault."""
        error: dict[str, object] = {
            "status": self.status.phrase,
            "code": self.code,
            "title": self.title,
        }
        if self.detail is not None:
            error["detail"] = self.detail
        if pointer is not None:
            error["source"] = {"pointer": pointer}
        return {"errors": [error]}


class WireError(web.HTTPException):
    """A refusal as the maker's services answer it."""

    def __init__(self, problem: Problem, *, pointer: str | None = None) -> None:
        """Answer with a problem."""
        self.status_code = problem.status
        super().__init__(
            text=msgspec.json.encode(problem.document(pointer)).decode(),
            content_type="application/json",
        )


_SUPPORT = "This feature is not technically supported by this gateway"

UNREADABLE = Problem(HTTPStatus.BAD_REQUEST, "400", "Http message is not readable")
BAD_CONTENT_TYPE = Problem(
    HTTPStatus.BAD_REQUEST, "400", "Invalid Content-Type header value"
)
BAD_PARAMETER = Problem(HTTPStatus.BAD_REQUEST, "400", "Bad Request", "Wrong parameter")
UNAUTHORIZED = Problem(
    HTTPStatus.UNAUTHORIZED, "401", "Unauthorized", "The token is invalid or expired"
)
ACCESS_DENIED = Problem(
    HTTPStatus.FORBIDDEN, "403", "security.access", "Access is denied for this resource"
)
PRIVACY_ON = Problem(
    HTTPStatus.FORBIDDEN, "403009", "Forbidden action", "Privacy mode currently ON"
)
WRONG_CAN = Problem(
    HTTPStatus.FORBIDDEN,
    "403011",
    "Operation not supported",
    "Operation not supported for this can",
)
NO_DATA = Problem(
    HTTPStatus.NOT_FOUND, "404", "Not Found", "There is no data for this vin and uid"
)
NO_ACTION = Problem(
    HTTPStatus.NOT_FOUND,
    "404",
    "Not Found",
    "No action(s) found for this vehicle.",
)
NOT_FOUND = Problem(HTTPStatus.NOT_FOUND, "404", "Not Found")
NOT_ACCEPTABLE = Problem(HTTPStatus.NOT_ACCEPTABLE, "406", "Not Acceptable")
IN_PROGRESS = Problem(
    HTTPStatus.CONFLICT, "409001", "Conflict", "A remote command is already in progress"
)
NOT_SUPPORTED = Problem(
    HTTPStatus.NOT_IMPLEMENTED, "501", "Not supported Feature", _SUPPORT
)
SERVER_ERROR = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "500", "Internal Server Error")
BAD_GATEWAY = Problem(HTTPStatus.BAD_GATEWAY, "502", "Bad Gateway")

OF_REASON = {
    Reason.UNKNOWN_VEHICLE: NO_DATA,
    Reason.NOT_PAIRED: ACCESS_DENIED,
    Reason.IN_PROGRESS: IN_PROGRESS,
}
OF_ANSWER = {
    Answer.NOT_TECHNICALLY_SUPPORTED: NOT_SUPPORTED,
    Answer.ACCESS_DENIED: ACCESS_DENIED,
    Answer.WRONG_CAN: WRONG_CAN,
    Answer.NO_DATA: NO_DATA,
    Answer.NOT_FOUND: NOT_FOUND,
    Answer.SERVER_ERROR: SERVER_ERROR,
    Answer.BAD_GATEWAY: BAD_GATEWAY,
}
