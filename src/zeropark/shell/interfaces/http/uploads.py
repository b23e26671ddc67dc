"""Uploads: files that a browser or a program sends, laid down where a use case can read them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.datastructures import UploadFile

from zeropark.basis.documents.decode import decode
from zeropark.basis.errors import DocumentError, Finding

LARGEST_IMPORT_BYTES: Final = 256 * 1024 * 1024
"""More comes in several requests, or by `zeropark import`, which reads files of any size."""
_LONGEST_MAP_BYTES: Final = 1_000_000
_LONGEST_NAME_BYTES: Final = 200
"""A file system takes 255; the end of a name says what kind of file it is."""


def map_text(mapping: UploadFile) -> tuple[str, tuple[Finding, ...]]:
    """The text of an import map, with a note where it is not in UTF-8.

    Raises:
        DocumentError: it is too large for a map, or no text.
    """
    name = _file_name(mapping)
    raw = mapping.file.read(_LONGEST_MAP_BYTES + 1)
    if len(raw) > _LONGEST_MAP_BYTES:
        raise DocumentError(
            "The import map {name} is larger than a map can be. Send it as YAML.", name=name
        )
    text, findings = decode(raw, name=name)
    if text is None:
        raise DocumentError("The import map {name} can't be read.", findings, name=name)
    return text, findings


def laid_down(files: Sequence[UploadFile], folder: Path) -> list[Path]:
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
    """What the sender called it, without the folders of the sender's machine.

    Dots at its beginning are left out: `.` and `..` are folders.
    """
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2].replace("\x00", "")
    kept = name.encode()[-_LONGEST_NAME_BYTES:].decode(errors="ignore").lstrip(".")
    return kept or "file"
