"""Every fault of a park has a finding of its own: one edit of the tiny park, one code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from zeropark.basis.errors import Finding

After = Callable[..., tuple[Finding, ...]]
CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("faults.yaml").read_text(encoding="utf-8")
)
SOURCE = Path(__file__).parents[4] / "src" / "zeropark" / "basis" / "park" / "checks"


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_a_finding_says_that(case: dict[str, Any], after: After) -> None:
    found = after(*case["replace"].items())
    codes = {finding.code for finding in found}
    assert codes == {case["code"], *case.get("also", ())}, [str(finding) for finding in found]
    assert all(finding.problem and finding.remedy for finding in found)
    assert all(", line " in finding.place for finding in found)


def test_every_code_that_a_check_can_give_has_a_case() -> None:
    tried = {case["code"] for case in CASES}
    named = {
        word
        for file in SOURCE.glob("*.py")
        for word in file.read_text(encoding="utf-8").split('"')
        if word.partition(".")[0] in FAMILIES and word.count(".") == 1 and " " not in word
    }
    assert named
    assert named <= tried


FAMILIES = {
    *("id", "reference", "carrier", "port", "link", "point", "load", "product", "bus", "meter"),
    *("channel", "enterprise", "contract", "target", "rule", "scope", "heat", "planning", "feeder"),
    *("flex", "openadr"),
}


def test_certificates_are_valid_to_the_end_of_their_last_month(after: After) -> None:
    # Generated 2026-05, 24 months with that month included: to the end of 2028-04.
    assert after(("cancelled_for: 2026}", "cancelled_for: 2028, cancelled_on: 2028-04-30}")) == ()


def test_a_check_meter_may_stand_on_its_main_meters_connection(after: After) -> None:
    check = (
        "  - id: m-grid-2\n    name: {zh: 副表, en: second}\n    from: grid\n    to: bus-10kv\n"
        "    gate: grid\n    checks: m-grid\n    channels:\n"
        "      - {id: import, kind: interval, unit: kWh}\n  - id: m-pv\n"
    )
    assert after(("  - id: m-pv\n", check)) == ()


STRAW_FIRED_UNIT = (
    (
        "{id: gas-net,",
        "{id: straw, name: {zh: 秸秆, en: straw}, carrier: biomass}\n  - {id: gas-net,",
    ),
    (
        "fuel_from: [gas-net], heat_to: hot-water, capacity_kw: 1000}",
        (
            "fuel_from: [gas-net], heat_to: hot-water, capacity_kw: 1000}\n"
            "  - {id: unit, kind: coal_unit, name: {zh: 机组, en: unit}, site: ground, "
            "fuel_from: [straw], electricity_to: bus-10kv, capacity_kw: 900}"
        ),
    ),
    ("plants: [roof-pv]", "plants: [roof-pv, unit]"),
)


def test_a_biomass_unit_may_feed_a_direct_connection(after: After) -> None:
    codes = {finding.code for finding in after(*STRAW_FIRED_UNIT)}
    assert codes == {"bus.unfed", "contract.no_gate"}  # no straw comes in, nothing is metered
