from __future__ import annotations

import re
from pathlib import Path

import pytest

import zeropark.review.presentation.texts as table
from zeropark.basis.rules.rule import Certainty
from zeropark.review.presentation.texts import TEXTS
from zeropark.shell.interfaces.console.texts.every import WORDS

FOLDER = Path(table.__file__).parent.parent  # presentation, and the reports made with it
HAN = re.compile(r"[\u4e00-\u9fff]")
ALIKE = {"none", "dash"}
NAMES = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_every_text_is_there_in_both_languages(key: str) -> None:
    text = TEXTS[key]
    if key in ALIKE:
        return
    assert HAN.search(text.zh), "no Chinese"
    assert text.en, "no English"
    assert not HAN.search(text.en), "Chinese among the English"
    assert set(NAMES.findall(text.zh)) == set(NAMES.findall(text.en))


def test_no_key_is_said_twice() -> None:
    parts = [getattr(table, name) for name in dir(table) if re.fullmatch(r"_[A-Z]+", name)]
    keys = [key for part in parts for key in part]
    assert len(keys) == len(set(keys))


def used_keys() -> set[str]:
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.py"))
    pages = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.j2"))
    found = re.findall(r'TEXTS\["([\w.]+)"\]', code)
    found += re.findall(r't(?:exts)?[(\[]"([\w.]+)"[)\]]', pages)
    return set(found)


def test_every_key_that_is_asked_for_is_in_the_table() -> None:
    assert len(used_keys()) > 60
    # components that only pages of the console use say the console's words
    assert used_keys() <= TEXTS.keys() | WORDS.keys()


def test_every_certainty_that_a_rule_may_have_has_a_text() -> None:
    assert {f"certainty.{sure.value}" for sure in Certainty} <= TEXTS.keys()
