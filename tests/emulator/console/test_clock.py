"""Control calls on the clock."""

from typing import Any

from aiohttp import ClientSession
import pytest

from emulator.testing import Emulator

NOW = "2026-03-02T06:00:00Z"


async def test_the_clock_is_told(client: ClientSession) -> None:
    answer = await client.get("/console/api/clock")
    assert await answer.json() == {
        "now": NOW,
        "speed": 1.0,
        "held": True,
        "start": NOW,
    }


async def test_advance_moves_time_also_by_fractions(client: ClientSession) -> None:
    answer = await client.post("/console/api/clock/advance", json={"seconds": 90.25})
    assert (await answer.json())["now"] == "2026-03-02T06:01:30.250Z"


async def test_every_answer_carries_the_worlds_time(
    emulator: Emulator, client: ClientSession
) -> None:
    await emulator.advance(3_600)
    for path in ("/console", "/console/api/clock", "/no/such/address"):
        answer = await client.get(path)
        assert answer.headers["Date"] == "Mon, 02 Mar 2026 07:00:00 GMT"


async def test_speed_hold_and_time_can_be_set(client: ClientSession) -> None:
    change = {"speed": 60, "held": True, "now": "2026-03-02T10:00:00+01:00"}
    answer = await client.post("/console/api/clock", json=change)
    assert await answer.json() == {
        "now": "2026-03-02T09:00:00Z",
        "speed": 60.0,
        "held": True,
        "start": NOW,
    }


@pytest.mark.parametrize(
    ("call", "body", "refusal"),
    [
        ("clock/advance", {"seconds": -1}, (400, "invalid", "seconds")),
        ("clock/advance", {"seconds": "60"}, (400, "invalid", "seconds")),
        ("clock/advance", {"seconds": None}, (400, "invalid", "seconds")),
        ("clock/advance", {"seconds": 1e12}, (400, "too_far", "seconds")),
        ("clock/advance", {}, (400, "invalid", "seconds")),
        ("clock/advance", {"seconds": 1, "hours": 1}, (400, "invalid", "hours")),
        ("clock/advance", [60], (400, "invalid", None)),
        ("clock", {"speed": 0}, (400, "invalid", "speed")),
        ("clock", {"speed": 10_001}, (400, "invalid", "speed")),
        ("clock", {"held": "yes"}, (400, "invalid", "held")),
        ("clock", {"now": "soon"}, (400, "invalid", "now")),
        ("clock", {"now": "2300-01-01T00:00:00Z"}, (400, "invalid", "now")),
        ("clock", {"now": "2026-03-02T05:59:59Z"}, (409, "time_goes_back", "now")),
        (
            "clock",
            {"speed": 60, "held": False, "now": "2020-01-01"},
            (409, "time_goes_back", "now"),
        ),
    ],
)
async def test_nonsense_is_refused_and_changes_nothing(
    client: ClientSession, call: str, body: Any, refusal: tuple[int, str, str | None]
) -> None:
    answer = await client.post(f"/console/api/{call}", json=body)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"], error.get("field")) == refusal
    assert error["message"]
    clock = await (await client.get("/console/api/clock")).json()
    assert clock == {"now": NOW, "speed": 1.0, "held": True, "start": NOW}
