"""Notifications of a car to a user, and what it may report (protocol 4.11, 4.12)."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal

from aiohttp import web
import msgspec
from msgspec import Meta, Struct, field

from emulator.cloud.inbox import Notification
from emulator.cloud.preferences import Preferences, wants
from emulator.cloud.rules import Rule, rules_of

from .errors import (
    BAD_CONTENT_TYPE,
    BAD_PARAMETER,
    NOT_FOUND,
    WireError,
    refusals_told,
)
from .inbound import Paired, json_body, own_car_named_in_path
from .resources import demand
from .wire import CAR_ADAPTER, JSON, JSON_API, Attributes, answer, stamp_ms
from .words import Words, words

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

    def wants(self, known: Notification, user_id: str) -> bool:
        """Whether a notification is asked for."""
        return (
            (self.category is None or known.content.category == self.category)
            and (self.status is None or _status(known, user_id) == self.status)
            and (self.start is None or known.at >= _moment(self.start))
            and (self.end is None or known.at <= _moment(self.end))
        )


class Mark(Struct):
    """One notification's new status."""

    notification_id: str = field(name="notificationId")
    status: ReadStatus


async def list_notifications(request: web.Request) -> web.StreamResponse:
    """List what a car has reported since it is the caller's, the newest first."""
    paired = own_car_named_in_path(request)
    shape = CAR_ADAPTER.shape(request)
    demand(paired.view, "notifications", "v2")
    query = _query(request)
    known = _visible(paired)
    messages = [
        _message(notification, paired.user_id, words(query.language))
        for notification in (known if query.order == "ASC" else reversed(known))
        if query.wants(notification, paired.user_id)
    ]
    said: Attributes = {"messages": messages[query.first - 1 : query.last]}
    return CAR_ADAPTER.answer(paired.vehicle.vin, said, shape, kind="Notifications")


async def show(request: web.Request) -> web.StreamResponse:
    """Tell one notification with the steps to take; reading it marks nothing (H2)."""
    paired = own_car_named_in_path(request)
    shape = CAR_ADAPTER.shape(request)
    demand(paired.view, "notifications", "v2")
    spoken = words(request.query.get("langCode", "EN"))
    wanted = request.match_info["notification_id"]
    for known in _visible(paired):
        if known.notification_id == wanted:
            said = _message(known, paired.user_id, spoken)
            steps = spoken.of(known.content).steps
            if steps is not None:
                said["messageDescription"] = steps
            return CAR_ADAPTER.answer(wanted, said, shape, kind="Notification")
    raise WireError(NOT_FOUND)


async def mark(request: web.Request) -> web.StreamResponse:
    """Mark notifications as read or unread: a bare array (4.11)."""
    paired = own_car_named_in_path(request)
    if request.content_type not in (JSON, JSON_API):
        raise WireError(BAD_CONTENT_TYPE)
    marks = await json_body(request, list[Mark])
    read = {mark.notification_id: mark.status == "READ" for mark in marks}
    with refusals_told():
        paired.cloud.inbox.mark(paired.vehicle.vin, paired.user_id, read)
    return web.Response(status=HTTPStatus.NO_CONTENT)


async def rule_settings(request: web.Request) -> web.StreamResponse:
    """List what a car may report; without `data` (4.12)."""
    paired = own_car_named_in_path(request)
    CAR_ADAPTER.shape(request)
    rules = rules_of(paired.view.platform)
    spoken = words(request.query.get("langCode", "EN"))
    known = paired.cloud.preferences.of(paired.vehicle.vin, paired.user_id)
    return answer({"settings": [_setting(rule, spoken, known) for rule in rules]})


def _visible(paired: Paired) -> list[Notification]:
    """Return what came since the car is the caller's, the oldest first (E9)."""
    return [
        known
        for known in paired.cloud.inbox.of(paired.vehicle.vin)
        if known.at >= paired.pairing.enrolled_at
    ]


def _query(request: web.Request) -> ListQuery:
    given: dict[str, Any] = dict(request.query)
    try:
        query = msgspec.convert(given, ListQuery, strict=False)
    except msgspec.ValidationError as err:
        raise WireError(BAD_PARAMETER) from err
    if query.last < query.first:
        raise WireError(BAD_PARAMETER)
    return query


def _message(known: Notification, user_id: str, spoken: Words) -> Attributes:
    content = known.content
    said = spoken.of(content)
    return {
        "notificationId": known.notification_id,
        "messageTitle": said.title,
        "messageSubtitle": said.text,
        "messageDescription": said.text,
        "categoryKey": content.category,
        "ruleKey": content.key,
        "notificationKey": content.key,
        "priority": content.priority,
        "status": _status(known, user_id),
        "timestamp": stamp_ms(known.at),
        "data": [
            {"name": name, "type": "STRING", "value": value}
            for name, value in content.data.items()
        ],
        "metadata": {"push": user_id not in known.silent_for},
    }


def _status(known: Notification, user_id: str) -> ReadStatus:
    return "READ" if user_id in known.read_by else "UNREAD"


def _moment(asked: datetime) -> float:
    """Return world time; without a zone it is UTC."""
    return (asked if asked.tzinfo else asked.replace(tzinfo=UTC)).timestamp()


def _setting(rule: Rule, spoken: Words, known: Preferences) -> Attributes:
    said = spoken.rules[rule.key]
    pushed = wants(known, rule.category, rule.key)
    return {
        "ruleKey": rule.key,
        "ruleTitle": said.title,
        "ruleDescription": said.text,
        "priority": None,
        "status": "ACTIVATED",
        "channels": [{"channelType": "PUSH_APP"}] if pushed else [],
        "categoryKey": rule.category,
        "categoryTitle": rule.category,
        "notificationKey": rule.key,
    }
