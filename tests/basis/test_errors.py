from __future__ import annotations

import json
from datetime import date

import numpy as np

from zeropark.basis.errors import DocumentError, Finding, Severity, has_errors


def finding(severity: Severity) -> Finding:
    return Finding(
        code="meter.unit",
        place="meters[2].channels[0].unit",
        problem_template="Unit {unit} is not one of energy.",
        remedy_template="Write kWh.",
        severity=severity,
        data={"unit": "furlong"},
    )


def test_a_finding_says_what_where_and_what_to_do() -> None:
    text = str(finding(Severity.ERROR))
    assert text == (
        "error meters[2].channels[0].unit: Unit furlong is not one of energy. "
        "Write kWh. [meter.unit]"
    )


def test_only_an_error_blocks() -> None:
    assert has_errors([finding(Severity.NOTE), finding(Severity.ERROR)])
    assert not has_errors([finding(Severity.NOTE), finding(Severity.WARNING)])


def test_an_input_error_carries_its_findings() -> None:
    error = DocumentError("park.yaml can't be used.", [finding(Severity.ERROR)])
    assert [f.code for f in error.findings] == ["meter.unit"]


def test_a_finding_comes_back_from_its_record_with_its_template() -> None:
    told = Finding(
        code="readings.gap",
        place="m-grid/import",
        problem_template="{steps:,} intervals are missing ({share:.1%}).",
        remedy_template="Import them.",
        data={"steps": np.int64(1234), "share": np.float64(0.5), "since": date(2026, 1, 1)},
    )
    again = Finding.of_record(json.loads(json.dumps(told.record())))
    assert again.problem == told.problem == "1,234 intervals are missing (50.0%)."
    assert again.data["since"] == "2026-01-01"
    assert (again.code, again.place, again.severity) == (told.code, told.place, told.severity)
