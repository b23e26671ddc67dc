"""One client's session with a VTN: tokens renewed, failures that pass waited out, refusals told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from pydantic import ValidationError

from zeropark.shell.openadr.objects import Problem, Token
from zeropark.shell.ports.clock import Clock
from zeropark.shell.ports.vtn_above import VtnRefusedError
from zeropark.shell.ports.web import Sent, UnreachableError, Web, WebAnswer

WAITS_SECONDS: Final = (0.5, 2.0, 8.0)
"""Before each attempt after the first."""
_LONGEST_WAIT_SECONDS: Final = 30.0
"""What a VTN may ask a client to wait; beyond it the failure is told."""
_EARLY: Final = timedelta(seconds=30)
"""A token is renewed before it expires on the way."""
_UNKNOWN_LIFE: Final = timedelta(minutes=5)
_PASSING: Final = frozenset({429, 502, 503, 504})
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
_LONGEST_WHY: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who asks."""

    url: str
    """The VTN's base path, without a slash at its end."""
    token_url: str
    client_id: str
    secret: str
    """Never shown."""

    def __repr__(self) -> str:
        return f"Credentials({self.client_id} at {self.url})"


class Session:
    """Requests of one client; not to be used by several threads at once."""

    def __init__(
        self,
        web: Web,
        credentials: Credentials,
        *,
        clock: Clock,
        wait: Callable[[float], None],
        waits_seconds: tuple[float, ...] = WAITS_SECONDS,
    ) -> None:
        """A session that has not asked for anything yet.

        Args:
            web: the way out.
            credentials: who asks, and whom.
            clock: by which tokens expire and clocks are compared.
            wait: for so many seconds.
            waits_seconds: before each attempt after the first.
        """
        self._web, self._credentials, self._clock = web, credentials, clock
        self._wait, self._waits_seconds = wait, waits_seconds
        self._token: tuple[str, datetime] | None = None
        self.skew: timedelta | None = None
        """How far the VTN's clock is ahead, by its last answer."""

    @property
    def url(self) -> str:
        """Whom it asks."""
        return self._credentials.url

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Sequence[tuple[str, str]] = (),
        body: Mapping[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - JSON
        """What the VTN answers.

        Raises:
            VtnRefusedError: it refuses.
            UnreachableError: it does not answer, or not with JSON.
        """
        url = f"{self.url}/{path}" + (f"?{urlencode(query)}" if query else "")
        raw = None if body is None else json.dumps(body, allow_nan=False).encode()
        answer = self._asked(method, url, raw)
        if answer.status == HTTPStatus.UNAUTHORIZED:  # expired by its clock, or its key is new
            self._token = None
            answer = self._asked(method, url, raw)
        return self._read(answer)

    def _asked(self, method: str, url: str, body: bytes | None) -> WebAnswer:
        headers = {"Authorization": f"Bearer {self._bearer()}", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        return self._sent(Sent(method=method, url=url, headers=headers, body=body))

    def _bearer(self) -> str:
        now = self._clock.now()
        if self._token is None or now >= self._token[1]:
            self._token = self._new_token(now)
        return self._token[0]

    def _new_token(self, now: datetime) -> tuple[str, datetime]:
        said = self._credentials
        form = {
            "grant_type": "client_credentials",
            "client_id": said.client_id,
            "client_secret": said.secret,
        }
        sent = Sent(method="POST", url=said.token_url, headers=_FORM, body=urlencode(form).encode())
        answer = self._read(self._sent(sent, again=True))
        try:
            token = Token.model_validate(answer)
        except ValidationError as error:
            raise self._no_json() from error
        lives = _UNKNOWN_LIFE if token.expires_in is None else timedelta(seconds=token.expires_in)
        return token.access_token, now + max(lives - _EARLY, lives / 2)

    def _sent(self, sent: Sent, *, again: bool = False) -> WebAnswer:
        """The answer, after some attempts where the failure may pass.

        What may have made something is sent once more only where the VTN says that it did not.
        """
        repeatable = again or sent.method != "POST"
        passing = _PASSING if repeatable else {HTTPStatus.TOO_MANY_REQUESTS}
        for wait_seconds in self._waits_seconds:
            try:
                answer = self._heard(self._web.send(sent))
            except UnreachableError:
                if not repeatable:
                    raise
                self._wait(wait_seconds)
                continue
            asked_seconds = max(wait_seconds, _asked_to_wait(answer))
            if answer.status not in passing or asked_seconds > _LONGEST_WAIT_SECONDS:
                return answer
            self._wait(asked_seconds)
        return self._heard(self._web.send(sent))

    def _heard(self, answer: WebAnswer) -> WebAnswer:
        date = _instant(answer.headers.get("date", ""))
        self.skew = None if date is None else date - self._clock.now()
        return answer

    def _read(self, answer: WebAnswer) -> Any:  # noqa: ANN401 - JSON
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise VtnRefusedError(self.url, status=answer.status, why=_why(answer))
        try:
            return json.loads(answer.body)
        except ValueError as error:
            raise self._no_json() from error

    def _no_json(self) -> UnreachableError:
        return UnreachableError(
            "{url} does not answer as a VTN does. Check the address and its base path.",
            url=self.url,
        )


def _why(answer: WebAnswer) -> str:
    """What a refusal says of itself, shortened; the status in words where it says nothing."""
    try:
        said = Problem.model_validate_json(answer.body)
        told = said.detail or said.title or (said.model_extra or {}).get("error_description")
    except ValidationError:
        told = None
    words = {each.value: each.phrase for each in HTTPStatus}.get(answer.status, "")
    return str(told or words)[:_LONGEST_WHY].rstrip(".")


def _asked_to_wait(answer: WebAnswer) -> float:
    said = answer.headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdecimal() else 0.0


def _instant(text: str) -> datetime | None:
    try:
        said = parsedate_to_datetime(text)
    except ValueError:
        return None
    return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
