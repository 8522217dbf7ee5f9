"""The demo's dashboard: what a car has, in an order, and nothing that it lacks."""

from typing import Any

from scripts.demo_home.dashboard import Car, Entity, dashboard


def _car(name: str, *keys: str) -> Car:
    """Return a car whose entity ids tell nothing, as when somebody renamed them."""
    tracker = Entity(f"device_tracker.{name}_0", "device_tracker", "position")
    rest = (
        Entity(f"sensor.{name}_{number}", "sensor", key)
        for number, key in enumerate(keys, 1)
    )
    return Car(name, (*rest, tracker))


def _section(car: Car) -> list[dict[str, Any]]:
    (view,) = dashboard([car])["views"]
    (section,) = view["sections"]
    return list(section["cards"])


def test_each_car_has_a_section_of_its_own() -> None:
    (view,) = dashboard([_car("leaf"), _car("almera")])["views"]
    headings = [section["cards"][0]["heading"] for section in view["sections"]]
    assert headings == ["leaf", "almera"]


def test_the_map_shows_the_car_and_its_way() -> None:
    (card,) = [card for card in _section(_car("leaf")) if card["type"] == "map"]
    assert card["entities"] == ["device_tracker.leaf_0"]
    assert card["hours_to_show"] > 0


def test_tiles_stand_in_the_order_of_their_worth() -> None:
    cards = _section(_car("almera", "odometer", "unheard_of", "doors_locked"))
    tiles = [card["entity"] for card in cards if card["type"] == "tile"]
    assert tiles == ["sensor.almera_3", "sensor.almera_1"]


def test_what_a_car_lacks_leaves_no_gap() -> None:
    types = [card["type"] for card in _section(_car("almera"))]
    assert types == ["heading", "map"]


def test_a_level_is_a_bar() -> None:
    cards = _section(_car("leaf", "battery_level"))
    assert cards[-1]["features"] == [{"type": "bar-gauge"}]


def test_a_button_is_pressed_by_a_tap() -> None:
    cards = _section(_car("leaf", "wake"))
    tap = cards[-1]["tap_action"]
    assert tap["perform_action"] == "button.press"
    assert tap["target"] == {"entity_id": "sensor.leaf_1"}


def test_a_lock_can_be_turned_where_it_is_shown() -> None:
    (lock,) = [card for card in _section(_car("leaf", "doors")) if "features" in card]
    assert lock["features"] == [{"type": "lock-commands"}]


def test_commands_stand_under_a_heading_of_their_own() -> None:
    cards = _section(_car("leaf", "wake", "flash_lights", "start_engine", "climate"))
    shown = [card.get("entity") or card["heading"] for card in cards[2:]]
    assert shown == [
        "Remote control",
        "sensor.leaf_4",
        "sensor.leaf_3",
        "sensor.leaf_2",
        "sensor.leaf_1",
    ]


def test_what_the_car_told_is_listed() -> None:
    cards = _section(_car("leaf", "notification", "theft_alarm", "breach_speed"))
    heading, alarm, breaches, history = cards[2:]
    assert heading["heading"] == "Told"
    assert alarm["entity"] == "sensor.leaf_2"
    assert [row["entity"] for row in breaches["entities"]] == ["sensor.leaf_3"]
    assert history["type"] == "logbook"
    assert history["target"] == {"entity_id": ["sensor.leaf_1"]}


def test_the_next_service_is_shown_once_it_is_set() -> None:
    cards = _section(_car("leaf", "service_days_left"))
    assert [card.get("heading") for card in cards[2:]] == ["Service", None]
    assert [row["entity"] for row in cards[3]["entities"]] == ["sensor.leaf_1"]


def test_an_electric_car_looks_like_one() -> None:
    icons = [
        _section(_car("car", *keys))[0]["icon"]
        for keys in (("battery_level",), ("battery_level", "fuel_range"), ())
    ]
    assert icons == ["mdi:car-electric", "mdi:car", "mdi:car"]
