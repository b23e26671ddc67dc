"""Where one park's own documents rest: its park document and its own rules."""

from __future__ import annotations

from typing import Protocol


class ParkFiles(Protocol):
    """Keeps the documents that people write about one park, as the bytes they wrote."""

    @property
    def name(self) -> str:
        """What people call the place, e.g. the folder's name; for ids and messages."""
        ...

    def document(self) -> tuple[str, bytes]:
        """The park document: its file name for findings, and its bytes.

        Raises:
            InputError: there is none, or it can't be read.
        """
        ...

    def rules(self) -> tuple[str, bytes] | None:
        """The park's own rules: file name and bytes; None where there are none.

        Raises:
            InputError: they can't be read.
        """
        ...

    def state(self) -> str:
        """A short text that changes whenever one of the documents was written again."""
        ...

    def create(self, *, document: str, rules: str | None) -> tuple[str, ...]:
        """Start a park here: write its documents, whole or not at all, in UTF-8.

        Returns:
            The files written.

        Raises:
            InputError: there is a park already, or the place can't be written.
        """
        ...
