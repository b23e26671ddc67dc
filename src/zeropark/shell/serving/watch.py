"""A watch over one park: it looks once a second while anybody listens, and tells all at once.

However many listen, the park is looked at by one; what changed is worded once a language.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zeropark.basis.errors import Phrase, ZeroparkError
from zeropark.basis.timeline import QUARTER_HOUR
from zeropark.shell.ports.clock import Clock
from zeropark.shell.serving.park_desk import ParkDesk

LOOK_SECONDS: Final = 1.0
BEAT_SECONDS: Final = 15.0
"""How long it may be quiet before listeners are told that there is nothing new: proxies and
browsers give up on what is quiet for a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen of a park; another one where anything that is shown could differ."""

    now: datetime
    """By the parks' clock."""
    state: str
    """Of the park."""
    quarter: datetime
    """The quarter hour that runs."""
    trouble: Phrase | None
    """Why nothing new comes, as the feed or the store told it; None while all is well."""

    def differs(self, other: Look | None) -> bool:
        """Whether what is shown could differ from what another look saw."""
        return other is None or (self.state, self.quarter, self.trouble) != (
            other.state,
            other.quarter,
            other.trouble,
        )


class Pace:
    """How fast the parks' clock runs, by the machine's: 1 is real time."""

    def __init__(self, clock: Clock) -> None:
        """Begin to measure."""
        self._clock = clock
        self._begun = (clock.now(), time.monotonic())

    def speed(self) -> float:
        """Seconds on the clock a second since it was begun; 1 before a second has gone."""
        then, began = self._begun
        gone_s = time.monotonic() - began
        if gone_s < LOOK_SECONDS:
            return 1.0
        return (self._clock.now() - then).total_seconds() / gone_s


class Watch:
    """Of one park, for listeners of one event loop."""

    def __init__(self, desk: ParkDesk, clock: Clock, *, look_seconds: float = LOOK_SECONDS) -> None:
        self._desk = desk
        self._clock = clock
        self._look_seconds = look_seconds
        self._last: Look | None = None
        self._news = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._worded: dict[str, asyncio.Task[bytes]] = {}
        self._ended = False
        self.listeners = 0
        self.looks = 0
        """How often the park was looked at."""

    async def follow(self, *, beat_seconds: float = BEAT_SECONDS) -> AsyncIterator[Look | None]:
        """What is seen now, then whenever it changes; None where it stayed the same for a beat.

        Ends when the watch is ended.
        """
        self._join()
        told: Look | None = None
        try:
            while not self._ended:
                last, news = self._last, self._news
                if last is not None and last is not told:
                    told = last
                    yield last
                    continue
                try:
                    await asyncio.wait_for(news.wait(), beat_seconds)
                except TimeoutError:
                    yield None
        finally:
            self._leave()

    async def worded(self, look: Look, key: str, make: Callable[[], bytes]) -> bytes:
        """The words for a look, made once a key in a thread, however many wait for them."""
        if look is not self._last:
            return await asyncio.to_thread(make)
        if key not in self._worded:
            self._worded[key] = asyncio.create_task(asyncio.to_thread(make))
        return await asyncio.shield(self._worded[key])

    def end(self) -> None:
        """End every stream: the server is about to stop."""
        self._ended = True
        self._tell()

    def _join(self) -> None:
        self.listeners += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look_on())

    def _leave(self) -> None:
        self.listeners -= 1
        if self.listeners == 0 and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    async def _look_on(self) -> None:
        while True:
            look = await asyncio.to_thread(self._look)
            self.looks += 1
            if look.differs(self._last):
                self._last = look
                self._worded = {}
                self._tell()
            await asyncio.sleep(self._look_seconds)

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    def _look(self) -> Look:
        now, feed = self._clock.now(), self._desk.feed
        trouble = None if feed is None or feed.failure is None else feed.failure.told
        try:
            state = self._desk.state()
        except ZeroparkError as error:
            # The park's folder may be away for a while: listeners are told, and go on waiting.
            state, trouble = "", error.told
        except OSError as error:
            state, trouble = "", Phrase("{message}", {"message": str(error)})
        quarter = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % QUARTER_HOUR
        return Look(now=now, state=state, quarter=quarter, trouble=trouble)
