"""What a scalar of YAML 1.2 means, by its core schema (YAML 1.2.2, 10.3.2).

Numbers, true, false and null; everything else is the text that stands there: `on`, `yes`, `12:30`
and dates too, which YAML 1.1 turned into something else. Wider than the schema in two spellings
that can mean nothing else: digits in groups (`1_000`), and a sign before `0x` and `0o`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

Value = str | int | float | bool | None

PREFIX: Final = "tag:yaml.org,2002:"
_DIGITS: Final = r"[0-9]+(?:_[0-9]+)*"
_PLAIN: Final = re.compile(
    rf"""(?P<null> ~ | null | Null | NULL | )
    | (?P<bool> true | True | TRUE | false | False | FALSE )
    | (?P<int> [-+]? (?: {_DIGITS} | 0o[0-7]+ | 0x[0-9a-fA-F]+ ) )
    | (?P<float> [-+]? (?: \.{_DIGITS} | {_DIGITS}(?:\.(?:{_DIGITS})?)? ) (?:[eE][-+]?[0-9]+)?
      | [-+]? \.(?: inf | Inf | INF ) | \.(?: nan | NaN | NAN ) )""",
    re.VERBOSE,
)
_BASES: Final = {"0o": 8, "0x": 16}


@lru_cache(maxsize=20_000)  # a document says most of its values many times
def plain_value(text: str) -> Value:
    """The value of a scalar that has neither quotes nor a tag.

    >>> plain_value("0x1F"), plain_value("on"), plain_value("2026-06-01")
    (31, 'on', '2026-06-01')

    Raises:
        ValueError: a whole number of thousands of digits.
    """
    match = _PLAIN.fullmatch(text)
    kind = match.lastgroup if match else "str"
    match kind:
        case "null":
            return None
        case "bool":
            return text.casefold() == "true"
        case "int":
            return int(text, _BASES.get(text.lstrip("-+")[:2], 10))
        case "float":
            return float(text.replace(".", "", 1) if text[-1] in "fFnN" else text)
        case _:
            return text


def tagged_value(text: str, *, tag: str) -> Value:
    """The value of a scalar with a tag of its own, e.g. `!!str 12`.

    Raises:
        ValueError: the tag is none of the schema, or the text is none of what it says.
    """
    if tag in (f"{PREFIX}str", "!"):
        return text
    value, wanted = plain_value(text), tag.removeprefix(PREFIX)
    if wanted == "float" and type(value) is int:
        return float(value)
    if wanted not in _TYPES or type(value) is not _TYPES[wanted]:
        raise ValueError(f"{text!r} is no {wanted}")
    return value


_TYPES: Final = {"null": type(None), "bool": bool, "int": int, "float": float}
