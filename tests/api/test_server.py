"""Addresses of the services (protocol 1.1)."""

import pytest

from custom_components.nissanconnect.api.server import EUROPE, Server, Service


def test_one_address_for_all_services() -> None:
    """Told apart by path, as the emulator does."""
    server = Server.at("http://127.0.0.1:8270")
    assert str(server.url(Service.ONEID, "oauth2/authorize")) == (
        "http://127.0.0.1:8270/oauth2/authorize"
    )
    assert str(server.url(Service.BFF, "v5/users/u/cars")) == (
        "http://127.0.0.1:8270/bff-web/v5/users/u/cars"
    )
    assert str(server.url(Service.ACTION_STATUS, "v1/cars/V/actions/status")) == (
        "http://127.0.0.1:8270/v1/cars/V/actions/status"
    )
    assert str(server.url(Service.USER_ADAPTER, "v1/users/current")) == (
        "http://127.0.0.1:8270/user-adapter/v1/users/current"
    )


def test_a_space_in_a_query_is_quoted() -> None:
    """CanGeneration of the Micra has one (protocol 3.2)."""
    url = EUROPE.url(Service.BFF, "v3/x", {"canGen": "C1A_HS EVO"})
    assert str(url).endswith("/bff-web/v3/x?canGen=C1A_HS%20EVO")


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("https://proxy.example/cars", "https://proxy.example/cars/"),
        ("https://proxy.example/cars/#x", "https://proxy.example/cars/"),
        (" http://localhost:1 ", "http://localhost:1/"),
        ("http://emulator.localhost", "http://emulator.localhost/"),
        ("http://192.168.1.7:8270", "http://192.168.1.7:8270/"),
        ("http://[::1]:8270/", "http://[::1]:8270/"),
        ("http://[fd00::1]", "http://[fd00::1]/"),
    ],
)
def test_addresses_that_are_taken(address: str, base: str) -> None:
    """Https anywhere, plain http where it stays at home."""
    assert str(Server.at(address).oneid) == base


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "http://8.8.8.8",
        "http://0.0.0.0:8270",
        "http://localhost.example",
        "ftp://127.0.0.1",
        "127.0.0.1:8270",
        "http://",
        "https://me@proxy.example",
        "https://proxy.example/?x=1",
        "http://127.0.0.1:99999",
        "",
        "https://[",
    ],
)
def test_addresses_that_are_refused(address: str) -> None:
    """With one kind of error."""
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is all that is promised
        Server.at(address)


def test_europe_is_the_public_address_of_each_service() -> None:
    """No service of the real platform shares a host with another (protocol 1.1)."""
    hosts = {EUROPE.url(service, "x").host for service in Service}
    assert len(hosts) == len(Service)
    assert all(EUROPE.url(service, "x").scheme == "https" for service in Service)
