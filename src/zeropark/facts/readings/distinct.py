"""Distinct texts: takes a column in which few texts stand many times, gives each of them once."""

from __future__ import annotations

import polars as pl


def distinct(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The texts of a column, each once as they first appear, and each row's place among them.

    `texts.gather(place)` is the column again; the place of a null is null.
    """
    # categories of its own: those that all columns share would keep every text ever read
    coded = cells.cast(pl.Categorical(pl.Categories.random()))
    each = coded.unique(maintain_order=True).drop_nulls()
    texts, codes = each.cast(pl.String), each.to_physical()
    place = coded.to_physical()
    if not codes.equals(pl.int_range(len(codes), dtype=pl.UInt32, eager=True), check_names=False):
        order = pl.DataFrame({"code": codes}).with_row_index("place")
        rows = pl.DataFrame({"code": place}).join(
            order, on="code", how="left", maintain_order="left"
        )
        place = rows["place"]
    return texts, place.alias(cells.name)
