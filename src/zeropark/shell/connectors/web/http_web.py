"""The `Web` port on the standard library: bounded in time and size, nothing followed."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from typing import Final
from urllib.parse import SplitResult, urlsplit

from zeropark.shell.connectors.web.reach import Reach
from zeropark.shell.ports.web import Sent, UnreachableError, WebAnswer

_CHUNK_BYTES: Final = 65_536


class HttpWeb:
    """Asks over HTTP and HTTPS, with a connection of its own for each request."""

    def __init__(
        self,
        reach: Reach,
        *,
        timeout_seconds: float = 10.0,
        largest_bytes: int = 8 * 1024 * 1024,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """A way out.

        Args:
            reach: what may be connected to.
            timeout_seconds: for the whole of an answer.
            largest_bytes: of an answer's body.
            tls: whom to trust; None: as the machine does.
        """
        self._reach, self._timeout_seconds, self._largest_bytes = (
            reach,
            timeout_seconds,
            largest_bytes,
        )
        self._tls = tls or ssl.create_default_context()

    def send(self, sent: Sent) -> WebAnswer:
        """See `Web.send`."""
        url = _split(sent.url)
        port = url.port or (443 if url.scheme == "https" else 80)
        address = self._reach.address_of(url.hostname or "", port)
        connection = self._connection(url, address, port)
        try:
            connection.request(
                sent.method, _target(url), body=sent.body, headers=dict(sent.headers)
            )
            return self._answer(connection.getresponse(), sent.url)
        except (OSError, http.client.HTTPException) as error:
            raise UnreachableError(
                "{url} does not answer: {reason}. Check that it runs and can be reached from here.",
                url=_named(url),
                reason=str(error) or type(error).__name__,
            ) from error
        finally:
            connection.close()

    def _connection(self, url: SplitResult, address: str, port: int) -> http.client.HTTPConnection:
        host = url.hostname or ""
        if url.scheme == "https":
            return _PinnedTls(host, port, address, timeout=self._timeout_seconds, tls=self._tls)
        return _Pinned(host, port, address, timeout=self._timeout_seconds)

    def _answer(self, response: http.client.HTTPResponse, url: str) -> WebAnswer:
        deadline = time.monotonic() + self._timeout_seconds
        body = bytearray()
        while chunk := response.read1(_CHUNK_BYTES):
            body += chunk
            if len(body) > self._largest_bytes or time.monotonic() > deadline:
                raise UnreachableError(
                    "The answer of {url} is longer than is waited for. Ask for less.",
                    url=_named(urlsplit(url)),
                )
        headers = {name.lower(): value for name, value in response.getheaders()}
        return WebAnswer(status=response.status, headers=headers, body=bytes(body))


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was judged, whatever its name means a moment later."""

    def __init__(self, host: str, port: int, address: str, *, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)


class _PinnedTls(_Pinned):
    """The same under TLS; the certificate is held against the name."""

    default_port = 443

    def __init__(
        self, host: str, port: int, address: str, *, timeout: float, tls: ssl.SSLContext
    ) -> None:
        super().__init__(host, port, address, timeout=timeout)
        self._tls = tls

    def connect(self) -> None:
        super().connect()
        self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        known = None
    if not known:
        raise UnreachableError("{url!r} is no address of http or https.", url=url[:200])
    return parts


def _target(url: SplitResult) -> str:
    return (url.path or "/") + (f"?{url.query}" if url.query else "")


def _named(url: SplitResult) -> str:
    """An address as it is told: without what may be secret in it."""
    return f"{url.scheme}://{url.netloc.rpartition('@')[2]}{url.path}"
