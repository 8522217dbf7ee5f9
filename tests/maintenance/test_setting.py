"""Setting the next service: at a server that has it, or in Home Assistant (V1)."""

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN, Platform
from homeassistant.helpers import device_registry as dr
import pytest

from custom_components.nissanconnect.const import DOMAIN
from tests.world import World

from .owner import DATE, DAYS_LEFT, KM_LEFT, ODOMETER, PERSONA, Owner, in_days

HOUR = 3600.0


async def test_V1_a_server_that_has_it_gets_both(owner: Owner) -> None:
    """The first half waits here and says so; then each change goes there at once."""
    assert owner.shown(DATE) == owner.shown(ODOMETER) == STATE_UNKNOWN
    assert not owner.has(*DAYS_LEFT)
    assert not owner.has(*KM_LEFT)
    await owner.set_date(in_days(200))
    assert owner.in_cloud() is None
    assert owner.shown(DATE) == in_days(200).isoformat()
    assert owner.origin(DATE) == "waiting"
    assert owner.shown(ODOMETER) == STATE_UNKNOWN

    await owner.set_odometer(60_000)
    due = owner.in_cloud()
    assert due is not None
    assert due.due_on == in_days(200).isoformat()
    assert due.due_km == 60_000
    assert owner.origin(DATE) == owner.origin(ODOMETER) == "cloud"
    assert owner.shown(DAYS_LEFT) == "200"
    left = float(owner.shown(KM_LEFT))
    assert left == pytest.approx(60_000 - owner.odometer_km, abs=1)

    await owner.set_odometer(65_000)
    due = owner.in_cloud()
    assert due is not None
    assert due.due_km == 65_000
    assert due.due_on == in_days(200).isoformat()
    assert float(owner.shown(KM_LEFT)) == pytest.approx(left + 5_000)


async def test_V1_what_the_app_sets_is_shown(owner: Owner) -> None:
    """Within the hour; what waited here gives way."""
    await owner.set_odometer(70_000)
    cloud = owner.world.emulator.world.cloud
    vehicle = cloud.vehicles.documents[owner.vin]
    cloud.set_service(owner.vin, in_days(90), 50_000, vehicle.tzinfo)
    await owner.world.advance(HOUR + 10)
    assert owner.shown(DATE) == in_days(90).isoformat()
    assert owner.shown(ODOMETER) == "50000"
    assert owner.origin(ODOMETER) == "cloud"


async def test_V1_the_half_that_waits_survives_a_restart(owner: Owner) -> None:
    """And goes with the other one."""
    await owner.set_odometer(60_000)
    await owner.reload()
    assert owner.shown(ODOMETER) == "60000"
    assert owner.origin(ODOMETER) == "waiting"
    await owner.set_date(in_days(10))
    due = owner.in_cloud()
    assert due is not None
    assert due.due_km == 60_000


async def test_V1_two_at_once_both_count(owner: Owner) -> None:
    """A scene sets date and odometer side by side."""
    await owner.set_date(in_days(100))
    await owner.set_odometer(60_000)
    begin = owner.keyfob.begin
    date = begin(*DATE, "set_value", date=in_days(300).isoformat())
    odometer = begin(*ODOMETER, "set_value", value=75_000)
    await owner.keyfob.end(date)
    await owner.keyfob.end(odometer)
    due = owner.in_cloud()
    assert due is not None
    assert due.due_on == in_days(300).isoformat()
    assert due.due_km == 75_000


async def test_V1_without_the_cloud_nothing_is_set_there(owner: Owner) -> None:
    """It says so, and what was set stays."""
    await owner.set_date(in_days(100))
    await owner.set_odometer(60_000)
    await owner.world.front.close()
    task = owner.keyfob.begin(*ODOMETER, "set_value", value=75_000)
    refused = await owner.keyfob.refused(task)
    assert refused.translation_key == "cloud_unavailable"
    assert owner.shown(ODOMETER) == "60000"
    await owner.world.advance(6 * HOUR + 400)
    assert owner.shown(ODOMETER) == STATE_UNAVAILABLE
    assert owner.shown(DAYS_LEFT) == STATE_UNAVAILABLE


