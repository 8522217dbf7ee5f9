"""What hassfest and HACS would check, and rules that a reviewer looks for."""

import ast
from collections.abc import Iterator
from pathlib import Path
import re
import struct
import tomllib

from awesomeversion import AwesomeVersion
from homeassistant.helpers.selector import validate_selector
from homeassistant.loader import Manifest
import pytest
import yaml

from custom_components.nissanconnect.condition import _CONDITIONS
from custom_components.nissanconnect.const import DOMAIN, PLATFORMS
from custom_components.nissanconnect.trigger import _TRIGGERS

from .package import PACKAGE, ROOT, calls, document, sources, texts

BRONZE = """
action-setup appropriate-polling brands common-modules config-flow
config-flow-test-coverage dependency-transparency docs-actions docs-triggers
docs-conditions docs-high-level-description docs-installation-instructions
docs-removal-instructions entity-event-setup entity-unique-id has-entity-name
runtime-data test-before-configure test-before-setup unique-config-entry
"""
SILVER = """
action-exceptions config-entry-unloading docs-configuration-parameters
docs-installation-parameters entity-unavailable integration-owner log-when-unavailable
parallel-updates reauthentication-flow test-coverage
"""
GOLD = """
devices diagnostics discovery discovery-update-info docs-data-update docs-examples
docs-known-limitations docs-supported-devices docs-supported-functions
docs-troubleshooting docs-use-cases dynamic-devices stale-devices entity-category
entity-device-class entity-disabled-by-default entity-translations
exception-translations icon-translations reconfiguration-flow repair-issues
"""
PLATINUM = "async-dependency inject-websession strict-typing"
HACS_KEYS = {
    "name",
    "content_in_root",
    "country",
    "filename",
    "hacs",
    "hide_default_branch",
    "homeassistant",
    "persistent_directory",
    "render_readme",
    "zip_release",
}
HA_EXCEPTIONS = {
    "ConfigEntryAuthFailed",
    "ConfigEntryError",
    "ConfigEntryNotReady",
    "HomeAssistantError",
    "ServiceValidationError",
    "UpdateFailed",
}
# Where the README answers to a rule; actions, triggers and conditions have own pages.
HEADINGS = {
    "docs-high-level-description": "NissanConnect Services for Home Assistant",
    "docs-installation-instructions": "Installation",
    "docs-removal-instructions": "Removal",
    "docs-configuration-parameters": "Options",
    "docs-data-update": "How data is updated",
    "docs-examples": "Automations",
    "docs-known-limitations": "Known limitations",
    "docs-supported-devices": "Supported cars",
    "docs-supported-functions": "Entities",
    "docs-troubleshooting": "Troubleshooting",
    "docs-use-cases": "Use cases",
}
# What a property may not call.
DOING = {
    "async_create_task",
    "glob",
    "open",
    "read_bytes",
    "read_text",
    "rglob",
    "write_text",
}
WORKFLOWS = ROOT / ".github" / "workflows"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_M1_manifest() -> None:
    """Keys, their order, and values that a custom integration must have."""
    manifest = document("manifest.json")
    keys = list(manifest)
    assert keys == ["domain", "name", *sorted(keys[2:])]
    assert set(keys) <= Manifest.__annotations__.keys()
    assert manifest["domain"] == DOMAIN == PACKAGE.name
    assert AwesomeVersion(manifest["version"]).valid
    assert manifest["documentation"].startswith("https://")
    assert manifest["issue_tracker"].startswith("https://")
    assert manifest["config_flow"] is True
    assert manifest["iot_class"] == "cloud_polling"
    assert manifest["integration_type"] == "hub"
    assert all(re.fullmatch(r"@[\w-]+", owner) for owner in manifest["codeowners"])
    assert manifest["codeowners"]
    assert all("==" in requirement for requirement in manifest["requirements"])


def test_M2_hacs() -> None:
    """Only keys that HACS knows, the same name, and a minimum version."""
    hacs = yaml.safe_load((ROOT / "hacs.json").read_text("utf-8"))
    assert set(hacs) <= HACS_KEYS
    assert hacs["name"] == document("manifest.json")["name"]


