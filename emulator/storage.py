"""The state file: documents in SQLite, committed by one thread beside the event loop.

What `commit` has returned for survives the killing of the process (WAL,
`synchronous=NORMAL`), not the loss of power.
"""

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
import sqlite3
from typing import Self

type Key = tuple[str, str]
type Documents = dict[Key, bytes]

# "NCEM" in SQLite's header tells our files from other people's.
_APPLICATION_ID = 0x4E43454D
_APPLICATION_ID_AT = slice(68, 72)
_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\x00"
_FORMAT = 1

_TABLE = """
CREATE TABLE documents (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (kind, key)
)
"""
_READ = "SELECT kind, key, data FROM documents ORDER BY seq"
_PUT = (
    "INSERT INTO documents (kind, key, data) VALUES (?, ?, ?)"
    " ON CONFLICT (kind, key) DO UPDATE SET data = excluded.data"
)
_DELETE = "DELETE FROM documents WHERE kind = ? AND key = ?"
_DELETE_ALL = "DELETE FROM documents WHERE kind <> ?"


class StorageError(Exception):
    """A state file that cannot be used or written; one line for people."""


class Storage:
    """Documents by kind and key in one file, held by one process at a time."""

    def __init__(self, path: Path) -> None:
        """Open `path`, or make it; raises StorageError and then leaves it untouched."""
        self._path = path
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="emulator-state")
        _make_if_missing(path)
        _refuse_foreign(path)
        self._connection = _connect(path)

    def read(self) -> Documents:
        """Return every document, oldest first; raises StorageError."""
        with _told(self._path):
            rows = self._connection.execute(_READ)
            return {(kind, key): data for kind, key, data in rows}

    async def commit(self, changes: Mapping[Key, bytes | None]) -> None:
        """Write all of `changes` or nothing (None deletes); raises StorageError."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writer, self._write, changes)

    async def replace(self, documents: Documents, keep: str) -> None:
        """Write all of `documents` in place of all others but those of a kind.

        All or nothing; raises StorageError.
        """
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writer, self._write_anew, documents, keep)

    def _write_anew(self, documents: Documents, keep: str) -> None:
        with _told(self._path), self._connection as transaction:
            transaction.execute(_DELETE_ALL, (keep,))
            for (kind, key), data in documents.items():
                transaction.execute(_PUT, (kind, key, data))

    def _write(self, changes: Mapping[Key, bytes | None]) -> None:
        with _told(self._path), self._connection as transaction:
            for (kind, key), data in changes.items():
                if data is None:
                    transaction.execute(_DELETE, (kind, key))
                else:
                    transaction.execute(_PUT, (kind, key, data))

    def close(self) -> None:
        """Fold the log into the file and let go of it."""
        self._writer.shutdown()
        self._connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, False)
        self._connection.close()

    def __enter__(self) -> Self:
        """Hold the file for a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self.close()


def _make_if_missing(path: Path) -> None:
    """Make the file beside its place and move it there: never half a file.

    It will hold digests of passwords and tokens: for its owner's eyes only.
    """
    if path.exists() and path.stat().st_size:
        return
    new = path.with_name(f"{path.name}.new")
    with _told(path):
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        with closing(sqlite3.connect(new)) as connection:
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {_FORMAT}")
            connection.execute(_TABLE)
        new.replace(path)


def _refuse_foreign(path: Path) -> None:
    with _told(path), path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    own = _APPLICATION_ID.to_bytes(4)
    if not header.startswith(_MAGIC) or header[_APPLICATION_ID_AT] != own:
        raise StorageError(f"{path}: not a state file of this emulator")


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file for this process alone; nothing is written before it is checked."""
    with _told(path):
        connection = sqlite3.connect(path, timeout=0, check_same_thread=False)
    try:
        with _told(path):
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            _check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
    except StorageError:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise StorageError(f"{path}: damaged state file: {verdict.splitlines()[-1]}")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != _FORMAT:
        raise StorageError(
            f"{path}: state of another version ({version}, not {_FORMAT})"
        )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the file system and SQLite raise into one line."""
    try:
        yield
    except OSError as err:
        raise StorageError(f"{path}: {err.strerror}") from err
    except sqlite3.Error as err:
        name = getattr(err, "sqlite_errorname", "")
        if name == "SQLITE_BUSY":
            raise StorageError(f"{path}: another emulator is using it") from err
        damaged = name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
        what = "damaged state file: " if damaged else ""
        raise StorageError(f"{path}: {what}{err}") from err
