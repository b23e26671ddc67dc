from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tiny_year import TINY
from zeropark.shell import bootstrap
from zeropark.shell.serving.documents import Documents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "park.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def documents(folder: Path) -> Iterator[Documents]:
    with bootstrap.workspace(folder) as work:
        yield Documents(work)


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "park.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_a_document_that_stays_is_the_same_state_and_read_once(documents: Documents) -> None:
    assert documents.state() == documents.state()
    assert documents.checked() is documents.checked()


def test_what_was_written_again_is_taken_in_when_the_state_is_asked(
    documents: Documents, folder: Path
) -> None:
    before, name = documents.state(), documents.park.name.en
    rewrite(folder, name, "Another name")
    assert documents.park.name.en == name
    assert documents.state() != before
    assert documents.park.name.en == "Another name"


@pytest.mark.parametrize(("old", "new"), [("id: tiny", "id: other"), ("version:", "version: [")])
def test_another_park_or_a_broken_document_changes_the_findings_alone(
    documents: Documents, folder: Path, old: str, new: str
) -> None:
    kept, before = documents.park, documents.state()
    rewrite(folder, old, new)
    assert documents.state() != before
    assert documents.park is kept
    found = documents.checked()
    assert found.park is None or found.park.id == "other"
