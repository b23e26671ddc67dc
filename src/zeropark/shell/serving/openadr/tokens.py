"""Tokens: who somebody is and until when, signed (RFC 7519 with HS256, RFC 7515).

Only this one form is made and taken: no other algorithm, no other header. They outlive a restart;
a client that is let in no more is refused all the same, for the list is asked every time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

LIFETIME: Final = timedelta(hours=1)
_HEADER: Final = b'{"alg":"HS256","typ":"JWT"}'
_LONGEST: Final = 4096
"""The standard's own bound for a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a token says."""

    client: str
    scopes: frozenset[str]
    expires: datetime
    """UTC, full seconds."""


def signed(claim: Claim, key: bytes) -> str:
    """The token that says this."""
    said = {
        "sub": claim.client,
        "scope": " ".join(sorted(claim.scopes)),
        "exp": int(claim.expires.timestamp()),
    }
    head = f"{_coded(_HEADER)}.{_coded(json.dumps(said, separators=(',', ':')).encode())}"
    return f"{head}.{_coded(_signature(head, key))}"


def claim_of(token: str, key: bytes, *, now: datetime) -> Claim | None:
    """What a token says; None where it is not one of ours, or is no longer valid."""
    head, _, signature = token.rpartition(".")
    header, _, said = head.partition(".")
    if len(token) > _LONGEST or header != _coded(_HEADER):
        return None
    # As text: base64 has more than one way to write the same bytes, and we write but one.
    if not hmac.compare_digest(signature.encode(), _coded(_signature(head, key)).encode()):
        return None
    values = json.loads(base64.urlsafe_b64decode(said + "=="))  # signed by us: what we wrote
    expires = datetime.fromtimestamp(values["exp"], UTC)
    if now >= expires:
        return None
    scopes = frozenset(values["scope"].split())
    return Claim(client=values["sub"], scopes=scopes, expires=expires)


def _signature(head: str, key: bytes) -> bytes:
    return hmac.new(key, head.encode(), hashlib.sha256).digest()


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
