"""A small SQLite database that says of which version it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zeropark.basis.errors import StoreError

_MARK: Final = "CREATE TABLE mark (text TEXT NOT NULL); INSERT INTO mark VALUES ('');"


def mark_of(connection: sqlite3.Connection) -> str:
    """The mark that the last change left; empty where there was none yet."""
    return str(connection.execute("SELECT text FROM mark").fetchone()[0])


def change_mark(connection: sqlite3.Connection) -> None:
    """Leave a new mark, in the transaction of the change that it stands for.

    By chance and not by counting: a database that was made anew or brought back from a copy
    goes on to other marks than those that its readers have seen.
    """
    connection.execute("UPDATE mark SET text = lower(hex(randomblob(8)))")


@dataclass(frozen=True, slots=True)
class Database:
    """A database in a file; a connection a use, so that threads and forks can't share one."""

    path: Path
    schema: str
    """Statements that make the tables."""
    version: int
    """Of the tables, and of the files that they speak of."""

    def create(self) -> None:
        """Make the tables where there are none.

        Raises:
            StoreError: there are some of another version.
        """
        with self.opened() as connection:
            (found,) = connection.execute("PRAGMA user_version").fetchone()
            if not found:
                connection.execute("PRAGMA journal_mode=WAL")
                made = f"{self.schema} {_MARK} PRAGMA user_version={self.version};"
                connection.executescript(f"BEGIN IMMEDIATE; {made} COMMIT;")

    @contextmanager
    def looked_at(self) -> Iterator[sqlite3.Connection | None]:
        """A connection for reading; None where no tables were ever made.

        The file is there a moment before its tables are, while its writer makes them.

        Raises:
            StoreError: as `opened`.
        """
        if not self.path.exists():
            yield None
            return
        with self.opened() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            yield connection if version else None

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """A connection whose commits are on the disk when they return.

        Raises:
            StoreError: it is damaged, busy for long, or of another version.
        """
        try:
            with closing(sqlite3.connect(self.path, timeout=30)) as connection:
                connection.execute("PRAGMA synchronous=FULL")
                self._check(connection)
                yield connection
        except sqlite3.DatabaseError as error:
            raise StoreError(
                "{path} can't be used: {error}. Restore it from a copy.",
                path=self.path,
                error=error,
            ) from error

    def _check(self, connection: sqlite3.Connection) -> None:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found not in (0, self.version):
            raise StoreError(
                "{path} is of version {found}. "
                "Use the release that wrote it; this one reads version {known}.",
                path=self.path,
                found=found,
                known=self.version,
            )
