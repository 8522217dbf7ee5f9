"""Pictures of the pages: each page has a row that is drawn, and they are small."""

from pathlib import Path

from PIL import Image
import pytest

from emulator.testing import running
from scripts.pictures.rows import ROWS
from scripts.pictures.taking import LOOKS, MOST_BYTES, take


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
    rows = [row for row in ROWS if row.name == "owner-remote"]
    await take(rows, tmp_path, LOOKS[:1], running)
    assert _good_ones(tmp_path) == 1


@pytest.mark.browser
@pytest.mark.long
async def test_every_page_is_taken_in_every_look(
    socket_enabled: None, tmp_path: Path
) -> None:
    await take(ROWS, tmp_path)
    assert _good_ones(tmp_path) == len(ROWS) * len(LOOKS)
