"""Shapes: which tables have one, and what it refuses."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.shapes import shape_of


@pytest.mark.parametrize(
    ("rule_id", "shape"),
    [
        ("park910.core.bands", "Bands"),
        ("ef.fuel.lignite", "FuelTable"),
        ("tou.gansu", "TimeOfUse"),
        ("tou.ningxia.ratio", "BlockRatios"),
        ("td.ningxia", "NetworkTable"),
        ("td.nearby", None),
        ("td.nearby.average_load_rate", None),
        ("td.demand_interval", None),
        ("tou.gansu.peak_valley_ratio_min", None),
        ("ef.grid.gansu", None),
    ],
)
def test_a_rule_has_the_shape_of_its_kind(rule_id: str, shape: str | None) -> None:
    found = shape_of(rule_id)
    assert (found.__name__ if found else None) == shape


def test_every_kind_of_shape_is_used_by_the_package() -> None:
    shapes = {shape_of(rule_id) for rule_id in load_rulebook().ids()} - {None}
    names = {shape.__name__ for shape in shapes if shape is not None}
    of_prices = {"Bands", "FuelTable", "TimeOfUse", "BlockRatios", "NetworkTable"}
    assert names == of_prices | {"BaselineTable", "ProgrammeTable", "SubstitutionTable"}


@pytest.mark.parametrize(
    ("rule_id", "content"),
    [
        ("td.gansu", {"35kV": {"single_cny_per_kwh": 0.25}}),
        ("td.gansu", {"35kV": 0.25}),
        ("tou.gansu.ratio", {"peak": 0}),
        ("park910.core.bands", [{"annual_tce_min": 0, "max_tco2_per_tce": 0.2}]),
        ("tou.gansu", {"patterns": []}),
        ("vpp.baseline.x", {"method": "five_days"}),
        ("vpp.baseline.x", {"method": "before_control", "days": 5, "back_days": 9}),
        ("vpp.baseline.x", {"method": "five_of_ten", "days": 5, "back_days": 9}),
        ("vpp.programme.x", {"product": "demand_response", "pay": {"judged_over": "month"}}),
        ("vpp.substitution", {"bridged_minutes": 30, "beyond": "zero"}),
    ],
)
def test_a_table_of_another_shape_is_refused(rule_id: str, content: object) -> None:
    shape = shape_of(rule_id)
    assert shape is not None
    with pytest.raises(ValidationError):
        shape.model_validate(content)
