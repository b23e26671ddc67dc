"""A gap in the window is closed by rule, marked and told."""

from __future__ import annotations

import numpy as np
import pytest

from response_cases import FRIDAY, changed, draw_of_days, window
from zeropark.basis.rules.programme import SubstitutionTable
from zeropark.facts.ledger.response.substitute import substituted

RULE = SubstitutionTable(bridged_minutes=30, beyond="baseline")
EVENT = window(FRIDAY, "18:00", "20:00")
BASE = np.full(8, 1000.0)
NAN = float("nan")


def test_without_a_gap_nothing_is_said() -> None:
    found = substituted(draw_of_days({}), EVENT, baseline_kw=BASE, table=RULE, of="r")
    assert (found.findings, found.substituted.any()) == ((), False)


def test_half_an_hour_is_bridged_by_a_straight_line() -> None:
    draw = changed(draw_of_days({}), EVENT, 400.0)
    draw = changed(draw, window(FRIDAY, "19:00", "20:00"), 700.0)
    draw = changed(draw, window(FRIDAY, "18:45", "19:15"), NAN)
    found = substituted(draw, EVENT, baseline_kw=BASE, table=RULE, of="r")
    assert found.power_kw == pytest.approx([400, 400, 400, 500, 600, 700, 700, 700])
    assert found.substituted.tolist() == [False] * 3 + [True] * 2 + [False] * 3
    (finding,) = found.findings
    assert (finding.code, finding.count) == ("delivery.substituted", 2)


def test_a_longer_gap_is_the_baseline_so_that_nothing_is_credited() -> None:
    draw = changed(draw_of_days({}), EVENT, 400.0)
    draw = changed(draw, window(FRIDAY, "18:15", "19:00"), NAN)
    found = substituted(draw, EVENT, baseline_kw=BASE, table=RULE, of="r")
    assert found.power_kw.tolist() == [400, 1000, 1000, 1000, 400, 400, 400, 400]


def test_a_gap_at_the_edge_is_bridged_from_the_quarter_hour_beside_it() -> None:
    draw = changed(draw_of_days({}), EVENT, 400.0)
    draw = changed(draw, window(FRIDAY, "18:00", "18:15"), NAN)
    found = substituted(draw, EVENT, baseline_kw=BASE, table=RULE, of="r")
    assert found.power_kw[0] == pytest.approx(700.0)  # half way from 1000 to 400


def test_a_gap_that_begins_before_the_event_has_no_end_to_start_from() -> None:
    draw = changed(draw_of_days({}), EVENT, 400.0)
    draw = changed(draw, window(FRIDAY, "17:45", "18:15"), NAN)
    found = substituted(draw, EVENT, baseline_kw=BASE, table=RULE, of="r")
    assert found.power_kw[0] == 1000.0
