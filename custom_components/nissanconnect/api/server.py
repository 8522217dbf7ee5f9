"""Where the services of the maker's cloud live, and who we say we are (protocol 1)."""

from enum import StrEnum
import ipaddress
from typing import NamedTuple, Self
from urllib.parse import quote, urlencode

from yarl import URL

JSON_API = "application/vnd.api+json"


class Service(StrEnum):
    """One host of the platform."""

    ONEID = "oneid"
    BFF = "bff"
    CAR_ADAPTER = "car_adapter"
    USER_ADAPTER = "user_adapter"
    NOTIFICATIONS = "notifications"
    ACTION_STATUS = "action_status"

    @property
    def accept(self) -> str:
        """The media type to ask for; the bff refuses JSON:API (406, protocol 8.5)."""
        match self:
            case Service.CAR_ADAPTER:
                return JSON_API
            case Service.BFF:
                return "application/json"
            case _:
                return "*/*"


class Server(NamedTuple):
    """The addresses of one platform and the public identity of its app."""

    oneid: URL
    bff: URL
    car_adapter: URL
    user_adapter: URL
    notifications: URL
    action_status: URL
    client_id: str = "ZM3WK7ax1OtQKYQ8Qqzcv5VgiA8a"
    redirect_uri: str = "com://wso2.service.nci"
    oneid_scope: str = "openid name profile email offline_access"
    kamereon_scope: str = "openid profile vehicles"

    @classmethod
    def at(cls, address: str) -> Self:
        """Return the services behind one address: the emulator or a proxy.

        Raises ValueError if it is no such address, or plain http that leaves the house.
        """
        base = _checked(address)
        return cls(
            oneid=base,
            bff=base / "bff-web/",
            car_adapter=base / "car-adapter/",
            user_adapter=base / "user-adapter/",
            notifications=base / "notifications/",
            action_status=base,
        )

    def url(
        self, service: Service, path: str, query: dict[str, str] | None = None
    ) -> URL:
        """Return the address of `path` (already quoted) at a service."""
        base: URL = getattr(self, service)
        text = f"{base}{path}"
        if query:
            text += "?" + urlencode(query, quote_via=quote)
        return URL(text, encoded=True)


EUROPE = Server(
    oneid=URL("https://login.mynissan-account.com/"),
    bff=URL("https://nci-bff-web-prod.apps.eu2.kamereon.io/bff-web/"),
    car_adapter=URL(
        "https://alliance-platform-caradapter-prod.apps.eu2.kamereon.io/car-adapter/"
    ),
    user_adapter=URL(
        "https://alliance-platform-usersadapter-prod.apps.eu2.kamereon.io/user-adapter/"
    ),
    notifications=URL(
        "https://alliance-platform-notifications-prod.apps.eu2.kamereon.io/notifications/"
    ),
    action_status=URL(
        "https://alliance-platform-action-status-polling-prod.apps.eu2.kamereon.io/"
    ),
)


def _checked(address: str) -> URL:
    url = URL(address.strip())
    if (
        url.scheme not in {"http", "https"}
        or not url.host
        or url.user
        or url.query_string
    ):
        raise ValueError("not a server address")
    if url.scheme == "http" and not _stays_at_home(url.host):
        raise ValueError("plain http is for loopback and private addresses only")
    return url.with_path(url.path.rstrip("/") + "/")


def _stays_at_home(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_private and not address.is_unspecified
