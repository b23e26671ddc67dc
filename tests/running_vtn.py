"""A VTN that really listens, in a thread of the test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from zeropark.shell import bootstrap
from zeropark.shell.interfaces.openadr.app import BASE_PATH, serving
from zeropark.shell.ports.clock import Clock
from zeropark.shell.ports.openadr_clients import Client, Role
from zeropark.shell.serving.openadr.opened import open_vtn
from zeropark.shell.serving.openadr.telling import UndeliveredError

TWO_ENDS: Final[dict[str, Role]] = {"bl-1": "bl", "ven-1": "ven", "ven-2": "ven"}


class SetClock:
    """A clock that a test sets."""

    def __init__(self, now: datetime = datetime(2026, 6, 1, 2, tzinfo=UTC)) -> None:
        self.instant = now

    def now(self) -> datetime:
        return self.instant.astimezone(UTC)

    def pass_(self, **time: float) -> None:
        self.instant += timedelta(**time)


@dataclass(frozen=True, kw_only=True)
class RunningVtn:
    """Where it is, and the secrets of its clients."""

    url: str
    secrets: dict[str, str]
    undelivered: list[UndeliveredError] = field(default_factory=list)


@contextmanager
def running_vtn(
    folder: Path,
    *,
    clock: Clock | None = None,
    clients: dict[str, Role] | None = None,
    callbacks_to: tuple[str, ...] = ("127.0.0.0/8",),
) -> Iterator[RunningVtn]:
    """A VTN with a client of business logic and two ends below."""
    listed = TWO_ENDS if clients is None else clients
    file = bootstrap.openadr_clients(folder)
    secrets = {name: file.add(Client(id=name, role=role)) for name, role in listed.items()}
    undelivered: list[UndeliveredError] = []
    with (
        open_vtn(
            folder,
            clock=clock or bootstrap.clock(),
            failed=undelivered.append,
            callbacks_to=callbacks_to,
            waits_seconds=(0.0, 0.01),
        ) as opened,
        socket.create_server(("127.0.0.1", 0)) as listening,
    ):
        server = serving(opened)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            url = f"http://127.0.0.1:{listening.getsockname()[1]}{BASE_PATH}"
            yield RunningVtn(url=url, secrets=secrets, undelivered=undelivered)
        finally:
            server.should_exit = True
            thread.join()
