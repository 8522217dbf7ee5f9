"""The view of each car, kept until something that it follows from changes."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any

from .documents import Collection
from .subscriptions import Subscriptions
from .vehicles import Vehicle, Vehicles
from .view import View

type Sources = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A view, the documents that it was made of, and the moment when a plan ends."""

    sources: Sources
    until: float
    view: View


class Views:
    """One view of each car that somebody asked for."""

    def __init__(
        self,
        vehicles: Vehicles,
        subscriptions: Subscriptions,
        documents: tuple[Collection[Any], ...],
        make: Callable[[Vehicle, frozenset[int]], View],
    ) -> None:
        """Make views of what `documents` have for a VIN, and of its plans."""
        self._models = vehicles.models
        self._subscriptions = subscriptions
        self._documents = (*documents, subscriptions.documents)
        self._make = make
        self._kept: dict[str, _Kept] = {}

    def of(self, vehicle: Vehicle, now: float) -> View:
        """Return the view of a car at `now`; the same one while nothing changes."""
        vin = vehicle.vin
        sources = (
            vehicle,
            self._models.get(vehicle.model),
            *[documents.get(vin) for documents in self._documents],
        )
        kept = self._kept.get(vin)
        if kept is None or now >= kept.until or kept.sources != sources:
            ended, until = self._ended(vehicle, now)
            kept = _Kept(sources, until, self._make(vehicle, ended))
            self._kept[vin] = kept
        return kept.view

    def _ended(self, vehicle: Vehicle, now: float) -> tuple[frozenset[int], float]:
        """Return the services that are paid for no more, and until when it stays so."""
        plans = self._subscriptions.of(vehicle, now).values()
        ends = (plan.ends_at for plan in plans if not plan.has_ended(now))
        return self._subscriptions.ended(vehicle, now), min(ends, default=inf)
