"""Which server an entry belongs to: a region of the maker's cloud, or an address."""

from typing import Final

from .api.server import EUROPE, Server

CONF_SERVER: Final = "server"
REGION_EUROPE: Final = "europe"
_REGIONS: Final = {REGION_EUROPE: EUROPE}


def server_of(name: str) -> Server:
    """Return the server of a region or address; raises ValueError for a bad one."""
    return _REGIONS.get(name) or Server.at(name)
