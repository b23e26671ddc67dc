"""Encodings: takes the bytes of a text file, gives text piece by piece.

A byte-order mark decides, then the map. Without them: UTF-8 if all of the bytes looked at are
UTF-8, else UTF-16 if every second byte is mostly zero, else GB18030, which holds GBK and GB2312.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zeropark.basis.errors import Finding, ReadingsError
from zeropark.facts.readings.accepting.raw import ORIGIN_ROW

CHUNK_BYTES: Final = 16 << 20
LOOKED_AT_BYTES: Final = 64 << 20
"""How much of a file is read to find out its encoding: all of any ordinary one."""
REPLACEMENT: Final = "\ufffd"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES: Final = 4096
_ZERO_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding to read with, and what to say about it."""

    name: str
    findings: tuple[Finding, ...] = ()


def encoding_of(path: Path, *, told: str | None) -> Encoding:
    """The encoding of a text file.

    Raises:
        ReadingsError: the one that was told does not exist, or the bytes fit none.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return Encoding(name)
    # Exported rejected rows are in an encoding of their own, whatever the first file was in.
    if told is not None and not sample.startswith(ORIGIN_ROW.encode()):
        return _told(path, told)
    wide = _wide(sample)
    if wide is not None:
        return Encoding(wide)
    if _fits(path, "utf-8"):
        return Encoding("utf-8")
    if _fits(path, "gb18030"):
        return Encoding("gb18030", (_note(path),))
    raise _unreadable(path, "The bytes are neither UTF-8 nor GB18030 (GBK) text.")


def _told(path: Path, name: str) -> Encoding:
    try:
        found = codecs.lookup(name).name
    except LookupError as error:
        raise _unreadable(path, "There is no encoding {name!r}.", name=name) from error
    return Encoding(found)


def _wide(sample: bytes) -> str | None:
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > _ZERO_SHARE * half:
        return "utf-16-le"
    if sample[0::2].count(0) > _ZERO_SHARE * half:
        return "utf-16-be"
    return None


def _fits(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    left = LOOKED_AT_BYTES
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(CHUNK_BYTES)):
            left -= len(chunk)
            try:
                decoder.decode(chunk, final=False)
            except UnicodeDecodeError:
                return False
    return True


def texts(path: Path, name: str) -> Iterator[str]:
    """The file's text in pieces; what does not fit the encoding stands as U+FFFD."""
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _note(path: Path) -> Finding:
    return Finding(
        code="file.encoding",
        place=path.name,
        problem_template="The file is not UTF-8; it was read as GB18030 (GBK).",
        remedy_template="Check that names look right, and say `encoding: gb18030` under `file` in "
        "the map, or save it as UTF-8.",
    )


def _unreadable(path: Path, problem: str, **data: object) -> ReadingsError:
    finding = Finding(
        code="file.encoding",
        place=path.name,
        problem_template=problem,
        remedy_template="Save it as UTF-8, or say `encoding` under `file` in the map.",
        data=data,
    )
    return ReadingsError("{file} can't be read.", [finding], file=path.name)
