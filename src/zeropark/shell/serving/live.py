"""A live park: a clock runs on, readings keep coming, the books keep up, until it is stopped."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Final, Self

from zeropark.basis.errors import ZeroparkError
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.ports.clock import Clock, MovableClock
from zeropark.shell.ports.progress import Progress
from zeropark.shell.usecases.arrive_readings import Arrivals
from zeropark.shell.usecases.refresh_books import RefreshedBooks, refresh_books

STEP_SECONDS: Final = 2.0
"""How often the clock is looked at: at sixty times real time a quarter of an hour takes 15 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one look at the clock brought."""

    at: datetime
    readings: int
    """New ones; 0 between the ends of quarter hours."""
    books: RefreshedBooks | None
    """None where nothing came."""


def start_live(
    work: Workspace,
    *,
    clock: MovableClock,
    seed: int,
    progress: Progress,
    step_seconds: float = STEP_SECONDS,
) -> LiveFeed:
    """Bring a park up to the clock: its generated year so far, closed; gives what goes on.

    A park that was live before goes on from its last reading, and so does the clock if it ran
    ahead of real time then.

    Raises:
        InputError: the park holds readings that were measured.
        ZeroparkError: pvlib, which the sun needs, is not installed.
        StoreError: the stores can't be written.
    """
    arrivals = Arrivals(park=work.park, store=work.readings, seed=seed)
    span = work.readings.span()
    if span is not None:
        clock.go_on_from(span.end)
    now = clock.now()
    arrivals.begin(now, progress=progress)
    refresh_books(now, park=work.park, readings=work.readings, books=work.books, progress=progress)
    return LiveFeed(work, arrivals, clock=clock, step_seconds=step_seconds)


class LiveFeed:
    """Steps in a thread of its own, from `start` to `stop`; or by hand, step by step.

    The stores of `work` must stay open until it is stopped; who else writes them takes a turn.
    """

    def __init__(
        self, work: Workspace, arrivals: Arrivals, *, clock: Clock, step_seconds: float
    ) -> None:
        self._work = work
        self._arrivals = arrivals
        self._clock = clock
        self._step_seconds = step_seconds
        self.turn = threading.Lock()
        """Held by whoever writes: a step, or another piece of writing in between."""
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._last: Step | None = None
        self._failure: ZeroparkError | None = None

    @property
    def last(self) -> Step | None:
        """The last step that brought something."""
        return self._last

    @property
    def failure(self) -> ZeroparkError | None:
        """Why the feed stopped by itself, as when the disk is full; None while all is well."""
        return self._failure

    @property
    def running(self) -> bool:
        """Whether readings keep coming."""
        return self._thread is not None and self._thread.is_alive()

    def step(self) -> Step:
        """Look at the clock once: take in what has come, and close it.

        Raises:
            StoreError: a store can't be written.
        """
        at = self._clock.now()
        readings = self._arrivals.arrive(at)
        done = Step(at=at, readings=readings, books=self._refreshed(at) if readings else None)
        self._last = done if readings else self._last
        return done

    def _refreshed(self, now: datetime) -> RefreshedBooks:
        work = self._work
        return refresh_books(
            now, park=work.park, readings=work.readings, books=work.books, progress=_Unwatched()
        )

    def start(self) -> None:
        """Go on in a thread of its own; a feed that runs is left as it is."""
        if not self.running:
            self._stopping.clear()
            self._failure = None
            self._thread = threading.Thread(target=self._run, name="live-feed", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop after the step that is being made; what has come is kept and closed."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stopping.wait(self._step_seconds):
            try:
                with self.turn:
                    self.step()
            except ZeroparkError as error:
                # Pages go on showing what has come; whoever serves them says why no more does.
                self._failure = error
                return


class _Unwatched:
    """Progress that nobody looks at."""

    def begin(self, what: str, *, total: int | None = None) -> None:
        """See `Progress.begin`."""

    def advance(self, steps: int = 1) -> None:
        """See `Progress.advance`."""

    def end(self) -> None:
        """See `Progress.end`."""
