"""A park's folder gives what people wrote, and never overwrites it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeropark.basis.errors import InputError
from zeropark.shell.stores.park_folder import ParkFolder


def test_what_was_created_is_read_back_byte_for_byte(tmp_path: Path) -> None:
    files = ParkFolder(tmp_path / "a" / "park")
    written = files.create(document="id: 金昌\n", rules="rules: []\n")
    assert [Path(name).name for name in written] == ["park.yaml", "rules.yaml"]
    assert files.document() == (written[0], "id: 金昌\n".encode())
    assert files.rules() == (written[1], b"rules: []\n")
    assert sorted(path.name for path in (tmp_path / "a" / "park").iterdir()) == [
        "park.yaml",
        "rules.yaml",
    ]


def test_a_park_without_own_rules_has_none(tmp_path: Path) -> None:
    files = ParkFolder(tmp_path)
    files.create(document="id: a\n", rules=None)
    assert files.rules() is None


@pytest.mark.parametrize("name", ["park.yaml", "rules.yaml"])
def test_nothing_is_overwritten_and_nothing_added_beside_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="stays as it is") as caught:
        ParkFolder(tmp_path).create(document="theirs", rules="theirs")
    assert caught.value.findings[0].code == "park.exists"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_a_folder_without_a_park_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="zeropark new"):
        ParkFolder(tmp_path).document()


def test_a_place_that_is_a_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="can't be written") as caught:
        ParkFolder(tmp_path / "file").create(document="a", rules=None)
    assert caught.value.findings[0].code == "park.not_written"


def test_a_document_that_can_not_be_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").mkdir()
    with pytest.raises(InputError):
        ParkFolder(tmp_path).document()


def test_it_is_called_after_its_folder(tmp_path: Path) -> None:
    assert ParkFolder(tmp_path / "my-park").name == "my-park"
