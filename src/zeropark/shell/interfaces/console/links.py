"""Addresses: of pages with their period and language, and of assets that never change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import quote, urlencode

from zeropark.basis.errors import StoreError
from zeropark.shell.interfaces.console.visit import ParkVisit, Visit

_FOLDERS: Final = (
    ("zeropark.review.presentation", "templates"),
    ("zeropark.shell.interfaces.console", "static"),
    ("zeropark.shell.interfaces.assets", "built"),
)
ASSETS: Final[Mapping[str, str]] = {
    "style.css": "text/css; charset=utf-8",
    "charts.js": "text/javascript; charset=utf-8",
    "console.js": "text/javascript; charset=utf-8",
    "echarts.js": "text/javascript; charset=utf-8",
    "htmx.js": "text/javascript; charset=utf-8",
    "now.js": "text/javascript; charset=utf-8",
    "single_line.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""What the pages ask for: nothing else is served, and nothing comes from outside."""


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that a page of this visit offers; each keeps the language."""

    visit: Visit

    def page(self, page_id: str, *, period: str | None = None, **query: str) -> str:
        """A page of the park that is being looked at; the period shown stays where none is told."""
        visit = self.visit
        if not isinstance(visit, ParkVisit):
            raise TypeError("Only a page of a park links to pages of its park.")
        named = period or (visit.asked.name if visit.asked else None)
        kept = {} if named is None else {"period": named}
        return self._address(park_path(visit.desk.id, page_id), kept | query)

    def park(self, park_id: str, page_id: str = "energy") -> str:
        """A page of any park."""
        return self._address(park_path(park_id, page_id), {})

    def site(self, path: str) -> str:
        """A page that is about no one park."""
        return self._address(path, {})

    def here(self, **changed: str) -> str:
        """The page itself, with some of what was asked changed; an empty word takes it away."""
        asked = {**self.visit.query, **changed}
        kept = {key: value for key, value in asked.items() if value or key not in changed}
        return self._address(self._page, kept)

    def part(self, name: str, **changed: str) -> str:
        """A part of this page that is fetched by itself, with some of what was asked changed."""
        return self._address(f"{self._page}/parts/{quote(name)}", {**self.visit.query, **changed})

    def export(self, table: str) -> str:
        """A table of this page as CSV."""
        return self._address(
            f"{self._page.rstrip('/')}/tables/{quote(table)}.csv", self.visit.query
        )

    def events(self, carrier: str) -> str:
        """The stream of what changes on this page, with the sketch of one carrier."""
        return self._address(f"{self._page}/events", {"carrier": carrier})

    def act(self, name: str, **query: str) -> str:
        """What can be done or fetched beside the data-quality page; keeps the period."""
        visit = self.visit
        if not isinstance(visit, ParkVisit):
            raise TypeError("Only a page of a park has something to be done to its data.")
        kept = {"period": visit.asked.name} if visit.asked else {}
        return self._address(f"{park_path(visit.desk.id, 'quality')}/{name}", kept | query)

    def in_language(self, language: str) -> str:
        """The page itself in another language."""
        query = {**self.visit.query, "lang": language}
        return f"{self._page}?{urlencode(query)}"

    @property
    def _page(self) -> str:
        """The page's own address, also where one of its parts was asked for."""
        return self.visit.path.partition("/parts/")[0]

    def _address(self, path: str, query: Mapping[str, str]) -> str:
        told = {**query, "lang": self.visit.language}
        return f"{path}?{urlencode(told)}"


def park_path(park_id: str, page_id: str) -> str:
    """Where a page of a park is."""
    return f"/parks/{quote(park_id)}/{page_id}"


def asset(name: str) -> str:
    """The address of an asset; another content has another address."""
    return f"/assets/{_digest(name)}/{name}"


@cache
def asset_bytes(name: str) -> bytes:
    """An asset's content.

    Raises:
        StoreError: it has not been built; the message says how to.
    """
    for package, folder in _FOLDERS:
        path = files(package) / folder / name
        if path.is_file():
            return path.read_bytes()
    raise StoreError("The console's {name} has not been built. Run `make web`.", name=name)


@cache
def _digest(name: str) -> str:
    return hashlib.blake2b(asset_bytes(name), digest_size=8).hexdigest()
