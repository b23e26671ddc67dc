"""What a resource drew: net, by its own meters, with gaps and simulated readings told."""

from __future__ import annotations

import numpy as np
import pytest

from response_cases import FRIDAY, window
from zeropark.basis.errors import MissingDataError
from zeropark.facts.ledger.flow import CURTAILED, FlowLink, Flows, Kind
from zeropark.facts.ledger.response.draw import draw_of
from zeropark.facts.readings.reading import Quality

AXIS = window(FRIDAY, "18:00", "18:45")
LINKS = (
    FlowLink("electricity", "bus", "cells", "m-in"),
    FlowLink("electricity", "cells", "bus", "m-out"),
    FlowLink("electricity", "bus", "mill", "m-mill"),
    FlowLink("heat", "net", "mill", "m-heat"),
    FlowLink("electricity", "pv", "bus", "m-pv"),
    FlowLink("electricity", "pv", CURTAILED),
    FlowLink("electricity", "cells", "mill", "m-between"),
)


def flows() -> Flows:
    quantity = np.array(
        [[20.0, 0, 0], [0, 10.0, 0], [50.0, 50, 50], [9, 9, 9], [5, 5, 5], [7, 7, 7], [3, 3, 3]]
    )
    plain = np.zeros(quantity.shape, dtype=np.uint8)
    return Flows("p", AXIS, LINKS, quantity, plain.copy(), plain.copy())


def test_it_is_what_comes_in_less_what_goes_out_in_kw() -> None:
    # 20 kWh in, 3 out to the mill: 17 kWh in a quarter of an hour are 68 kW.
    assert draw_of(flows(), ["cells"]).power_kw.tolist() == [68, -52, -12]


def test_what_passes_between_two_of_them_is_no_draw() -> None:
    assert draw_of(flows(), ["cells", "mill"]).power_kw.tolist() == [280, 160, 200]


def test_curtailed_power_was_not_given_and_heat_is_not_counted() -> None:
    assert draw_of(flows(), ["pv"]).power_kw.tolist() == [-20, -20, -20]


def test_meters_of_its_own_count_alone() -> None:
    assert draw_of(flows(), ["cells"], meters=["m-in"]).power_kw.tolist() == [80, 0, 0]


def test_what_was_filled_or_is_missing_is_missing() -> None:
    told = flows()
    told.kind[0, 0] = Kind.FILLED
    told.quantity[1, 1] = np.nan
    assert np.isnan(draw_of(told, ["cells"]).power_kw).tolist() == [True, True, False]


def test_simulated_readings_mark_it() -> None:
    told = flows()
    assert not draw_of(told, ["mill"]).generated
    told.quality[2, 2] = Quality.GENERATED
    assert draw_of(told, ["mill"]).generated
    assert not draw_of(told, ["pv"]).generated


def test_without_a_meter_there_is_nothing_to_tell() -> None:
    with pytest.raises(MissingDataError, match="No flow of electricity is that of ghost"):
        draw_of(flows(), ["ghost"])
