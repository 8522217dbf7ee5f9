"""Security codes that are kept: each car has its own (F13)."""

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.remote.kept_codes import keep_code, kept_code

ONE, OTHER = "SJNFAAZE1U0000001", "JN1TAAFE7NT000002"


async def test_F13_each_car_has_its_own_code(hass: HomeAssistant) -> None:
    """One's is neither used for the other nor lost with it."""
    entry = MockConfigEntry(domain=DOMAIN, data={})
    entry.add_to_hass(hass)
    keep_code(hass, entry, ONE, "1234")
    assert kept_code(entry, OTHER) is None
    keep_code(hass, entry, OTHER, "9876")
    assert (kept_code(entry, ONE), kept_code(entry, OTHER)) == ("1234", "9876")
    keep_code(hass, entry, ONE, None)
    assert (kept_code(entry, ONE), kept_code(entry, OTHER)) == (None, "9876")
