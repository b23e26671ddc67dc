"""Imports: files of readings are brought in, every row accounted for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, File, UploadFile

from zeropark.basis.errors import Finding
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.reading import Imported
from zeropark.shell.interfaces.api.models.shown import PeriodShown
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.route import LARGEST_BODY, ApiRoute
from zeropark.shell.interfaces.api.service import Desk
from zeropark.shell.interfaces.http.guard import may_write
from zeropark.shell.interfaces.http.quietly import Quietly
from zeropark.shell.interfaces.http.uploads import (
    LARGEST_IMPORT_BYTES,
    laid_down,
    map_text,
)
from zeropark.shell.usecases.import_readings import ImportResult, import_readings

router = APIRouter(route_class=ApiRoute, tags=["readings"])

Files = Annotated[
    list[UploadFile],
    File(min_length=1, max_length=100, description="CSV, Parquet or XLSX files of readings."),
]
Mapping = Annotated[
    UploadFile | None,
    File(description="An import map (YAML) that says what the columns are; for all the files."),
]


@router.post(
    "/parks/{park}/imports",
    responses=problems(400, 403, 404, 413, 503),
    status_code=201,
    openapi_extra={LARGEST_BODY: LARGEST_IMPORT_BYTES},
)
def create_import(desk: Desk, files: Files, mapping: Mapping = None) -> Imported:
    """Bring in readings; good rows are kept, bad ones are kept apart with their reason."""
    may_write(desk)
    text, told = (None, ()) if mapping is None else map_text(mapping)
    with TemporaryDirectory(prefix="zeropark-") as folder, desk.writing() as work:
        result = import_readings(
            laid_down(files, Path(folder)),
            mapping_text=text,
            park=work.park,
            tables=work.tables,
            store=work.readings,
            clock=work.clock,
            progress=Quietly(),
        )
    return _imported(result, told)


def _imported(result: ImportResult, told: tuple[Finding, ...]) -> Imported:
    return Imported(
        rows=result.rows,
        accepted=result.accepted,
        new=result.new,
        unchanged=result.unchanged,
        repeated=result.repeated,
        rejected=result.rejected,
        spans={meter: PeriodShown.of(span) for meter, span in result.spans.items()},
        findings=[FindingShown.of(each) for each in (*told, *result.findings)],
    )
