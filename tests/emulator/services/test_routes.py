"""The table of routes, and the readers of what clients send, on their own."""

from collections import Counter

from aiohttp import hdrs
from aiohttp.test_utils import make_mocked_request
from hypothesis import example, given, strategies as st

from emulator.routes import ROUTES
from emulator.services.bodies import BODIES, OTHER_BODIES
from emulator.services.errors import WireError
from emulator.services.trip_history import period
from emulator.services.wire import BFF, CAR_ADAPTER, Shape


def test_every_address_is_there_once() -> None:
    counts = Counter((route.method, route.path) for route in ROUTES)
    assert {name for name, count in counts.items() if count > 1} == set()


def test_every_resource_that_is_told_has_an_address() -> None:
    endpoints = {route.endpoint for route in ROUTES}
    told = {f"{name.replace('-', '_')}_{version}" for name, version in BODIES}
    assert told <= endpoints
    assert {body[1:] for body in OTHER_BODIES} <= BODIES.keys()


@given(st.text(st.characters(exclude_categories=["C"]), max_size=60))
@example("a;q=1e400,b;q=-1,c;q=nan")
def test_any_accept_header_is_answered_or_refused(accept: str) -> None:
    request = make_mocked_request("GET", "/", headers={hdrs.ACCEPT: accept})
    for face in (BFF, CAR_ADAPTER):
        try:
            assert face.shape(request) in Shape
        except WireError as err:
            assert err.status == 406  # noqa: PT017 - both ends are right


@given(st.text(max_size=12), st.text(max_size=12))
@example("00000000", "99999999")
@example("2026-02-29", "2026-02-29")
def test_any_dates_are_understood_or_refused(start: str, end: str) -> None:
    for unit in ("0", "1", "2"):
        try:
            asked = period({"type": unit, "start": start, "end": end})
        except WireError as err:
            assert err.status == 400  # noqa: PT017 - both ends are right
        else:
            assert asked.first <= asked.last
