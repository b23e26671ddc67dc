from __future__ import annotations

from dataclasses import replace

from sample_year import year_page
from zeropark.review.presentation.tiles import tiles


def test_the_tiles_are_consumption_three_books_and_the_ratios() -> None:
    found = list(tiles(year_page(), year_page().evaluation))
    assert [tile.label.en for tile in found] == [
        "Energy consumption",
        "910 park rule",
        "Location-based",
        "Market-based",
        "Direct supply share",
        "R1 self-use of available",
        "R2 self-use of consumption",
        "R3 export of available",
    ]
    assert (found[0].value.en, found[0].unit) == ("400,000", "tce")
    assert found[-1].tone == "fail"
    assert found[-1].note.en == "limit ≤ 20 % · fails"


def test_a_total_with_gaps_says_how_it_is_bounded() -> None:
    page = year_page()
    low = replace(page.inventories[0], missing=("a gap",))
    either = replace(low, bounded_below=False)
    found = list(tiles(replace(page, inventories=(low, either)), page.evaluation))
    assert found[1].value.en.startswith("≥ ")
    assert found[2].value.en.startswith("≈ ")
    assert found[1].note.zh == "部分数据缺失：合计只含已知部分"
