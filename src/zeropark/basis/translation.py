"""What findings say, in other languages than English: looked up by the English words themselves.

The words are in `translations/<language>.po`, the format that translators' programs read and
write; nothing is compiled. Words that have no entry stay English.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

Language = Literal["zh", "en"]

_ENTRY: Final = "msgid "
_ANSWER: Final = "msgstr "


def translated(words: str, language: Language) -> str:
    """The words in that language, with the same `{names}` in them; English where none are known.

    >>> translated("Keep one of the two.", "zh")
    '两者保留其一。'
    """
    return words if language == "en" else catalogue(language).get(words, words)


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """All that is translated into a language, by the English words."""
    file = files("zeropark.basis") / "translations" / f"{language}.po"
    return MappingProxyType(dict(entries(file.read_text(encoding="utf-8"))))


def entries(text: str) -> Iterator[tuple[str, str]]:
    r"""The pairs of English and translated words of a catalogue, in its order.

    The header (the entry with no English words) and comments are left out.

    >>> list(entries('msgid ""\nmsgstr "x"\n\nmsgid "One "\n"day."\nmsgstr "一天。"'))
    [('One day.', '一天。')]
    """
    for block in text.split(_ENTRY)[1:]:
        english, _, rest = block.partition(_ANSWER)
        words = _unquoted(english)
        if words:
            yield words, _unquoted(rest)


def _unquoted(lines: str) -> str:
    """The quoted pieces of an entry put together; PO and JSON escape alike what stands here."""
    pieces = (line.strip() for line in lines.splitlines())
    return "".join(str(json.loads(piece)) for piece in pieces if piece.startswith('"'))
