"""The console's addresses: from a request to a page, a part of one, a table or an asset."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from zeropark.shell.interfaces.console.export import kept_name, table_csv
from zeropark.shell.interfaces.console.links import ASSETS, asset, asset_bytes
from zeropark.shell.interfaces.console.menu import heading_of, surroundings
from zeropark.shell.interfaces.console.page import ParkPage, Part, Shown, SitePage
from zeropark.shell.interfaces.console.pages.every import PARK_PAGES, SITE_PAGES
from zeropark.shell.interfaces.console.render import prepare, render
from zeropark.shell.interfaces.console.repairing import Repairing
from zeropark.shell.interfaces.console.reply import Replies
from zeropark.shell.interfaces.console.understand import park_visit_of, visit_of
from zeropark.shell.interfaces.console.visit import LANGUAGES, ParkVisit, Visit
from zeropark.shell.interfaces.http.attachment import attachment
from zeropark.shell.interfaces.http.body import body_of, html_body, sent
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.serving.parks import Parks

_FOR_EVER: Final = "public, max-age=31536000, immutable"
View = Callable[[ParkVisit], Shown]
_FIRST: Final = "parks"
"""The page at the address of the server itself."""
_START: Final = "now"
"""The page of a park that its bare address leads to."""


class Console:
    """The console of some parks."""

    def __init__(self, parks: Parks, *, software: str) -> None:
        """A console; every page depends on `software`, its version."""
        self._parks = parks
        self._software = software
        self._replies = Replies()

    def router(self) -> APIRouter:
        """Every address of the console."""
        router = APIRouter(include_in_schema=False)
        for page in SITE_PAGES.values():
            router.add_api_route(page.path, partial(self._site_page, page=page))
            tables = f"{page.path.rstrip('/')}/tables/{{table}}.csv"
            router.add_api_route(tables, partial(self._site_table, page=page))
        router.add_api_route("/parks/{park}", self._start)
        router.add_api_route("/parks/{park}/{page}", self._park_page)
        router.add_api_route("/parks/{park}/{page}/parts/{part}", self._part)
        router.add_api_route("/parks/{park}/{page}/tables/{table}.csv", self._table)
        router.add_api_route("/assets/{digest}/{name}", self._asset)
        router.include_router(Repairing(self._parks).router())
        return router

    async def _site_page(self, request: Request, *, page: SitePage) -> Response:
        visit = visit_of(request, parks=self._parks)
        depends_on = (self._parks.state(), visit.language, visit.theme, self._software)
        return await self._replies.reply(
            request, depends_on=depends_on, make=lambda: _site_html(page, visit)
        )

    def _site_table(self, request: Request, table: str, *, page: SitePage) -> Response:
        visit = visit_of(request, parks=self._parks)
        return _exported(page.view(visit), table, visit, name=f"{page.id}-{table}")

    def warm(self) -> None:
        """Make what takes longest before anybody asks: templates, and how every park stands."""
        for language in LANGUAGES:
            prepare(language)
        SITE_PAGES[_FIRST].view(
            Visit(
                parks=self._parks,
                path="/",
                query={},
                language="zh",
                theme="auto",
                now=self._parks.clock.now(),
            )
        )

    async def _start(self, request: Request, park: str) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/parks/{park}/{_START}{query}", status_code=307)

    async def _park_page(self, request: Request, park: str, page: str) -> Response:
        found = _page(page)
        visit = park_visit_of(request, found, parks=self._parks, park=park)
        return await self._reply(request, found, visit, lambda: _park_html(found, visit))

    async def _part(self, request: Request, park: str, page: str, part: str) -> Response:
        found = _page(page)
        if part not in found.parts:
            raise NotFoundError("The page {page!r} has no part {part!r}.", page=page, part=part)
        visit = park_visit_of(request, found, parks=self._parks, park=park)
        return await self._reply(
            request, found, visit, lambda: _part_html(found, found.parts[part], visit)
        )

    async def _reply(
        self, request: Request, page: ParkPage, visit: ParkVisit, make: Callable[[], str]
    ) -> Response:
        if page.lively:
            headers = {"Cache-Control": "no-store"}
            made = await run_in_threadpool(lambda: html_body(make()))
            return sent(request, made, headers=headers)
        holder = str(visit.desk.other_writer())
        depends_on = (visit.desk.state(), holder, visit.language, visit.theme, self._software)
        return await self._replies.reply(request, depends_on=depends_on, make=make)

    def _table(self, request: Request, park: str, page: str, table: str) -> Response:
        found = _page(page)
        visit = park_visit_of(request, found, parks=self._parks, park=park)
        shown = _viewed(found, visit, _view_with(found, table))
        return _exported(shown, table, visit, name=f"{kept_name(visit, found)}-{table}")

    def _asset(self, request: Request, digest: str, name: str) -> Response:
        if name not in ASSETS or asset(name) != f"/assets/{digest}/{name}":
            raise NotFoundError("There is no asset {name!r} of this content here.", name=name)
        headers = {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
        made = self._replies.kept(name, lambda: body_of(asset_bytes(name), media_type=ASSETS[name]))
        return sent(request, made, headers=headers)


def _exported(shown: Shown, table: str, visit: Visit, *, name: str) -> Response:
    wanted = shown.table(table)
    if wanted is None:
        raise NotFoundError(
            "The page has no table {table!r}. Export it from the page itself.", table=table
        )
    return Response(
        table_csv(wanted, language=visit.language),
        media_type="text/csv; charset=utf-8",
        headers=attachment(f"{name}.csv"),
    )


def _page(page: str) -> ParkPage:
    if page not in PARK_PAGES:
        raise NotFoundError("There is no page {page!r}. Choose one from the menu.", page=page)
    return PARK_PAGES[page]


def _view_with(page: ParkPage, table: str) -> View:
    """The view that shows a table: that of the part that names it, else the page's own."""
    own = (part.view for part in page.parts.values() if table in part.tables)
    return next(own, page.view)


def _viewed(page: ParkPage, visit: ParkVisit, view: View) -> Shown:
    return Shown() if _empty(page, visit) else view(visit)


def _empty(page: ParkPage, visit: ParkVisit) -> bool:
    return page.needs == "closed" and visit.shown is None


def _park_html(page: ParkPage, visit: ParkVisit) -> str:
    return render(
        "empty.html.j2" if _empty(page, visit) else page.template,
        visit,
        shown=_viewed(page, visit, page.view),
        heading=heading_of(page, visit),
        surroundings={**surroundings(visit, page=page.id), "inlined": _inlined(page, visit)},
    )


def _inlined(page: ParkPage, visit: ParkVisit) -> Callable[[str], Markup] | None:
    """Gives a part by name where the whole page was asked for at once: browsers without scripts."""
    if visit.query.get("parts") != "all":
        return None
    return lambda name: Markup(_part_html(page, page.parts[name], visit))  # noqa: S704 - ours


def _part_html(page: ParkPage, part: Part, visit: ParkVisit) -> str:
    return render(
        part.template,
        visit,
        shown=_viewed(page, visit, part.view),
        heading=heading_of(page, visit),
        surroundings={},
    )


def _site_html(page: SitePage, visit: Visit) -> str:
    return render(
        page.template,
        visit,
        shown=page.view(visit),
        heading=page.sentence,
        surroundings=surroundings(visit, page=page.id),
    )
