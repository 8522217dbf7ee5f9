"""When the next service is due: a convention of ours (V1)."""

from datetime import date, datetime
from typing import Annotated, Final

from aiohttp import web
from msgspec import Meta, Struct

from .inbound import Paired, document, need_media_type, paired_car
from .wire import CAR_ADAPTER, JSON_API, Attributes, Shape

type Km = Annotated[int, Meta(ge=0, le=2_000_000)]

_TYPE: Final = "Service"
_FIRST, _LAST = date(1990, 1, 1), date(2199, 12, 31)


class Due(Struct, rename="camel", forbid_unknown_fields=True):
    """Both are needed."""

    due_date: date
    due_mileage: Km

    def __post_init__(self) -> None:
        """Refuse dates that no calendar of this world has."""
        if not _FIRST <= self.due_date <= _LAST:
            raise ValueError(f"dueDate is not within {_FIRST.year} to {_LAST.year}")


async def show(request: web.Request) -> web.StreamResponse:
    """Tell when it is due, and how many days and km are left."""
    paired = paired_car(request)
    return _answer(paired, CAR_ADAPTER.shape(request))


async def change(request: web.Request) -> web.StreamResponse:
    """Set the next service."""
    paired = paired_car(request)
    shape = CAR_ADAPTER.shape(request)
    need_media_type(request, JSON_API)
    due = await document(request, _TYPE, Due)
    vin, zone = paired.vehicle.vin, paired.vehicle.tzinfo
    paired.cloud.set_service(vin, due.due_date, due.due_mileage, zone)
    return _answer(paired, shape)


def _answer(paired: Paired, shape: Shape) -> web.Response:
    cloud, vin = paired.cloud, paired.vehicle.vin
    service = cloud.service.documents.get(vin)
    said: Attributes = dict.fromkeys(
        ("dueDate", "dueMileage", "remainingDays", "remainingDistance")
    )
    if service is not None:
        today = datetime.fromtimestamp(cloud.clock.now, paired.vehicle.tzinfo).date()
        said |= {
            "dueDate": service.due_on,
            "dueMileage": service.due_km,
            "remainingDays": (date.fromisoformat(service.due_on) - today).days,
        }
        if (cockpit := cloud.cache(vin).cockpit) is not None:
            left_km = service.due_km - cockpit.value.odometer_km
            said["remainingDistance"] = round(left_km)
    return CAR_ADAPTER.answer(vin, said, shape, kind=_TYPE)
