"""Container and app: they cannot run here, so each part is held against the others."""

import json
from pathlib import Path
import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from emulator import cli

_ROOT = Path(__file__).parents[2]
_APP = _ROOT / "emulator"
# What the Supervisor knows (developers.home-assistant.io, App configuration).
_REQUIRED = {"name", "version", "slug", "description", "arch"}
_KNOWN = _REQUIRED | {
    *("url", "startup", "boot", "webui", "ports", "options", "schema", "init"),
    *("image", "ingress", "map", "stage", "watchdog", "timeout", "backup"),
}
_ARCHITECTURES = {"amd64", "aarch64"}
_SERVES = re.compile(r"match\(.+\)|(int|float)\([\d.]+,[\d.]+\)")
# In place of Python: shows how the emulator would be run, and does all else.
_PYTHON = """\
#!/bin/sh
if [ "$1" = -m ]; then shift 2; for word; do echo "$word"; done
else exec "{python}" "$@"; fi
"""


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _pins(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines()
    pins = (line.partition("==") for line in lines if "==" in line)
    return {name.lower(): version for name, _, version in pins}


def _started(tmp_path: Path, options: dict[str, Any] | None, *arguments: str) -> Any:
    """Return the options that the command line understands of what run.sh starts."""
    python = tmp_path / "python3"
    python.write_text(_PYTHON.format(python=sys.executable))
    python.chmod(0o755)
    if options is not None:
        (tmp_path / "options.json").write_text(json.dumps(options))
    done = subprocess.run(
        ["/bin/sh", _APP / "run.sh", *arguments],
        env={"DATA": str(tmp_path), "PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    return cli.parser().parse_args(done.stdout.splitlines())


def test_the_manifest_says_what_the_supervisor_wants() -> None:
    app = _yaml(_APP / "config.yaml")
    assert app.keys() >= _REQUIRED
    assert app.keys() <= _KNOWN
    assert set(app["arch"]) == _ARCHITECTURES
    assert re.fullmatch("[a-z_]+", app["slug"])
    assert app["options"].keys() == app["schema"].keys()
    for rule in app["schema"].values():
        assert _SERVES.fullmatch(rule if isinstance(rule, str) else rule[0])
    manifest = _ROOT / "custom_components" / "nissanconnect" / "manifest.json"
    assert app["version"] == json.loads(manifest.read_text("utf-8"))["version"]


def test_the_repository_is_one_of_apps() -> None:
    assert _yaml(_ROOT / "repository.yaml").keys() == {"name", "url", "maintainer"}
    assert [path.parent for path in _ROOT.glob("emulator/**/config.*")] == [_APP]


def test_every_option_and_port_has_its_words() -> None:
    app = _yaml(_APP / "config.yaml")
    for file in (_APP / "translations").iterdir():
        words = _yaml(file)
        assert words["configuration"].keys() == app["options"].keys(), file.name
        assert words["network"].keys() == app["ports"].keys(), file.name
    guide = (_APP / "DOCS.md").read_text("utf-8")
    assert all(f"`{name}`" in guide for name in app["options"])


def test_the_image_has_all_it_needs() -> None:
    recipe = (_APP / "Dockerfile").read_text("utf-8")
    for copied in re.findall(r"^COPY (\S+) ", recipe, re.MULTILINE):
        assert (_APP / copied).exists()
    assert "/opt/emulator/run.sh" in recipe
    port = cli.parser().parse_args(["serve"]).port
    assert f"EXPOSE {port}" in recipe
    assert _yaml(_APP / "config.yaml")["ports"] == {f"{port}/tcp": port}
    ours, tested = _pins(_APP / "requirements.txt"), _pins(_ROOT / "constraints.txt")
    tested |= _pins(_ROOT / "requirements_test.txt")
    assert ours.items() <= tested.items()


def test_every_package_that_is_imported_is_required() -> None:
    required = {name.partition("==")[0] for name in _pins(_APP / "requirements.txt")}
    names = {"yaml": "pyyaml"}
    for file in _APP.rglob("*.py"):
        # The plugin is for those who have pytest.
        if file.name != "testing.py":
            text = file.read_text("utf-8")
            found = re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE)
            other = set(found) - sys.stdlib_module_names - {"emulator"}
            assert {names.get(name, name) for name in other} <= required, file.name


def test_the_app_starts_what_its_options_ask_for(tmp_path: Path) -> None:
    chosen = _yaml(_APP / "config.yaml")["options"] | {"fleet": 20, "speed": 60.0}
    options = _started(tmp_path, chosen)
    assert (options.scenario, options.fleet, options.speed) == ("demo", 20, 60.0)
    assert options.state == tmp_path / "demo-20.sqlite"
    assert options.allow_host[1:] == ["homeassistant.local"]
    assert options.host != "127.0.0.1"


@pytest.mark.parametrize("arguments", [(), ("--held", "--seed", "7")])
def test_the_container_starts_what_it_is_told(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    options = _started(tmp_path, None, *arguments)
    assert options.held == bool(arguments)
    assert options.state == tmp_path / "world.sqlite"
