"""The documents of one park as they were last usable, however often they are written again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.shell import bootstrap
from zeropark.shell.serving.memory import Memory
from zeropark.shell.usecases.check_park import Checked

_ROOM: Final = 4
"""States of the documents of which the findings are kept."""


class Documents:
    """What a park's folder says; one that can't be used changes nothing but its findings."""

    def __init__(self, work: bootstrap.Workspace) -> None:
        """Read for the first time.

        Args:
            work: the park as it was opened, whose id stays.
        """
        self._opened = work
        self._seen = self._on_disk()
        self._kept = Memory(room=_ROOM)
        self._usable = self.checked()

    @property
    def folder(self) -> Path:
        """Where they rest."""
        return self._opened.folder

    @property
    def park(self) -> ParkDocument:
        """The park document, as it was read last when it could be used."""
        return self._usable.park or self._opened.park

    @property
    def rules(self) -> Rulebook:
        """The package's rules with the park's own."""
        return self._usable.rules or self._opened.rules

    def checked(self) -> Checked:
        """The documents on the disk now and what there is to say about them."""
        return self._kept.recall(self._on_disk(), lambda: bootstrap.checked(self.folder))

    def state(self) -> str:
        """Changes whenever a document was written again; what can be used is taken in."""
        state = self._on_disk()
        if state != self._seen:
            found = self.checked()
            if found.usable and found.park is not None and found.park.id == self._opened.park.id:
                self._usable = found
            self._seen = state
        return state

    def _on_disk(self) -> str:
        return bootstrap.documents_state(self.folder)
