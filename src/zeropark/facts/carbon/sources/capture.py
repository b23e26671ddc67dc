"""Captured CO2 that leaves the park for storage or use.

Annex 4 says nothing of capture: the tonnes are listed apart and lower no total, unless a rule
`ef.co2.captured_deducted` of the park says what a tonne delivered is worth.
"""

from __future__ import annotations

from typing import Final

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.rules.rule import Rulebook
from zeropark.facts.carbon.inventory import Part
from zeropark.facts.carbon.section import Section, deducted, line, partial
from zeropark.facts.carbon.sources.exchange import going_out
from zeropark.facts.carbon.window import Window

_LISTED: Final = "ef.co2.captured"
_DEDUCTED: Final = "ef.co2.captured_deducted"


def capture_section(view: Window, *, park: ParkDocument, rules: Rulebook) -> Section:
    """Captured CO2 sent out: a line of the memo, or a deduction where the park has a rule."""
    rows = going_out(view, park=park, carrier="co2")
    if not rows.size:
        return Section()
    day, gaps, amount = view.period.last_day(), partial(view, rows), view.amount(rows)
    what = "captured_co2"
    if rules.has(_DEDUCTED, at=day):
        factor = rules.factor(_DEDUCTED, at=day)
        one = line(what, deducted(amount), factor, part=Part.PROCESS, what=what, activity_unit="t")
        return Section(lines=(one,), gaps=gaps, bounded_below=not gaps)
    factor = rules.factor(_LISTED, at=day)
    one = line(what, amount, factor, part=Part.PROCESS, what=what, activity_unit="t")
    return Section(memo=(one,), gaps=gaps)
