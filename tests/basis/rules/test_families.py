"""Families: what an id promises."""

from __future__ import annotations

import pytest

from zeropark.basis.rules.families import breach
from zeropark.basis.rules.load import load_rulebook


def test_no_rule_of_the_package_breaks_what_its_id_promises() -> None:
    for rule in load_rulebook().rules:
        assert breach(rule.id, unit=rule.unit, content=rule.content) is None, rule.id


@pytest.mark.parametrize(
    ("rule_id", "unit", "content"),
    [
        ("ce.peat", "kgce/t", 1.0),
        ("ce.diesel", "kgce/Nm3", 1.0),
        ("ce.electricity.equivalent", "kgce/t", 1.0),
        ("ce.raw_coal", "kgce/Nm3", 1.0),
        ("ef.fuel.peat", None, {"per": "t"}),
        ("ef.fuel.diesel", None, {"per": "1e4Nm3"}),
        ("ef.grid.gansu", None, 0.4),
        ("ef.heat.own", "tCO2/t", 0.4),
    ],
)
def test_a_rule_that_breaks_its_promise_is_told(
    rule_id: str, unit: str | None, content: object
) -> None:
    assert breach(rule_id, unit=unit, content=content)


@pytest.mark.parametrize("rule_id", ["ef.process.nickel_matte", "my.own.rule", "direct.r1_min"])
def test_what_promises_nothing_may_have_any_unit(rule_id: str) -> None:
    assert breach(rule_id, unit="furlong", content=1.0) is None
