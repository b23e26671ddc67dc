"""Back-test a park: how each target would have been foretold, issue by issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from zeropark.basis.errors import Finding, MissingDataError, Severity
from zeropark.basis.timeline import Period
from zeropark.future.forecast.backtest import Backtest, backtest
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.target import Target
from zeropark.shell.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestedPark:
    """Back-tests, and which targets could not be tested."""

    tests: tuple[Backtest, ...]
    findings: tuple[Finding, ...]


def backtest_park(
    lessons: Sequence[Lesson],
    period: Period,
    *,
    every: timedelta,
    horizon: timedelta,
    progress: Progress,
) -> BacktestedPark:
    """Issue forecasts over a period as they would have been, and hold them against what came.

    Raises:
        ZeroparkError: LightGBM or pvlib is not installed.
    """
    tests: list[Backtest] = []
    findings: list[Finding] = []
    for lesson in lessons:
        target = lesson.subject.target
        progress.begin(str(target), total=period.duration // every + 1)
        try:
            tests.append(
                backtest(lesson, period, every=every, horizon=horizon, advance=progress.advance)
            )
        except MissingDataError as error:
            findings.append(_not_tested(target, error))
        progress.end()
    return BacktestedPark(tests=tuple(tests), findings=tuple(findings))


def _not_tested(target: Target, error: MissingDataError) -> Finding:
    return Finding(
        code="forecast.not_tested",
        place=str(target),
        problem_template="It was not tested. {told}",
        remedy_template="Test a period in which it was known, or leave it out with --target.",
        severity=Severity.WARNING,
        data={"told": error.told},
    )
