"""Server-sent events of the present: one stream a page that is open, one look at the park for all.

An event is a JSON object of the figures in one language; between events a comment keeps the
stream open. A stream ends when its page is left, or when the server stops.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.sse import EventSourceResponse

from zeropark.basis.errors import ZeroparkError
from zeropark.facts.readings.said import fresh_until
from zeropark.review.presentation.present.tables import local
from zeropark.review.presentation.single_line.build import carriers_of
from zeropark.review.presentation.text import Language
from zeropark.shell.interfaces.console.pages.now import milliseconds, tile_words
from zeropark.shell.interfaces.console.texts.now import NOW
from zeropark.shell.interfaces.console.understand import desk_of, language_of
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.serving.parks import Parks
from zeropark.shell.serving.present import live_of, present_of
from zeropark.shell.serving.watch import BEAT_SECONDS, Look, Pace, Watch

MOST: Final = 1_000
"""Pages that may be watched at the same time, of all parks together."""
_AGAIN_SECONDS: Final = 30
_QUIET: Final = b": nothing new\n\n"
_RETRY: Final = b"retry: 3000\n\n"
_HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Events:
    """The streams of some parks."""

    def __init__(
        self, parks: Parks, *, most: int = MOST, beat_seconds: float = BEAT_SECONDS
    ) -> None:
        """No stream yet; the clock's pace is measured from here on."""
        self._parks = parks
        self.most = most
        """Pages that may be watched at the same time."""
        self._beat_seconds = beat_seconds
        self._pace = Pace(parks.clock)
        self._watches: dict[str, Watch] = {}

    def router(self) -> APIRouter:
        """Where the streams are."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/parks/{park}/now/events", self._stream)
        return router

    @property
    def watches(self) -> Mapping[str, Watch]:
        """By park, where any page was watched."""
        return self._watches

    def end(self) -> None:
        """End every stream, so that a server that stops need not wait for the pages."""
        for watch in self._watches.values():
            watch.end()

    async def _stream(self, request: Request, park: str) -> Response:
        desk, language = desk_of(self._parks, park), language_of(request)
        if sum(watch.listeners for watch in self._watches.values()) >= self.most:
            words = NOW["now.crowded"].words(language)
            again = {"Retry-After": str(_AGAIN_SECONDS)}
            return Response(words, status_code=503, headers=again, media_type="text/plain")
        there = carriers_of(desk.park) or ("electricity",)
        asked = request.query_params.get("carrier")
        carrier = asked if asked in there else there[0]
        watch = self._watches.setdefault(park, Watch(desk, self._parks.clock))
        stream = self._told(watch, desk, language, carrier)
        return EventSourceResponse(stream, headers=_HEADERS)

    async def _told(
        self, watch: Watch, desk: ParkDesk, language: Language, carrier: str
    ) -> AsyncIterator[bytes]:
        yield _RETRY
        async for look in watch.follow(beat_seconds=self._beat_seconds):
            if look is None:
                yield _QUIET
            else:
                speed, seen = self._pace.speed(), look
                yield await watch.worded(
                    seen,
                    f"{language} {carrier}",
                    lambda seen=seen, speed=speed: event(  # type: ignore[misc] # mypy: defaults
                        desk, seen, language=language, carrier=carrier, speed=speed
                    ),
                )


def event(desk: ParkDesk, look: Look, *, language: Language, carrier: str, speed: float) -> bytes:
    """What a look saw, as one event; what can't be read is told, and looked up at the next."""
    told: dict[str, Any] = {
        "now": milliseconds(look.now),
        "speed": float(f"{speed:.3g}"),
        "trouble": look.trouble.words(language) if look.trouble else "",
    }
    try:
        told |= _figures(desk, look, language, carrier)
    except ZeroparkError as error:
        told["trouble"] = told["trouble"] or error.words(language)
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"event: present\ndata: {text}\n\n".encode()


def _figures(desk: ParkDesk, look: Look, language: Language, carrier: str) -> dict[str, object]:
    present = present_of(desk, look.now)
    if present is None:
        return {"tiles": [], "sketch": {}, "last": None}
    values = live_of(desk, look.now, carrier)
    return {
        "last": [local(present.last.start), local(present.last.end)[-5:]],
        "old": look.now > fresh_until(present.last.end),
        "tiles": [tile_words(tile, language, at=look.now) for tile in present.tiles],
        "sketch": {key: [live.words, live.way.value] for key, live in values.items()},
    }
