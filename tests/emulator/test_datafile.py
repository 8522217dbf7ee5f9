"""Wrong YAML is named by file, line and key."""

from pathlib import Path

import msgspec
import pytest

from emulator import datafile


class Wheel(msgspec.Struct, forbid_unknown_fields=True):
    """A small thing."""

    bar: float


class Cart(msgspec.Struct, forbid_unknown_fields=True):
    """A thing with parts."""

    name: str
    wheels: list[Wheel]
    colours: dict[str, int] = {}


def test_good_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "cart.yaml"
    file.write_text("name: Blue\nwheels:\n  - {bar: 2.2}\n")
    assert datafile.read(file, Cart) == Cart("Blue", [Wheel(2.2)])


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("name: [", "cart.yaml:1: expected the node content, but found"),
        ("", "cart.yaml: empty"),
        ("name: A\n", "cart.yaml:1: Object missing required field `wheels`"),
        (
            "name: A\nwheels:\n  - bar: 2\n  - bar: low\n",
            "cart.yaml:4: wheels[1].bar: Expected `float`, got `str`",
        ),
        (
            "name: A\nwheels:\n  - bar: 2\n    colour: red\n",
            "cart.yaml:4: wheels[0].colour: Object contains unknown field `colour`",
        ),
        (
            "name: A\nwheels: []\ncolours:\n  red: x\n",
            "cart.yaml:3: colours[...]: Expected `int`, got `str`",
        ),
        ("name: A\nname: B\n", "cart.yaml:2: 'name' stands twice"),
        ("name: &a B\nwheels: [*a, *a]\n", "cart.yaml:1: anchors and aliases"),
        ("name: !!python/object:os.system x\n", "cart.yaml:1: could not determine"),
        ("[" * 5_000, "cart.yaml: nested too deep"),
        ("#" * 300_000, "cart.yaml: larger than 256 KiB"),
    ],
)
def test_bad_file_is_one_line_with_file_line_and_key(text: str, error: str) -> None:
    with pytest.raises(datafile.DataError) as refused:
        datafile.parse(text, Cart, "cart.yaml")
    assert str(refused.value).startswith(error)
    assert "\n" not in str(refused.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(datafile.DataError, match=r"none\.yaml: No such file"):
        datafile.read(tmp_path / "none.yaml", Cart)


def test_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cart.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(datafile.DataError, match="not UTF-8 text"):
        datafile.read(file, Cart)
