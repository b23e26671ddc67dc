from __future__ import annotations

from sample_year import GRID_910, year_page
from zeropark.basis.rules.rule import Certainty
from zeropark.review.presentation.sources import (
    behind_indicator,
    behind_total,
    unconfirmed,
    used_rules,
)


def test_every_rule_behind_the_page_is_listed_once() -> None:
    ids = [rule.id for rule in used_rules(year_page(), year_page().evaluation)]
    assert ids == sorted(set(ids))
    assert {"ef.electricity.park910", "ef.grid.gansu", "ce.electricity.equivalent"} <= set(ids)


def test_only_what_stands_in_the_official_text_is_confirmed() -> None:
    page = year_page()
    assert unconfirmed([GRID_910.rule]) == ()
    doubts = [rule.id for rule in behind_total(page.inventories[0])]
    assert doubts == ["ef.fuel.natural_gas"]
    core = behind_indicator(page.evaluation.core, further=page.factors)
    assert [rule.certainty for rule in core] == [Certainty.CONFIRMED_SECONDARY]
