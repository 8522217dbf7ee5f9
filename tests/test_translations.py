"""Every text that is needed is there, in every language, and no other."""

import ast
from collections.abc import Collection, Iterator
import re

from homeassistant.components.binary_sensor import BinarySensorDeviceClass
from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.components.switch import SwitchEntityDescription
from homeassistant.const import Platform
from homeassistant.helpers.entity import EntityDescription
import pytest
import yaml

from custom_components.nissanconnect import (
    binary_sensor,
    button,
    calendar,
    climate,
    date,
    device_tracker,
    event,
    image,
    lock,
    number,
    sensor,
    services,
    switch,
)
from custom_components.nissanconnect.account.connection import _TOLD
from custom_components.nissanconnect.account.custody import ELSEWHERE
from custom_components.nissanconnect.alerts import (
    binary_sensor as breaches,
    sensor as alert_sensor,
    switch as alert_switch,
)
from custom_components.nissanconnect.alerts.kinds import Kind
from custom_components.nissanconnect.api.alerts import AreaKind, Stage, Weekday
from custom_components.nissanconnect.api.outcomes import Outcome, Reason
from custom_components.nissanconnect.config_flow import NissanConfigFlow
from custom_components.nissanconnect.health import binary_sensor as lamps
from custom_components.nissanconnect.health.notices import NOTICES, LampNotice
from custom_components.nissanconnect.inbox import (
    binary_sensor as theft,
    event as inbox_event,
    kinds,
    sensor as inbox_sensor,
)
from custom_components.nissanconnect.maintenance import sensor as maintenance_sensor
from custom_components.nissanconnect.maintenance.service_book import Origin
from custom_components.nissanconnect.options_flow import NissanOptionsFlow
from custom_components.nissanconnect.place import binary_sensor as place
from custom_components.nissanconnect.place.privacy import WhyOld
from custom_components.nissanconnect.plans import (
    binary_sensor as plan_problem,
    sensor as plan_sensor,
)
from custom_components.nissanconnect.plans.notices import Notice
from custom_components.nissanconnect.plans.services import KNOWN_PLANS, NAMES
from custom_components.nissanconnect.reasons import _REASONS, reason
from custom_components.nissanconnect.remote import (
    failures,
    security_setup,
    sensor as remote_sensor,
)
from custom_components.nissanconnect.remote.entity import _NAMES
from custom_components.nissanconnect.remote.rights import Hindrance
from custom_components.nissanconnect.remote.security_flow import SecurityFlow
from custom_components.nissanconnect.trips import (
    event as trip_event,
    sensor as trip_sensor,
)
from custom_components.nissanconnect.vehicle_issues import VehicleIssue

from .package import (
    LANGUAGES,
    PACKAGE,
    ROOT,
    calls,
    document,
    known_icons,
    sources,
    texts,
)

