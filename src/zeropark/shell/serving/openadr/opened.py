"""A VTN of one park, opened: its stores, its door, and the thread that tells."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zeropark.shell import bootstrap
from zeropark.shell.ports.clock import Clock
from zeropark.shell.serving.openadr.admission import Admission
from zeropark.shell.serving.openadr.telling import WAITS_SECONDS, Teller, UndeliveredError
from zeropark.shell.serving.openadr.vtn import Vtn

_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVtn:
    """What a VTN's clients are answered from."""

    vtn: Vtn
    admission: Admission
    clock: Clock


@contextmanager
def open_vtn(
    folder: Path,
    *,
    clock: Clock,
    failed: Callable[[UndeliveredError], None],
    callbacks_to: Iterable[str] = (),
    waits_seconds: tuple[float, ...] = WAITS_SECONDS,
) -> Iterator[OpenVtn]:
    """The VTN of a park; it tells until the block ends.

    Args:
        folder: the park's.
        clock: by which objects are dated and tokens expire.
        failed: hears of notifications that could not be delivered.
        callbacks_to: networks beside public addresses that notifications may go to.
        waits_seconds: before each attempt at a notification.

    Raises:
        InputError: one of `callbacks_to` is no network.
        StoreError: the folder can't be used.
    """
    store = bootstrap.openadr_objects(folder)
    admission = Admission(bootstrap.openadr_clients(folder), clock)
    teller = Teller(
        store,
        web=bootstrap.web(everywhere=False, also=callbacks_to),
        sees_all=admission.sees_all,
        failed=failed,
        waits_seconds=waits_seconds,
    )
    vtn = Vtn(store, clock=clock, new_id=lambda: secrets.token_hex(_ID_BYTES), tell=teller.tell)
    teller.begin()
    try:
        yield OpenVtn(vtn=vtn, admission=admission, clock=clock)
    finally:
        teller.end()
