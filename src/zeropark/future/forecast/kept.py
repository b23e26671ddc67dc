"""Kept answers of forecasting, understood again: bands, and how good they would have been."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.target import Target, target_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One forecast as it was kept."""

    target: Target
    axis: Axis
    issued_at: datetime
    method: str
    reason: str | None
    reason_zh: str | None
    low: Series
    middle: Series
    high: Series
    came: Series | None = None
    """What came, of a back-test's example; NaN where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptScore:
    """How the forecast did over one stretch of the horizon, and over baselines."""

    horizon: str
    """`all`, `0-1 h` …"""
    count: int
    pinball: float
    nmae: float
    nrmse: float
    coverage: float
    skill: Mapping[str, float]
    """By baseline; NaN where it can't be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTest:
    """A back-test of one target as it was kept."""

    target: Target
    start: datetime
    end: datetime
    issues: int
    trained: int
    fell_back: tuple[tuple[str, str, int], ...]
    """Why no model spoke, in English and in Chinese, and at how many issues."""
    scores: tuple[KeptScore, ...]
    example: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What is kept under one name."""

    generated: bool
    assumed_delay_minutes: float | None
    with_weather: bool
    bands: tuple[Band, ...] = ()
    tests: tuple[KeptTest, ...] = ()


def answer_of(text: str, *, place: str) -> KeptAnswer:
    """What a kept answer says.

    Raises:
        InputError: it is damaged, or an answer of something else.
    """
    try:
        told = json.loads(text)
        return KeptAnswer(
            generated=bool(told["generated"]),
            assumed_delay_minutes=told["assumed_delay_minutes"],
            with_weather=bool(told["with_weather"]),
            bands=tuple(map(_band, told.get("forecasts", ()))),
            tests=tuple(map(_test, told.get("tests", ()))),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "{file} can't be read: {reason}. Make it again.", file=place, reason=str(error)
        ) from error


def _band(told: Mapping[str, Any]) -> Band:
    middle = _series(told["p50"])
    step = timedelta(minutes=told["step_minutes"])
    return Band(
        target=target_named(told["target"]),
        axis=Axis(datetime.fromisoformat(told["start"]), step, middle.size),
        issued_at=datetime.fromisoformat(told["issued_at"]),
        method=str(told["method"]),
        reason=told["reason"],
        reason_zh=told["reason_zh"],
        low=_series(told["p10"]),
        middle=middle,
        high=_series(told["p90"]),
        came=_series(told["came"]) if "came" in told else None,
    )


def _test(told: Mapping[str, Any]) -> KeptTest:
    skill = told["skill"]
    return KeptTest(
        target=target_named(told["target"]),
        start=datetime.fromisoformat(told["from"]),
        end=datetime.fromisoformat(told["to"]),
        issues=int(told["issues"]),
        trained=int(told["trained"]),
        fell_back=tuple(
            (each["reason"], each["reason_zh"], int(each["issues"])) for each in told["fell_back"]
        ),
        scores=tuple(
            KeptScore(
                horizon=each["horizon"],
                count=int(each["count"]),
                pinball=each["pinball"],
                nmae=_or_nan(each["nmae"]),
                nrmse=_or_nan(each["nrmse"]),
                coverage=each["coverage"],
                skill={name: _or_nan(by[each["horizon"]]) for name, by in skill.items()},
            )
            for each in told["scores"]
            if each["method"] == "forecast"
        ),
        example=_band(told["example"]),
    )


def _series(told: list[float | None]) -> Series:
    return np.array([_or_nan(each) for each in told], dtype=np.float64)


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value
