"""Every baseline worked by hand: which days it takes, what it makes of them, what it leaves out."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from response_cases import FRIDAY, back, case, changed, draw_of_days, local, table, window
from zeropark.basis.timeline import Period
from zeropark.facts.ledger.response.baselines.baseline import LeftOut
from zeropark.facts.ledger.response.baselines.find import find_baseline

# Working days before Friday 24 July: 23 22 21 20 | 17 16 15 14 13 | 10 9 …; 1 to 4, 7 to 11, 14 …
# days back.


def test_five_days_is_the_mean_of_the_five_working_days_before() -> None:
    draw = draw_of_days({back(1): 1100, back(2): 1200, back(3): 900, back(4): 800, back(7): 1500})
    found = find_baseline(case(draw), table("jiangsu_five_days"))
    assert found.days == (back(1), back(2), back(3), back(4), back(7))
    # 5500 over five days
    assert found.power_kw == pytest.approx(np.full(8, 1100.0))
    assert found.findings == ()


def test_five_days_looks_back_from_the_invitation() -> None:
    draw = draw_of_days({back(1): 5000, back(2): 5000})
    found = find_baseline(case(draw, issued_at=local(back(2), "09:00")), table("jiangsu_five_days"))
    assert found.days == (back(3), back(4), back(7), back(8), back(9))
    assert found.power_kw == pytest.approx(np.full(8, 1000.0))


def test_five_days_follows_the_clock_within_the_day() -> None:
    draw = draw_of_days({})
    for n in (1, 2, 3, 4, 7):
        draw = changed(draw, window(back(n), "19:00", "20:00"), 600.0)
    found = find_baseline(case(draw), table("jiangsu_five_days"))
    assert found.power_kw.tolist() == [1000.0] * 4 + [600.0] * 4


def test_days_of_a_call_are_left_out_and_so_are_atypical_ones() -> None:
    call = Period(local(back(1), "10:00"), local(back(1), "11:00"))
    left = LeftOut(events=(call,), atypical=frozenset({back(3)}))
    found = find_baseline(case(draw_of_days({}), left_out=left), table("jiangsu_five_days"))
    assert found.days == (back(2), back(4), back(7), back(8), back(9))


def test_a_call_over_midnight_leaves_out_both_days() -> None:
    call = Period(local(back(3), "23:00"), local(back(2), "01:00"))
    assert LeftOut(events=(call,)).days() == {back(3), back(2)}
    until = Period(local(back(3), "23:00"), local(back(2), "00:00"))
    assert LeftOut(events=(until,)).days() == {back(3)}


def test_a_day_with_a_gap_in_the_hours_makes_room_for_another() -> None:
    draw = changed(draw_of_days({}), window(back(2), "18:15", "18:30"), float("nan"))
    found = find_baseline(case(draw), table("jiangsu_five_days"))
    assert found.days == (back(1), back(3), back(4), back(7), back(8))


def test_too_few_days_are_told_and_none_at_all_is_an_error() -> None:
    some = draw_of_days({}, days="2026-07-22/2026-07-25")
    (finding,) = find_baseline(case(some), table("jiangsu_five_days")).findings
    assert (finding.code, finding.severity) == ("baseline.too_few_days", "warning")
    assert "2 before" in finding.problem
    none = find_baseline(
        case(draw_of_days({}, days="2026-07-24/2026-07-25")), table("jiangsu_five_days")
    )
    assert [finding.severity for finding in none.findings] == ["error"]
    assert np.isnan(none.power_kw).all()


def test_before_control_holds_the_last_quarter_hour() -> None:
    draw = changed(draw_of_days({}), window(FRIDAY, "17:45", "18:00"), 1300.0)
    found = find_baseline(case(draw), table("jiangsu_real_time"))
    assert found.power_kw.tolist() == [1300.0] * 8
    unknown = changed(draw, window(FRIDAY, "17:45", "18:00"), float("nan"))
    again = find_baseline(case(unknown), table("jiangsu_real_time"))
    assert [finding.code for finding in again.findings] == ["baseline.no_load_before"]


def test_five_of_ten_takes_those_with_the_highest_day_from_the_day_before_the_last() -> None:
    # Ten working days from day -2: 2 3 4 7 8 9 10 11 14 15. The five highest: 3 7 9 11 15.
    high = {back(3): 1100, back(7): 1200, back(9): 1300, back(11): 1400, back(15): 1500}
    draw = draw_of_days(high | {back(1): 9000, back(16): 9000})
    found = find_baseline(case(draw), table("beijing_5_of_10"))
    assert found.days == tuple(high)
    assert found.power_kw == pytest.approx(np.full(8, 1300.0))


def test_five_of_ten_ranks_by_the_whole_day_and_averages_the_hours() -> None:
    draw = draw_of_days({back(n): 1100 for n in (2, 3, 4, 7, 8)})
    for n in (2, 3, 4, 7, 8):
        draw = changed(draw, window(back(n), "18:00", "20:00"), 200.0)
    found = find_baseline(case(draw), table("beijing_5_of_10"))
    assert found.power_kw == pytest.approx(np.full(8, 200.0))
    by_event = table("beijing_5_of_10").model_copy(update={"ranked_by": "event"})
    assert find_baseline(case(draw), by_event).power_kw == pytest.approx(np.full(8, 1000.0))


def test_five_of_ten_leaves_out_a_day_that_is_not_wholly_known() -> None:
    draw = changed(draw_of_days({back(3): 2000}), window(back(3), "02:00", "02:15"), float("nan"))
    assert back(3) not in find_baseline(case(draw), table("beijing_5_of_10")).days


def test_ten_in_ten_is_the_mean_of_ten_days_times_the_days_own_factor() -> None:
    draw = draw_of_days({back(1): 2000.0})  # (2000 + 9 x 1000) / 10 = 1100
    draw = changed(draw, window(FRIDAY, "14:00", "17:00"), 1210.0)  # r = 1210 / 1100 = 1.1
    found = find_baseline(case(draw), table("caiso_10_in_10"))
    assert len(found.days) == 10
    assert found.factor == pytest.approx(1.1)
    assert found.power_kw == pytest.approx(np.full(8, 1210.0))


def test_the_last_hour_before_the_event_does_not_adjust_it() -> None:
    draw = changed(draw_of_days({}), window(FRIDAY, "17:00", "18:00"), 5000.0)
    assert find_baseline(case(draw), table("caiso_10_in_10")).factor == 1.0


def test_a_weekend_is_like_weekends() -> None:
    saturday = FRIDAY - timedelta(days=6)
    draw = draw_of_days({day: 300.0 for n in range(1, 60) if (day := back(n)).weekday() > 4})
    of_saturday = case(
        draw,
        event=window(saturday, "18:00", "20:00"),
        issued_at=local(saturday, "12:00"),
    )
    found = find_baseline(of_saturday, table("caiso_10_in_10"))
    assert all(day.weekday() > 4 for day in found.days)
    assert found.power_kw == pytest.approx(np.full(8, 300.0))


@given(st.floats(0, 1e6))
def test_gaming_raising_the_load_in_the_window_brings_no_more_than_the_clip(raised: float) -> None:
    honest = find_baseline(case(draw_of_days({})), table("caiso_10_in_10"))
    gamed = changed(draw_of_days({}), window(FRIDAY, "14:00", "17:00"), 1000.0 + raised)
    found = find_baseline(case(gamed), table("caiso_10_in_10"))
    assert (found.power_kw <= 1.2 * honest.power_kw + 1e-9).all()
    assert (found.power_kw >= honest.power_kw - 1e-9).all()


@given(st.floats(0, 1e6))
def test_gaming_lowering_it_costs_no_more_than_the_clip(load: float) -> None:
    low = changed(draw_of_days({}), window(FRIDAY, "14:00", "17:00"), min(load, 1000.0))
    found = find_baseline(case(low), table("caiso_10_in_10"))
    assert 0.8 <= found.factor <= 1.0


@pytest.mark.parametrize(
    ("power_kw", "events", "word"),
    [
        (float("nan"), (), "missing"),
        (1000.0, (Period(local(FRIDAY, "15:00"), local(FRIDAY, "15:30")),), "another call"),
    ],
)
def test_without_a_window_it_stands_unadjusted_and_says_why(
    power_kw: float, events: tuple[Period, ...], word: str
) -> None:
    draw = changed(draw_of_days({}), window(FRIDAY, "14:00", "14:15"), power_kw)
    found = find_baseline(case(draw, left_out=LeftOut(events=events)), table("caiso_10_in_10"))
    (finding,) = found.findings
    assert finding.code == "baseline.not_adjusted"
    assert word in finding.problem
    assert found.factor == 1.0


def test_a_battery_that_gave_has_a_baseline_below_zero_and_no_factor() -> None:
    draw = draw_of_days({back(n): -400.0 for n in range(60)})
    found = find_baseline(case(draw), table("caiso_10_in_10"))
    assert found.power_kw == pytest.approx(np.full(8, -400.0))
    assert "not above zero" in found.findings[0].problem


@given(
    st.sampled_from(["caiso_10_in_10", "jiangsu_five_days", "beijing_5_of_10"]),
    st.lists(st.floats(1, 5000), min_size=55, max_size=55),
)
def test_a_baseline_of_days_lies_among_them_and_no_event_day_is_one(
    name: str, levels: list[float]
) -> None:
    draw = draw_of_days({back(n): level for n, level in enumerate(levels)})
    event = Period(local(back(4), "12:00"), local(back(4), "13:00"))
    found = find_baseline(case(draw, left_out=LeftOut(events=(event,))), table(name))
    assert back(4) not in found.days
    assert all(newer > older for newer, older in pairwise(found.days))
    of_days = [levels[(FRIDAY - day).days] for day in found.days]
    plain = found.power_kw / found.factor
    assert (plain >= min(of_days) - 1e-6).all()
    assert (plain <= max(of_days) + 1e-6).all()
