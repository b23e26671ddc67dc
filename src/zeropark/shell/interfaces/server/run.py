"""Running the server: an address that can be bound, and a word where it can't."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable
from typing import Final

import uvicorn

from zeropark.basis.errors import InputError
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import Parks

_QUEUE: Final = 512


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; taken before anything is computed, so that a taken port is told at once.

    Raises:
        InputError: the port is taken, or this machine has no such address.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((host, port), family=family, backlog=_QUEUE)
    except OSError as error:
        raise InputError(_words(error, host, port)) from error
    return listening


def _words(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        remedy = f"Choose another with --port, such as --port {port + 1}, or stop that program."
        return f"Port {port} of {host} is taken by another program. {remedy}"
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used without special rights. Choose one above 1023."
    return f"{host} is no address of this machine ({error.strerror}). Try --host 127.0.0.1."


def run(parks: Parks, listening: socket.socket) -> None:
    """Serve until interrupted; requests under way are finished."""
    app = application(parks)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    threading.Thread(target=app.state.warm, name="warm", daemon=True).start()
    _Server(config, at_end=app.state.events.end).run(sockets=[listening])


class _Server(uvicorn.Server):
    """One that ends its open streams before it waits for requests under way."""

    def __init__(self, config: uvicorn.Config, *, at_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._at_end = at_end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """See `uvicorn.Server.shutdown`."""
        self._at_end()
        await super().shutdown(sockets)