async def test_V1_a_cloud_that_wants_to_be_left_alone_is(owner: Owner) -> None:
    """Nothing is sent, and it says why."""
    await owner.set_date(in_days(100))
    owner.world.front.fail("/car-adapter/", 429, **{"Retry-After": "7200"})
    await owner.world.advance(310)
    task = owner.keyfob.begin(*ODOMETER, "set_value", value=60_000)
    refused = await owner.keyfob.refused(task)
    assert refused.translation_key == "quota_exceeded"
    assert owner.in_cloud() is None
    assert owner.origin(DATE) == "waiting"


@pytest.fixture
async def kept(unannounced: None, owner: Owner) -> Owner:
    """Set the service of a car whose server knows none."""
    await owner.set_date(in_days(40))
    await owner.set_odometer(60_000)
    return owner


async def test_V1_kept_here_where_the_server_has_no_service(kept: Owner) -> None:
    """Over a restart; nothing of it is sent."""
    assert kept.origin(DATE) == kept.origin(ODOMETER) == "kept"
    assert kept.shown(DAYS_LEFT) == "40"
    await kept.reload()
    assert kept.shown(DATE) == in_days(40).isoformat()
    assert kept.shown(ODOMETER) == "60000"
    assert kept.shown(DAYS_LEFT) == "40"
    assert float(kept.shown(KM_LEFT)) > 0
    assert kept.in_cloud() is None
    assert not kept.world.asked("/service")


async def test_V1_what_is_kept_needs_no_cloud(kept: Owner) -> None:
    """But the distance needs the odometer."""
    await kept.world.front.close()
    await kept.world.advance(6 * HOUR + 400)
    assert kept.shown(DATE) == in_days(40).isoformat()
    assert kept.shown(DAYS_LEFT) == "40"
    assert kept.shown(KM_LEFT) == STATE_UNAVAILABLE
    await kept.set_date(in_days(41))
    assert kept.shown(DAYS_LEFT) == "41"


async def test_V1_overdue_is_negative(kept: Owner) -> None:
    """By day, and by distance."""
    await kept.set_date(in_days(-3))
    await kept.set_odometer(round(kept.odometer_km) - 100)
    assert kept.shown(DAYS_LEFT) == "-3"
    assert float(kept.shown(KM_LEFT)) == pytest.approx(-100, abs=1)


async def test_V1_what_is_kept_goes_with_the_car(
    kept: Owner, hass_storage: dict[str, dict[str, object]]
) -> None:
    """A car that is added anew knows nothing of it."""
    key = f"{DOMAIN}.{kept.keyfob.entry.entry_id}.garage"
    assert "60000" in str(hass_storage[key]["data"])
    account = kept.keyfob.entry.runtime_data
    kept.world.change(cars={})
    await account.async_refresh()
    device = dr.async_get(kept.world.hass).async_get_device_by_identifier(
        (DOMAIN, kept.vin), kept.keyfob.entry.entry_id
    )
    assert device is not None
    dr.async_get(kept.world.hass).async_remove_device(device.id)
    await account.async_forget(kept.vin)
    assert "60000" not in str(hass_storage[key]["data"])


@pytest.fixture
def telling(world: World) -> None:
    """Let the car tell its distance, by the newer cockpit; the cloud has the date."""
    cloud = world.emulator.world.cloud
    vin = world.emulator.car(PERSONA).vin
    zone = cloud.vehicles.documents[vin].tzinfo
    cloud.set_service(vin, in_days(300), 60_000, zone)
    older = {"errors": [{"code": "501", "title": "Not supported Feature"}]}
    world.front.say(f"/v1/cars/{vin}/cockpit", older, 501)


async def test_V1_without_a_setting_the_car_tells(
    unannounced: None, telling: None, owner: Owner
) -> None:
    """Its distance is followed; the owner's own setting counts more."""
    left = 60_000 - owner.odometer_km
    assert float(owner.shown(KM_LEFT)) == pytest.approx(left, abs=1)
    assert float(owner.shown(ODOMETER)) == pytest.approx(60_000, abs=1)
    assert owner.origin(KM_LEFT) == owner.origin(ODOMETER) == "car"
    assert not owner.has(*DAYS_LEFT)
    await owner.set_odometer(61_000)
    assert float(owner.shown(KM_LEFT)) == pytest.approx(left + 1_000, abs=1)
    assert owner.origin(ODOMETER) == "kept"


async def test_V1_the_odometer_is_shown_in_the_owners_units(owner: Owner) -> None:
    """It is a distance: Home Assistant converts it."""
    told = owner.keyfob.told(Platform.NUMBER, "service_due_odometer")
    assert told["unit_of_measurement"] == "km"
    assert told["device_class"] == "distance"
