"""Which server an entry belongs to: a region of the maker's cloud, or an address."""

from collections.abc import Mapping
from typing import Any, Final

from ..api.server import EUROPE, Server

CONF_SERVER: Final = "server"
REGION_EUROPE: Final = "europe"
_REGIONS: Final = {REGION_EUROPE: EUROPE}


def server_of(name: str) -> Server:
    """Return the server of a region or address; raises ValueError for a bad one."""
    return _REGIONS.get(name) or Server.at(name)


def is_makers(data: Mapping[str, Any]) -> bool:
    """Whether the entry with this data is of the maker's own cloud."""
    return data[CONF_SERVER] in _REGIONS
