"""The small park of `tiny_year`, for commands to work on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli_runs import Ran, in_json
from tiny_year import TINY, history


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test expects in English does not hang on the terminal that it runs in."""
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "en")


@dataclass(frozen=True)
class Year:
    """A park whose year is imported and closed, and what these two commands said."""

    folder: Path
    file: Path
    imported: Ran
    closed: Ran


@pytest.fixture(scope="session")
def closed_year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """To be read only; whoever changes it takes `own_year`."""
    folder = tmp_path_factory.mktemp("cli") / "tiny"
    folder.mkdir()
    shutil.copy(TINY, folder / "park.yaml")
    file = folder / "2025.csv"
    file.write_text(history(), encoding="utf-8")
    imported = in_json("import", folder, file)
    closed = in_json("close", folder, "--period", "2025")
    return Year(folder, file, imported, closed)


@pytest.fixture
def own_year(closed_year: Year, tmp_path: Path) -> Year:
    """A copy that a test may change."""
    folder = tmp_path / "own"
    shutil.copytree(closed_year.folder, folder)
    return Year(folder, folder / "2025.csv", closed_year.imported, closed_year.closed)


@pytest.fixture
def park(tmp_path: Path) -> Path:
    """A park without readings."""
    folder = tmp_path / "park"
    folder.mkdir()
    shutil.copy(TINY, folder / "park.yaml")
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write a file with a text in an encoding."""

    def make(text: str, name: str = "file.csv", *, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make
