"""Diagnostics of a car that is not the emulator's: what a Micra's would be."""

from copy import deepcopy
from typing import Any

from emulator.cloud.recorded import REDACTED

# As the car of protocol 10.11 and 3.4 would be diagnosed.
MICRA: dict[str, Any] = {
    "record": {
        "vin": f"VNVAMC1E{REDACTED}",
        "uuid": REDACTED,
        "color": "NNP",
        "modelName": "MICRA",
        "modelYear": 2025,
        "energy": "ELECTRIC",
        "carGateway": "RVG",
        "canGeneration": "C1A_HS EVO",
        "nickname": None,
        "registrationNumber": REDACTED,
        "iceEvFlag": "EV",
        "pictureURL": "https://example.invalid/micra.png",
        "services": [
            {"id": 12, "activationState": "ACTIVATED"},
            {"id": "97", "activationState": "ACTIVATED"},
            {"id": 366, "activationState": "ACTIVATED"},
            {"id": 299, "activationState": "EXPIRED"},
        ],
    },
    "learnt": {
        "lessons": {
            "cockpit": {"version": "v2", "refusal": None},
            "lock_status": {"version": None, "refusal": "no_data"},
            "health_status": {"version": None, "refusal": "access_denied"},
        },
        "proofs": [],
    },
    "resources": {
        "cockpit": {
            "answer": {
                "payload": {"fuelQuantity": 0.0, "totalMileage": 12345.0},
                "version": "v2",
                "query": {},
                "server_at": "2025-11-20T18:00:00+00:00",
            },
            "error": None,
        },
        "battery_status": {
            "answer": {
                "payload": {
                    "lastUpdateTime": "2025-11-20T17:40:00.000Z",
                    "batteryLevel": 57,
                    "batteryTemperature": 0,
                    "batteryAutonomy": 244,
                    "plugStatus": 0,
                    "chargingStatus": 0.0,
                    "chargingRemainingTime": 1,
                    "somethingNew": {"since": "2025-11-20T17:00Z"},
                },
                "version": "v3",
                "query": {},
                "server_at": "2025-11-20T18:00:00+00:00",
            },
            "error": None,
        },
        "location": {
            "answer": {
                "payload": {
                    "gpsLatitude": REDACTED,
                    "gpsLongitude": REDACTED,
                    "gpsDirection": None,
                    "lastUpdateTime": "2025-11-20T17:40:00.000Z",
                },
                "version": "v1",
                "query": {},
                "server_at": "2025-11-20T18:00:00+00:00",
            },
            "error": None,
        },
        "hvac_status": {
            "answer": None,
            "error": "Outage('cloud not usable: http_502')",
        },
        "lock_status": {"answer": None, "error": "NoData()"},
        "health_status": {"answer": None, "error": "AccessDenied()"},
        "pressure": {"answer": None, "error": "NotSupported()"},
    },
}


def changed(*path: str, to: Any) -> dict[str, Any]:
    """Return the diagnostics with another value at a place."""
    diagnosed = deepcopy(MICRA)
    part: Any = diagnosed
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return diagnosed
