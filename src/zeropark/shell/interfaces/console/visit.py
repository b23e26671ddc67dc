"""A visit: one request for a page, understood — of which park and period, in which language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from zeropark.basis.timeline import Period
from zeropark.review.presentation.text import Language
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.serving.parks import Parks

Theme = Literal["auto", "light", "dark"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request for a page that is about no one park."""

    parks: Parks
    path: str
    query: Mapping[str, str]
    """As it was asked, language left out."""
    language: Language
    theme: Theme
    now: datetime
    """By the clock of the parks, aware, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkVisit(Visit):
    """A request for a page of one park."""

    desk: ParkDesk
    asked: Period | None
    """The period that the address names, or what the page starts with; None: nothing is closed."""
    shown: Period | None
    """The part of it that is closed; None: nothing is."""

    @property
    def period(self) -> Period:
        """The period to show; only pages that need a closed period may ask.

        Raises:
            ValueError: nothing is closed; such a page is not called then.
        """
        if self.shown is None:
            raise ValueError("A page that needs a closed period was called without one.")
        return self.shown
