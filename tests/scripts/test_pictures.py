"""Pictures of the pages: each page has a row that is drawn, and they are small."""

from pathlib import Path

from PIL import Image
import pytest

from scripts.pictures.rows import ROWS
from scripts.pictures.taking import LOOKS, MOST_BYTES, Look, take


async def _take(folder: Path, names: set[str], looks: tuple[Look, ...]) -> None:
    await take([row for row in ROWS if row.name in names], folder, looks)


def _good_ones(folder: Path) -> int:
    """Count the pictures; each is small, and as wide as its name says."""
    files = list(folder.iterdir())
    for file in files:
        assert file.stat().st_size <= MOST_BYTES
        with Image.open(file) as picture:
            assert picture.width == int(file.stem.split("-")[-2])
    return len(files)


@pytest.mark.browser
async def test_a_page_is_taken_small(socket_enabled: None, tmp_path: Path) -> None:
    await _take(tmp_path, {"owner-home"}, LOOKS[:1])
    assert _good_ones(tmp_path) == 1


@pytest.mark.browser
@pytest.mark.long
async def test_every_page_is_taken_in_every_look(
    socket_enabled: None, tmp_path: Path
) -> None:
    names = {row.name for row in ROWS}
    assert len(names) == len(ROWS)
    await _take(tmp_path, names, LOOKS)
    assert _good_ones(tmp_path) == len(ROWS) * len(LOOKS)