def test_M2_the_oldest_home_assistant_is_the_tested_one() -> None:
    """What is promised is what every change is tested with; newer ones weekly."""
    minimum = yaml.safe_load((ROOT / "hacs.json").read_text("utf-8"))["homeassistant"]
    pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert f"homeassistant=={minimum}" in pins
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"Home Assistant {minimum} or newer" in readme
    jobs = yaml.safe_load((WORKFLOWS / "test.yml").read_text("utf-8"))["jobs"]
    steps = [step.get("run", "") for step in jobs["test"]["steps"]]
    assert any(step.startswith("scripts/test") for step in steps)
    matrix = jobs["newest"]["strategy"]["matrix"]
    assert matrix == {"home-assistant": ["latest", "beta"]}


def test_M3_quality_scale() -> None:
    """Each rule once; what is exempt says why; nothing is open."""
    text = (PACKAGE / "quality_scale.yaml").read_text("utf-8")
    rules = yaml.safe_load(text)["rules"]
    wanted = f"{BRONZE} {SILVER} {GOLD} {PLATINUM}".split()
    assert len(wanted) == 54
    assert list(rules) == sorted(rules, key=wanted.index)
    assert set(rules) == set(wanted)
    for rule, state in rules.items():
        if isinstance(state, dict):
            assert state["status"] == "exempt", rule
            assert state["comment"].endswith("."), rule
        else:
            assert state == "done", rule


@pytest.mark.parametrize(("name", "size"), [("icon.png", 256), ("icon@2x.png", 512)])
def test_M8_icons(name: str, size: int) -> None:
    """Square, of the size that Home Assistant wants, with an alpha channel."""
    assert _png(name) == (size, size, 6)


@pytest.mark.parametrize(
    ("name", "least", "most"), [("logo.png", 128, 256), ("logo@2x.png", 256, 512)]
)
def test_M8_logos(name: str, least: int, most: int) -> None:
    """The shorter side is in the range that Home Assistant wants."""
    width, height, kind = _png(name)
    assert least <= min(width, height) <= most
    assert kind == 6


def _png(name: str) -> tuple[int, int, int]:
    """Return width, height and colour type (6 is RGBA)."""
    head = (PACKAGE / "brand" / name).read_bytes()[:26]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, _, kind = struct.unpack(">IIBB", head[16:26])
    return width, height, kind


def test_M9_platforms() -> None:
    """Each says how many updates run side by side, and takes our call-back."""
    trees = dict(sources(api=False))
    for platform in PLATFORMS:
        text = ast.unparse(trees[f"{platform}.py"])
        assert re.search(r"^PARALLEL_UPDATES = [01]$", text, re.MULTILINE), platform
        assert "AddConfigEntryEntitiesCallback" in text, platform


def test_M9_each_part_has_its_layer() -> None:
    """Each platform and each folder stands in a contract of who imports whom."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layered = {
        part
        for contract in contracts
        if contract.get("containers") == [f"custom_components.{DOMAIN}"]
        for layer in contract["layers"]
        for part in layer.split(" : ")
    }
    folders = {folder.parent.name for folder in PACKAGE.glob("*/__init__.py")}
    assert {*PLATFORMS, *folders} <= layered


def test_M9_common_modules() -> None:
    """Coordinators and the base entity are where everyone looks for them."""
    for name, tree in sources(api=False):
        bases = {
            ast.unparse(base).partition("[")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for base in node.bases
        }
        assert ("DataUpdateCoordinator" in bases) == (name == "coordinator.py"), name
        assert ("CoordinatorEntity" in bases) == (name == "entity.py"), name


def test_M9_sessions_are_injected() -> None:
    """Nobody makes a session of his own, or waits in the event loop."""
    for api in (True, False):
        for name, tree in sources(api=api):
            called = {call for call, _ in calls(tree)}
            assert not called & {"ClientSession", "sleep", "open"}, name
            assert "hass.data[DOMAIN" not in ast.unparse(tree), name


def test_M9_exceptions_are_translated() -> None:
    """No exception that Home Assistant shows has a text of its own."""
    for name, tree in sources(api=False):
        for call, arguments in calls(tree):
            if call in HA_EXCEPTIONS:
                assert {"translation_domain", "translation_key"} <= set(arguments), name


def test_M11_client_knows_no_home_assistant() -> None:
    """The client could be a package of its own."""
    for name, tree in sources(api=True):
        for node in ast.walk(tree):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
                assert node.level < 2, f"{name} reaches out of the client"
            assert not any(m.startswith("homeassistant") for m in modules), name


def test_M10_every_entity_and_option_is_in_the_readme() -> None:
    """What can be seen or set is explained."""
    readme = (ROOT / "README.md").read_text("utf-8")
    name = re.compile(r"entity\.\w+\.\w+\.name")
    field = re.compile(r"(config|options)\.step\.(?!\w*code)\w+\.(.*\.)?data\.\w+")
    shown = [
        text.partition(",")[0]
        for key, text in texts("en").items()
        if name.fullmatch(key) or field.fullmatch(key)
    ]
    assert not [text for text in shown if text not in readme]


@pytest.mark.parametrize(("rule", "heading"), HEADINGS.items())
def test_M10_each_rule_of_documentation_has_its_heading(
    rule: str, heading: str
) -> None:
    """What a docs rule wants stands under a heading of its own, with words below."""
    readme = (ROOT / "README.md").read_text("utf-8")
    below = re.search(rf"^##? {heading}\n+([^#\n])", readme, re.MULTILINE)
    assert below is not None, rule


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_M10_links_lead_somewhere(page: Path) -> None:
    """To files that there are, and to headings in them."""
    links = re.findall(r"\]\(([^)\s:]+)\)", page.read_text("utf-8"))
    for target, _, heading in (link.partition("#") for link in links):
        file = page.parent / target if target else page
        assert file.exists(), target
        assert not heading or heading in _anchors(file), f"{target}#{heading}"


def _anchors(page: Path) -> set[str]:
    """Return what GitHub calls a page's headings in addresses."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
        for heading in headings
    }


