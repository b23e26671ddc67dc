"""Every archetype is planned over two days of spring, and agrees with its books."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_runs import in_json
from zeropark.basis.park.archetypes import archetype_names

DAYS = ("--period", "2030-04-08/2030-04-10", "--route", "highs", "--no-proof")


@pytest.mark.parametrize("name", archetype_names())
def test_an_archetype_is_planned_and_checked(name: str, tmp_path: Path) -> None:
    folder, file = tmp_path / name, tmp_path / "plan.json"
    in_json("new", folder, "--from", name)
    size = in_json("plan", "size", folder, *DAYS, "--out", file)
    assert size.code == 0
    assert all(limit["kept"] for limit in size.data["limits"] if limit["enforced"])
    check = in_json("plan", "check", file)
    assert check.codes == []
    assert check.data["worst"] <= 1e-6
    held = [each["of"] for each in check.data["figures"] if each["group"] == "indicator"]
    assert "core" in held
