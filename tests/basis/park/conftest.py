"""A tiny park, and what there is to say about it after an edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from zeropark.basis.errors import Finding
from zeropark.basis.park.check import check_park
from zeropark.basis.park.load import load_park
from zeropark.basis.rules.load import load_rulebook

TINY = Path(__file__).parent.parent.parent / "parks" / "tiny.yaml"
Edit = tuple[str, str]
"""What stands in tiny.yaml, and what to write instead."""


@pytest.fixture(scope="session")
def tiny_text() -> str:
    return TINY.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def after(tiny_text: str) -> Callable[..., tuple[Finding, ...]]:
    """All findings, of loading and checking, once the edits are made."""

    def findings(*edits: Edit) -> tuple[Finding, ...]:
        loaded = load_park(edit(tiny_text, edits), name="park.yaml")
        if loaded.park is None:
            return loaded.findings
        return check_park(loaded.park, rules=load_rulebook(), lines=loaded.lines)

    return findings


def edit(text: str, edits: Sequence[Edit]) -> str:
    for old, new in edits:
        assert old in text, f"tiny.yaml has no {old!r}"
        text = text.replace(old, new, 1)
    return text
