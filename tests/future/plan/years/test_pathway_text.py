from __future__ import annotations

import json

import pytest

from pathway_lines import DOCUMENT, TEXT
from zeropark.future.plan.years.pathway_text import pathway_of


def test_a_pathway_is_read_as_it_was_printed() -> None:
    found = pathway_of(TEXT)
    assert found is not None
    first, last = found.stages
    assert (first.year, first.until, last.until) == (2030, 2035, 2045)
    assert (first.core_tco2_per_tce, first.target_tco2_per_tce) == (1.25, 1.3)
    assert (last.core_tco2_per_tce, last.target_tco2_per_tce) == (None, None)
    assert [at.amount for at in (*first.builds, *last.retirements)] == [400.0, 100.0]
    assert first.books["market_t"] == 950.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        json.dumps({**DOCUMENT, "stages": []}),
        json.dumps({**DOCUMENT, "stages": [{"year": 2030}]}),
        json.dumps({key: value for key, value in DOCUMENT.items() if key != "objective_cny"}),
    ],
)
def test_any_other_document_is_none(text: str) -> None:
    assert pathway_of(text) is None
