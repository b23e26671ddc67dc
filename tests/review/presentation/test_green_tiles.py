from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ledger_parks import tiny
from zeropark.basis.rules.load import load_rulebook
from zeropark.facts.ledger.green.around_the_clock import Match
from zeropark.facts.ledger.green.coverage import Coverage
from zeropark.facts.ledger.green.direct import DirectFigures
from zeropark.facts.ledger.green.green_books import Claim, GreenBook
from zeropark.facts.ledger.green.projection import Projection
from zeropark.review.presentation.green_tables import claims_table, year_end_table
from zeropark.review.presentation.green_tiles import clock_tiles, cover_tiles

LIMIT = load_rulebook().factor("park910.direct_supply_share_min", at=date(2026, 12, 31))


def covered() -> Coverage:
    parts = {"direct": 6e6, "trade": 2e6, "certificate": 1e6, "uncovered": 1e6, "other": 0.0}
    arrays = {f"{key}_kwh": np.array([part]) for key, part in parts.items()}
    return Coverage(months=("2026-01",), **arrays)


def claim(claimed: float, counted: float, **more: str) -> Claim:
    told = {"contract": "gec", "holder": "mill", **more}
    return Claim(
        book=GreenBook.CERTIFICATE, month=None, claimed_kwh=claimed, counted_kwh=counted, **told
    )


def test_every_book_has_a_tile_of_its_own_and_none_adds_two() -> None:
    found = {tile.label.en: tile for tile in cover_tiles(covered(), (), limit=LIMIT)}
    assert {name: tile.value.en for name, tile in found.items()} == {
        "Electricity used": "10.00",
        "Physically direct": "6.000",
        "Green-power trade": "2.000",
        "Certificates": "1.000",
        "Grid power not covered": "1.000",
    }
    assert found["Physically direct"].note.en == "60.0 % of use · in principle ≥ 50 % a year"


def test_claims_beyond_their_cap_have_a_tile() -> None:
    found = list(cover_tiles(covered(), [claim(3e6, 1e6)], limit=LIMIT))
    assert found[-1].label.en == "Claims that count nowhere"
    assert (found[-1].value.en, found[-1].unit) == ("2.000", "GWh")


def match(used: float) -> Match:
    return Match(
        consumption_kwh=used,
        matched_kwh=0.6 * used,
        generation_kwh=0.9 * used,
        exported_kwh=0.2 * used,
        curtailed_kwh=None,
        hours=24,
        missing_hours=0,
    )


def test_the_hours_stand_beside_the_volume() -> None:
    hourly, volume, short, surplus = clock_tiles(match(1e6))
    assert (hourly.value.en, volume.value.en) == ("60.0", "90.0")
    assert (short.value.en, short.unit) == ("400.0", "MWh")
    assert (surplus.value.en, surplus.unit) == ("200.0", "MWh")


def test_a_share_of_nothing_is_missing() -> None:
    hourly, volume, *_ = clock_tiles(match(0))
    assert (hourly.value.en, hourly.unit, volume.value.en) == ("missing", "", "missing")


def test_a_claim_names_its_holder_and_what_of_it_counts() -> None:
    claims = [claim(3e6, 1e6), claim(1e6, 1e6, holder="park"), claim(1e6, 0, holder="gone")]
    table = claims_table(claims, park=tiny(), year="2026")
    first, as_one, gone = table.rows
    mill = tiny().enterprise_by_id["mill"].name.en
    assert [getattr(cell, "en", cell) for cell in first] == [
        *("gec", "Certificates", mill, "2026"),
        *(3, 1, 2),
    ]
    assert getattr(as_one[2], "en", None) == "The park as one"
    assert getattr(gone[2], "en", None) == "gone"


def test_the_year_end_says_by_which_method() -> None:
    figures = DirectFigures(
        generation_kwh=100,
        curtailed_kwh=0,
        charged_kwh=0,
        released_kwh=0,
        left_in_stores_kwh=0,
        import_kwh=0,
        export_kwh=10,
        renewable_export_kwh=10,
        self_use_kwh=90,
        consumption_kwh=180,
        unallocated_kwh=0,
        steps=1,
        missing_steps=0,
        quality=0,
    )
    end = Projection(method="last_year", figures=figures)
    table = year_end_table({"r1": 0.8, "r2": None}, end, limits=())
    assert [row[1:3] for row in table.rows] == [
        (pytest.approx(80), pytest.approx(90)),
        (None, pytest.approx(50)),
        (None, pytest.approx(10)),
    ]
    assert "repeats the same stretch of last year" in table.notes[0].en
