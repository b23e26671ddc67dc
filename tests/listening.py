"""A small server that keeps what it is sent: the far end of a callback."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, kw_only=True)
class One:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass(kw_only=True)
class Heard:
    """Everything so far."""

    url: str
    requests: list[One] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """What the next requests are answered with; 200 where there is none left."""
    headers: dict[str, str] = field(default_factory=dict)
    """What every answer has."""

    def wait(self, count: int, seconds: float = 10.0) -> list[One]:
        """The requests, as soon as there are so many."""
        deadline = time.monotonic() + seconds
        while len(self.requests) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(self.requests) >= count, self.requests
        return self.requests


@contextmanager
def listening() -> Iterator[Heard]:
    """A server in a thread."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status = heard.statuses.pop(0) if heard.statuses else 200
            body = json.loads(raw) if raw else None
            heard.requests.append(
                One(method=self.command, path=self.path, headers=headers, body=body)
            )
            self.send_response(status)
            for name, value in heard.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815 - as the library looks it up

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        heard = Heard(url=f"http://127.0.0.1:{server.server_port}/callback")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield heard
        finally:
            server.shutdown()
            thread.join()
