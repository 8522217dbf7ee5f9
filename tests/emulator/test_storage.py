"""The state file: whole commits, one holder, foreign and damaged files untouched."""

from pathlib import Path
import sqlite3

import pytest

from emulator.storage import Storage, StorageError


async def test_documents_come_back(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    with Storage(file) as storage:
        await storage.commit({("car", "A"): b"1", ("car", "B"): b"2"})
        await storage.commit({("car", "A"): b"3", ("car", "B"): None})
    with Storage(file) as storage:
        assert storage.read() == {("car", "A"): b"3"}


async def test_documents_keep_their_order(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    with Storage(file) as storage:
        for key in ("C", "A", "B", "C"):
            await storage.commit({("car", key): b"1"})
    with Storage(file) as storage:
        assert [key for _, key in storage.read()] == ["C", "A", "B"]


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    with Storage(file):
        assert all(one.stat().st_mode & 0o077 == 0 for one in tmp_path.iterdir())


async def test_a_failed_commit_writes_nothing(tmp_path: Path) -> None:
    with Storage(tmp_path / "state.sqlite") as storage:
        with pytest.raises(StorageError, match="not supported"):
            await storage.commit({("car", "A"): b"1", ("car", "B"): object()})  # type: ignore[dict-item]
        assert storage.read() == {}


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    with (
        Storage(file),
        pytest.raises(StorageError, match="another emulator is using it"),
    ):
        Storage(file)


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\x00" * 30])
def test_foreign_file_is_refused_and_untouched(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "diary.txt"
    file.write_bytes(content)
    with pytest.raises(StorageError, match="not a state file of this emulator"):
        Storage(file)
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_foreign_database_is_refused_and_untouched(tmp_path: Path) -> None:
    file = tmp_path / "home.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE states (id)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StorageError, match="not a state file of this emulator"):
        Storage(file)
    assert file.read_bytes() == before


async def test_damaged_file_is_refused_and_untouched(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    with Storage(file) as storage:
        await storage.commit({("car", str(n)): b"x" * 900 for n in range(40)})
    content = bytearray(file.read_bytes())
    content[5_000:9_000] = b"\xa5" * 4_000
    file.write_bytes(content)
    with pytest.raises(StorageError, match="damaged state file"):
        Storage(file)
    assert file.read_bytes() == bytes(content)


def test_state_of_another_version_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    Storage(file).close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StorageError, match="another version"):
        Storage(file)


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="No such file"):
        Storage(tmp_path / "none" / "state.sqlite")
