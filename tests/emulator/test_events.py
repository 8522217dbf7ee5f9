"""Events reach every listener; a slow one is dropped, not waited for."""

from emulator.events import Event, Events


async def test_every_listener_hears() -> None:
    events = Events()
    with events.listening() as one, events.listening() as two:
        events.publish(Event("car", "A"))
        assert await one.get() == await two.get() == Event("car", "A")


async def test_a_slow_listener_is_ended() -> None:
    events = Events()
    with events.listening() as queue:
        for n in range(1_001):
            events.publish(Event("car", str(n)))
        assert await queue.get() is None


async def test_close_ends_every_stream() -> None:
    events = Events()
    with events.listening() as queue:
        events.close()
        assert await queue.get() is None
