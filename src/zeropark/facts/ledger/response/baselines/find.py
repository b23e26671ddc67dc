"""The baseline of an event by the method that a rule names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from zeropark.basis.rules.programme import BaselineTable
from zeropark.facts.ledger.response.baselines.baseline import Baseline, Case
from zeropark.facts.ledger.response.baselines.before_control import before_control
from zeropark.facts.ledger.response.baselines.five_days import five_days
from zeropark.facts.ledger.response.baselines.five_of_ten import five_of_ten
from zeropark.facts.ledger.response.baselines.ten_in_ten import ten_in_ten

_METHODS: Final[Mapping[str, Callable[[Case, BaselineTable], Baseline]]] = MappingProxyType(
    {
        "ten_in_ten": ten_in_ten,
        "five_days": five_days,
        "five_of_ten": five_of_ten,
        "before_control": before_control,
    }
)


def find_baseline(case: Case, table: BaselineTable) -> Baseline:
    """What would have been drawn, by the rule's method."""
    return _METHODS[table.method](case, table)
