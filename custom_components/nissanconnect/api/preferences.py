"""What the owner's telephone is notified of (M6): a convention of ours.

The history, and so Home Assistant, gets everything whatever is chosen.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from .answer import Answer
from .parsing import Parsed


class Topic(StrEnum):
    """What can be switched off, by its name on the wire."""

    THEFT = "theft"
    HEALTH = "health"
    AREA = "area"
    SPEED = "speed"
    CURFEW = "curfew"
    REMOTE_COMMAND = "remoteCommand"


class Preferences(NamedTuple):
    """On or off for each topic that the cloud tells."""

    on: Mapping[Topic, bool] = MappingProxyType({})
    reported_at: datetime | None = None


def preferences(answer: Answer) -> Parsed[Preferences] | None:
    """Parse the preferences."""
    told = {
        topic: value
        for topic in Topic
        if isinstance(value := answer.payload.get(topic), bool)
    }
    return Parsed(Preferences(on=told)) if told else None
