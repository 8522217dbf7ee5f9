"""Plans of a car and their ends (P1, P3): a convention of ours."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from .answer import Answer
from .parsing import Parsed, as_time, text


class Plan(NamedTuple):
    """One plan and its services by id.

    `ends_at` (UTC) of one that `renews` is the end of the period that runs.
    """

    name: str
    services: frozenset[str]
    ends_at: datetime | None
    renews: bool
    ended: bool


class Subscriptions(NamedTuple):
    """All plans of a car; services without a plan are free."""

    plans: tuple[Plan, ...] = ()
    reported_at: datetime | None = None

    def plan(self, name: str) -> Plan | None:
        """Return a plan by its name."""
        return next((plan for plan in self.plans if plan.name == name), None)


def subscriptions(answer: Answer) -> Parsed[Subscriptions] | None:
    """Parse the plans; what has no name is left out."""
    listed = answer.payload.get("plans")
    if not isinstance(listed, list):
        return None
    return Parsed(Subscriptions(plans=tuple(_plans(listed))))


def _plans(listed: list[Any]) -> Iterator[Plan]:
    for item in listed:
        name = text(item.get("plan")) if isinstance(item, Mapping) else None
        if name is None:
            continue
        services = item.get("services")
        uids = map(text, services if isinstance(services, list) else ())
        yield Plan(
            name=name.lower(),
            services=frozenset(uid for uid in uids if uid is not None),
            ends_at=as_time(item.get("endDate")),
            renews=item.get("renews") is True,
            ended=text(item.get("status")) == "ENDED",
        )
