"""The catalogue holds every sentence that a finding or an error can say, and nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from finding_words import Words, words_of_source
from zeropark.basis.errors import Contradiction, Finding, Phrase, Severity, either, side_by_side
from zeropark.basis.translation import catalogue, entries, translated

_LETTER = re.compile(r"[^\W\d_]")
_SIGNS_ALONE = {
    "{carrier} ({what}, {amount:.6g}): {why}",
    "{message}.",
    "{place} {what}.",
    "{route}: {said}",
    "{one}; {more}",
    "{one} {more}",
    "{problem} {remedy}",
    " {pairs}.",
}
"""Nothing but data and marks; the marks differ."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def words() -> Words:
    return words_of_source()


def placeholders(text: str) -> Counter[tuple[str | None, str | None, str | None]]:
    return Counter(part[1:] for part in Formatter().parse(text) if part[1] is not None)


def literal(text: str) -> str:
    return "".join(part[0] for part in Formatter().parse(text))


def test_the_source_is_searched_where_findings_are_made(words: Words) -> None:
    """Kinds of places: an argument, a field of a table, a phrase in data, a contradiction."""
    known = words.places
    assert "Meter {meter} gave nothing; {source} -> {sink} has no flow." in known
    assert "They are left out; what flows back belongs to a reverse channel." in known
    assert "No single meter explains it." in known
    assert "Check both units." in known


def test_the_source_is_searched_where_errors_are_raised(words: Words) -> None:
    """Kinds of places: raised, given back, worded by a class, a phrase or a remedy in data."""
    known = words.places
    assert "There is no time zone {name!r}. Use an IANA name such as Asia/Shanghai or UTC." in known
    assert "{file} holds no rows." in known
    assert "No rule {rule!r} is in force on {at}. {remedy}" in known
    assert "another process" in known
    assert "See `zeropark rules show`." in known


def test_an_error_that_could_not_be_said_in_chinese_is_seen(tmp_path: Path) -> None:
    (tmp_path / "errors.py").write_text(
        "class ZeroparkError(Exception):\n"
        "    def __init__(self, told, /, **data): ...\n"
        "class LostError(ZeroparkError):\n"
        "    pass\n"
    )
    (tmp_path / "raised.py").write_text(
        "from errors import LostError\n"
        "def lost(name):\n"
        "    LostError('{name} is lost.', name=name)\n"
        "    LostError(f'{name} is away.')\n"
        "    LostError('{name} is {where}.', name=name, where='elsewhere')\n"
        "    LostError('{name} is gone.', who=name)\n"
    )
    found = words_of_source(tmp_path)
    assert found.places["{name} is lost."] == ["raised.py:3"]
    assert found.unrecognised == ["raised.py:4 f'{name} is away.'", "raised.py:5 'elsewhere'"]
    assert found.unfilled == ["raised.py:6 {name} is gone."]


def test_every_error_has_the_data_that_its_sentence_names(words: Words) -> None:
    assert words.unfilled == []


def test_every_sentence_is_written_where_it_can_be_looked_up(words: Words) -> None:
    assert not words.unrecognised, (
        "write the sentence out where it is used, or call the name that holds it problem or remedy"
    )


def test_every_sentence_has_a_chinese_one(words: Words) -> None:
    missing = {
        text: places[0]
        for text, places in words.places.items()
        if _LETTER.search(literal(text)) and text not in catalogue("zh")
    }
    assert not missing, "add them to src/zeropark/basis/translations/zh.po"


def test_no_entry_is_left_over_from_a_sentence_that_is_gone(words: Words) -> None:
    stale = catalogue("zh").keys() - words.places.keys()
    assert not stale, "remove or reword them in src/zeropark/basis/translations/zh.po"


def test_a_translation_fills_in_the_same_names_in_the_same_form() -> None:
    pairs = catalogue("zh").items()
    assert [each for each in pairs if placeholders(each[0]) != placeholders(each[1])] == []


def test_a_translation_is_chinese() -> None:
    worded = {english: zh for english, zh in catalogue("zh").items() if english not in _SIGNS_ALONE}
    assert [english for english, zh in worded.items() if not _CHINESE.search(zh)] == []


def test_no_sentence_is_translated_twice() -> None:
    text = (files("zeropark.basis") / "translations" / "zh.po").read_text(encoding="utf-8")
    twice = [words for words, count in Counter(w for w, _ in entries(text)).items() if count > 1]
    assert not twice


def test_words_without_a_translation_stay_english() -> None:
    assert translated("Nobody has said this yet.", "zh") == "Nobody has said this yet."
    assert translated("Keep one of the two.", "en") == "Keep one of the two."


def residual() -> Finding:
    way = Phrase(
        "{meter} were multiplied by {times} (a ratio or a unit)", {"meter": "m2", "times": "40"}
    )
    return Finding(
        code="balance.residual",
        place="buses.b1",
        problem_template=(
            "Bus {bus} does not close on {days} days from {first} to {last}: "
            "{residual} {unit} is left over, {share} of what went through. {reason}"
        ),
        remedy_template="Check {meters}; correct the meter or the park document and close again.",
        severity=Severity.WARNING,
        data={
            "bus": "b1",
            "days": 2,
            "first": "2026-06-01",
            "last": "2026-06-02",
            "residual": "120",
            "unit": "kWh",
            "share": "3.0%",
            "reason": Phrase("It would close if {ways}.", {"ways": either([way, "x"])}),
            "meters": Phrase("every meter of the bus"),
        },
    )


def test_a_finding_is_said_in_chinese_down_to_the_phrases_in_it() -> None:
    assert residual().problem_in("zh") == (
        "母线（总管）b1 有 2 天不平衡（2026-06-01 至 2026-06-02）：差额 120 kWh，占流过量的 3.0%。"
        "若 m2 乘以 40（倍率或单位有误）或 x，则可平衡。"
    )
    assert residual().problem.endswith(
        "It would close if m2 were multiplied by 40 (a ratio or a unit) or x."
    )


def test_a_finding_comes_back_from_its_record_in_both_languages() -> None:
    again = Finding.of_record(json.loads(json.dumps(residual().record())))
    assert again.as_dict() == residual().as_dict()
    assert (
        again.remedy_in("zh")
        == "请检查表计：该母线（总管）的每块表计；更正表计或园区文档后重新结账。"
    )


def test_json_says_both_languages_beside_each_other() -> None:
    told = residual().as_dict()
    assert told["problem"] == residual().problem_in("en")
    assert told["problem_zh"] == residual().problem_in("zh")
    assert told["remedy_zh"] == residual().remedy_in("zh")


def test_several_things_stand_side_by_side_in_either_language() -> None:
    phrase = side_by_side(["a", "b", "c"])
    assert isinstance(phrase, Phrase)
    assert (str(phrase), phrase.words("zh")) == ("a; b; c", "a；b；c")


def test_a_contradiction_reads_as_a_sentence_and_keeps_its_parts() -> None:
    error = Contradiction("Its share is {share:g}.", "Make it 1.", share=0.5)
    assert str(error) == "Its share is 0.5. Make it 1."
    assert error.data == {"share": 0.5}
