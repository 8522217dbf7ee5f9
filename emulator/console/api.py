"""The control API, the owner's and the retailer's calls: addresses, description."""

from collections.abc import Mapping
import re
from typing import Any

from aiohttp import web
import msgspec

from emulator.owner import api as owner
from emulator.retailer import api as retailer

from . import (
    begun,
    clock,
    faults,
    mailbox,
    owned,
    personas,
    plans,
    scenarios,
    session,
    snapshots,
    vehicles,
    verdicts,
    watch,
    ways,
)
from .calls import Ask, Call, EventStream, get
from .errors import ErrorBody
from .shown import shown_schema

PREFIX = "/console/api/"

_IN_PATH = re.compile(r"\{(\w+)\}")
_REFUSAL = "Refused; nothing has changed"


async def _describe(ask: Ask) -> dict[str, Any]:
    return describe(TABLES)


CALLS: tuple[Call, ...] = (
    *begun.CALLS,
    *clock.CALLS,
    *vehicles.CALLS,
    *owned.CALLS,
    *ways.CALLS,
    *plans.CALLS,
    *scenarios.CALLS,
    *snapshots.CALLS,
    *personas.CALLS,
    *mailbox.CALLS,
    *watch.CALLS,
    *verdicts.CALLS,
    *faults.CALLS,
    *session.CALLS,
    get("openapi.json", "This description", _describe, dict[str, Any]),
)
# All calls of ours, by what their paths begin with.
TABLES: Mapping[str, tuple[Call, ...]] = {
    PREFIX: CALLS,
    owner.PREFIX: owner.CALLS,
    retailer.PREFIX: retailer.CALLS,
}


def add_to(app: web.Application) -> None:
    """Give each call its address."""
    for prefix, calls in TABLES.items():
        for call in calls:
            app.router.add_route(call.method, prefix + call.path, call.handle)


def describe(tables: Mapping[str, tuple[Call, ...]]) -> dict[str, Any]:
    """Return the OpenAPI document of calls, by what their paths begin with."""
    rows = [(prefix, call) for prefix, calls in tables.items() for call in calls]
    named = [kind for _, call in rows for kind in (call.body, call.answer)]
    types = list(dict.fromkeys([ErrorBody, *filter(_is_json, named)]))
    schemas, components = msgspec.json.schema_components(
        types, ref_template="#/components/schemas/{name}"
    )
    of = dict(zip(types, schemas, strict=True))
    paths: dict[str, Any] = {}
    for prefix, call in rows:
        path = paths.setdefault(prefix + call.path, {})
        path[call.method.lower()] = _operation(call, of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "NissanConnect emulator: control API", "version": "1"},
        "paths": paths,
        "components": {"schemas": shown_schema(components)},
    }


def _operation(call: Call, schemas: dict[Any, Any]) -> dict[str, Any]:
    refusal = {"description": _REFUSAL, "content": _content(schemas[ErrorBody])}
    operation: dict[str, Any] = {
        "summary": call.summary,
        "parameters": _parameters(call),
        "responses": {**_answers(call, schemas), "4XX": refusal},
    }
    if call.body is not None:
        content = _content(schemas[call.body])
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _is_json(kind: Any) -> bool:
    return kind not in (None, EventStream)


def _answers(call: Call, schemas: dict[Any, Any]) -> dict[str, Any]:
    """Return what is answered, by status, if nothing stands against it."""
    if call.answer is EventStream:
        content: Any = {"text/event-stream": {"schema": _TEXT}}
    else:
        content = _content(schemas.get(call.answer))
    said = {"200": {"description": "Done", "content": content}}
    nothing = {"204": {"description": "Done; there is nothing to say"}}
    if call.answer is None:
        return nothing
    return said | nothing if call.optional else said


def _parameters(call: Call) -> list[dict[str, Any]]:
    named = [(name, "path") for name in _IN_PATH.findall(call.path)]
    named += [(name, "query") for name in call.query]
    return [
        {"name": name, "in": place, "required": place == "path", "schema": _TEXT}
        for name, place in named
    ]


def _content(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


_TEXT = {"type": "string"}
