"""YAML that people write: read safely, wrong input named by file, line and key."""

from collections.abc import Collection
from pathlib import Path
import re
from typing import Any

import msgspec
import yaml

MAX_BYTES = 256 * 1024

_WHERE = re.compile(
    r"^(?P<what>.*?)(?: - at `(?:key in )?\$(?P<path>.*)`)?$", re.DOTALL
)
_UNKNOWN = re.compile(r"unknown field `(?P<key>[^`]+)`")
_STEP = re.compile(r"\.(?P<key>[^.\[]+)|\[(?P<index>\d+|\.\.\.)\]")


class DataError(ValueError):
    """A data file that cannot be used; one line that names file, line and key."""


def fault(path: str, what: str) -> ValueError:
    """Return what the outermost `__post_init__` raises of a part (`cars[0].name`)."""
    return ValueError(f"{what} - at `$.{path}`")


def read[T](path: Path, kind: type[T], *, numbered: Collection[str] = ()) -> T:
    """Read one YAML file as `kind`; raises DataError. For `numbered` see `parse`."""
    try:
        data = path.read_bytes()
        return parse(data.decode("utf-8"), kind, path.name, numbered=numbered)
    except OSError as err:
        raise DataError(f"{path.name}: {err.strerror}") from err
    except UnicodeDecodeError as err:
        raise DataError(f"{path.name}: not UTF-8 text") from err


def parse[T](
    text: str, kind: type[T], name: str, *, numbered: Collection[str] = ()
) -> T:
    """Read YAML text as `kind`; `name` stands for the file in errors (DataError).

    Items of the lists with the keys `numbered` are told their `line`.
    """
    if len(text.encode()) > MAX_BYTES:
        raise DataError(f"{name}: larger than {MAX_BYTES // 1024} KiB")
    try:
        node, value = _load(text)
    except yaml.MarkedYAMLError as err:
        raise DataError(_syntax(name, err)) from err
    except (yaml.YAMLError, ValueError) as err:
        raise DataError(f"{name}: {_one_line(str(err))}") from err
    except RecursionError as err:
        raise DataError(f"{name}: nested too deep") from err
    try:
        _number(node, value, numbered)
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as err:
        raise DataError(_located(name, node, str(err))) from err


def _load(text: str) -> tuple[yaml.Node, Any]:
    """Return the tree (for its line numbers) and the value."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise ValueError("empty")
        _refuse_repeats(node, set())
        return node, loader.construct_document(node)
    finally:
        loader.dispose()


def _number(node: yaml.Node, value: Any, keys: Collection[str]) -> None:
    """Put the line of each item of some lists into it."""
    for key in keys:
        listed = value.get(key) if isinstance(value, dict) else None
        for index, item in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(item, dict):
                item["line"] = _line(node, f".{key}[{index}]")


def _refuse_repeats(node: yaml.Node, seen: set[int]) -> None:
    """Refuse aliases (a small file could grow without end) and doubled keys."""
    if id(node) in seen:
        raise yaml.MarkedYAMLError(
            problem="anchors and aliases are not taken", problem_mark=node.start_mark
        )
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeats(item, seen)
    elif isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            if key.value in keys:
                raise yaml.MarkedYAMLError(
                    problem=f"{key.value!r} stands twice", problem_mark=key.start_mark
                )
            keys.add(key.value)
            _refuse_repeats(value, seen)


def _syntax(name: str, err: yaml.MarkedYAMLError) -> str:
    mark = err.problem_mark or err.context_mark
    line = f":{mark.line + 1}" if mark else ""
    return f"{name}{line}: {_one_line(err.problem or 'not YAML')}"


def _located(name: str, node: yaml.Node, message: str) -> str:
    found = _WHERE.match(message)
    path = (found["path"] or "") if found else ""
    what = found["what"] if found else message
    unknown = _UNKNOWN.search(what)
    path += f".{unknown['key']}" if unknown else ""
    key = f" {path.lstrip('.')}:" if path else ""
    return f"{name}:{_line(node, path)}:{key} {_one_line(what)}"


def _line(node: yaml.Node, path: str) -> int:
    """Return the line of the deepest node that `path` leads to."""
    line = node.start_mark.line
    for step in _STEP.finditer(path):
        found = _child(node, step["key"], step["index"])
        if found is None:
            break
        mark, node = found
        line = mark.line
    return line + 1


def _child(
    node: yaml.Node, key: str | None, index: str | None
) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode) and key is not None:
        for name, value in node.value:
            if name.value == key:
                return name.start_mark, value
    if isinstance(node, yaml.SequenceNode) and index and index.isdigit():
        item = node.value[int(index)]
        return item.start_mark, item
    return None


def _one_line(text: str) -> str:
    return " ".join(text.split())
