"""Checking tells all that is wrong with a park's documents, and raises for none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeropark.basis.errors import InputError, Severity
from zeropark.shell.stores.park_folder import ParkFolder
from zeropark.shell.usecases.check_park import Checked, check_park

TINY = Path(__file__).parents[2] / "parks" / "tiny.yaml"


def _checked(folder: Path, document: bytes, rules: bytes | None = None) -> Checked:
    (folder / "park.yaml").write_bytes(document)
    if rules is not None:
        (folder / "rules.yaml").write_bytes(rules)
    return check_park(ParkFolder(folder))


def test_a_sound_park_has_no_findings(tmp_path: Path) -> None:
    checked = _checked(tmp_path, TINY.read_bytes())
    assert (checked.findings, checked.usable) == ((), True)


def test_places_name_the_line_of_the_document(tmp_path: Path) -> None:
    text = TINY.read_text(encoding="utf-8").replace("gate: grid", "gate: storage")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "gate: storage" in row)
    places = [finding.place for finding in _checked(tmp_path, text.encode()).findings]
    assert f"{tmp_path / 'park.yaml'}, line {line}: meters[0] (m-grid): gate" in places


def test_a_document_in_gbk_is_checked_and_says_so(tmp_path: Path) -> None:
    checked = _checked(tmp_path, TINY.read_text(encoding="utf-8").encode("gbk"))
    assert [finding.code for finding in checked.findings] == ["text.gbk"]
    assert checked.usable
    assert checked.count(Severity.NOTE) == 1
    assert checked.park is not None
    assert checked.park.name.zh == "小小零碳园区"


@pytest.mark.parametrize("document", [b"", b"\xff\xff\x00\x01", b"[", b"version: 9\n"])
def test_what_is_no_park_document_blocks(tmp_path: Path, document: bytes) -> None:
    checked = _checked(tmp_path, document)
    assert checked.park is None
    assert not checked.usable


def test_faults_of_the_own_rules_are_reported_with_those_of_the_park(tmp_path: Path) -> None:
    text = TINY.read_text(encoding="utf-8").replace("takes_from: bus-10kv", "takes_from: gone")
    checked = _checked(tmp_path, text.encode(), rules=b"rules: 7\n")
    codes = {finding.code for finding in checked.findings}
    assert "reference.dangling" in codes
    assert any("rules.yaml" in finding.place for finding in checked.findings)
    assert checked.rules is None


def test_without_a_document_it_can_not_run(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        check_park(ParkFolder(tmp_path))
