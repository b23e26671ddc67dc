from __future__ import annotations

import json
from typing import Any

from zeropark.future.plan.years.frontier_text import frontier_of

POINT: dict[str, Any] = {
    "cap_t_per_year": None,
    "emission_t_per_year": 300.0,
    "objective_cny_per_year": 2e6,
    "lower_bound_cny_per_year": 1.9e6,
    "relative_gap": 0.05,
    "carbon_price_cny_per_t": 0.0,
    "avoided_cny_per_t": None,
    "sizes": [],
}
PRINTED: dict[str, Any] = {
    "ok": True,
    "park": "four-hours",
    "stage": 2030,
    "book": "park910",
    "least_t_per_year": 100.0,
    "points": [POINT],
    "findings": [],
}


def test_a_frontier_is_read_as_it_was_printed() -> None:
    found = frontier_of(json.dumps(PRINTED))
    assert found is not None
    assert (found.stage, found.book) == (2030, "park910")
    assert found.points[0].emission_t_per_year == 300.0
    assert found.points[0].avoided_cny_per_t is None


def test_any_other_document_is_none() -> None:
    for text in ("", "[]", "{}", json.dumps({**PRINTED, "points": [{"cap_t_per_year": 1.0}]})):
        assert frontier_of(text) is None
