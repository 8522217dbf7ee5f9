"""Generated cars and their accounts: car by car a function of the seed alone.

Of ten cars five are alone on their account, one account has two and one has three; the
first of the ten has a second user. `docs/emulator.md` names the accounts.
"""

from typing import Final

from . import garage, persona, vin
from .cloud.accounts import Role
from .cloud.addresses import fold
from .draw import draw
from .scenario import OwnedCar, Parked
from .world import World

MOST_CARS: Final = 100_000
WHOLE: Final = (1, 1)
SECURITY_CODE: Final = "1234"

# The account within its block that each of ten cars belongs to; one more shares a car.
_ACCOUNT_OF: Final = (0, 1, 2, 3, 3, 4, 5, 5, 5, 6)
_SHARED, _SECOND_USER = 0, 7
_ACCOUNTS: Final = 8
_PLANT: Final = "F"
# Has no divisor in common with the number of serials: none comes twice.
_STRIDE: Final = 7_919
_DAY_S: Final = 86_400.0
_KM_A_DAY: Final = 55.0
_SCATTER_DEG: Final = 0.25


def furnish(world: World, cars: int, part: tuple[int, int] = WHOLE) -> None:
    """Put so many generated cars into a world, or those of one part of many.

    No account is in two parts: what belongs together lies in one block of ten cars.
    """
    mine, parts = part
    for number in range(cars):
        if number // len(_ACCOUNT_OF) % parts == mine - 1:
            _add(world, number)


def sign_in(account: int) -> tuple[str, str]:
    """Return e-mail address and password of an account of the fleet."""
    return f"fleet-{account:06d}@example.com", f"Fleet-{account:06d}"


def _add(world: World, number: int) -> None:
    block, place = divmod(number, len(_ACCOUNT_OF))
    first = block * _ACCOUNTS
    car = _car(world.founding.seed, number)
    known = garage.add_car(world, car, _vin(world.founding.seed, number, car.persona))
    _pair(world, known, car, first + _ACCOUNT_OF[place], Role.OWNER)
    if place == _SHARED:
        _pair(world, known, car, first + _SECOND_USER, Role.STANDARD)


def _pair(world: World, number: str, car: OwnedCar, account: int, role: Role) -> None:
    """Put a car on an account, which is opened for its first one."""
    accounts = world.cloud.accounts
    email, password = sign_in(account)
    holder = accounts.documents.find(fold(email)) or accounts.add(
        email,
        password,
        first_name="Fleet",
        last_name=str(account),
        country=persona.load(car.persona).home.country,
    )
    at = world.founding.start - car.enrolled_days_ago * _DAY_S
    accounts.pair(holder.user_id, number, at=at, role=role)
    if car.security_code is not None:
        garage.set_code(world, number, holder.user_id, car.security_code)


def _car(seed: int, number: int) -> OwnedCar:
    """Return car `number` of a fleet, parked somewhere around its model's home."""

    def drawn(stream: str, low: float = 0.0, high: float = 1.0) -> float:
        return low + (high - low) * draw(seed, f"fleet/{number}", stream, 0)

    names = persona.names()
    name = names[int(drawn("persona", high=len(names)))]
    model = persona.load(name)
    days = round(drawn("age", 30, 2_500))
    parked = Parked(
        latitude=model.home.latitude + drawn("north", -_SCATTER_DEG, _SCATTER_DEG),
        longitude=model.home.longitude + drawn("east", -_SCATTER_DEG, _SCATTER_DEG),
        heading_deg=drawn("heading", high=360),
        hours=drawn("hours", 0.5, 72),
    )
    coded = model.equipment.security != "none"
    return OwnedCar(
        persona=name,
        parked=parked,
        odometer_km=round(days * drawn("km", 5, _KM_A_DAY), 1),
        level_pct=drawn("level", 15, 98),
        delivered_days_ago=days,
        enrolled_days_ago=days,
        nickname=f"{model.model} {number}",
        security_code=SECURITY_CODE if coded else None,
    )


def _vin(seed: int, number: int, name: str) -> str:
    """Return a VIN that no other car has: no two of a fleet share a serial."""
    model = persona.load(name)
    first = int(draw(seed, "fleet", "vin", 0) * vin.SERIALS)
    serial = (first + number * _STRIDE) % vin.SERIALS
    return vin.build(model.wmi + model.vds, model.model_year, serial, plant=_PLANT)
