"""What a person does to the data from its page: bring in, repair, close again, take rows away.

A form is posted, done once, and answered by the address of what came of it: loading that again
does nothing twice.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.datastructures import FormData, UploadFile

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Period, parse_period
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.interfaces.console.links import Links
from zeropark.shell.interfaces.console.menu import surroundings
from zeropark.shell.interfaces.console.outcomes import (
    ClosingOutcome,
    ImportOutcome,
    Outcomes,
    closing_outcome,
)
from zeropark.shell.interfaces.console.page import Shown
from zeropark.shell.interfaces.console.pages.quality import QUALITY_PAGE
from zeropark.shell.interfaces.console.pages.quality_lists import change_rows
from zeropark.shell.interfaces.console.pages.quality_repair import (
    MOST_ROWS,
    field_name,
    repair_sheet,
    repaired_file,
)
from zeropark.shell.interfaces.console.render import render
from zeropark.shell.interfaces.console.texts.quality import QUALITY
from zeropark.shell.interfaces.console.understand import park_visit_of
from zeropark.shell.interfaces.console.visit import ParkVisit
from zeropark.shell.interfaces.http.attachment import attachment
from zeropark.shell.interfaces.http.body import html_body, sent
from zeropark.shell.interfaces.http.bounded import bounded
from zeropark.shell.interfaces.http.guard import may_write, refuse_other_sites
from zeropark.shell.interfaces.http.quietly import Quietly
from zeropark.shell.interfaces.http.status import NotFoundError
from zeropark.shell.interfaces.http.uploads import LARGEST_IMPORT_BYTES, laid_down, map_text
from zeropark.shell.serving.parks import Parks
from zeropark.shell.usecases.close_period import close_period
from zeropark.shell.usecases.export_rejected import export_rejected
from zeropark.shell.usecases.import_readings import import_readings
from zeropark.shell.usecases.refresh_books import refresh_books

_MOST_FILES: Final = 100
_MOST_FIELDS: Final = 5_000
_LONGEST_CLOSING: Final = timedelta(days=5 * 366)
_UNDER: Final = "/parks/{park}/quality"
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class FormRoute(APIRoute):
    """Takes forms from this server's own pages alone, and no larger than an import may be."""

    def get_route_handler(self) -> _Handler:
        """The handler behind those guards."""
        work = super().get_route_handler()

        async def handled(request: Request) -> Response:
            if request.method == "GET":
                return await work(request)
            refuse_other_sites(request)
            return await work(bounded(request, LARGEST_IMPORT_BYTES))

        return handled


async def _form(request: Request) -> AsyncIterator[FormData]:
    async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS) as form:
        yield form


Form = Annotated[FormData, Depends(_form)]


