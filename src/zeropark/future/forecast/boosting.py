"""Trees that are grown one after the other to a quantile: the only file that names LightGBM.

An extra; it is loaded when it is first used, so that everything else works without it. One thread
and a fixed seed: the same rows give the same trees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final

import numpy as np

from zeropark.basis.errors import InputError, ZeroparkError
from zeropark.future.forecast.forecast import Series

_ROUNDS: Final = 120
_SETTINGS: Final = {
    "objective": "quantile",
    "learning_rate": 0.05,
    "num_leaves": 31,
    "feature_fraction": 0.8,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 1.0,
    "seed": 910,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
_LEAVES_OF_ALL: Final = 60
_LEAF_ROWS: Final = (30, 500)
"""Rows of neighbouring issues say nearly the same: a small leaf would hold one stormy night."""
_KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class Trees:
    """Grown trees, as LightGBM's own text; two of one text say the same."""

    text: str = field(repr=False)

    def say(self, rows: Series) -> Series:
        """Their value for each row; shape (rows,).

        Args:
            rows: features in the order that the trees were grown with; shape (rows, features).

        Raises:
            InputError: the text is none of trees.
            ZeroparkError: LightGBM is not installed.
        """
        said: Series = _loaded(self.text).predict(rows, num_threads=1)
        return said


def grow(rows: Series, values: Series, *, level: float) -> Trees:
    """Trees for one quantile.

    Args:
        rows: shape (rows, features); NaN is a value like another.
        values: what came; shape (rows,).
        level: of the quantile.

    Raises:
        ZeroparkError: LightGBM is not installed.
    """
    lightgbm = _lightgbm()
    least = int(np.clip(values.size // _LEAVES_OF_ALL, *_LEAF_ROWS))
    settings = {**_SETTINGS, "alpha": level, "min_data_in_leaf": least}
    table = lightgbm.Dataset(np.ascontiguousarray(rows), values, params=settings)
    grown = lightgbm.train(settings, table, num_boost_round=_ROUNDS)
    return Trees(grown.model_to_string())


@lru_cache(maxsize=_KEPT)
def _loaded(text: str) -> Any:  # noqa: ANN401 - LightGBM has no types
    lightgbm = _lightgbm()
    try:
        return lightgbm.Booster(model_str=text)
    except lightgbm.basic.LightGBMError as error:
        raise InputError(
            "A model's trees can't be read: {reason}. Train it again.", reason=str(error)
        ) from error


def _lightgbm() -> ModuleType:
    try:
        return import_module("lightgbm")
    except ImportError as error:
        raise ZeroparkError(
            "Forecasting by a model needs LightGBM. "
            "Install it with: pip install 'zeropark[forecast]'"
        ) from error
