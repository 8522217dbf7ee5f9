"""All languages have the same texts, and there is one for all that can be told."""

import re
from typing import get_args

import pytest

from emulator.cloud.errands import Cause
from emulator.cloud.inbox import Content
from emulator.cloud.notices import content
from emulator.cloud.replies import CATEGORY
from emulator.cloud.rules import RULES
from emulator.services.words import LANGUAGES, Words
from emulator.tcu import orders
from emulator.tcu.alerts import Alert, AreaAlert, AreaKind, CurfewAlert, SpeedAlert
from emulator.tcu.outcome import Refusal
from emulator.tcu.report import Notice, NoticeKey

SPEED = SpeedAlert(alert_id="a", limit_kmh=90)
CURFEW = CurfewAlert(alert_id="a", start=0, end=60, days=frozenset(["monday"]))
AREAS = [
    AreaAlert(alert_id="a", kind=kind, latitude=13.78, longitude=100.54, radius_km=5)
    for kind in get_args(AreaKind.__value__)
]
ALERTS: dict[str, list[Alert | None]] = {
    "speed": [SPEED],
    "curfew": [CURFEW],
    "zone": [*AREAS],
}
every_language = pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)


def _fields(words: Words) -> dict[str, object]:
    """Return what each text says beside words: what it fills in, whether it advises."""
    told = {
        f"{part} {name}": (set(re.findall(r"{[^}]*}", text.text)), bool(text.steps))
        for part in ("commands", "notices", "rules")
        for name, text in getattr(words, part).items()
    }
    return {**told, "reasons": words.reasons.keys()}


def test_all_languages_say_the_same_things() -> None:
    english, *others = LANGUAGES.values()
    for other in others:
        assert _fields(other) == _fields(english)


@every_language
def test_R9_there_are_words_for_every_end_of_every_command(words: Words) -> None:
    reasons = [why.name for kind in (Refusal, Cause) for why in kind]
    commands: list[orders.Order] = [
        orders.Lock(),
        orders.Unlock(),
        orders.StartEngine(),
        orders.StartEngine(double=True),
        orders.StopEngine(),
        *(orders.Signal(what, 5) for what in ("horn", "lights", "horn_lights")),
        orders.StopSignal(),
        orders.StartClimate(20),
        orders.StopClimate(),
        orders.StartCharging(),
        orders.StopCharging(),
    ]
    for command in commands:
        for result in ("DONE", "NOT_REACHABLE", *reasons):
            data = {"command": orders.suffix(command), "result": result}
            assert words.of(Content(CATEGORY, "custom", 0, data)).text


@every_language
def test_there_are_words_for_every_notice_and_no_coordinates(words: Words) -> None:
    for key in get_args(NoticeKey.__value__):
        for alert in ALERTS.get(key.partition(".")[0], [None]):
            told = content(Notice(0, key, alert))
            assert words.of(told).title
            assert "13.78" not in str(told)


@every_language
def test_there_are_words_for_every_rule(words: Words) -> None:
    assert words.rules.keys() == {rule.key for rule in RULES}


@every_language
def test_V2_there_are_words_for_every_reminder(words: Words) -> None:
    data = {"dueDate": "2026-06-01", "dueMileage": "40000"}
    for kind, due in (("time", "2026-06-01"), ("distance", "40000")):
        for stage in ("prealert", "alert"):
            key = f"maintenance.{kind}.{stage}"
            assert due in words.of(Content("maintenance", key, 1, data)).text