@pytest.mark.parametrize("file", ["services", "triggers", "conditions"])
def test_M7_selectors_are_home_assistants(file: str) -> None:
    """Each field of each action, trigger and condition has one that it knows."""
    known = yaml.safe_load((PACKAGE / f"{file}.yaml").read_text("utf-8"))
    found = list(_selectors(known))
    assert found
    for selector in found:
        validate_selector(selector)


def _selectors(tree: object) -> Iterator[object]:
    """Yield each selector, however deep its field lies."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from [value] if key == "selector" else _selectors(value)


@pytest.mark.parametrize("kind", ["triggers", "conditions"])
def test_M7_triggers_and_conditions_are_whole(kind: str) -> None:
    """Each has code, its fields' texts and an icon."""
    listed = yaml.safe_load((PACKAGE / f"{kind}.yaml").read_text("utf-8"))
    known = {key: one for key, one in listed.items() if not key.startswith(".")}
    told = document("translations", "en.json")[kind]
    coded = _TRIGGERS if kind == "triggers" else _CONDITIONS
    assert known.keys() == told.keys() == document("icons.json")[kind].keys()
    assert known.keys() == coded.keys()
    for key, one in known.items():
        assert one.get("fields", {}).keys() == told[key].get("fields", {}).keys(), key


def test_M9_properties_only_look() -> None:
    """What is asked at each state written reads no file and begins nothing."""
    for name, tree in sources(api=False):
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and _is_property(function):
                body = ast.Module(body=function.body, type_ignores=[])
                called = {call for call, _ in calls(body)}
                assert not called & DOING, f"{name} {function.name}"


def _is_property(function: ast.FunctionDef) -> bool:
    decorators = {ast.unparse(each) for each in function.decorator_list}
    return bool(decorators & {"property", "cached_property"})


def test_action_setup() -> None:
    """Actions are there before any entry is, so that automations can be checked."""
    registering = {"async_register", "async_register_platform_entity_service"}
    makers = {
        name
        for name, tree in sources(api=False)
        if registering & {call for call, _ in calls(tree)}
    }
    assert makers
    for name, tree in sources(api=False):
        for function in _functions(tree, "async_setup_entry"):
            assert not registering & {call for call, _ in calls(function)}, name


def test_entity_event_setup() -> None:
    """No entity subscribes before it has been added."""
    for name, tree in sources(api=False):
        for made in _functions(tree, "__init__", of="Entity"):
            called = {call for call, _ in calls(made)}
            assert not {c for c in called if c.startswith("async_track")}, name
            assert not called & {"async_add_listener", "async_listen"}, name


def _functions(tree: ast.AST, name: str, *, of: str = "") -> Iterator[ast.Module]:
    """Yield each function of that name, of classes whose bases have `of` in them."""
    for node in ast.walk(tree):
        if of and not (isinstance(node, ast.ClassDef) and _is_made_of(node, of)):
            continue
        for child in ast.iter_child_nodes(node):
            if getattr(child, "name", None) == name and isinstance(child, ast.stmt):
                yield ast.Module(body=[child], type_ignores=[])


def _is_made_of(made: ast.ClassDef, of: str) -> bool:
    return any(of in ast.unparse(base) for base in made.bases)
