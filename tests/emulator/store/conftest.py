"""The owner of the demo garage in the store, looking at the Qashqai."""

from aiohttp import ClientSession
import pytest

from emulator.testing import Emulator

from .customers import Customer


@pytest.fixture
async def customer(emulator: Emulator, client: ClientSession) -> Customer:
    """Sign the owner in."""
    customer = Customer(client, emulator.car("qashqai_e_power").vin)
    await customer.sign_in()
    return customer
