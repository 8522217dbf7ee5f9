"""What a car is built with: facts of the model that never change."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from .report import Opening, Warning

type Positive = Annotated[float, Meta(gt=0)]
type NotNegative = Annotated[float, Meta(ge=0)]
type RemoteService = Literal[
    "lock", "horn_lights", "engine_start", "climate", "charging"
]
type Security = Literal["none", "wire", "ignition_cycle"]


class Tank(
    Struct, frozen=True, forbid_unknown_fields=True, tag_field="store", tag="tank"
):
    """Fuel tank and thirst of the engine that it feeds; its stock is litres."""

    capacity_l: Positive
    consumption_l_per_100km: Positive
    idle_l_per_h: Positive

    @property
    def capacity(self) -> float:
        """Greatest stock."""
        return self.capacity_l

    @property
    def per_km(self) -> float:
        """What a kilometre takes from the stock."""
        return self.consumption_l_per_100km / 100

    @property
    def idle_per_s(self) -> float:
        """What a second of standing with the ignition ON takes from the stock."""
        return self.idle_l_per_h / 3600


class TractionBattery(
    Struct, frozen=True, forbid_unknown_fields=True, tag_field="store", tag="battery"
):
    """Battery that is charged by cable; its stock is kWh, of the usable capacity."""

    capacity_kwh: Positive
    consumption_kwh_per_100km: Positive
    regeneration_kwh_per_100km: NotNegative
    idle_kw: Positive
    charger_kw: Positive

    @property
    def capacity(self) -> float:
        """Greatest stock."""
        return self.capacity_kwh

    @property
    def per_km(self) -> float:
        """What a kilometre takes from the stock."""
        return self.consumption_kwh_per_100km / 100

    @property
    def idle_per_s(self) -> float:
        """What a second of standing with the ignition ON takes from the stock."""
        return self.idle_kw / 3600


class Tpms(Struct, frozen=True, forbid_unknown_fields=True):
    """Pressures that the tyres should have at 20 degrees Celsius."""

    front_bar: Positive
    rear_bar: Positive


class Tcu(Struct, frozen=True, forbid_unknown_fields=True):
    """Habits of the telematics control unit, in seconds."""

    report_every_s: Positive
    awake_s: Positive


class Equipment(Struct, frozen=True, forbid_unknown_fields=True):
    """One model's equipment.

    `energy` drives the car; an e-POWER's is its tank. `security` says how the car
    takes a security code over (S1, S2). With `keeps_climate` a remote start leaves the
    climate as it was when the drive was switched off (R6). Raises ValueError for a
    tyre warning without TPMS (H1), climate or charging without a traction battery.
    """

    openings: frozenset[Opening]
    warnings: frozenset[Warning]
    remote: frozenset[RemoteService]
    security: Security
    tcu: Tcu
    energy: Tank | TractionBattery
    tpms: Tpms | None = None
    right_hand_drive: bool = False
    keeps_climate: bool = False

    def __post_init__(self) -> None:
        """Refuse equipment that contradicts itself."""
        if Warning.TIRE_PRESSURE in self.warnings and self.tpms is None:
            raise ValueError("the warning tire_pressure needs tpms")
        if self.battery is None and self.remote & {"climate", "charging"}:
            raise ValueError("remote climate and charging need a traction battery")

    @property
    def drivers_door(self) -> Opening:
        """The door at the driver's seat."""
        return Opening.FRONT_RIGHT if self.right_hand_drive else Opening.FRONT_LEFT

    @property
    def tank(self) -> Tank | None:
        """The tank, if fuel drives the car."""
        return self.energy if isinstance(self.energy, Tank) else None

    @property
    def battery(self) -> TractionBattery | None:
        """The traction battery, if the car is charged by cable."""
        return self.energy if isinstance(self.energy, TractionBattery) else None