DESCRIPTIONS: dict[Platform, tuple[EntityDescription, ...]] = {
    Platform.BINARY_SENSOR: (
        *binary_sensor.READINGS,
        *binary_sensor.ENGINE,
        *lamps.OVERALL,
        *lamps.WARNINGS,
        *breaches.BREACHES,
        *theft.THEFT,
        *plan_problem.PROBLEM,
        *place.PRIVACY,
    ),
    Platform.BUTTON: (*button.READING, *button.WAKING, *button.COMMANDS),
    Platform.CALENDAR: calendar.DESCRIPTIONS,
    Platform.CLIMATE: climate.DESCRIPTIONS,
    Platform.DATE: date.DESCRIPTIONS,
    Platform.DEVICE_TRACKER: device_tracker.DESCRIPTIONS,
    Platform.EVENT: (
        *event.DESCRIPTIONS,
        *inbox_event.NOTIFICATIONS,
        *trip_event.FINISHED,
    ),
    Platform.IMAGE: image.DESCRIPTIONS,
    Platform.LOCK: lock.DESCRIPTIONS,
    Platform.NUMBER: (*number.READING, *number.DESCRIPTIONS),
    Platform.SENSOR: (
        *sensor.READINGS,
        *trip_sensor.TRIPS,
        *sensor.CONTACT,
        *remote_sensor.RUN_END,
        *remote_sensor.REMOTE,
        *alert_sensor.OFFENCES,
        *inbox_sensor.LAST,
        *maintenance_sensor.TIME_LEFT,
        *maintenance_sensor.DISTANCE_LEFT,
        *plan_sensor.PLANS,
        plan_sensor.OTHER,
        *plan_sensor.STATUS,
    ),
    Platform.SWITCH: (
        *(
            SwitchEntityDescription(key=name)
            for name in alert_switch.ALERT_NAMES.values()
        ),
        *alert_switch.PREFERENCE_SWITCHES,
        *switch.POLLING_SWITCHES,
    ),
}
_ALERT: dict[str, Collection[str]] = {
    "alert_id": (),
    "breached": (),
    "kind": Kind,
    "stage": Stage,
}
_PLAN: dict[str, Collection[str]] = {"ended": (), "renews": (), "services": ()}
_LAMP: dict[str, Collection[str]] = {"details": (), "steps": ()}
# Attributes whose values are words, and those words.
ATTRIBUTES: dict[str, dict[str, Collection[str]]] = {
    **{f"binary_sensor.{it.key}": _LAMP for it in lamps.WARNINGS},
    "binary_sensor.health": {**_LAMP, "warnings": ()},
    "binary_sensor.engine_running": {"started_by": ("key", "remote")},
    "binary_sensor.subscription_problem": {
        "ended": (),
        "ending": (),
        "expired_services": (),
    },
    "device_tracker.position": {"why_old": WhyOld},
    "date.service_due_date": {"origin": Origin},
    "event.command_result": {
        "command": _NAMES.values(),
        "event_type": Outcome,
        "reason": Reason,
    },
    "binary_sensor.theft_alarm": {"at": (), "ends_at": ()},
    "event.notification": {
        "at": (),
        "category": (),
        "data": (),
        "event_type": kinds.TYPES,
        "key": (),
        "notification_id": (),
        "priority": (),
        "text": (),
        "title": (),
    },
    "event.trip": {
        "distance_km": (),
        "duration_min": (),
        "ended": (),
        "energy_kwh": (),
        "event_type": {trip_event.TRIP_FINISHED},
        "fuel_l": (),
        "started": (),
        "trips": (),
    },
    "sensor.offences": {"area": (), "curfew": (), "days": (), "speed": ()},
    "switch.alert_area": {**_ALERT, "area": AreaKind, "radius": ()},
    "switch.alert_curfew": {**_ALERT, "days": Weekday, "end": (), "start": ()},
    "switch.alert_speed": {**_ALERT, "limit": ()},
    "sensor.last_notification": {"at": (), "text": (), "title": ()},
    "number.service_due_odometer": {"origin": Origin},
    "sensor.plan_other_end": _PLAN,
    "sensor.remote_control": {"blocked_until": (), "unavailable": ()},
    "sensor.service_days_left": {"origin": Origin},
    "sensor.service_distance_left": {"origin": Origin},
    **{
        f"sensor.plan_{plan}_end": {**_PLAN, "services": services}
        for plan, services in KNOWN_PLANS.items()
    },
}
# The icon of these says all; for the others the car has a better one.
OWN_ICON_NEVER = {
    BinarySensorDeviceClass.BATTERY_CHARGING,
    BinarySensorDeviceClass.LOCK,
    BinarySensorDeviceClass.OPENING,
    BinarySensorDeviceClass.PLUG,
    BinarySensorDeviceClass.WINDOW,
    SensorDeviceClass.BATTERY,
    SensorDeviceClass.ENERGY_STORAGE,
    SensorDeviceClass.POWER,
    SensorDeviceClass.PRESSURE,
    SensorDeviceClass.TEMPERATURE,
}
PLACEHOLDER = re.compile(r"{(\w+)}")


def _entities() -> Iterator[tuple[Platform, EntityDescription]]:
    for platform, descriptions in DESCRIPTIONS.items():
        for description in descriptions:
            yield platform, description


