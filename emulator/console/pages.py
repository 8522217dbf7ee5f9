"""The emulator's own pages: drawn here, and changed only by control calls."""

from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from aiohttp import hdrs, web
import jinja2

from emulator import drives, moments, scenario
from emulator.world import World

from . import clock, mailbox, views, watch
from .context import WORLD
from .errors import ErrorText, refusal

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " img-src 'self' data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
_CALLS = ("/console/api/", "/owner/api/", "/retailer/api/")
_LOG_ROWS = 40
_MOST_SHOWN = 30
_SPEEDS = (1, 10, 60, 600)
_STEPS = (("1 min", 60), ("10 min", 600), ("1 h", 3_600), ("6 h", 21_600))

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def add_to(app: web.Application) -> None:
    """Give each page its address; all files are read now, not while serving."""
    for template in _TEMPLATES.list_templates():
        _TEMPLATES.get_template(template)
    for drive in drives.names():
        drives.load(drive)
    app.router.add_get("/", _start)
    app.router.add_get("/console", _console)
    app.router.add_get("/mailbox", _mailbox)
    app.router.add_get("/console/clock", _clock)
    app.router.add_get("/console/cars/{vin}", _car)
    app.router.add_get("/console/log", _log)
    app.router.add_get("/console/mails", _mails)
    app.router.add_static("/console/static", _HERE / "static")


def ask_for_token(request: web.Request) -> web.Response:
    """Answer who has not shown the token."""
    if request.path.startswith(_CALLS):
        text = "this needs the token that was printed at start"
        return refusal(401, ErrorText("token_required", text))
    return _page("token.html", status=401)


async def _start(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    accounts = world.cloud.accounts.documents
    return _page(
        "start.html",
        people=scenario.people(world.founding.scenario),
        founding=world.founding,
        start=moments.iso(world.founding.start),
        now=moments.iso(world.clock.now),
        accounts=[accounts[user_id] for user_id in islice(accounts, _MOST_SHOWN)],
        **_cars_view(world),
        address=f"{request.scheme}://{request.host}",
    )


async def _console(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    return _page(
        "console.html",
        **_clock_view(world),
        **_log_view(world),
        **_cars_view(world),
        speeds=_SPEEDS,
        steps=_STEPS,
    )


async def _clock(request: web.Request) -> web.Response:
    return _page("clock.html", **_clock_view(request.app[WORLD]))


async def _car(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    car = world.cars.get(request.match_info["vin"])
    if car is None:
        raise web.HTTPNotFound
    return _page("car.html", car=views.car_view(world, car))


async def _log(request: web.Request) -> web.Response:
    return _page("log.html", **_log_view(request.app[WORLD]))


async def _mailbox(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    return _page("mailbox.html", **_clock_view(world), **_mail_view(world))


async def _mails(request: web.Request) -> web.Response:
    return _page("mails.html", **_mail_view(request.app[WORLD]))


def _cars_view(world: World) -> dict[str, Any]:
    """Return the first cars: a browser draws no fleet."""
    shown = islice(world.cars.values(), _MOST_SHOWN)
    cars = [views.car_view(world, car) for car in shown]
    return {"cars": cars, "more": len(world.cars) - len(cars)}


def _clock_view(world: World) -> dict[str, Any]:
    return {"clock": clock.read(world), "coming": _coming(world)}


def _coming(world: World) -> str | None:
    """Return what the timeline says that happens next, by the clock of its car."""
    planned = world.timeline.next_told
    if planned is None:
        return None
    zone = world.persona(planned.vin).tzinfo
    at = f"{datetime.fromtimestamp(planned.at, zone):%a %H:%M}"
    return f"{at}, {planned.step.car}: {planned.step.note}"


def _log_view(world: World) -> dict[str, Any]:
    latest = world.requests.latest(_LOG_ROWS)
    return {"requests": [watch.row(logged) for logged in latest]}


def _mail_view(world: World) -> dict[str, Any]:
    return {"mails": mailbox.mails(world)}


def _page(template: str, *, status: int = 200, **view: Any) -> web.Response:
    return web.Response(
        text=_TEMPLATES.get_template(template).render(view),
        status=status,
        content_type="text/html",
        headers={
            hdrs.CACHE_CONTROL: "no-store",
            "Content-Security-Policy": _POLICY,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        },
    )
