"""What one car supports: asked once, learnt, kept, asked again some day (F20, F42)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self


class Refusal(StrEnum):
    """Why a resource is not asked."""

    NOT_SUPPORTED = "not_supported"
    ACCESS_DENIED = "access_denied"
    NO_DATA = "no_data"


# When to ask again; sooner (second) where the service list names the resource. What has
# no data yet may have some after the next drive.
PATIENCE = {
    Refusal.NOT_SUPPORTED: (timedelta(days=7), timedelta(days=1)),
    Refusal.ACCESS_DENIED: (timedelta(days=7), timedelta(days=1)),
    Refusal.NO_DATA: (timedelta(days=1), timedelta(hours=1)),
}
# What has worked before may be refused by chance: it is asked again soon, then less so.
_FIRST_DOUBT = timedelta(minutes=30)


class Lesson:
    """What is known of one resource: the version that worked, or why there is none.

    `times` counts the refusals in a row.
    """

    def __init__(
        self,
        version: str | None = None,
        refusal: Refusal | None = None,
        since: datetime | None = None,
        times: int = 0,
    ) -> None:
        """Take what is known, which is nothing at first."""
        self.version = version
        self.refusal = refusal
        self.since = since
        self.times = times

    def patience(self, refusal: Refusal, *, hinted: bool) -> timedelta:
        """Return for how long a refusal is believed."""
        patience = PATIENCE[refusal][hinted]
        if self.version is None:
            return patience
        # Beyond this a doubling only makes numbers too big.
        return min(patience, _FIRST_DOUBT * (1 << min(self.times - 1, 16)))


class Learnt:
    """The lessons of one car, by resource key.

    `basis` is what they were learnt with (our table, the car's service list): with
    another one refusals are forgotten, versions that worked are kept. `proofs` are the
    actions the car refused without a proof of the security code (protocol 6).
    """

    def __init__(self, basis: str = "", proofs: Iterable[str] = ()) -> None:
        """Begin without lessons."""
        self.basis = basis
        self.lessons: dict[str, Lesson] = {}
        self.proofs = set(proofs)

    def version(self, key: str) -> str | None:
        """Return the version that worked last."""
        lesson = self.lessons.get(key)
        return None if lesson is None else lesson.version

    def refusal(self, key: str, now: datetime, *, hinted: bool) -> Refusal | None:
        """Return why the resource need not be asked now; None if it is to be."""
        lesson = self.lessons.get(key)
        if lesson is None or lesson.refusal is None or lesson.since is None:
            return None
        until = lesson.since + lesson.patience(lesson.refusal, hinted=hinted)
        return lesson.refusal if lesson.since <= now < until else None

    def worked(self, key: str, version: str) -> None:
        """Keep the version that answered."""
        self.lessons[key] = Lesson(version=version)

    def refused(self, key: str, refusal: Refusal, now: datetime) -> None:
        """Keep that every version refused."""
        before = self.lessons.get(key, Lesson())
        self.lessons[key] = Lesson(before.version, refusal, now, before.times + 1)

    def rebase(self, basis: str) -> None:
        """Forget refusals that were learnt with another version or service list."""
        if basis == self.basis:
            return
        self.basis = basis
        for lesson in self.lessons.values():
            lesson.refusal = lesson.since = None
            lesson.times = 0

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "basis": self.basis,
            "lessons": {
                key: {
                    "version": lesson.version,
                    "refusal": lesson.refusal,
                    "since": lesson.since and lesson.since.isoformat(),
                    "times": lesson.times,
                }
                for key, lesson in self.lessons.items()
            },
            "proofs": sorted(self.proofs),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError, ValueError if damaged."""
        learnt = cls(data["basis"], data["proofs"])
        learnt.lessons = {
            key: Lesson(
                version=kept["version"],
                refusal=kept["refusal"] and Refusal(kept["refusal"]),
                since=kept["since"] and datetime.fromisoformat(kept["since"]),
                times=int(kept["times"]),
            )
            for key, kept in data["lessons"].items()
        }
        return learnt
