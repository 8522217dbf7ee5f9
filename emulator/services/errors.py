"""The maker's refusals on the wire (protocol 8.1)."""

from dataclasses import dataclass
from http import HTTPStatus
from math import ceil

from aiohttp import hdrs, web
import msgspec

from emulator.cloud.errors import Reason, RefusedError
from emulator.cloud.platform import Answer


@dataclass(frozen=True)
class Problem:
    """One kind of refusal: HTTP status and the members of `errors[0]`."""

    status: HTTPStatus
    code: str
    title: str
    detail: str | None = None

    def document(self, pointer: str | None, detail: str | None) -> dict[str, object]:
        """Return the body; `pointer` names the field at fault, `detail` says why."""
        error: dict[str, object] = {
            "status": self.status.phrase,
            "code": self.code,
            "title": self.title,
        }
        if detail or self.detail:
            error["detail"] = detail or self.detail
        if pointer is not None:
            error["source"] = {"pointer": pointer}
        return {"errors": [error]}


class WireError(web.HTTPException):
    """A refusal as the maker's services answer it."""

    def __init__(
        self,
        problem: Problem,
        *,
        pointer: str | None = None,
        detail: str | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        """Answer with a problem."""
        self.status_code = problem.status
        super().__init__(
            text=msgspec.json.encode(problem.document(pointer, detail)).decode(),
            content_type="application/json",
        )
        if retry_after_s is not None:
            self.headers[hdrs.RETRY_AFTER] = str(ceil(retry_after_s))


def bare(err: web.HTTPException) -> WireError:
    """Return as the maker's what the web server refuses by itself, one of `BARE`."""
    refused = WireError(BARE[err.status])
    if hdrs.ALLOW in err.headers:
        refused.headers[hdrs.ALLOW] = err.headers[hdrs.ALLOW]
    return refused


_SUPPORT = "This feature is not technically supported by this gateway"

UNREADABLE = Problem(HTTPStatus.BAD_REQUEST, "400", "Http message is not readable")
BAD_CONTENT_TYPE = Problem(
    HTTPStatus.BAD_REQUEST, "400", "Invalid Content-Type header value"
)
BAD_PARAMETER = Problem(HTTPStatus.BAD_REQUEST, "400", "Bad Request", "Wrong parameter")
NOT_FUTURE = Problem(HTTPStatus.BAD_REQUEST, "Future", "must be a future date")
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
NOT_ALLOWED = Problem(HTTPStatus.METHOD_NOT_ALLOWED, "405", "Method Not Allowed")
TOO_SLOW = Problem(HTTPStatus.REQUEST_TIMEOUT, "408", "Request Timeout")
TOO_LARGE = Problem(HTTPStatus.CONTENT_TOO_LARGE, "413", "Content Too Large")
NOT_ACCEPTABLE = Problem(HTTPStatus.NOT_ACCEPTABLE, "406", "Not Acceptable")
IN_PROGRESS = Problem(
    HTTPStatus.CONFLICT, "409001", "Conflict", "A remote command is already in progress"
)
NOT_SUPPORTED = Problem(
    HTTPStatus.NOT_IMPLEMENTED, "501", "Not supported Feature", _SUPPORT
)
SERVER_ERROR = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "500", "Internal Server Error")
BAD_GATEWAY = Problem(HTTPStatus.BAD_GATEWAY, "502", "Bad Gateway")

# The maker's own codes for the one-time code are not known: ours end in 1xx.
WRONG_CODE = Problem(
    HTTPStatus.BAD_REQUEST, "400101", "Invalid OTP", "The one-time code is wrong"
)
NO_CODE = Problem(
    HTTPStatus.BAD_REQUEST, "400102", "OTP expired", "Request a new one-time code"
)
DEVICE_EXISTS = Problem(HTTPStatus.CONFLICT, "409010", "Device already exists")
TOO_MANY_DEVICES = Problem(
    HTTPStatus.CONFLICT, "409101", "Too many devices", "Remove one of the devices"
)
# Ours: one more than M1 lets a car watch.
TOO_MANY_SPEED_ALERTS = Problem(
    HTTPStatus.CONFLICT, "409201", "Too many restrictions", "At most 3 limits of speed"
)
TOO_MANY_CURFEWS = Problem(
    HTTPStatus.CONFLICT, "409202", "Too many restrictions", "At most one curfew"
)
TOO_MANY_AREAS = Problem(
    HTTPStatus.CONFLICT, "409203", "Too many restrictions", "At most 3 areas"
)
TOO_SOON = Problem(HTTPStatus.TOO_MANY_REQUESTS, "429", "Too Many Requests")

_OF_REASON = {
    Reason.UNKNOWN_VEHICLE: NO_DATA,
    Reason.NOT_PAIRED: ACCESS_DENIED,
    Reason.IN_PROGRESS: IN_PROGRESS,
    Reason.TOO_SOON: TOO_SOON,
    Reason.NO_CODE: NO_CODE,
    Reason.WRONG_CODE: WRONG_CODE,
    Reason.DEVICE_EXISTS: DEVICE_EXISTS,
    Reason.TOO_MANY_DEVICES: TOO_MANY_DEVICES,
    Reason.UNKNOWN_DEVICE: NOT_FOUND,
    Reason.UNKNOWN_NOTIFICATION: NOT_FOUND,
    Reason.UNKNOWN_ALERT: NOT_FOUND,
    Reason.TOO_MANY_SPEED_ALERTS: TOO_MANY_SPEED_ALERTS,
    Reason.TOO_MANY_CURFEWS: TOO_MANY_CURFEWS,
    Reason.TOO_MANY_AREAS: TOO_MANY_AREAS,
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


class refusals_told:  # noqa: N801 - it reads as a verb, and costs less than a generator
    """Answer with a problem what the cloud refuses in the block."""

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(self, _: object, err: BaseException | None, __: object) -> None:
        """Turn a refusal into the answer."""
        if isinstance(err, RefusedError):
            problem = _OF_REASON[err.reason]
            raise WireError(problem, retry_after_s=err.retry_after_s) from err


BARE: dict[int, Problem] = {
    problem.status: problem for problem in (NOT_FOUND, NOT_ALLOWED, TOO_SLOW, TOO_LARGE)
}
