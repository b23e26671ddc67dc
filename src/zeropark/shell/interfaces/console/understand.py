"""From a request to a visit: which park, period, language and theme; nothing is guessed."""

from __future__ import annotations

from typing import Final

from fastapi import Request

from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import Period, parse_period
from zeropark.review.presentation.text import Language
from zeropark.shell.interfaces.console.page import ParkPage
from zeropark.shell.interfaces.console.periods import closed_part, first_period
from zeropark.shell.interfaces.console.visit import LANGUAGES, THEMES, ParkVisit, Theme, Visit
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.serving.parks import Parks

_LONGEST_QUERY: Final = 2_000
COOKIE_LANGUAGE: Final = "language"
COOKIE_THEME: Final = "theme"


def visit_of(request: Request, *, parks: Parks) -> Visit:
    """A visit to a page that is about no one park; what it asked for beside is left out."""
    return Visit(
        parks=parks,
        path=request.url.path,
        query={},
        language=language_of(request),
        theme=_theme(request),
        now=parks.clock.now(),
    )


def park_visit_of(request: Request, page: ParkPage, *, parks: Parks, park: str) -> ParkVisit:
    """A visit to a page of a park.

    Raises:
        NotFoundError: there is no such park here.
        PeriodError: `period` names no period.
        MissingDataError: nothing of the period is closed, and the page needs it.
    """
    desk = desk_of(parks, park)
    asked = _asked(request, page, desk)
    return ParkVisit(
        parks=parks,
        path=request.url.path,
        query=_query(request),
        language=language_of(request),
        theme=_theme(request),
        now=parks.clock.now(),
        desk=desk,
        asked=asked,
        shown=_shown(asked, page, desk),
    )


def desk_of(parks: Parks, park: str) -> ParkDesk:
    """The desk of a park.

    Raises:
        NotFoundError: there is no such park here.
    """
    if park not in parks.desks:
        known = ", ".join(parks.desks)
        raise NotFoundError(
            "There is no park {park!r} here. There are: {known}.", park=park, known=known
        )
    return parks.desks[park]


def language_of(request: Request) -> Language:
    """As the address says, else as chosen before, else as the browser prefers, else Chinese."""
    told = request.query_params.get("lang"), request.cookies.get(COOKIE_LANGUAGE)
    preferred = (each.strip()[:2] for each in request.headers.get("accept-language", "").split(","))
    return next(
        (known for each in (*told, *preferred) for known in LANGUAGES if each == known), "zh"
    )


def _theme(request: Request) -> Theme:
    chosen = request.cookies.get(COOKIE_THEME)
    return next((theme for theme in THEMES if theme == chosen), "auto")


def _query(request: Request) -> dict[str, str]:
    if len(request.url.query) > _LONGEST_QUERY:
        raise NotFoundError("The address is too long. Go to the page from the menu.")
    return {key: value for key, value in request.query_params.items() if key != "lang"}


def _asked(request: Request, page: ParkPage, desk: ParkDesk) -> Period | None:
    text = request.query_params.get("period")
    if text is None or page.periods == "none":
        return first_period(desk.closed())
    asked = parse_period(text)
    return parse_period(str(asked.last_day().year)) if page.periods == "year" else asked


def _shown(asked: Period | None, page: ParkPage, desk: ParkDesk) -> Period | None:
    if asked is None:
        return None
    try:
        return closed_part(asked, closed=desk.closed())
    except MissingDataError:
        if page.needs == "closed":
            raise
        return None