def _raised() -> Iterator[str]:
    """Yield the keys of exceptions that the code names."""
    for _, tree in sources(api=False):
        for name, arguments in calls(tree):
            key = arguments.get("translation_key")
            if name.endswith(("Error", "Failed")) and isinstance(key, ast.Constant):
                yield str(key.value)
        for node in ast.walk(tree):
            match node:
                case ast.Call(ast.Name("refusal"), [ast.Constant(str(word)), *_]):
                    yield word
    yield from failures.ENDS.values()
    yield from failures.REFUSALS.values()
    yield from failures.INTERRUPTED.values()
    yield from security_setup.OTP_ERRORS.values()
    yield from (failures.CODE_BLOCKED, failures.REFUSED_DOORS_OPEN)
    yield failures.UNLOCK_MAY_COME
    yield from (failures.REFUSED_UNTIL, failures.WRONG_CODE)
    yield from (failures.WRONG_CODE_STOPPED, failures.WRONG_CODE_TRIES_LEFT)
    yield from (f"too_many_{kind}" for kind in Kind)
    yield from (why.value for why in Hindrance if why is not Hindrance.BLOCKED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_M4_same_keys_and_placeholders(language: str) -> None:
    """A language lacks nothing and has nothing that is never shown."""
    english, other = texts("en"), texts(language)
    assert list(other) == list(english)
    for key, text in other.items():
        assert set(PLACEHOLDER.findall(text)) == set(
            PLACEHOLDER.findall(english[key])
        ), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_M4_form_of_texts(language: str) -> None:
    """No address, markup, reference or quoted placeholder; plain keys."""
    for key, text in texts(language).items():
        assert re.fullmatch(r"[a-z0-9_.-]+", key), key
        assert not re.search(r"https?://|<\w|\[%key|'{\w+}'", text), key
        assert text == text.strip(), key
        assert text, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_M4_titles_of_menus_are_plain(language: str) -> None:
    """The frontend fills placeholders into a menu's description, not its title."""
    known = texts(language)
    menus = {key.split(".menu_options.")[0] for key in known if ".menu_options." in key}
    assert menus
    for menu in menus:
        assert not PLACEHOLDER.search(known[f"{menu}.title"]), menu


def test_M4_sentence_case() -> None:
    """Names begin with a capital and go on without, but for names of things."""
    proper = {
        "ABS",
        "V",
        "Home",
        "Assistant",
        "NissanConnect",
        "Services",
        "Europe",
        "HTTP",
    }
    for key, text in texts("en").items():
        if key.endswith((".name", ".title")) or ".state." in key:
            first, *rest = text.split()
            assert not first[0].islower(), key
            words = [word for word in rest if word.isalpha()]
            assert all(word.islower() or word in proper for word in words), key


def test_M5_entities_have_texts_and_no_others_do() -> None:
    """Each name, each state of an enumeration."""
    expected = set()
    for platform, description in _entities():
        prefix = f"entity.{platform}.{description.key}"
        if description.name is not None:
            expected.add(f"{prefix}.name")
        for option in getattr(description, "options", None) or ():
            expected.add(f"{prefix}.state.{option}")
    for entity, attributes in ATTRIBUTES.items():
        for attribute, words in attributes.items():
            prefix = f"entity.{entity}.state_attributes.{attribute}"
            expected |= {f"{prefix}.name", *(f"{prefix}.state.{w}" for w in words)}
    assert {key for key in texts("en") if key.startswith("entity.")} == expected


def test_M5_keys_are_unique() -> None:
    """Two entities of a platform never share a key."""
    for platform, descriptions in DESCRIPTIONS.items():
        keys = [description.key for description in descriptions]
        assert len(keys) == len(set(keys)), platform


def test_M5_errors_have_texts_and_no_others_do() -> None:
    """Form errors, exceptions and issues."""
    english = texts("en")
    shown = set(_REASONS.values())
    assert _keys(english, "config.error") == shown | {"invalid_address", "unknown"}
    # An empty list is no exception: the cars that were known stay.
    raised = shown - {"no_vehicles"} | {"car_refused"} | set(_raised())
    assert _keys(english, "exceptions") == raised
    issues = {reason(kind) for kind in _TOLD} | set(VehicleIssue) | set(Notice)
    issues |= {*LampNotice, ELSEWHERE}
    assert _keys(english, "issues") == issues


def test_M5_plans_and_their_services_have_texts() -> None:
    """Each plan has a name, each service stands under one plan."""
    named = {key for key in texts("en") if key.startswith("common.plan_")}
    assert named >= {f"common.plan_{plan}" for plan in KNOWN_PLANS}
    services = [name for names in KNOWN_PLANS.values() for name in names]
    assert sorted(services) == sorted(set(NAMES.values()))


def test_H2_lamps_have_texts_and_no_others_do() -> None:
    """What each means and what to do, also those of which the owner is told."""
    english = _keys(texts("en"), "common")
    named = {it.lamp for it in (*lamps.WARNINGS, *lamps.OVERALL)}
    assert named > NOTICES.keys()
    for word in ("details_", "steps_"):
        told = {key.removeprefix(word) for key in english if key.startswith(word)}
        assert told == named


def test_M5_forms_have_texts() -> None:
    """Each field has a name and a description, sections too."""
    english = document("translations", "en.json")
    forms = {**english["config"]["step"], **english["options"]["step"]}
    forms |= forms["reading"]["sections"]
    for step, form in forms.items():
        assert form.get("data", {}).keys() == form.get("data_description", {}).keys(), (
            step
        )
    steps = {
        name.removeprefix("async_step_")
        for name in vars(NissanConfigFlow)
        if name.startswith("async_step_")
    }
    assert english["config"]["step"].keys() == steps - {"emulator", "reauth"}
    chosen = {
        name.removeprefix("async_step_")
        for flow in (NissanOptionsFlow, SecurityFlow)
        for name in vars(flow)
        if name.startswith("async_step_")
    }
    untold = {"await_car", "enrolled", "forget_code"}
    assert english["options"]["step"].keys() == chosen - untold


def test_M5_menus_have_texts() -> None:
    """Each choice leads to a step."""
    steps = document("translations", "en.json")["options"]["step"]
    for form in steps.values():
        for choice in form.get("menu_options", ()):
            assert choice in {*steps, "forget_code"}


def test_M5_actions_have_texts() -> None:
    """Actions, their fields, sections and choices; and an icon each."""
    english = document("translations", "en.json")
    actions = yaml.safe_load((PACKAGE / "services.yaml").read_text("utf-8"))
    assert actions.keys() == english["services"].keys()
    assert actions.keys() == document("icons.json")["services"].keys()
    assert list(actions) == [action.name for action in services.ACTIONS]
    for name, action in actions.items():
        told = english["services"][name]
        fields, sections = dict(action["fields"]), set()
        for field in list(fields):
            if "fields" in fields[field]:
                sections.add(field)
                fields |= fields.pop(field)["fields"]
        assert fields.keys() == told["fields"].keys()
        assert sections == told.get("sections", {}).keys()
        for field in fields.values():
            if choice := field["selector"].get("select"):
                words = english["selector"][choice["translation_key"]]["options"]
                assert words.keys() == set(choice["options"])


def _keys(english: dict[str, str], section: str) -> set[str]:
    depth = section.count(".") + 1
    return {key.split(".")[depth] for key in english if key.startswith(f"{section}.")}


def test_M5_actions_stand_in_the_documentation() -> None:
    """Each with a heading and all its fields."""
    pages = sorted((ROOT / "docs").glob("*.md"))
    told = "\n".join(page.read_text("utf-8") for page in pages)
    sections = {
        part.split("`")[1]: part
        for part in re.split(r"^#+ ", told, flags=re.MULTILINE)
        if part.startswith("`nissanconnect.")
    }
    known = document("translations", "en.json")
    fields = {key: set(text["fields"]) for key, text in known["services"].items()}
    keys = {*fields, *known["triggers"], *known["conditions"]}
    assert sections.keys() == {f"nissanconnect.{key}" for key in keys}
    # It takes what `lock` takes.
    fields.pop("unlock")
    for key, names in fields.items():
        for name in names - {"device_id"}:
            assert f"`{name}`" in sections[f"nissanconnect.{key}"], f"{key} {name}"


def test_M6_icons() -> None:
    """Known icons, none equal to its default, none where the class has a good one."""
    icons = document("icons.json")["entity"]
    known = known_icons()
    described = {(p, d.key): d for p, d in _entities()}
    for platform, entities in icons.items():
        for key, icon in entities.items():
            description = described[platform, key]
            assert description.device_class not in OWN_ICON_NEVER, key
            assert set(icon) <= {"default", "state", "range"}, key
            others = [*icon.get("state", {}).values(), *icon.get("range", {}).values()]
            for name in (icon["default"], *others):
                assert name.removeprefix("mdi:") in known, name
            assert icon["default"] not in icon.get("state", {}).values(), key


def test_M6_entities_without_a_class_have_an_icon() -> None:
    """Nothing is shown as an eye."""
    icons = document("icons.json")["entity"]
    for platform, description in _entities():
        if description.device_class in (None, SensorDeviceClass.ENUM):
            assert description.key in icons[platform], description.key
