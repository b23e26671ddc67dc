"""Models as texts: a card in JSON, and the trees in LightGBM's own form; nothing that runs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import Period
from zeropark.future.forecast.boosting import Trees
from zeropark.future.forecast.horizon import BUCKETS
from zeropark.future.forecast.model import Card, Model
from zeropark.future.forecast.score import Score
from zeropark.future.forecast.target import target_named

CARD: Final = "card.json"
_VERSION: Final = 1


def texts_of(model: Model) -> Mapping[str, str]:
    """A model as the texts of its files by name, the card last: it names what the others hold."""
    named = zip(model.card.levels, model.trees, strict=True)
    trees = {tree_file(level): tree.text for level, tree in named}
    return {**trees, CARD: _card_text(model, trees)}


def tree_file(level: float) -> str:
    """The name of the file of the trees of a quantile.

    >>> tree_file(0.1)
    'p10.txt'
    """
    return f"p{round(100 * level)}.txt"


def model_of(texts: Mapping[str, str], *, place: str) -> Model:
    """The model that texts were made of.

    Raises:
        InputError: they are damaged, of another version, or not of one another.
    """
    try:
        told = json.loads(texts[CARD])
        changed = [name for name, mark in told["files"].items() if _digest(texts[name]) != mark]
        if told["version"] == _VERSION and not changed:
            return _model(told, texts)
        reason = ", ".join(changed) or f"version {told['version']}"
    except (ValueError, KeyError, TypeError) as error:
        raise _unusable(place, str(error)) from error
    raise _unusable(place, reason)


def _unusable(place: str, reason: str) -> InputError:
    return InputError(
        "The model in {place} can't be read: {reason}. "
        "Train it again: zeropark forecast train FOLDER.",
        place=place,
        reason=reason,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _card_text(model: Model, trees: Mapping[str, str]) -> str:
    card = model.card
    told = {
        "version": _VERSION,
        "target": str(card.target),
        "trained_at": card.trained_at.isoformat(),
        "from": card.span.start.isoformat(),
        "to": card.span.end.isoformat(),
        "step_seconds": card.step.total_seconds(),
        "horizon_seconds": card.horizon.total_seconds(),
        "features": list(card.features),
        "levels": list(card.levels),
        "cases": card.cases,
        "knowledge": card.knowledge,
        "scale": card.scale,
        "validation": [_score(each) for each in card.validation],
        "widening": model.widening.tolist(),
        "floor": model.floor,
        "files": {name: _digest(text) for name, text in trees.items()},
    }
    return json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _score(score: Score) -> dict[str, object]:
    return {
        "method": score.method,
        "bucket": None if score.bucket is None else BUCKETS.index(score.bucket),
        "count": score.count,
        "pinball": score.pinball,
        "nmae": _or_none(score.nmae),
        "nrmse": _or_none(score.nrmse),
        "coverage": score.coverage,
    }


def _score_of(told: Mapping[str, Any]) -> Score:
    bucket = told["bucket"]
    errors = {name: _or_nan(told[name]) for name in ("nmae", "nrmse")}
    return Score(**{**told, **errors, "bucket": None if bucket is None else BUCKETS[bucket]})


def _or_none(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _model(told: Mapping[str, Any], texts: Mapping[str, str]) -> Model:
    card = Card(
        target=target_named(told["target"]),
        trained_at=datetime.fromisoformat(told["trained_at"]),
        span=Period(datetime.fromisoformat(told["from"]), datetime.fromisoformat(told["to"])),
        step=timedelta(seconds=told["step_seconds"]),
        horizon=timedelta(seconds=told["horizon_seconds"]),
        features=tuple(told["features"]),
        levels=tuple(told["levels"]),
        cases=told["cases"],
        knowledge=told["knowledge"],
        scale=told["scale"],
        validation=tuple(map(_score_of, told["validation"])),
    )
    return Model(
        card=card,
        trees=tuple(Trees(texts[tree_file(level)]) for level in card.levels),
        widening=np.array(told["widening"], dtype=np.float64),
        floor=told["floor"],
    )
