"""The pages that pictures are taken of: a new page is a new row."""

from typing import NamedTuple


class Row(NamedTuple):
    """A page: the name of its pictures, and its address.

    `drawn` is a selector of what is there once it is complete, `pressed` of what is
    pressed before. To those that are `signed_in` somebody signs in first: the owner's.
    """

    name: str
    path: str
    drawn: str
    signed_in: bool = False
    pressed: str | None = None


def _owner(name: str, screen: str, drawn: str) -> Row:
    return Row(f"owner-{name}", f"/owner#/{screen}", drawn, signed_in=True)


ROWS = (
    Row("start", "/", "#accounts li"),
    Row("console", "/console", "#beliefs table"),
    Row(
        "console-driving",
        "/console",
        ".car[data-drives]",
        pressed=".cars li:nth-child(2) a",
    ),
    Row("mailbox", "/mailbox", ".mail"),
    Row("retailer", "/retailer", "main form"),
    Row("owner-sign-in", "/owner", "form"),
    Row("owner-sign-up", "/owner#/sign-up", "[name=first_name]"),
    _owner("home", "home", ".tile:nth-child(5) strong"),
    _owner("remote", "remote", ".command .deeds"),
    _owner("security-code", "security-code", ".now-step button"),
    _owner("health", "health", ".lamps"),
    _owner("finder", "finder", ".chart"),
    _owner("alerts", "alerts", ".alert-rows"),
    _owner("alert-speed", "alerts/speed/new", ".limit-sign"),
    _owner("alert-curfew", "alerts/curfew/new", ".band"),
    _owner("alert-area", "alerts/area/new", ".chart"),
    _owner("notifications", "notifications", ".message"),
    _owner("preferences", "preferences", "[role=switch]"),
    _owner("trips", "trips", ".bars"),
    _owner("service", "service", ".card.figure"),
    _owner("store", "store", ".service"),
    _owner("store-plan", "store/remote", ".prices"),
    _owner("store-subscribe", "store/remote/subscribe", ".pick"),
    _owner("payment", "payment", ".plastic"),
    _owner("bills", "bills", ".bills"),
    _owner("help", "help", "details"),
    _owner("cars", "cars", ".choice"),
    _owner("add-car", "cars/add", "form"),
    _owner("manage", "manage", ".card"),
    _owner("profile", "profile", ".card"),
    _owner("more", "more", ".links"),
    _owner("appearance", "appearance", ".segments"),
)
