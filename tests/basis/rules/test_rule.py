"""Look-ups: by day, the park's own first, numbers only."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import MissingRuleError, UnitError
from zeropark.basis.rules.rule import Certainty, Rule, Rulebook, Source

OLD = date(2024, 1, 1)
NEW = date(2025, 1, 1)


def rule(**changes: Any) -> Rule:
    fields: dict[str, Any] = {
        "id": "ef.grid.gansu",
        "zh": "甘肃",
        "en": "Gansu",
        "unit": "kgCO2/kWh",
        "content": 0.5,
        "valid_from": OLD,
        "valid_to": None,
        "source": Source(document="a notice"),
        "certainty": Certainty.RECALLED,
    }
    return Rule(**(fields | changes))


def test_the_version_of_the_day_is_found_and_the_end_day_belongs_to_the_next() -> None:
    book = Rulebook((rule(valid_to=NEW), rule(content=0.4, valid_from=NEW)))
    assert book.factor("ef.grid.gansu", at=date(2024, 12, 31)).value == 0.5
    assert book.factor("ef.grid.gansu", at=NEW).value == 0.4


def test_before_the_first_version_there_is_an_error_that_names_the_known_days() -> None:
    with pytest.raises(MissingRuleError, match=r"known for \[2024-01-01, …\)"):
        Rulebook((rule(),)).get("ef.grid.gansu", at=date(2023, 12, 31))


def test_the_parks_own_version_wins_on_its_days_and_only_on_these() -> None:
    own = rule(content=0.3, valid_from=NEW, valid_to=date(2026, 1, 1), own=True)
    for book in (Rulebook((rule(), own)), Rulebook((own, rule()))):
        values = [
            book.factor("ef.grid.gansu", at=day).value
            for day in (date(2024, 12, 31), NEW, date(2025, 12, 31), date(2026, 1, 1))
        ]
        assert values == [0.5, 0.3, 0.3, 0.5]
        assert [r.content for r in book.at(NEW)] == [0.3]


def test_a_key_goes_into_a_table_and_dots_go_deeper() -> None:
    book = Rulebook((rule(unit=None, content={"110kV+": {"single_cny_per_kwh": 0.1251}}),))
    factor = book.factor("ef.grid.gansu", at=NEW, key="110kV+.single_cny_per_kwh")
    assert factor.value == 0.1251
    assert factor.unit == "110kV+.single_cny_per_kwh"
    with pytest.raises(MissingRuleError, match="no entry '35kV'"):
        book.factor("ef.grid.gansu", at=NEW, key="35kV")


@pytest.mark.parametrize("content", ["0.5", True, {"a": 1.0}, None])
def test_what_is_no_number_is_no_factor(content: Any) -> None:
    with pytest.raises(UnitError, match="a number"):
        Rulebook((rule(content=content),)).factor("ef.grid.gansu", at=NEW)


@given(
    edges=st.lists(st.integers(0, 3000), min_size=1, max_size=6, unique=True),
    day=st.integers(-10, 3010),
)
def test_a_look_up_finds_the_last_version_that_began(edges: list[int], day: int) -> None:
    starts = sorted(OLD + timedelta(days=n) for n in edges)
    ends = [*starts[1:], None]
    book = Rulebook(
        tuple(
            rule(content=float(n), valid_from=start, valid_to=end)
            for n, (start, end) in enumerate(zip(starts, ends, strict=True))
        )
    )
    asked = OLD + timedelta(days=day)
    begun = [n for n, start in enumerate(starts) if start <= asked]
    assert book.has("ef.grid.gansu", at=asked) is bool(begun)
    if begun:
        assert book.factor("ef.grid.gansu", at=asked).value == begun[-1]
