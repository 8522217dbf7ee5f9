"""What the store sells for which car, for how long and at what price (P1)."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta, Struct

from emulator import datafile

from .subscriptions import PLANS, PlanName
from .vehicles import Model, Vehicle

type Months = Annotated[int, Meta(ge=1, le=36)]


class Offer(Struct, frozen=True, forbid_unknown_fields=True):
    """A length of a plan and its price, in the country's currency; 0 is free."""

    months: Months
    price: Annotated[float, Meta(ge=0, le=1_000_000)]

    @property
    def is_free(self) -> bool:
        """Whether no payment is needed (P2)."""
        return self.price == 0


class Listing(Struct, frozen=True, forbid_unknown_fields=True):
    """The offers of a plan in a country, for cars of these kinds; none named is all."""

    plan: PlanName
    country: str
    offers: Annotated[tuple[Offer, ...], Meta(min_length=1)]
    brands: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    from_year: int = 1990
    until_year: int = 2200

    def fits(self, vehicle: Vehicle, model: Model) -> bool:
        """Whether it holds for a car."""
        return (
            self.country == vehicle.country
            and self.from_year <= model.year <= self.until_year
            and _among(model.brand, self.brands)
            and _among(model.name, self.models)
            and _among(model.grade, self.grades)
        )


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """All that is sold; currencies by country."""

    currencies: dict[str, str]
    listings: tuple[Listing, ...]

    def __post_init__(self) -> None:
        """Refuse a price in no currency."""
        for number, listing in enumerate(self.listings):
            if listing.country not in self.currencies:
                raise datafile.fault(f"listings[{number}].country", "has no currency")

    def of(self, vehicle: Vehicle, model: Model) -> dict[PlanName, tuple[Offer, ...]]:
        """Return the offers of each plan that a car can have."""
        offers: dict[PlanName, tuple[Offer, ...]] = {}
        for listing in self.listings:
            needed = not PLANS[listing.plan].isdisjoint(model.platform.services)
            if needed and listing.fits(vehicle, model):
                offers.setdefault(listing.plan, listing.offers)
        return offers


def _among(name: str, wanted: Collection[str]) -> bool:
    return not wanted or name in wanted


CATALOGUE: Final = datafile.read(
    Path(__file__).parents[1] / "catalogue.yaml", Catalogue
)
