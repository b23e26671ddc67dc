"""Bytes of a text file to text: UTF-8 first, then what people's editors still write."""

from __future__ import annotations

import codecs
from typing import Final

from zeropark.basis.errors import Finding, Severity

_BY_MARK: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes, *, name: str) -> tuple[str | None, tuple[Finding, ...]]:
    """The text, with a note where it is not in UTF-8; None and an error where it is no text."""
    encoding = next((found for mark, found in _BY_MARK if raw.startswith(mark)), "utf-8")
    text = _try(raw, encoding)
    if text is not None:
        return text, ()
    text = _try(raw, "gb18030")
    if text is None or "\x00" in text:
        return None, (_no_text(name),)
    return text, (_in_gbk(name),)


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _no_text(name: str) -> Finding:
    return Finding(
        code="text.encoding",
        place=name,
        problem_template="It is no text in UTF-8 or GBK.",
        remedy_template="Save it as UTF-8 text.",
    )


def _in_gbk(name: str) -> Finding:
    return Finding(
        code="text.gbk",
        place=name,
        problem_template="It is in GBK, not in UTF-8; it was read as GBK.",
        remedy_template="Save it as UTF-8, so that no other program misreads it.",
        severity=Severity.NOTE,
    )
