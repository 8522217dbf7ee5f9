"""The demo's command line: what is wrong is said in a line."""

from pathlib import Path
import socket

import pytest

from scripts.demo_home.cli import main
from scripts.demo_home.place import HOST
from tests.e2e.demo import free_ports


@pytest.mark.parametrize(
    "arguments",
    [["--nonsense"], ["--port", "0"], ["--port", "many"], ["--emulator-port", "65536"]],
)
def test_wrong_arguments_are_said_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    words = capsys.readouterr().err
    assert words.startswith("demo: ")
    assert arguments[0] in words
    assert words.count("\n") == 1


@pytest.mark.usefixtures("socket_enabled")
def test_a_taken_port_ends_the_demo_before_it_touches_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        arguments = ["--folder", str(folder), "--port", str(port), "--fresh"]
        assert main([*arguments, "--emulator-port", str(port)]) == 1
    assert f"Port {port} is taken" in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "why"), [("nights", "no scenario 'nights'"), ("x.yaml", "x.yaml: No such")]
)
def test_a_wrong_scenario_is_named(
    capsys: pytest.CaptureFixture[str], name: str, why: str
) -> None:
    assert main(["--scenario", name]) == 1
    assert why in capsys.readouterr().err


def test_a_link_needs_a_demo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--link", "--folder", str(tmp_path)]) == 1
    assert "There is no demo" in capsys.readouterr().err


@pytest.mark.usefixtures("socket_enabled")
def test_a_folder_that_cannot_be_made_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    port, emulator_port = free_ports()
    arguments = ["--folder", str(tmp_path / "file" / "demo"), "--port", str(port)]
    assert main([*arguments, "--emulator-port", str(emulator_port)]) == 1
    words = capsys.readouterr().err
    assert "Not a directory" in words
    assert words.count("\n") == 2
