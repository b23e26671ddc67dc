"""Tokens: signed, bounded in time, and of one form alone."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zeropark.shell.serving.openadr.tokens import Claim, claim_of, signed

NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)
KEY = bytes(range(32))
CLAIM = Claim(client="ven-1", scopes=frozenset({"read_targets"}), expires=NOW + timedelta(hours=1))


def coded(said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


@given(
    st.text(min_size=1, max_size=40),
    st.frozensets(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), max_size=5),
)
def test_a_token_says_what_was_signed(client: str, scopes: frozenset[str]) -> None:
    claim = Claim(client=client, scopes=scopes, expires=CLAIM.expires)
    assert claim_of(signed(claim, KEY), KEY, now=NOW) == claim


def test_a_token_is_what_the_standard_of_tokens_says() -> None:
    """HS256 of RFC 7515 worked with the library alone."""
    import hashlib  # noqa: PLC0415
    import hmac  # noqa: PLC0415

    header, payload, signature = signed(CLAIM, KEY).split(".")
    raw = hmac.new(KEY, f"{header}.{payload}".encode(), hashlib.sha256).digest()
    assert signature == base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {"alg": "HS256", "typ": "JWT"}
    assert json.loads(base64.urlsafe_b64decode(payload + "=="))["exp"] == 1780282800


def test_a_token_expires() -> None:
    token = signed(CLAIM, KEY)
    assert claim_of(token, KEY, now=CLAIM.expires - timedelta(seconds=1))
    assert claim_of(token, KEY, now=CLAIM.expires) is None


@pytest.mark.parametrize("header", [{"alg": "none", "typ": "JWT"}, {"alg": "HS256"}, {}])
def test_no_other_form_is_taken(header: dict[str, str]) -> None:
    payload = signed(CLAIM, KEY).split(".")[1]
    assert claim_of(f"{coded(header)}.{payload}.", KEY, now=NOW) is None


@given(st.integers(0, 400), st.integers(1, 255))
@example(112, 112)  # a - that became a +, as base64 of another alphabet writes it
def test_a_token_that_was_changed_is_refused(place: int, flip: int) -> None:
    raw = bytearray(signed(CLAIM, KEY).encode())
    raw[place % len(raw)] ^= flip
    changed = raw.decode("latin-1")
    assert claim_of(changed, KEY, now=NOW) is None


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "é", "a" * 5000])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert claim_of(token, KEY, now=NOW) is None


def test_another_key_signs_nothing_here() -> None:
    assert claim_of(signed(CLAIM, KEY), KEY[::-1], now=NOW) is None
