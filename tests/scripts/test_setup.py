"""`scripts/setup` on machines of many kinds, made of a folder of commands."""

from pathlib import Path
import shutil
import subprocess
import time

import pytest

_REPOSITORY = Path(__file__).parents[2]
# What the script may take for granted on any system.
_BASICS = """
bash basename cat cksum cp dirname env flock grep head id ln mkdir mv rm sed sh tail
"""
_PYTHON = "#!/bin/sh\nexit 0\n"
_UV = """\
#!/bin/sh
echo "$@" >>"$HOME/uv.log"
case "$1" in
  venv)
    for folder; do :; done
    mkdir -p "$folder/bin"
    cp "$HOME/bin/python3.14" "$folder/bin/python" ;;
  pip) exit ${UV_PIP:-0} ;;
  *) exit 1 ;;
esac
"""


class Machine:
    """A repository and a home on a machine that has only chosen commands."""

    def __init__(self, root: Path) -> None:
        """Lay the scripts and the basic commands out below `root`."""
        self.repository = root / "repository"
        self.home = root / "home"
        self.commands = self.home / "bin"
        self.commands.mkdir(parents=True)
        shutil.copytree(_REPOSITORY / "scripts", self.repository / "scripts")
        for name in ("requirements_test.txt", "constraints.txt"):
            shutil.copy(_REPOSITORY / name, self.repository)
        for name in _BASICS.split():
            (self.commands / name).symlink_to(shutil.which(name) or name)

    def has(self, name: str, script: str) -> None:
        """Put a command on the machine."""
        path = self.commands / name
        path.write_text(script)
        path.chmod(0o755)

    def setup(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run scripts/setup there, with `more` in its environment."""
        return subprocess.run(
            [self.repository / "scripts" / "setup", *arguments],
            env={"HOME": str(self.home), "PATH": str(self.commands), **more},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @property
    def asked_of_uv(self) -> list[str]:
        """What uv was called with, the first word of each call."""
        log = self.home / "uv.log"
        return [line.split()[0] for line in log.read_text().splitlines()]


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    """A machine without any Python, uv or apt."""
    return Machine(tmp_path)


@pytest.fixture
def machine(bare: Machine) -> Machine:
    """A machine with a Python 3.14 and a uv."""
    bare.has("python3.14", _PYTHON)
    bare.has("uv", _UV)
    return bare


def test_a_wrong_argument_shows_the_usage(bare: Machine) -> None:
    result = bare.setup("--nonsense")
    assert result.returncode == 2
    assert "Usage: scripts/setup" in result.stderr


def test_without_python_it_names_what_to_install(bare: Machine) -> None:
    result = bare.setup()
    assert result.returncode == 1
    assert "python3.14" in result.stderr
    assert "brew install" in result.stderr
    assert "line " not in result.stderr


def test_without_uv_it_names_what_to_install(bare: Machine) -> None:
    bare.has("python3.14", _PYTHON)
    result = bare.setup()
    assert result.returncode == 1
    assert "Install uv" in result.stderr


def test_it_is_quick_once_all_is_there(machine: Machine) -> None:
    assert machine.setup().returncode == 0
    began = time.monotonic()
    again = machine.setup()
    assert time.monotonic() - began < 2
    assert (again.returncode, again.stderr) == (0, "")
    assert machine.asked_of_uv == ["venv", "pip"]


def test_failed_packages_are_told_and_taken_up_again(machine: Machine) -> None:
    failed = machine.setup(UV_PIP="1")
    assert failed.returncode == 1
    assert "the packages could not be installed" in failed.stderr
    assert machine.setup().returncode == 0
    assert machine.asked_of_uv == ["venv", "pip", "venv", "pip"]


def test_changed_requirements_are_installed_into_what_is_there(
    machine: Machine,
) -> None:
    assert machine.setup().returncode == 0
    with (machine.repository / "requirements_test.txt").open("a") as requirements:
        requirements.write("more==1.0\n")
    assert machine.setup().returncode == 0
    assert machine.asked_of_uv == ["venv", "pip", "pip"]


def test_an_interpreter_that_has_gone_is_replaced(machine: Machine) -> None:
    assert machine.setup().returncode == 0
    (machine.repository / ".venv" / "bin" / "python").unlink()
    assert machine.setup().returncode == 0
    assert machine.asked_of_uv == ["venv", "pip", "venv", "pip"]


def test_without_a_compiler_the_rest_is_installed(machine: Machine) -> None:
    result = machine.setup()
    assert result.returncode == 0
    assert "No C++ compiler" in result.stderr
    wanted = (machine.home / ".cache/nissanconnect/requirements.txt").read_text()
    assert "home-assistant-frontend==" in wanted
    assert "pyspeex-noise==" not in wanted


def test_a_missing_browser_is_named(machine: Machine) -> None:
    result = machine.setup("--browser")
    assert result.returncode == 1
    assert "chromium" in result.stderr


def test_a_browser_that_is_there_is_enough(machine: Machine) -> None:
    machine.has("chromium", _PYTHON)
    assert machine.setup("--browser").returncode == 0
