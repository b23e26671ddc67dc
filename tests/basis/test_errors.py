from __future__ import annotations

import json
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import (
    DocumentError,
    Finding,
    InputError,
    MissingRuleError,
    PeriodError,
    Phrase,
    Severity,
    StoreError,
    UnitError,
    ZeroparkError,
    has_errors,
)


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


def test_an_error_is_said_in_both_languages() -> None:
    error = PeriodError(
        "{period} is no whole number of steps of {minutes} minutes.", period="2025", minutes=60
    )
    assert str(error) == error.words("en") == "2025 is no whole number of steps of 60 minutes."
    assert error.words("zh") == "时段 2025 不是步长 60 分钟的整数倍。"


def test_words_among_the_data_of_an_error_are_said_in_its_language() -> None:
    error = StoreError(
        "{folder} is written by {holder}. Wait until it is done, or stop it.",
        folder="parks/x",
        holder=Phrase("another process"),
    )
    assert str(error).startswith("parks/x is written by another process.")
    assert error.words("zh") == "parks/x 正由其他进程写入。请等它写完，或停止它。"


def test_braces_in_what_a_person_wrote_are_signs() -> None:
    error = PeriodError("{text!r} is no day. Write it as 2026-06-01.", text="{x} {")
    assert str(error) == "'{x} {' is no day. Write it as 2026-06-01."
    assert error.words("zh") == "'{x} {' 不是日期。请写成 2026-06-01。"


@given(st.text())
def test_a_text_without_data_is_said_as_it_is(text: str) -> None:
    said = f"{text} (nobody has said this yet)"
    error = ZeroparkError(said)
    assert (str(error), error.words("en"), error.words("zh")) == (said, said, said)


def test_an_error_of_findings_says_them_one_after_the_other() -> None:
    error = InputError.of(finding(Severity.ERROR), finding(Severity.ERROR))
    assert str(error) == " ".join(["Unit furlong is not one of energy. Write kWh."] * 2)
    assert len(error.findings) == 2


def test_an_error_with_a_remedy_of_its_own_says_it_in_chinese() -> None:
    unit = UnitError("furlong", wanted="a table of bands", remedy="See `zeropark rules show`.")
    assert str(unit) == "Unit 'furlong' is not a table of bands. See `zeropark rules show`."
    assert unit.words("zh") == "单位 'furlong' 不是分档表。请查看 `zeropark rules show`。"
    rule = MissingRuleError("ef.x", at="2026-01-01", remedy="See `zeropark rules list`.")
    assert rule.words("zh") == "2026-01-01 没有有效的规则 'ef.x'。请查看 `zeropark rules list`。"
