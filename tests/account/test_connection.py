"""What the owner is told of an outage that lasts (F29, F34, F43, F44)."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.nissanconnect.account.connection import Connection
from custom_components.nissanconnect.api.errors import NissanError, Outage
from custom_components.nissanconnect.const import DOMAIN

# No name (F43), no way from this address (F29), closed for ever (F44), out of order.
SILENCES = [Outage("dns"), Outage("connection"), Outage("html"), Outage("http_500")]


@pytest.mark.parametrize("error", SILENCES, ids=str)
async def test_F29_F43_F44_an_outage_of_three_days(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, error: NissanError
) -> None:
    """Not earlier; once; gone when any car answers; then the count begins anew."""
    entry = MockConfigEntry(domain=DOMAIN, title="demo@example.com")
    entry.add_to_hass(hass)
    connection = Connection(hass, entry)
    issues = ir.async_get(hass).issues
    told = (DOMAIN, f"cloud_unavailable_{entry.entry_id}")
    for _ in range(2):
        for _ in range(144):
            connection.failed("car", error)
            assert told not in issues
            freezer.tick(timedelta(minutes=30))
        connection.failed("car", error)
        assert told in issues
        placeholders = issues[told].translation_placeholders
        assert placeholders == {"account": entry.title, "code": error.args[0][18:]}
        connection.answered("other car")
        assert told not in issues
