"""Control calls for the judge: what clients did wrong."""

from msgspec import Struct

from emulator import moments
from emulator.judge import Calls, Charge

from .calls import Ask, Call, delete, get


class FindingRow(Struct, frozen=True):
    """One wrong; `at` is an ISO time of the world, `request` its id in the log."""

    at: str
    client: str
    charge: Charge
    path: str
    request: int | None


class Verdict(Struct, frozen=True):
    """Wrongs, oldest first, and how often each endpoint was asked."""

    clean: bool
    findings: list[FindingRow]
    calls: list[Calls]


async def _judge(ask: Ask) -> Verdict:
    judge, client = ask.world.judge, ask.request.query.get("client")
    findings = [
        FindingRow(moments.iso(one.at), one.client, one.charge, one.path, one.request)
        for one in judge.findings(client)
    ]
    return Verdict(not findings, findings, judge.calls(client))


async def _forget(ask: Ask) -> Verdict:
    ask.world.judge.forget()
    return await _judge(ask)


CALLS: tuple[Call, ...] = (
    get(
        "judge",
        "What clients did wrong, and what they asked; `client` is a User-Agent",
        _judge,
        Verdict,
        query=("client",),
    ),
    delete("judge", "Begin with a clean sheet", _forget, Verdict),
)
