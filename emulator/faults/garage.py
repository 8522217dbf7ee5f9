"""Lists of cars that are not what they were (F54, F76, F78 to F84)."""

from typing import Any, Final

from .effects import Effect, Shot, spoils

type Row = dict[str, Any]

_UNKNOWN_FEATURES: Final = (279, 280, 308, 9_999)


def rows(change: Any) -> Effect:
    """Change the rows of the list; `change` takes and returns the list."""

    def spoil(document: Any, shot: Shot) -> Any:
        listed = document.get("data") if isinstance(document, dict) else None
        if not isinstance(listed, list):
            return document
        return {**document, "data": change(listed, shot)}

    return spoils(spoil)


def nobody(listed: list[Row], shot: Shot) -> list[Row]:
    """F80, F84: no car at all."""
    return []


def shuffled(listed: list[Row], shot: Shot) -> list[Row]:
    """F83: another order each time."""
    turns = shot.number % max(len(listed), 1)
    return [*listed[turns:], *listed[:turns]][:: -1 if shot.number % 2 else 1]


def unknown_features(listed: list[Row], shot: Shot) -> list[Row]:
    """F54: services that nobody knows."""
    extra = [{"id": uid, "activationState": "ACTIVATED"} for uid in _UNKNOWN_FEATURES]
    return [{**row, "services": [*row.get("services", ()), *extra]} for row in listed]


def expired(listed: list[Row], shot: Shot) -> list[Row]:
    """F78: every service has ended."""
    return [
        {
            **row,
            "services": [
                {**service, "activationState": "EXPIRED"}
                for service in row.get("services", ())
            ],
        }
        for row in listed
    ]


def private(listed: list[Row], shot: Shot) -> list[Row]:
    """F76: tracking is switched off in the car."""
    return [{**row, "privacyMode": "on"} for row in listed]


def everybodys(listed: list[Row], shot: Shot) -> list[Row]:
    """F82: a car that any account has listed is on the list of each."""
    known: dict[str, Row] = shot.memory.setdefault("known", {})
    mine = {row.get("vin", ""): row for row in listed}
    known |= mine
    return [*listed, *(row for vin, row in known.items() if vin not in mine)]


def paired_anew(listed: list[Row], shot: Shot) -> list[Row]:
    """F79: the same VIN, another internal id."""
    return [
        {**row, "uuid": f"00000000-0000-4000-8000-{number:012}"}
        for number, row in enumerate(listed, 1)
    ]
