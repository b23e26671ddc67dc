"""Running the server: an address that can be bound, and a word where it can't."""

from __future__ import annotations

import errno
import signal
import socket
import threading
from contextlib import suppress
from typing import Final

import uvicorn
from fastapi import FastAPI

from zeropark.basis.errors import InputError
from zeropark.shell.interfaces.http.own_names import is_own_name
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
        raise _taken(error, host, port) from error
    return listening


def _taken(error: OSError, host: str, port: int) -> InputError:
    if error.errno == errno.EADDRINUSE:
        return InputError(
            "Port {port} of {host} is taken by another program. "
            "Choose another with --port, such as --port {next}, or stop that program.",
            port=port,
            host=host,
            next=port + 1,
        )
    if error.errno == errno.EACCES:
        return InputError(
            "Port {port} may not be used without special rights. Choose one above 1023.", port=port
        )
    return InputError(
        "{host} is no address of this machine ({reason}). Try --host 127.0.0.1.",
        host=host,
        reason=error.strerror,
    )


def run(parks: Parks, listening: socket.socket) -> None:
    """Serve until interrupted or told to end; requests under way are finished.

    Both end it in order: streams, a live feed and stores are closed by whoever opened them.
    """
    server = serving(parks, own_names_only=is_own_name(listening.getsockname()[0]))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=server.app.state.warm, name="warm", daemon=True).start()
    with suppress(KeyboardInterrupt):  # passed on by the server once it has shut down
        server.run(sockets=[listening])


def serving(parks: Parks, *, own_names_only: bool = False) -> Serving:
    """A server of these parks that has not begun; see `application`."""
    app = application(parks, own_names_only=own_names_only)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    return Serving(config, app)


class Serving(uvicorn.Server):
    """A server that ends its open streams before it waits for requests under way."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        """See `serving`."""
        super().__init__(config)
        self.app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """See `uvicorn.Server.shutdown`."""
        self.app.state.events.end()
        await super().shutdown(sockets)
