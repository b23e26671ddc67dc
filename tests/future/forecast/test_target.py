from __future__ import annotations

import pytest

from zeropark.basis.errors import InputError
from zeropark.future.forecast.target import Target, target_named


@pytest.mark.parametrize("text", ["load.mill", "availability.wind-1", "price.grid"])
def test_a_target_is_told_by_its_name(text: str) -> None:
    assert str(target_named(text)) == text


def test_the_id_may_hold_a_dot() -> None:
    assert target_named("load.a.b") == Target("load", "a.b")


@pytest.mark.parametrize("text", ["", "load", "load.", "heat.mill", ".mill"])
def test_a_text_that_names_no_target_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="names nothing that can be forecast"):
        target_named(text)
