"""Where the demo is kept, and whether it may start there."""

from pathlib import Path
import socket
import stat

import pytest

from scripts.demo_home.errors import DemoError
from scripts.demo_home.place import HOST, Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place that nobody has taken."""
    return Place(tmp_path / "demo", 18123, 18270)


def test_taking_keeps_the_password_for_the_owner_alone(place: Place) -> None:
    place.take()
    lease = place.folder / "nissanconnect-demo.json"
    assert len(place.password()) >= 24
    assert stat.S_IMODE(lease.stat().st_mode) == 0o600


def test_taking_twice_keeps_the_password(place: Place) -> None:
    place.take()
    password = place.password()
    place.take()
    assert place.password() == password


def test_a_half_written_lease_is_taken_again(place: Place) -> None:
    place.folder.mkdir()
    (place.folder / "nissanconnect-demo.json.partial").write_text('{"pass')
    place.take()
    assert place.password()


def test_a_broken_lease_is_named(place: Place) -> None:
    place.folder.mkdir()
    (place.folder / "nissanconnect-demo.json").write_text("{")
    with pytest.raises(DemoError, match="--fresh"):
        place.take()


def test_a_folder_of_somebody_else_is_left_alone(place: Place) -> None:
    place.folder.mkdir()
    thesis = place.folder / "thesis.txt"
    thesis.write_text("years of work")
    place.clear()
    with pytest.raises(DemoError, match="not a demo's folder"):
        place.take()
    assert thesis.exists()


def test_fresh_forgets_everything(place: Place) -> None:
    place.take()
    password = place.password()
    place.emulator_state.write_text("a world")
    place.clear()
    place.take()
    assert place.password() != password
    assert not place.emulator_state.exists()


def test_a_demo_is_bound_to_its_emulator(place: Place) -> None:
    place.take()
    other = Place(place.folder, place.port, place.emulator_port + 1)
    with pytest.raises(DemoError, match=f"--emulator-port {place.emulator_port}"):
        other.take()


def test_a_demo_of_another_scenario_is_told_and_left_alone(place: Place) -> None:
    place.take()
    other = Place(place.folder, place.port, place.emulator_port, "day")
    with pytest.raises(DemoError, match=r"another scenario \(demo\).*--fresh"):
        other.take()
    other.clear()
    other.take()
    with pytest.raises(DemoError, match=r"another scenario \(day\)"):
        place.take()


def test_no_password_without_a_demo(place: Place) -> None:
    with pytest.raises(DemoError, match="There is no demo"):
        place.password()


@pytest.mark.parametrize("option", ["--port", "--emulator-port"])
@pytest.mark.usefixtures("socket_enabled")
def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path, option: str) -> None:
    with socket.socket() as taken, socket.socket() as free:
        for one in (taken, free):
            one.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        other = free.getsockname()[1]
        free.close()
        ports = (port, other) if option == "--port" else (other, port)
        with pytest.raises(DemoError, match=f"Port {port} is taken.*{option}"):
            Place(tmp_path, *ports).check_ports()


@pytest.mark.usefixtures("socket_enabled")
def test_free_ports_pass(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    Place(tmp_path, port, port).check_ports()
