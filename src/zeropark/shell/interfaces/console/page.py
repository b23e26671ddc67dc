"""A page: a sentence to find it by, a view that gathers what is shown, a template that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from zeropark.review.presentation.figures.figure import Figure, Table
from zeropark.review.presentation.text import Text
from zeropark.shell.interfaces.console.visit import ParkVisit, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows: pictures and tables, each exported by its id, and the rest."""

    figures: tuple[Figure, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    data: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """What the template calls by name."""

    def table(self, name: str) -> Table | None:
        """A table, or the one behind a picture, by id; None where there is none."""
        behind = {figure.id: figure.table for figure in self.figures}
        return self.tables.get(name, behind.get(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page that is about no one park."""

    id: str
    path: str
    sentence: Text
    template: str
    view: Callable[[Visit], Shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a page that is fetched when a person asks for it; its template has no layout."""

    template: str
    view: Callable[[ParkVisit], Shown]
    tables: tuple[str, ...] = ()
    """Ids of the tables and pictures that it shows, so that they can be exported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkPage:
    """A page of one park, at `/parks/{park}/{id}`."""

    id: str
    sentence: Text
    """What the page answers, as a person would ask it: the menu's words."""
    heading: Text
    """The same as a full sentence; `{park}` and `{period}` are filled in."""
    template: str
    view: Callable[[ParkVisit], Shown]
    key: str
    """The key that opens it, after `g`."""
    needs: Literal["closed", "nothing"] = "closed"
    """Without a closed period a page that needs one is not called; what to do is shown instead."""
    periods: Literal["any", "year", "none"] = "any"
    """Which periods can be picked."""
    parts: Mapping[str, Part] = field(default_factory=lambda: MappingProxyType({}))
    """By name, at `/parks/{park}/{id}/parts/{name}`."""
    lively: bool = False
    """Shows the present: never kept, no ETag."""
