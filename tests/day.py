"""What the emulator's scenario `day` tells: each notification once, in order."""

from typing import Final

DAY_S: Final = 26 * 3_600.0
TOLD: Final = [
    "speed.infringement",
    "speed.recovery",
    "zone.infringement",
    "zone.recovery",
    "wheel.alert",
    "curfew.infringement",
    "curfew.recovery",
    "burglar.car.stolen",
    "wheel.recovery",
    "maintenance.distance.prealert",
    "maintenance.distance.alert",
]
OFFENCES: Final = {"total": 3, "speed": 1, "curfew": 1, "zone": 1}
