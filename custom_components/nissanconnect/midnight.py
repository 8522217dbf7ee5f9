"""The turn of the day in Home Assistant's zone: what counts days changes then."""

from collections.abc import Callable
from datetime import datetime, timedelta

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_point_in_time
from homeassistant.util import dt as dt_util


@callback
def async_track_midnight(
    hass: HomeAssistant, action: Callable[[], None]
) -> CALLBACK_TYPE:
    """Call `action` as each local day begins; return what ends that.

    Some zones skip midnight when summer time begins: their day begins at one o'clock,
    which is the moment that a midnight before the change stands for.
    """
    cancel: CALLBACK_TYPE

    @callback
    def turn(_: datetime) -> None:
        wait()
        action()

    @callback
    def wait() -> None:
        nonlocal cancel
        tomorrow = dt_util.now().date() + timedelta(days=1)
        begin = dt_util.start_of_local_day(tomorrow)
        cancel = async_track_point_in_time(hass, turn, begin)

    @callback
    def stop() -> None:
        cancel()

    wait()
    return stop
