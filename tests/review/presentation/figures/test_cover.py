from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from zeropark.basis.rules.load import load_rulebook
from zeropark.basis.rules.rule import Factor
from zeropark.facts.ledger.green.coverage import Coverage
from zeropark.review.presentation.figures.cover import cover_figure, shares_of_use
from zeropark.review.presentation.figures.figure import Figure


def half() -> Factor:
    return load_rulebook().factor("park910.direct_supply_share_min", at=date(2026, 12, 31))


def covered(**more: list[float]) -> Coverage:
    # January 6 + 2 + 1 + 0.5 + 0.5 = 10 GWh, February nothing
    parts = {"direct": [6e6, 0], "trade": [2e6, 0], "certificate": [1e6, 0]}
    parts |= {"uncovered": [5e5, 0], "other": [5e5, 0], **more}
    arrays = {f"{key}_kwh": np.array(part) for key, part in parts.items()}
    return Coverage(months=("2026-01", "2026-02"), **arrays)


def drawn(of: Coverage) -> Figure:
    figure = cover_figure(of, limit=half(), generated=True)
    assert figure is not None
    return figure


def test_every_part_of_a_month_is_a_bar_of_one_stack() -> None:
    figure = drawn(covered())
    series = figure.variants[0].option["series"]
    assert isinstance(series, list)
    assert [each["data"][0] for each in series] == [6, 2, 1, 0.5, 0.5]
    assert {each["stack"] for each in series} == {"all"}
    assert figure.variants[0].unit == "GWh"
    assert figure.generated


def test_the_share_view_has_a_mark_at_half() -> None:
    series = drawn(covered()).variants[1].option["series"]
    assert isinstance(series, list)
    assert series[0]["data"] == [60, None]  # nothing was used in February: no share, not zero
    assert series[-1]["data"] == [50, 50]
    assert series[-1]["name"].en == "Direct share at least 50 %"


def test_the_table_adds_up_and_no_column_adds_two_books() -> None:
    table = drawn(covered()).table
    assert table.rows[1][-1] is None  # a share of nothing is missing
    total = table.rows[-1]
    assert total[1:] == pytest.approx((6, 2, 1, 0.5, 0.5, 10, 60))
    assert len(table.columns) == 1 + 5 + 1 + 1


def test_a_part_that_is_nowhere_is_not_in_the_legend() -> None:
    series = drawn(covered(trade=[0, 0])).variants[0].option["series"]
    assert isinstance(series, list)
    assert "Green-power trade" not in [each["name"].en for each in series]


def test_grid_power_that_was_passed_on_stands_below_zero() -> None:
    figure = drawn(covered(other=[-5e5, 0]))
    series = figure.variants[0].option["series"]
    assert isinstance(series, list)
    assert series[-1]["data"][0] == -0.5


def test_nothing_used_gives_no_picture() -> None:
    nothing = {key: [0.0, 0.0] for key in ("direct", "trade", "certificate", "uncovered", "other")}
    assert cover_figure(covered(**nothing), limit=half(), generated=False) is None
    assert np.isnan(shares_of_use(covered(**nothing), "direct")).all()
