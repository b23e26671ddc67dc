from __future__ import annotations

import pytest

from zeropark.basis.carriers import CARRIERS, carrier
from zeropark.basis.errors import UnitError
from zeropark.basis.units import unit


def test_every_carrier_is_counted_in_a_unit_that_exists() -> None:
    for found in CARRIERS.values():
        assert unit(found.unit).factor == 1.0, found.id


def test_every_carrier_has_its_own_name_in_both_languages() -> None:
    assert len({c.zh for c in CARRIERS.values()}) == len(CARRIERS)
    assert len({c.en for c in CARRIERS.values()}) == len(CARRIERS)


def test_an_unknown_carrier_names_the_known_ones() -> None:
    with pytest.raises(UnitError, match="electricity"):
        carrier("phlogiston")
