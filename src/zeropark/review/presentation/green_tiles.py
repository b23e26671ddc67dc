"""The three green books as tiles, with what none of them holds; no tile adds two books up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from zeropark.basis.rules.rule import Factor, Rule
from zeropark.basis.units import Dimension
from zeropark.facts.ledger.green.around_the_clock import Match
from zeropark.facts.ledger.green.coverage import Coverage
from zeropark.facts.ledger.green.green_books import Claim
from zeropark.review.presentation.figures.cover import PART_COLOURS, parts_kwh
from zeropark.review.presentation.sources import unconfirmed
from zeropark.review.presentation.text import Text, limit_number, number, readable_unit
from zeropark.review.presentation.texts import TEXTS
from zeropark.review.presentation.tiles import Tile

_COLOURS: Final = {
    **PART_COLOURS,
    "use": "use",
    "unused": "residual",
    "short": "grid",
    "surplus": "solar",
}


def cover_tiles(
    covered: Coverage, claims: Sequence[Claim], *, limit: Factor | None
) -> Iterator[Tile]:
    """Use, each part of it, and what of the claims counts nowhere.

    Args:
        covered: the months that are told of.
        claims: those that touch these months.
        limit: what the direct part is to reach, as a share of use; None: no rule says.
    """
    used = float(covered.consumption_kwh.sum())
    yield _energy("use", used, TEXTS["green_tile.use.note"])
    for key in PART_COLOURS:
        amount = float(parts_kwh(covered)[key].sum())
        note = TEXTS["green_tile.of_use"].fill({"share": _percent(amount, used)})
        if key == "direct" and limit is not None:
            least = {"limit": limit_number(limit.value * 100)}
            note = note + TEXTS["dash"] + TEXTS["green_tile.direct_limit"].fill(least)
            yield _energy(key, amount, note, doubts=unconfirmed((limit.rule,)))
        elif key != "other" or amount:
            yield _energy(key, amount, note)
    unused = sum(claim.unused_kwh for claim in claims)
    if unused > 0:
        yield _energy("unused", unused, TEXTS["green_tile.unused.note"])


def clock_tiles(found: Match) -> Iterator[Tile]:
    """The share matched by the hour beside the one that the year's totals tell."""
    for key, share in (("hourly", found.hourly_share), ("volume", found.volume_share)):
        yield Tile(
            label=TEXTS[f"green_tile.{key}"],
            value=TEXTS["missing"] if share is None else Text.same(number(share * 100, digits=1)),
            unit="" if share is None else "%",
            note=TEXTS[f"green_tile.{key}.note"],
            tone="direct" if key == "hourly" else "plain",
        )
    yield _energy(
        "short", found.consumption_kwh - found.matched_kwh, TEXTS["green_tile.short.note"]
    )
    yield _energy("surplus", found.exported_kwh, TEXTS["green_tile.surplus.note"])


def _energy(key: str, amount_kwh: float, note: Text, doubts: tuple[Rule, ...] = ()) -> Tile:
    unit, size = readable_unit(amount_kwh, Dimension.ENERGY)
    label = TEXTS.get(f"green_tile.{key}") or TEXTS[f"cover.{key}"]
    value = Text.same(number(amount_kwh / size))
    return Tile(label=label, value=value, unit=unit, note=note, tone=_COLOURS[key], doubts=doubts)


def _percent(amount: float, of: float) -> str:
    return number(amount / of * 100, digits=1) if of > 0 else "—"
