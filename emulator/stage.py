"""Where a scenario is played: what its steps act on, and its asserts look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .clock import Clock
from .cloud.cloud import Cloud
from .faults.desk import FaultDesk
from .judge import Judge
from .steps import ServiceDue
from .tcu.car import Car
from .tcu.deeds import DriverDeed, RadioChange, WorkshopDeed


@dataclass(frozen=True)
class Stage:
    """Parts of a world; `act` lets somebody act on a car (raises Refused)."""

    clock: Clock
    cars: Mapping[str, Car]
    cloud: Cloud
    faults: FaultDesk
    judge: Judge
    act: Callable[[Car, DriverDeed | WorkshopDeed | RadioChange], None]
    set_service: Callable[[str, ServiceDue], None]
