from __future__ import annotations

from typing import Any

import pytest

from ledger_parks import flows_from, tiny
from zeropark.facts.ledger.attribute import consumption_by_owner
from zeropark.review.presentation.figures.users import users_figure


def test_enterprises_stand_by_what_they_used_each_carrier_for_itself() -> None:
    of = flows_from(
        {
            "grid>bus-10kv": [550],
            "bus-10kv>shop-load": [150],
            "bus-10kv>mill-line": [400],
            "heat:boiler>hot-water": [60],
            "heat:hot-water>mill-line": [60],
        }
    )
    figure = users_figure(consumption_by_owner(of, park=tiny()), park=tiny())
    assert figure is not None
    power = next(view for view in figure.variants if view.label.en == "electricity")
    option: dict[str, Any] = dict(power.option)
    names = [each.en for each in option["yAxis"]["data"]]
    used = dict(zip(names, option["series"][0]["data"], strict=True))
    assert names[:2] == ["Rolling mill", "Repair shop"]
    assert used["Rolling mill"] == pytest.approx(400.0)
    assert used["Repair shop"] == pytest.approx(150.0)


def test_all_amounts_of_a_carrier_stand_in_one_unit() -> None:
    # the boiler's owner makes 6 GWh and uses none of it; the mill uses 6 GWh less 5 kWh lost
    of = flows_from({"heat:boiler>hot-water": [6e6], "heat:hot-water>mill-line": [6e6 - 5]})
    figure = users_figure(consumption_by_owner(of, park=tiny()), park=tiny())
    assert figure is not None
    assert {row[2] for row in figure.table.rows} == {"GWh"}
    assert max(row[3] for row in figure.table.rows) == pytest.approx(6.0)


def test_without_any_use_there_is_no_picture() -> None:
    of = flows_from({"grid>bus-10kv": [0.0]})
    assert users_figure(consumption_by_owner(of, park=tiny()), park=tiny()) is None
