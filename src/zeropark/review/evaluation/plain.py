"""Periods, rules and quality flags as plain values for JSON: the parts that statements share."""

from __future__ import annotations

from zeropark.basis.rules.rule import Rule
from zeropark.basis.timeline import Period
from zeropark.facts.readings.reading import Quality


def plain_period(period: Period) -> dict[str, object]:
    """`start` and `end`, ISO 8601 in UTC."""
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def plain_origin(rule: Rule) -> dict[str, object]:
    """Where a rule stands: since when it holds, in which document, and how sure that is."""
    return {
        "valid_from": rule.valid_from.isoformat(),
        "source": rule.source.document,
        "certainty": rule.certainty.value,
    }


def plain_quality(quality: int) -> dict[str, object]:
    """`quality`: the names of the flags, empty where all is good; `generated` apart."""
    return {
        "quality": [str(flag.name).lower() for flag in Quality if flag & quality],
        "generated": bool(quality & Quality.GENERATED),
    }
