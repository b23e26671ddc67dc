"""Imports: files of readings are brought in, every row accounted for."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

from fastapi import APIRouter, File, UploadFile

from zeropark.basis.documents.decode import decode
from zeropark.basis.errors import DocumentError, Finding
from zeropark.shell.interfaces.api.models.finding import FindingShown
from zeropark.shell.interfaces.api.models.reading import Imported
from zeropark.shell.interfaces.api.models.shown import PeriodShown
from zeropark.shell.interfaces.api.problem import problems
from zeropark.shell.interfaces.api.quietly import Quietly
from zeropark.shell.interfaces.api.route import ApiRoute
from zeropark.shell.interfaces.api.service import Desk, may_write
from zeropark.shell.usecases.import_readings import ImportResult, import_readings

router = APIRouter(route_class=ApiRoute, tags=["readings"])

LARGEST_IMPORT_BYTES: Final = 256 * 1024 * 1024
"""More comes in several requests, or by `zeropark import`, which reads files of any size."""
_LONGEST_MAP_BYTES: Final = 1_000_000
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
    max_body_size=LARGEST_IMPORT_BYTES,
)
def create_import(desk: Desk, files: Files, mapping: Mapping = None) -> Imported:
    """Bring in readings; good rows are kept, bad ones are kept apart with their reason."""
    may_write(desk)
    text, told = (None, ()) if mapping is None else _text(mapping)
    with TemporaryDirectory(prefix="zeropark-") as folder, desk.writing() as work:
        result = import_readings(
            _laid_down(files, Path(folder)),
            mapping_text=text,
            park=work.park,
            tables=work.tables,
            store=work.readings,
            clock=work.clock,
            progress=Quietly(),
        )
    return _imported(result, told)


def _text(mapping: UploadFile) -> tuple[str, tuple[Finding, ...]]:
    """The text of an import map, with a note where it is not in UTF-8."""
    name = _file_name(mapping)
    raw = mapping.file.read(_LONGEST_MAP_BYTES + 1)
    if len(raw) > _LONGEST_MAP_BYTES:
        raise DocumentError(f"The import map {name} is larger than a map can be. Send it as YAML.")
    text, findings = decode(raw, name=name)
    if text is None:
        raise DocumentError(f"The import map {name} can't be read.", findings)
    return text, findings


def _laid_down(files: Sequence[UploadFile], folder: Path) -> list[Path]:
    """The files on the disk, each in a folder of its own: two may have the same name."""
    paths = []
    for number, file in enumerate(files):
        path = folder / str(number) / _file_name(file)
        path.parent.mkdir()
        with path.open("wb") as target:
            shutil.copyfileobj(file.file, target)
        paths.append(path)
    return paths


def _file_name(file: UploadFile) -> str:
    """What the sender called it, without the folders of the sender's machine."""
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2].replace("\x00", "")
    return name.encode()[-_LONGEST_NAME_BYTES:].decode(errors="ignore") if name else "file"


_LONGEST_NAME_BYTES: Final = 200
"""A file system takes 255; the end of a name says what kind of file it is."""


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
