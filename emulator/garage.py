"""A new world's people and cars, made from a scenario."""

from datetime import UTC, datetime
from pathlib import Path

from . import persona, vin
from .cloud import gates
from .cloud.accounts import Role
from .cloud.vehicles import Model, Vehicle
from .draw import draw, draw_bytes
from .past import Life
from .persona import Persona
from .scenario import OwnedCar, ParkedCar, Person, Scenario
from .tcu import srp
from .tcu.parking import parked
from .tcu.route import Place
from .tcu.srp import GivenCode
from .tcu.state import UserCode
from .timeline import Planned
from .world import World

_HOUR_S = 3_600.0
_DAY_S = 86_400.0


def furnish(world: World, scenario: Scenario) -> None:
    """Put a scenario's accounts and cars into a world that has none."""
    vins: dict[str, str] = {}
    for person in scenario.accounts:
        vins |= _add_person(world, person)
    for car in scenario.showroom:
        vehicle = world.cloud.vehicles.documents[add_car(world, car)]
        world.cloud.subscriptions.begin_free(vehicle)
    start = world.founding.start
    world.plan(
        scenario.title,
        _file_name(world.founding.scenario),
        (
            Planned(start + step.seconds, step, vins[step.car] if step.car else None)
            for step in scenario.steps
        ),
    )


def _file_name(scenario: str) -> str:
    """Return the name of a scenario's file, of a shipped one too."""
    file = Path(scenario)
    return file.name if file.suffix else f"{file.name}.yaml"


def _add_person(world: World, person: Person) -> dict[str, str]:
    """Add an account and its cars; return their VINs by nickname."""
    vins: dict[str, str] = {}
    account = world.cloud.accounts.add(
        person.email,
        person.password,
        first_name=person.first_name,
        last_name=person.last_name,
        country=person.country,
    )
    for owned in person.cars:
        number = add_car(world, owned)
        if owned.past_days:
            _give_past(world, number, owned)
        if owned.security_code is not None:
            set_code(world, number, account.user_id, owned.security_code)
        at = world.founding.start - owned.enrolled_days_ago * _DAY_S
        world.cloud.accounts.pair(
            account.user_id, number, at=at, role=Role.OWNER, sold=owned.sold
        )
        _set_wishes(world, number, owned)
        if owned.nickname is not None:
            vins[owned.nickname] = number
    return vins


def add_car(world: World, car: ParkedCar, number: str | None = None) -> str:
    """Put a car into the world and into the cloud's records; return its VIN.

    `number` is its VIN, else one is drawn.
    """
    model = persona.load(car.persona)
    number = number or new_vin(world, car.persona, model)
    start, platform = world.founding.start, model.platform
    delivered = datetime.fromtimestamp(
        start - car.delivered_days_ago * _DAY_S, UTC
    ).date()
    world.cloud.vehicles.add(
        Vehicle(
            vin=number,
            model=car.persona,
            zone=model.home.zone,
            country=model.home.country,
            color=car.color or platform.colors[0],
            delivered_on=delivered.isoformat(),
            nickname=car.nickname if isinstance(car, OwnedCar) else None,
            registration_number=car.registration if isinstance(car, OwnedCar) else None,
        ),
        Model(car.persona, model.brand, model.model_year, platform, model.grade),
    )
    where = car.parked
    state = parked(
        model.equipment,
        since=start - where.hours * _HOUR_S,
        place=Place(where.latitude, where.longitude, where.heading_deg),
        odometer_km=car.odometer_km,
        level_pct=car.level_pct,
    )
    world.cloud.receive(world.add_car(number, car.persona, state))
    return number


def _give_past(world: World, number: str, car: OwnedCar) -> None:
    """Let the cloud hear of what a car did before the world began."""
    made, model = world.cars[number], world.persona(number)
    life = Life(
        world.founding.seed,
        number,
        model.equipment,
        model.tzinfo,
        car.odometer_km,
        until=world.founding.start - car.parked.hours * _HOUR_S,
    )
    watches = [kind for kind, gate in gates.ALERTS.items() if gate(model.platform)]
    made.state.sent = [life.report(car.past_days, watches)]
    world.cloud.receive(made)


def set_code(world: World, number: str, user_id: str, code: str) -> None:
    """Put a user's security code in force."""
    owner = f"{number}/{user_id}"
    salt = draw_bytes(world.founding.seed, owner, "salt", 0, srp.SALT_BYTES)
    given = UserCode(given=GivenCode(user_id, salt, code))
    state = world.cars[number].state
    state.codes = state.codes | {user_id: given}


def _set_wishes(world: World, number: str, car: OwnedCar) -> None:
    """Let the car watch what its owner wants, and the cloud know the next service.

    A car that has been parked for a while takes alerts over at once (M3).
    """
    monitoring = world.cloud.monitoring
    for wish in car.alerts:
        alert = wish.alert(monitoring.new_id(number))
        monitoring.add(number, alert, wish.name)
    if car.service is not None:
        world.set_service(number, car.service)


def new_vin(world: World, name: str, model: Persona) -> str:
    """Draw a VIN that no car has; the same for a seed and an order of cars."""
    counter = 0
    while True:
        serial = int(draw(world.founding.seed, name, "vin", counter) * vin.SERIALS)
        number = vin.build(model.wmi + model.vds, model.model_year, serial)
        if number not in world.cars:
            return number
        counter += 1
