"""What clients send: who they are, which car they mean, what a body says."""

from typing import NamedTuple
from urllib.parse import parse_qsl

from aiohttp import hdrs, web
import msgspec
from msgspec import Raw, Struct

from emulator.cloud.accounts import Account, Pairing
from emulator.cloud.cloud import Cloud
from emulator.cloud.tokens import Purpose
from emulator.cloud.vehicles import Vehicle
from emulator.cloud.view import View

from . import CLOUD
from .errors import (
    ACCESS_DENIED,
    BAD_CONTENT_TYPE,
    UNAUTHORIZED,
    UNREADABLE,
    WireError,
    refusals_told,
)

_FORM = "application/x-www-form-urlencoded"
_MAX_FIELDS = 50


class DocumentData(Struct):
    """What a JSON:API document says; its attributes are read by its type."""

    type: str
    attributes: Raw = Raw(b"{}")


class Document(Struct):
    """Body of a call that changes something (5.1)."""

    data: DocumentData


class Paired(NamedTuple):
    """A user's car, in the cloud that was asked for it."""

    cloud: Cloud
    account: Account
    vehicle: Vehicle
    pairing: Pairing

    @property
    def user_id(self) -> str:
        """Whose it is."""
        return self.account.user_id

    @property
    def view(self) -> View:
        """What the cloud knows of the car."""
        return self.cloud.view(self.vehicle)


def cloud_of(request: web.Request) -> Cloud:
    """Return the cloud that serves this request."""
    return request.app[CLOUD]()


def caller(request: web.Request) -> Account:
    """Return whose Bearer token it is; raises WireError (401)."""
    return _caller(cloud_of(request), request)


def _caller(cloud: Cloud, request: web.Request) -> Account:
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    if scheme.lower() != "bearer":
        raise WireError(UNAUTHORIZED)
    return holder(cloud, Purpose.ACCESS, token.strip())


def holder(cloud: Cloud, purpose: Purpose, text: str) -> Account:
    """Return whose token it is; raises WireError (401)."""
    account = cloud.account_of(cloud.tokens.find(purpose, text))
    if account is None:
        raise WireError(UNAUTHORIZED)
    return account


def caller_named_in_path(request: web.Request) -> Account:
    """Return the caller, who may only ask for what is his own (403)."""
    account = caller(request)
    if request.match_info["user_id"] != account.user_id:
        raise WireError(ACCESS_DENIED)
    return account


def paired_car(request: web.Request) -> Paired:
    """Return the caller's car of the path; raises WireError (401, 403, 404)."""
    cloud = cloud_of(request)
    return _paired(cloud, _caller(cloud, request), request)


def own_car_named_in_path(request: web.Request) -> Paired:
    """Return the caller's car, where the path names the caller too."""
    return _paired(cloud_of(request), caller_named_in_path(request), request)


def _paired(cloud: Cloud, account: Account, request: web.Request) -> Paired:
    with refusals_told():
        vehicle, pairing = cloud.paired(account.user_id, request.match_info["vin"])
    return Paired(cloud, account, vehicle, pairing)


def need_media_type(request: web.Request, media_type: str) -> None:
    """Refuse another media type, and parameters of it (protocol 5.1)."""
    given = request.headers.get(hdrs.CONTENT_TYPE, "")
    if given.strip().lower() != media_type:
        raise WireError(BAD_CONTENT_TYPE)


async def json_body[T](request: web.Request, model: type[T]) -> T:
    """Read a JSON body of a known form; raises WireError (400)."""
    try:
        return decode(await request.read(), model)
    except ValueError as err:
        raise WireError(UNREADABLE) from err


async def document[T](request: web.Request, kind: str, model: type[T]) -> T:
    """Read the attributes of a document of a type; raises WireError (400, with why)."""
    data = (await json_body(request, Document)).data
    if data.type != kind:
        raise WireError(UNREADABLE, pointer="/data/type")
    try:
        return decode(data.attributes, model)
    except ValueError as err:
        pointer = "/data/attributes"
        raise WireError(UNREADABLE, pointer=pointer, detail=str(err)) from err


def decode[T](data: bytes | Raw, model: type[T]) -> T:
    """Read JSON of a known form; raises ValueError."""
    try:
        return msgspec.json.decode(data, type=model)
    except (msgspec.DecodeError, RecursionError) as err:
        raise ValueError(str(err)) from err


async def form(request: web.Request) -> dict[str, str]:
    """Read a form; raises WireError (400)."""
    if request.content_type != _FORM:
        raise WireError(BAD_CONTENT_TYPE)
    try:
        text = (await request.read()).decode()
        fields = parse_qsl(text, keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError as err:
        raise WireError(UNREADABLE) from err
    return dict(fields)
