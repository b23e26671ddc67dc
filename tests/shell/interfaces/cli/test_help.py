from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli_runs import zeropark

COMMANDS = (
    "new",
    "check",
    "import",
    "generate",
    "rejected",
    "close",
    "account",
    "bill",
    "allocate",
    "evaluate",
    "report",
    "serve",
    "demo",
    "rules list",
    "rules show",
    "rules at",
    "forecast park",
    "forecast train",
    "forecast backtest",
    "plan size",
    "plan pathway",
    "plan frontier",
    "plan check",
    "plan explain",
    "plan appraise",
    "plan day",
    "plan roll",
    "flex resources",
    "flex capability",
    "flex offer",
    "flex receive",
    "flex withdraw",
    "flex dispatch",
    "flex verify",
    "flex settle",
    "flex statement",
    "flex ven register",
    "flex ven poll",
    "flex ven watch",
    "flex ven report",
    "flex vtn admit",
    "flex vtn dismiss",
    "flex vtn clients",
    "flex vtn serve",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_shows_it_in_use(command: str) -> None:
    ran = zeropark(*command.split(), "--help")
    assert ran.code == 0
    assert f"Example: zeropark {command}" in ran.out


def test_no_command_is_missing_here() -> None:
    listed = re.findall(r"^│ ([a-z]+) ", zeropark("--help").out, flags=re.MULTILINE)
    assert set(listed) == {command.split()[0] for command in COMMANDS}


def test_the_version_is_told() -> None:
    ran = zeropark("--version")
    assert ran.code == 0
    assert re.fullmatch(r"zeropark \d+\.\d+\.\d+\n", ran.out)


def test_ids_of_rules_stand_whole_in_their_list() -> None:
    ran = zeropark("rules", "list", "ef.electricity")
    assert "ef.electricity.direct_nonfossil" in ran.out
    assert zeropark("rules", "list", "nosuch").out == "No rule begins with nosuch.\n"


def test_a_period_that_is_not_closed_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    assert zeropark("new", tmp_path / "park").code == 0
    ran = zeropark("account", tmp_path / "park", "--period", "2024-02")
    assert ran.code == 2
    assert ran.err.startswith("2024-02 is not closed")
