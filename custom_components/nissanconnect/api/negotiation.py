"""Which address of a resource answers, and what a round of answers teaches."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from .answer import Answer
from .errors import (
    AccessDenied,
    DeniedEverywhere,
    NissanError,
    NoData,
    NotSupported,
    Outage,
)
from .learnt import Learnt, Refusal
from .resources import RESOURCES, Address, ResourceKey
from .server import Service

type Ask = Callable[[Address], Awaitable[Answer]]
type Outcome = Answer | NissanError

# Refusals that can be learnt, the most telling first.
REFUSALS: Mapping[type[NissanError], Refusal] = {
    AccessDenied: Refusal.ACCESS_DENIED,
    NoData: Refusal.NO_DATA,
    NotSupported: Refusal.NOT_SUPPORTED,
}
_TELLING = (Outage, *REFUSALS)


async def negotiate(
    candidates: Iterable[Address], worked: str | None, ask: Ask
) -> Answer:
    """Return the answer of the first address that gives one (protocol 4, 8.3, F42).

    The version that worked is asked first, and alone unless it is not there any more.
    Of another one an empty answer is no answer. Raises the most telling error of all.
    """
    errors: list[NissanError] = []
    for address in sorted(candidates, key=lambda address: address.version != worked):
        try:
            answer = await ask(address)
        except (AccessDenied, NoData, NotSupported) as err:
            if address.version == worked and not isinstance(err, NotSupported):
                raise
            errors.append(err)
        except Outage as err:
            # A server that fails by itself at one version may be well at another.
            if address.version == worked or err.status is None:
                raise
            errors.append(err)
        else:
            if address.version == worked or answer.payload:
                return answer
            errors.append(NoData())
    if not errors:
        raise NotSupported
    raise min(errors, key=lambda err: _TELLING.index(type(err)))


def judge(
    outcomes: Mapping[ResourceKey, Outcome], learnt: Learnt, now: datetime
) -> Mapping[ResourceKey, Outcome]:
    """Return the outcomes of one round, and learn from it (F19, F20).

    Refusals are believed only beside an answer: where everything is denied, the cloud
    is out of order, not each single right. So is a service that denies all it gave.
    """
    if any(isinstance(outcome, Answer) for outcome in outcomes.values()):
        outcomes = _doubted(outcomes, learnt)
        _learn(outcomes, learnt, now)
        return outcomes
    denied = all(isinstance(outcome, AccessDenied) for outcome in outcomes.values())
    doubtful = len(outcomes) > 1 or any(map(learnt.version, outcomes))
    if denied and doubtful:
        return dict.fromkeys(outcomes, DeniedEverywhere())
    return outcomes


def _doubted(
    outcomes: Mapping[ResourceKey, Outcome], learnt: Learnt
) -> Mapping[ResourceKey, Outcome]:
    """Return the outcomes; of a service that denies all that it gave, outages."""
    by_service: dict[Service, list[ResourceKey]] = {}
    for key in outcomes:
        by_service.setdefault(RESOURCES[key].service, []).append(key)
    out_of_order = {
        key
        for keys in by_service.values()
        if all(isinstance(outcomes[key], AccessDenied) for key in keys)
        and sum(learnt.version(key) is not None for key in keys) > 1
        for key in keys
    }
    outage = Outage("denied_by_service")
    return {
        key: outage if key in out_of_order else outcome
        for key, outcome in outcomes.items()
    }


def _learn(
    outcomes: Mapping[ResourceKey, Outcome], learnt: Learnt, now: datetime
) -> None:
    for key, outcome in outcomes.items():
        if isinstance(outcome, Answer):
            learnt.worked(key, outcome.version)
            continue
        refusal = REFUSALS.get(type(outcome))
        if refusal is None or (refusal is Refusal.NO_DATA and _fills(key, learnt)):
            continue
        learnt.refused(key, refusal, now)


def _fills(key: ResourceKey, learnt: Learnt) -> bool:
    """Whether a resource without data is known to have some at times."""
    return learnt.version(key) is not None or RESOURCES[key].when_no_data is not None
