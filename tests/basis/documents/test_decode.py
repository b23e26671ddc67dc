"""Text is read in the encodings that people's editors write."""

from __future__ import annotations

import pytest

from zeropark.basis.documents.decode import decode
from zeropark.basis.errors import Severity


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_and_plain_unicode_is_read_without_a_word(encoding: str) -> None:
    assert decode("名称: 金昌".encode(encoding), name="park.yaml") == ("名称: 金昌", ())


def test_gbk_is_read_with_a_note() -> None:
    text, (finding,) = decode("名称: 金昌".encode("gbk"), name="park.yaml")
    assert text == "名称: 金昌"
    assert (finding.code, finding.severity) == ("text.gbk", Severity.NOTE)


@pytest.mark.parametrize("raw", [b"\xff\xff\xff\x00", b"PK\x03\x04\x00\x00\xd7\x00\xff"])
def test_what_is_no_text_is_said_to_be_none(raw: bytes) -> None:
    text, (finding,) = decode(raw, name="park.yaml")
    assert text is None
    assert finding.code == "text.encoding"
