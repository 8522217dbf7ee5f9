"""The integration's options, set by its dialog with the session of a page."""

from collections.abc import Callable
from typing import Any

from .emulated_car import EmulatedCar
from .home_page import HomePage

CODE = "1234"
_OPTIONS = """
async ([flow, data]) => {
  const hass = document.querySelector("home-assistant").hass;
  const path = "config/config_entries/options/flow" + (flow ? `/${flow}` : "");
  return await hass.callApi("POST", path, data);
}
"""
_ENTRY = """
async () => {
  const hass = document.querySelector("home-assistant").hass;
  const entries = await hass.callWS({ type: "config_entries/get" });
  return entries.find((one) => one.domain === "nissanconnect").entry_id;
}
"""


def set_up_security(home: HomePage, car: EmulatedCar) -> None:
    """Register Home Assistant with a car by a mailed code, and take its code over."""
    answer = _dialog(home)
    answer(next_step_id="security")
    answer(vehicle=car.vin)
    answer()
    mails = car.requests.get(f"{car.control}/mailbox").json()["mails"]
    answer(one_time_code=mails[0]["code"], resend=False)
    answer(next_step_id="take_over")
    result = answer(security_code=CODE, keep=False)
    assert result["reason"] == "code_taken_over", result


def allow_unlocking(home: HomePage) -> None:
    """Let cars be unlocked."""
    answer = _dialog(home)
    answer(next_step_id="remote")
    result = answer(read_only=False, allow_unlocking=True)
    assert result["type"] == "create_entry", result


def _dialog(home: HomePage) -> Callable[..., dict[str, Any]]:
    """Open it; return how a step of it is answered."""
    entry_id = home.page.evaluate(_ENTRY)
    flow = home.page.evaluate(_OPTIONS, [None, {"handler": entry_id}])["flow_id"]

    def answer(**data: Any) -> dict[str, Any]:
        return dict(home.page.evaluate(_OPTIONS, [flow, data]))

    return answer
