"""A plan comes back from its document as it was, and a damaged document is told, not guessed."""

from __future__ import annotations

import json
from dataclasses import replace
from math import nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import planned_park
from zeropark.basis.errors import InputError
from zeropark.future.plan.years.packed import packed, unpacked
from zeropark.future.plan.years.plan_text import plan_of, text_of


def told(**changes: Any) -> str:
    return json.dumps({**json.loads(text_of(planned_park.plan())), **changes})


def test_it_comes_back_as_it_was() -> None:
    plan = planned_park.plan()
    again = plan_of(text_of(plan), place="plan.json")
    assert text_of(again) == text_of(plan)
    assert (again.park, again.sizes, again.limits) == (plan.park, plan.sizes, plan.limits)
    assert (again.flows.links, again.flows.axis) == (plan.flows.links, plan.flows.axis)
    np.testing.assert_array_equal(again.flows.quantity, plan.flows.quantity)
    np.testing.assert_array_equal(again.flows.kind, plan.flows.kind)
    np.testing.assert_array_equal(again.contents["cells"], plan.contents["cells"])
    assert again.extras["certificates"] == 3.0
    assert again.proof is not None
    np.testing.assert_array_equal(again.proof.quantities, [400.0])


def test_a_plan_without_a_proof_comes_back_without_one() -> None:
    assert plan_of(text_of(planned_park.plan(proof=None)), place="plan.json").proof is None


def test_people_can_read_its_figures() -> None:
    told = json.loads(text_of(planned_park.plan()))
    assert told["objective_cny_per_year"] == 104.5
    assert told["relative_gap"] == pytest.approx(0.1 / 104.5)
    assert told["sizes"][0]["chosen"] == 400.0
    assert told["park"]["id"] == "four-hours"


def test_a_size_without_an_upper_bound_is_written_too() -> None:
    (size, *_) = planned_park.SIZES
    plan = planned_park.plan(sizes=(replace(size, most=None),))
    assert plan_of(text_of(plan), place="plan.json").sizes[0].most is None


@given(arrays.arrays(np.float64, st.tuples(st.integers(0, 4), st.integers(0, 30))))
def test_an_array_comes_back_to_the_last_bit(array: np.ndarray) -> None:
    again = unpacked(json.loads(json.dumps(packed(array))), "<f8")
    assert again.shape == array.shape
    assert again.tobytes() == array.tobytes()


def test_what_is_missing_stays_missing() -> None:
    assert np.isnan(unpacked(packed(np.array([nan])), "<f8"))[0]


FLOWS: dict[str, Any] = json.loads(text_of(planned_park.plan()))["flows"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON document"),
        (told()[: len(told()) // 2], "no JSON document"),
        ("[]", "no plan of version"),
        ("{}", "no plan of version"),
        (told(zeropark_plan=99), "no plan of version"),
        (told(stage="soon"), "int: "),
        (told(sizes=[{}]), "0.device"),
        (told(park={}), "version"),
        (json.dumps({"zeropark_plan": 1}), "'asked' is missing"),
        (told(flows={**FLOWS, "count": 5}), "flows of shape (6, 4), not (6, 5)"),
        (told(flows={**FLOWS, "quantity": {"type": "<f8", "zlib": "AA=="}}), "damaged"),
        (told(flows={**FLOWS, "quantity": {**FLOWS["quantity"], "type": "|u1"}}), "type"),
        (told(flows={**FLOWS, "start": "never"}), "never"),
        (told(contents={"cells": packed(np.zeros(3))}), "cells of shape (3,), not (4,)"),
        (told(prices=[1]), "can't be read"),
    ],
)
def test_what_is_no_plan_is_a_finding(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        plan_of(text, place="plan.json")
    (finding,) = refused.value.findings
    assert (finding.code, finding.place) == ("plan.not_read", "plan.json")
    assert said in finding.problem
    assert "zeropark plan size" in finding.remedy_in("zh")
