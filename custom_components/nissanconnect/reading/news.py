"""What is new of a car: held until it can be told, and told once."""

from collections.abc import Callable, Iterable

from homeassistant.core import CALLBACK_TYPE, callback


class News[T]:
    """A queue of news and who listens to them.

    They are held until `async_start`: before it nobody listens yet.
    """

    def __init__(self) -> None:
        """Have none."""
        self._held: list[T] = []
        self._listeners: list[Callable[[T], None]] = []
        self._started = False

    def __bool__(self) -> bool:
        """Whether something is held that is to be told."""
        return bool(self._held)

    def add(self, news: Iterable[T]) -> None:
        """Hold them, in order."""
        self._held += news

    @callback
    def async_listen(self, listener: Callable[[T], None]) -> CALLBACK_TYPE:
        """Call a listener with each, after the entities have changed.

        Return how to stop that.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def async_start(self) -> None:
        """Tell what is held, and what is to come as soon as it comes."""
        self._started = True
        self.async_tell()

    @callback
    def async_tell(self) -> None:
        """Tell the listeners what is held."""
        while self._started and self._held:
            one = self._held.pop(0)
            for listener in list(self._listeners):
                listener(one)
