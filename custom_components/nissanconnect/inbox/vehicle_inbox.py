"""One car's history, looked through with each answer: what is new is told once (N1)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ..api.errors import NissanError
from ..api.inbox import PAGE, Mailbox
from ..api.models import Notification
from ..api.resources import ResourceKey
from ..api.snapshot import VehicleSnapshot
from ..reading.news import News
from .advice import Advice
from .kinds import worth_reading
from .memory import Memory
from .theft import TheftAlarm

# As many as the maker's cloud was seen to keep.
_PAGES: Final = 10
# An older page that fails so often is done without.
_TRIES: Final = 3


class VehicleInbox:
    """Watches the history of a car; a `Watcher`.

    `now` gives the cloud's present time. `news` are told the oldest first.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        now: Callable[[], datetime],
        kept: Mapping[str, Any] | None,
    ) -> None:
        """Go on with what was kept."""
        self.mailbox = mailbox
        self.alarm = _rebuilt(TheftAlarm, kept, "alarm")
        self._memory = _rebuilt(Memory, kept, "memory")
        self._advice = _rebuilt(Advice, kept, "advice")
        self._now = now
        self._failed = 0
        # The car's last contact before those since the last look.
        self._contact: datetime | None = None
        self.news = News[Notification]()

    @property
    def alarm_sounds(self) -> bool:
        """Whether the theft alarm sounds, as far as the cloud has told (T1)."""
        return self.alarm.sounds(self._now())

    def advice(self, lamp: str) -> str | None:
        """Return what the cloud said when a lamp, such as `abs`, was last lit (H2)."""
        return self._advice.texts.get(lamp)

    async def async_saw(
        self, before: VehicleSnapshot, after: VehicleSnapshot
    ) -> Collection[ResourceKey]:
        """Find what is new; return what the news make worth a look."""
        newest: Sequence[Notification] = ()
        worth = set[ResourceKey]()
        told = after.notifications
        self._note_contact(before.reported_at, after.reported_at)
        if told.value is not None and told.answer is not before.notifications.answer:
            newest = told.value.messages
            worth.update(await self._async_look(newest))
            await self._advice.async_saw(newest, self.mailbox)
        self.alarm.saw(newest, after)
        return worth

    def _note_contact(self, before: datetime | None, after: datetime | None) -> None:
        """Note that a car has told something, perhaps all since its last contact."""
        if before is not None and after != before:
            self._contact = min(self._contact or before, before)

    async def _async_look(self, newest: Sequence[Notification]) -> set[ResourceKey]:
        memory, now = self._memory, self._now()
        if not memory.begun:
            memory.begin(newest, now)
            return set()
        listed = await self._async_unknown(newest)
        news = memory.news(listed)
        memory.take(listed, now)
        self.news.add(news)
        return {key for one in news for key in worth_reading(one)}

    async def _async_unknown(
        self, newest: Sequence[Notification]
    ) -> list[Notification]:
        """Return the newest page, and older ones as long as they may hold news.

        If one cannot be had nothing is taken: the next look tries again.
        """
        listed, page = list(newest), newest
        try:
            for _ in range(_PAGES):
                if len(page) < PAGE or not self._may_be_followed(page[-1]):
                    break
                page = await self.mailbox.page(len(listed) + 1)
                listed += page
        except NissanError:
            self._failed += 1
            if self._failed < _TRIES:
                return []
        self._failed, self._contact = 0, None
        return listed

    def _may_be_followed(self, oldest: Notification) -> bool:
        """Whether something new may be older: a late one may be as old as the silence.

        It was kept in the car since its last contact (N2).
        """
        late = self._contact and oldest.at and oldest.at > self._contact
        return bool(late) or self._memory.is_new(oldest)

    def to_dict(self) -> dict[str, Any]:
        """Return what is to be kept, as JSON types."""
        return {
            "alarm": self.alarm.to_dict(),
            "advice": self._advice.to_dict(),
            **({"memory": self._memory.to_dict()} if self._memory.begun else {}),
        }


def _rebuilt[T: (Advice, Memory, TheftAlarm)](
    kind: type[T], kept: Mapping[str, Any] | None, name: str
) -> T:
    """Return what was kept; a new one if there is nothing or it is damaged."""
    try:
        return kind.from_dict((kept or {})[name])
    except KeyError, TypeError, ValueError:
        return kind()
