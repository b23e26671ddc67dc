from __future__ import annotations

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
