"""A park's documents in a folder: `park.yaml`, and `rules.yaml` where it has its own rules."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from zeropark.basis.errors import Finding, InputError

DOCUMENT: Final = "park.yaml"
RULES: Final = "rules.yaml"


class ParkFolder:
    """One park's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self._folder.resolve().name

    def document(self) -> tuple[str, bytes]:
        """`park.yaml` and its bytes.

        Raises:
            InputError: it isn't there, or can't be read.
        """
        path = self._folder / DOCUMENT
        if not path.is_file():
            remedy = "Give a park's folder, or make one: `zeropark new {folder} --from jinchang`."
            problem = "There is no {file} in {folder}."
            raise _refused("park.no_document", problem, remedy, self._folder, file=DOCUMENT)
        return str(path), self._read(path)

    def rules(self) -> tuple[str, bytes] | None:
        """`rules.yaml` and its bytes; None where it isn't there.

        Raises:
            InputError: it can't be read.
        """
        path = self._folder / RULES
        return (str(path), self._read(path)) if path.is_file() else None

    def state(self) -> str:
        """See `ParkFiles.state`."""
        return " ".join(map(_stamp, (self._folder / DOCUMENT, self._folder / RULES)))

    def create(self, *, document: str, rules: str | None) -> tuple[str, ...]:
        """Write the documents of a new park; each file appears whole or not at all.

        Raises:
            InputError: there is a park already, or the folder can't be written.
        """
        wanted = {RULES: rules, DOCUMENT: document}  # the document last: with it the park is there
        texts = {name: text for name, text in wanted.items() if text is not None}
        for name in texts:
            if (self._folder / name).exists():
                problem = "There is a {file} in {folder} already; it stays as it is."
                remedy = "Name another folder, or move that file away first."
                raise _refused("park.exists", problem, remedy, self._folder, file=name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, text in texts.items():
                _write(self._folder / name, text)
        except OSError as error:
            problem = "{folder} can't be written: {reason}."
            raise self._not_possible("park.not_written", problem, error) from error
        return tuple(str(self._folder / name) for name in reversed(texts))

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            problem = "{folder} can't be read: {reason}."
            raise self._not_possible("park.not_read", problem, error) from error

    def _not_possible(self, code: str, problem: str, error: OSError) -> InputError:
        remedy = "Check the path and who may use it."
        reason = error.strerror or type(error).__name__
        return _refused(code, problem, remedy, self._folder, reason=reason)


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _refused(code: str, problem: str, remedy: str, folder: Path, /, **data: object) -> InputError:
    finding = Finding(
        code=code,
        place=str(folder),
        problem_template=problem,
        remedy_template=remedy,
        data={"folder": str(folder), **data},
    )
    return InputError.of(finding)


def _stamp(path: Path) -> str:
    """Of a file's present content; a file written again has another."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return "none"
    return f"{seen.st_ino}-{seen.st_size}-{seen.st_mtime_ns}"