class Repairing:
    """The forms of the data-quality page, and what came of those that were sent."""

    def __init__(self, parks: Parks) -> None:
        """For some parks."""
        self._parks = parks
        self._outcomes = Outcomes()

    def router(self) -> APIRouter:
        """Every address of this file."""
        router = APIRouter(include_in_schema=False, route_class=FormRoute, prefix=_UNDER)
        for path, posted in (
            ("/imports", self._import),
            ("/repairs", self._repair),
            ("/closings", self._close),
        ):
            router.add_api_route(path, posted, methods=["POST"])
        router.add_api_route("/imports/{token}", self._imported)
        router.add_api_route("/closings/{token}", self._closed)
        router.add_api_route("/repair", self._sheet)
        router.add_api_route("/rejected.csv", self._rejected_csv)
        router.add_api_route("/rejected.zip", self._rejected_zip)
        return router

    # --- done ---------------------------------------------------------------------------

    def _import(self, request: Request, park: str, form: Form) -> Response:
        visit = self._visit(request, park)
        may_write(visit.desk)
        files = _files(form, "files")
        if not files:
            raise InputError("No file was sent. Choose at least one file of readings.")
        with TemporaryDirectory(prefix="zeropark-") as folder:
            return self._brought_in(visit, laid_down(files, Path(folder)), form)

    def _repair(self, request: Request, park: str, form: Form) -> Response:
        visit = self._visit(request, park)
        may_write(visit.desk)
        with TemporaryDirectory(prefix="zeropark-") as folder:
            fields = {key: value for key, value in form.items() if isinstance(value, str)}
            path = repaired_file(fields, folder=Path(folder), work=visit.desk.work)
            return self._brought_in(visit, [path], form)

    def _brought_in(self, visit: ParkVisit, paths: list[Path], form: FormData) -> Response:
        mapping = next(iter(_files(form, "mapping")), None)
        text, told = (None, ()) if mapping is None else map_text(mapping)
        with visit.desk.writing() as work:
            result = import_readings(
                paths,
                mapping_text=text,
                park=work.park,
                tables=work.tables,
                store=work.readings,
                clock=self._parks.clock,
                progress=Quietly(),
            )
        outcome = ImportOutcome(
            files=tuple(path.name for path in paths),
            result=result,
            findings=(*told, *result.findings),
        )
        return self._told(visit, "imports", self._outcomes.keep(outcome))

    def _close(self, request: Request, park: str, form: Form) -> Response:
        visit = self._visit(request, park)
        may_write(visit.desk)
        asked = form.get("closed_period")
        period = _to_close(asked) if isinstance(asked, str) and asked.strip() else None
        with visit.desk.writing() as work:
            outcome = self._closing(work, period)
        return self._told(visit, "closings", self._outcomes.keep(outcome))

    def _closing(self, work: Workspace, period: Period | None) -> ClosingOutcome:
        if period is not None:
            closed = close_period(
                period,
                park=work.park,
                readings=work.readings,
                books=work.books,
                progress=Quietly(),
            )
            return closing_outcome((closed,))
        refreshed = refresh_books(
            self._parks.clock.now(),
            park=work.park,
            readings=work.readings,
            books=work.books,
            progress=Quietly(),
        )
        return closing_outcome(refreshed.closed, left_open=refreshed.left_open)

    # --- told ---------------------------------------------------------------------------

    def _told(self, visit: ParkVisit, name: str, token: str) -> Response:
        address = Links(visit).act(f"{name}/{token}")
        return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER)

    def _imported(self, request: Request, park: str, token: str) -> Response:
        outcome = self._outcomes.find(token, ImportOutcome)
        visit = self._visit(request, park)
        data = {"outcome": outcome, "kind": "import"}
        return _page(request, visit, "quality_import.html.j2", data)

    def _closed(self, request: Request, park: str, token: str) -> Response:
        outcome = self._outcomes.find(token, ClosingOutcome)
        visit = self._visit(request, park)
        restated = () if outcome is None else outcome.restated
        rows = [row for each in restated for row in change_rows(each, visit.desk.park)]
        data = {"outcome": outcome, "rows": rows, "kind": "close"}
        return _page(request, visit, "quality_closing.html.j2", data)

    def _sheet(self, request: Request, park: str) -> Response:
        visit = self._visit(request, park)
        sheet = repair_sheet(visit)
        data = {
            "sheet": sheet,
            "kind": "repair",
            "most_rows": MOST_ROWS,
            "field_name": field_name,
        }
        return _page(request, visit, "quality_repair.html.j2", data)

    def _rejected_csv(self, request: Request, park: str) -> Response:
        visit = self._visit(request, park)
        source = visit.query.get("source", "")
        name, content = _exported(visit, source=source)[0]
        return _download(content, name=name, media_type="text/csv; charset=utf-8")

    def _rejected_zip(self, request: Request, park: str) -> Response:
        visit = self._visit(request, park)
        packed_files = io.BytesIO()
        with zipfile.ZipFile(packed_files, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _exported(visit, source=None):
                archive.writestr(name, content)
        name = f"{visit.desk.id}-rejected.zip"
        return _download(packed_files.getvalue(), name=name, media_type="application/zip")

    def _visit(self, request: Request, park: str) -> ParkVisit:
        return park_visit_of(request, QUALITY_PAGE, parks=self._parks, park=park)


def _files(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field; one that nobody chose is sent without a name."""
    return [each for each in form.getlist(name) if isinstance(each, UploadFile) and each.filename]


def _to_close(text: str) -> Period:
    period = parse_period(text)
    if period.duration > _LONGEST_CLOSING:
        raise InputError("That is longer than five years. Close it a year at a time.")
    return period


def _exported(visit: ParkVisit, *, source: str | None) -> list[tuple[str, bytes]]:
    """Files to repair, by name.

    Raises:
        NotFoundError: no row was rejected, or none of that file.
    """
    work = visit.desk.work
    with TemporaryDirectory(prefix="zeropark-") as folder:
        written = export_rejected(
            Path(folder), store=work.readings, tables=work.tables, source=source
        )
        found = [(path.name, path.read_bytes()) for path, _ in written]
    if not found:
        raise NotFoundError("No such rejected row is kept. Choose a file from the list.")
    return found


def _download(content: bytes, *, name: str, media_type: str) -> Response:
    headers = {**attachment(name), "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)


def _page(
    request: Request, visit: ParkVisit, template: str, data: Mapping[str, object]
) -> Response:
    heading = QUALITY[f"quality.result.{data['kind']}"]
    around = dict(surroundings(visit, page=QUALITY_PAGE.id)) | {"picker": None, "part_only": False}
    html = render(template, visit, shown=Shown(data=data), heading=heading, surroundings=around)
    headers = {"Cache-Control": "no-store"}
    return sent(request, html_body(html), headers=headers)
