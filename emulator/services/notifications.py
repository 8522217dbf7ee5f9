"""Notifications of a car to a user, and what it may report (protocol 4.11, 4.12)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from aiohttp import web
import msgspec
from msgspec import Meta, Struct, field

from emulator.cloud.rules import Rule, rules_of

from .errors import BAD_CONTENT_TYPE, BAD_PARAMETER, NOT_FOUND, WireError
from .inbound import json_body, own_car_named_in_path, view_of
from .resources import demand
from .wire import CAR_ADAPTER, JSON, JSON_API, Attributes, answer

type ReadStatus = Literal["READ", "UNREAD"]
type Index = Annotated[int, Meta(ge=1, le=1_000_000)]


class ListQuery(Struct):
    """Query of the list."""

    realm: Literal["P_NCB", "a-ncb", "n-nissan-nc"]
    language: str = field(name="langCode", default="EN")
    category: str | None = field(name="categoryKey", default=None)
    status: ReadStatus | None = None
    start: datetime | None = None
    end: datetime | None = None
    first: Index = field(name="from", default=1)
    last: Index = field(name="to", default=20)
    order: Literal["ASC", "DESC"] = "DESC"


class Mark(Struct):
    """One notification's new status."""

    notification_id: str = field(name="notificationId")
    status: ReadStatus


async def list_notifications(request: web.Request) -> web.StreamResponse:
    """List what a car has reported, the newest first."""
    paired = own_car_named_in_path(request)
    shape = CAR_ADAPTER.shape(request)
    demand(view_of(request, paired), "notifications", "v2")
    _query(request)
    said: Attributes = {"messages": []}
    return CAR_ADAPTER.answer(paired.vehicle.vin, said, shape, kind="Notifications")


async def mark(request: web.Request) -> web.StreamResponse:
    """Mark notifications as read or unread: a bare array (4.11)."""
    own_car_named_in_path(request)
    if request.content_type not in (JSON, JSON_API):
        raise WireError(BAD_CONTENT_TYPE)
    if await json_body(request, list[Mark]):
        raise WireError(NOT_FOUND)
    return web.Response(status=204)


async def rule_settings(request: web.Request) -> web.StreamResponse:
    """List what a car may report; without `data` (4.12)."""
    paired = own_car_named_in_path(request)
    CAR_ADAPTER.shape(request)
    rules = rules_of(view_of(request, paired).platform)
    return answer({"settings": [_setting(rule) for rule in rules]})


def _query(request: web.Request) -> ListQuery:
    given: dict[str, Any] = dict(request.query)
    try:
        query = msgspec.convert(given, ListQuery, strict=False)
    except msgspec.ValidationError as err:
        raise WireError(BAD_PARAMETER) from err
    if query.last < query.first:
        raise WireError(BAD_PARAMETER)
    return query


def _setting(rule: Rule) -> Attributes:
    return {
        "ruleKey": rule.key,
        "ruleTitle": rule.title,
        "ruleDescription": rule.description,
        "priority": None,
        "status": "ACTIVATED",
        "channels": [{"channelType": "PUSH_APP"}],
        "categoryKey": rule.category,
        "categoryTitle": rule.category,
        "notificationKey": rule.key,
    }
