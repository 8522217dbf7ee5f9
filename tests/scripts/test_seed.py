"""What Home Assistant finds at its first start."""

import json
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest
import yaml

from scripts.demo_home.place import Place

_SEED = """
import asyncio, sys
from pathlib import Path
from scripts.demo_home.place import Place
from scripts.demo_home.seed import seed
place = Place(Path(sys.argv[1]), int(sys.argv[2]), 18270)
place.take()
asyncio.run(seed(place, Path("custom_components").absolute()))
"""


def _seed(place: Place) -> None:
    # A process of its own: Home Assistant leaves its marks on the one it lives in.
    command = [sys.executable, "-c", _SEED, str(place.folder), str(place.port)]
    subprocess.run(command, check=True, timeout=60)


def _stored(place: Place, key: str) -> dict[str, Any]:
    content = json.loads((place.config / ".storage" / key).read_text("utf-8"))
    return dict(content["data"])


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A configuration folder that was made once for all of these tests."""
    place = Place(tmp_path_factory.mktemp("seed") / "demo", 18123, 18270)
    _seed(place)
    return place


def test_an_owner_may_sign_in_from_this_machine(seeded: Place) -> None:
    (owner,) = _stored(seeded, "auth")["users"]
    assert owner["is_owner"]
    assert owner["group_ids"] == ["system-admin"]
    assert owner["local_only"]


def test_nothing_is_asked_at_the_first_visit(seeded: Place) -> None:
    done = _stored(seeded, "onboarding")["done"]
    assert done == ["user", "core_config", "analytics", "integration"]


def test_pages_are_served_on_loopback_only(seeded: Place) -> None:
    http = _stored(seeded, "http")
    assert http["stable"]["server_host"] == ["127.0.0.1"]
    assert http["stable"]["server_port"] == 18123
    assert http["pending"] is None
    assert http["yaml_migration_done"]
    assert "http:" not in (seeded.config / "configuration.yaml").read_text("utf-8")


def test_the_password_is_not_stored_in_clear(seeded: Place) -> None:
    password = seeded.password().encode()
    files = [path for path in seeded.config.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if password in path.read_bytes()]


def test_the_integration_is_the_one_of_this_repository(seeded: Place) -> None:
    link = seeded.config / "custom_components"
    assert link.resolve() == Path(__file__).parents[2] / "custom_components"


def test_a_half_finished_folder_is_made_anew(tmp_path: Path) -> None:
    place = Place(tmp_path / "demo", 18123, 18270)
    place.take()
    partial = place.config.with_suffix(".partial")
    partial.mkdir()
    (partial / "left_over").touch()
    _seed(place)
    assert not (place.config / "left_over").exists()
    assert not partial.exists()
    assert _stored(place, "auth")["users"]


def test_a_finished_folder_keeps_its_owner_and_takes_a_new_port(seeded: Place) -> None:
    owners = _stored(seeded, "auth")["users"]
    moved = Place(seeded.folder, 18124, seeded.emulator_port)
    try:
        _seed(moved)
        assert _stored(seeded, "auth")["users"] == owners
        assert _stored(seeded, "http")["stable"]["server_port"] == 18124
    finally:
        _seed(seeded)


def test_security_codes_are_not_recorded(seeded: Place) -> None:
    """Home Assistant keeps what actions are called with, unless it is told not to."""
    written = (seeded.config / "configuration.yaml").read_text("utf-8")
    recorder = yaml.load(written, yaml.BaseLoader)["recorder"]  # noqa: S506
    assert recorder == {"exclude": {"event_types": ["call_service"]}}
