"""The parks that one server shows: opened together, found by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from zeropark.basis.errors import InputError
from zeropark.shell import bootstrap
from zeropark.shell.ports.clock import Clock
from zeropark.shell.serving.park_desk import ParkDesk

DOCUMENT = "park.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parks:
    """Desks by the id of their park, in the order they were named."""

    desks: Mapping[str, ParkDesk]
    clock: Clock

    def state(self) -> str:
        """Changes whenever an answer about any of them could."""
        return "-".join(desk.state() for desk in self.desks.values())


@contextmanager
def open_parks(
    folders: Sequence[Path], *, clock: Clock | None = None, address: str | None = None
) -> Iterator[Parks]:
    """Open the parks in these folders; a folder may be a park or hold parks.

    Args:
        folders: where they rest.
        clock: what time it is for them; the machine's where none is given.
        address: of the server that offers to write them; None: they are only read.

    Raises:
        InputError: there is no park, one can't be used, or two have the same id.
    """
    with ExitStack() as stack:
        desks: dict[str, ParkDesk] = {}
        for folder in _park_folders(folders):
            work = stack.enter_context(bootstrap.workspace(folder))
            desk = ParkDesk(work, address=address)
            if desk.id in desks:
                raise InputError(
                    "{other} and {folder} are both the park {park!r}. "
                    "Give one of them another `id` in its park.yaml.",
                    other=desks[desk.id].folder,
                    folder=folder,
                    park=desk.id,
                )
            desks[desk.id] = desk
        yield Parks(desks=desks, clock=clock or bootstrap.clock())


def _park_folders(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        within = sorted(path.parent for path in folder.glob(f"*/{DOCUMENT}"))
        if (folder / DOCUMENT).exists() or not within:
            yield folder
        else:
            yield from within
