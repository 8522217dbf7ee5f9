"""The world in the pictures: a garage with a year behind it, and something to see."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Final

from msgspec.structs import replace

from emulator import moments
from emulator.cloud import account_mails
from emulator.cloud.cards import CardDetails
from emulator.cloud.store import Purchase
from emulator.cloud.wallets import Address
from emulator.tcu.alerts import Alert, AreaAlert, CurfewAlert, SpeedAlert, Weekday
from emulator.tcu.deeds import Break, Drive, IgnitionOff, LockWithKey, StopDriving
from emulator.tcu.report import Warning
from emulator.testing import Emulator, running

_SCHOOL_NIGHTS: Final[frozenset[Weekday]] = frozenset({"monday", "tuesday", "thursday"})
# Late in a month, so that its trips fill a picture.
_START: Final = moments.parse("2026-03-24T06:00:00Z")
_PARKED_S: Final = 900
_DRIVE_S: Final = 1_500


@asynccontextmanager
async def scene() -> AsyncIterator[Emulator]:
    """Give a held world: one car has alerts, a plan, a low tyre, the other drives."""
    async with running(scenario="lived", start=_START) as emulator:
        _set(emulator)
        # English mails beside the English pages, whatever letters a machine can draw.
        home = _move(emulator, "GB")
        _forget_password(emulator)
        _subscribe(emulator)
        _move(emulator, home)
        await _drive(emulator)
        yield emulator


def _set(emulator: Emulator) -> None:
    cloud, vin = emulator.world.cloud, emulator.car("almera").vin
    zone = cloud.vehicles.documents[vin].tzinfo
    cloud.set_service(vin, date(2026, 6, 15), 40_000, zone)
    for name, alert in _alerts():
        cloud.monitoring.add(vin, alert, name)


def _alerts() -> list[tuple[str, Alert]]:
    home = {"latitude": 13.752, "longitude": 100.494}
    return [
        ("Motorway", SpeedAlert(alert_id="1", enabled=True, limit_kmh=110)),
        ("Town", SpeedAlert(alert_id="2", enabled=False, limit_kmh=60)),
        (
            "School nights",
            CurfewAlert(
                alert_id="3", enabled=True, start=1_320, end=360, days=_SCHOOL_NIGHTS
            ),
        ),
        (
            "Around Bangkok",
            AreaAlert(
                alert_id="4", enabled=True, kind="allow_within", radius_km=30, **home
            ),
        ),
    ]


def _move(emulator: Emulator, country: str) -> str:
    """Let the first account live in another country; return which it was."""
    accounts = emulator.world.cloud.accounts.documents
    owner = accounts[next(iter(accounts))]
    accounts[owner.user_id] = replace(owner, country=country)
    return owner.country


def _forget_password(emulator: Emulator) -> None:
    """Mail the first account a link that leads nowhere."""
    cloud = emulator.world.cloud
    owner = cloud.accounts.documents[next(iter(cloud.accounts.documents))]
    cloud.mailbox.send(owner.email, account_mails.reset(owner, "picture"))


def _subscribe(emulator: Emulator) -> None:
    """Let the first account pay for remote control, month by month."""
    cloud, vin = emulator.world.cloud, emulator.car("almera").vin
    user_id = next(iter(cloud.accounts.documents))
    wallets = cloud.store.till.wallets
    address = Address("99 Rama IX Road", "Bangkok", "10310", "Thailand")
    wallets.set_address(user_id, address)
    details = CardDetails("Dao Martin", "4242424242424242", "12/29", "123")
    card = wallets.add_card(user_id, details)
    order = Purchase("remote", 1, card.card_id, renews=True, terms_accepted=True)
    vehicle = cloud.vehicles.documents[vin]
    cloud.store.subscribe(user_id, vehicle, order)


async def _drive(emulator: Emulator) -> None:
    """Let the car lose air on a drive, and tell of it; then park it."""
    emulator.do("almera", Drive(route="bangkok"))
    await emulator.advance(_DRIVE_S / 2)
    emulator.do("almera", Break(warning=Warning.TIRE_PRESSURE))
    await emulator.advance(_DRIVE_S / 2)
    if emulator.car("almera").state.motion is not None:
        emulator.do("almera", StopDriving())
    emulator.do("almera", IgnitionOff())
    emulator.do("almera", LockWithKey())
    emulator.do("leaf_ze1", Drive(route="paris"))
    await emulator.advance(_PARKED_S)
