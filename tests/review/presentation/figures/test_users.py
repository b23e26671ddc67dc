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


def test_without_any_use_there_is_no_picture() -> None:
    of = flows_from({"grid>bus-10kv": [0.0]})
    assert users_figure(consumption_by_owner(of, park=tiny()), park=tiny()) is None
