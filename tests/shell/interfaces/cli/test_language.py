"""The terminal speaks the language of its surroundings; JSON and exit codes know none."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from rich.console import Console

from cli_runs import in_json, zeropark
from sample_year import year_page
from zeropark.shell.interfaces.cli.evaluate import show_evaluation
from zeropark.shell.interfaces.cli.language import language_of


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "ZEROPARK_LANGUAGE": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "ZEROPARK_LANGUAGE": "zh"}, "zh"),
    ],
)
def test_the_variable_made_for_it_goes_before_the_locale(
    environment: dict[str, str], language: str
) -> None:
    assert language_of(environment) == language


@pytest.fixture
def misspelt(tmp_path: Path) -> Path:
    folder = tmp_path / "park"
    assert zeropark("new", folder).code == 0
    document = folder / "park.yaml"
    text = document.read_text(encoding="utf-8")
    assert "capacity_kw:" in text
    document.write_text(text.replace("capacity_kw:", "capacity_kww:", 1), encoding="utf-8")
    return folder


def spoken_to(language: str) -> mock._patch_dict:  # what patch.dict gives has no public name
    return mock.patch.dict(os.environ, {"ZEROPARK_LANGUAGE": language})


def test_findings_are_shown_in_chinese_where_chinese_is_asked_for(misspelt: Path) -> None:
    with spoken_to("zh"):
        ran = zeropark("check", misspelt)
    assert ran.code == 1
    assert "此处没有键 'capacity_kww'。" in ran.out
    assert "是不是想写 'capacity_kw'？" in ran.out
    assert "处理办法" in ran.out
    assert "检查发现：错误 1 项" in ran.out
    assert "Did you mean" not in ran.out


def test_findings_are_shown_in_english_elsewhere(misspelt: Path) -> None:
    with spoken_to("en"):
        ran = zeropark("check", misspelt)
    assert ran.code == 1
    assert "Did you mean 'capacity_kw'?" in ran.out
    assert "findings: 1 error" in ran.out
    assert "错误" not in ran.out


def test_json_is_the_same_in_every_language(misspelt: Path) -> None:
    with spoken_to("zh"):
        chinese = zeropark("check", misspelt, "--json")
    with spoken_to("en"):
        english = zeropark("check", misspelt, "--json")
    assert (chinese.out, chinese.code) == (english.out, english.code)
    (finding,) = english.data["findings"]
    assert finding["remedy"] == "Did you mean 'capacity_kw'?"
    assert finding["remedy_zh"] == "是不是想写 'capacity_kw'？"


def test_a_refusal_is_told_in_chinese_with_the_same_exit_code(tmp_path: Path) -> None:
    with spoken_to("zh"):
        ran = zeropark("check", tmp_path)
    assert ran.code == 2
    assert "中没有 park.yaml。" in ran.err.replace("\n", "")


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2024", "2024 尚未结账，或未全部结账。请先结账。"),
        ("June", "'June' 不是时段。请写年（2026）、月（2026-06）、日（2026-06-01）或“起始/结束”。"),
    ],
)
def test_why_a_command_could_not_run_is_told_in_chinese(
    period: str, said: str, closed_year: Any
) -> None:
    with spoken_to("zh"):
        words = zeropark("account", closed_year.folder, "--period", period)
        data = in_json("account", closed_year.folder, "--period", period)
    assert words.code == data.code == 2
    assert words.err.replace("\n", "") == said
    assert data.data["error"]["message_zh"] == said
    assert data.data["error"]["message"].isascii()


def test_a_rule_that_is_not_there_is_told_in_chinese() -> None:
    with spoken_to("zh"):
        ran = zeropark("rules", "show", "ef.grid.gansuu")
    assert ran.code == 2
    assert "没有有效的规则 'ef.grid.gansuu'。" in ran.err
    assert "ef.grid 下有：" in ran.err


def test_verdicts_give_their_reason_in_the_language_of_the_terminal() -> None:
    found = year_page().evaluation
    core = replace(found.core, reason="It does not exceed 0.2.", reason_zh="未超过0.2。")
    told = io.StringIO()
    with spoken_to("zh"):
        show_evaluation(Console(file=told, width=200), replace(found, core=core))
    assert "未超过0.2。" in told.getvalue()
    assert "does not exceed" not in told.getvalue()


def test_verdicts_are_words_of_the_language_of_the_terminal() -> None:
    found = year_page().evaluation
    verdicts = {each.verdict.value for each in (*found.guiding, *found.direct)}
    assert "not_applicable" in verdicts
    for language, shown, absent in (
        ("zh", "不适用", "not applicable"),
        ("en", "not applicable", "不适用"),
    ):
        told = io.StringIO()
        with spoken_to(language):
            show_evaluation(Console(file=told, width=200), found)
        first_words = [line[:14].strip() for line in told.getvalue().splitlines()]
        assert any(word.startswith(shown) for word in first_words)
        assert not any(word.startswith(absent) for word in first_words)
