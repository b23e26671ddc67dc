from __future__ import annotations

from copy import deepcopy

import pytest

import plannable_park
from zeropark.basis.errors import InputError, Severity
from zeropark.basis.park.sizing import size_ranges, standing
from zeropark.future.plan.years.staging import (
    life_findings,
    park_at,
    retirements,
    spans_of,
    target_findings,
)


def codes(years: list[int], until: int | None = None) -> list[str]:
    with pytest.raises(InputError) as caught:
        spans_of(years, until=until, discount_rate_per_year=0.06)
    return [finding.code for finding in caught.value.findings]


def test_a_stage_stands_for_the_years_up_to_the_next() -> None:
    """At 25 %: 0.8 and 0.64; then 0.512, 0.4096 and 0.32768."""
    first, last = spans_of([2025, 2027], until=2030, discount_rate_per_year=0.25)
    assert (first.years, last.years) == (2, 3)
    assert first.weight == pytest.approx(1.44)
    assert last.weight == pytest.approx(0.512 + 0.4096 + 0.32768)


def test_the_last_stage_is_as_long_as_the_one_before_unless_told() -> None:
    spans = spans_of([2025, 2027, 2030], until=None, discount_rate_per_year=0.0)
    assert [(span.until, span.weight) for span in spans] == [(2027, 2.0), (2030, 3.0), (2033, 3.0)]
    (alone,) = spans_of([2030], until=None, discount_rate_per_year=0.0)
    assert alone.years == 5


def test_stages_that_do_not_rise_or_lie_outside_are_told_one_by_one() -> None:
    assert codes([2030, 2030]) == ["pathway.not_rising"]
    assert codes([2015, 2061]) == ["pathway.year_outside"] * 2
    assert codes([2030, 2027], until=2026) == ["pathway.not_rising", "pathway.ends_early"]
    assert codes([]) == ["pathway.no_stage"]


def test_a_stage_without_a_target_of_its_own_is_said() -> None:
    told = list(target_findings(plannable_park.park(), [2027, 2030]))
    assert [(each.code, each.severity) for each in told] == [
        ("pathway.no_target", Severity.WARNING)
    ]
    assert "2027" in told[0].problem
    (none,) = target_findings(plannable_park.park(targets=[]), [2027, 2030])
    assert none.code == "pathway.no_targets"


def test_a_device_whose_life_is_over_stands_no_more() -> None:
    document = deepcopy(plannable_park.document())
    document["devices"][0]["economics"]["commissioned"] = 2005  # 25 years: until 2030
    park = plannable_park.park(devices=document["devices"])
    before, after = park_at(park, 2029), park_at(park, 2030)
    assert before is park
    assert standing(after.device_by_id["sun"], "capacity_kw", year=2030) == 0.0
    ranges = {each.of: each for each in size_ranges(after) if each.of == "sun"}
    assert (ranges["sun"].least, ranges["sun"].most) == (0.0, 900.0)
    assert after.model_dump(exclude={"devices"}) == park.model_dump(exclude={"devices"})
    (gone,) = retirements(park, year=2030, before=2029)
    assert (gone.device, gone.amount, gone.since) == ("sun", 300.0, 2005)
    assert not list(retirements(park, year=2035, before=2030))
    assert not list(life_findings(park, 2029))
    (told,) = life_findings(park, 2030)
    assert (told.code, told.place, told.severity) == (
        "plan.life_over",
        "devices.sun",
        Severity.NOTE,
    )
    assert "since 2005 and lasts 25 years" in told.problem
