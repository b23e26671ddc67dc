"""Clients of a VTN in a file of the park's folder; of secrets, salted hashes.

A secret is made here, of 32 random bytes: nobody guesses it, however fast the hash. Slow hashes are
for what people think of; here they would only let strangers keep the server busy.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from pathlib import Path
from typing import Any, Final

from zeropark.basis.errors import StoreError
from zeropark.shell.ports.openadr_clients import Client
from zeropark.shell.stores.durable import write_durably

CLIENTS: Final = "clients.json"
KEY: Final = "signing.key"
_KEY_BYTES: Final = 32
_NOBODY: Final = {"salt": "00" * 16, "hash": "00" * 32}
"""What the secret of an unknown client is held against, so that it takes as long."""


class FolderClients:
    """The `ClientsFile` port in a folder that only its owner may read."""

    def __init__(self, folder: Path) -> None:
        """Clients in a folder; made when the first is added."""
        self._folder = folder

    def add(self, client: Client) -> str:
        """See `ClientsFile.add`."""
        secret = secrets.token_urlsafe(_KEY_BYTES)
        salt = secrets.token_bytes(16)
        said = self._said()
        said[client.id] = {"role": client.role, "salt": salt.hex(), "hash": _hash(secret, salt)}
        self._write(said)
        return secret

    def remove(self, client_id: str) -> bool:
        """See `ClientsFile.remove`."""
        said = self._said()
        gone = said.pop(client_id, None)
        if gone is not None:
            self._write(said)
        return gone is not None

    def listed(self) -> tuple[Client, ...]:
        """See `ClientsFile.listed`."""
        return tuple(
            Client(id=name, role=said["role"]) for name, said in sorted(self._said().items())
        )

    def admitted(self, client_id: str, secret: str) -> Client | None:
        """See `ClientsFile.admitted`."""
        found = self._said().get(client_id)
        held = found or _NOBODY
        right = hmac.compare_digest(_hash(secret, bytes.fromhex(held["salt"])), held["hash"])
        return Client(id=client_id, role=found["role"]) if right and found else None

    def signing_key(self) -> bytes:
        """See `ClientsFile.signing_key`."""
        path = self._folder / KEY
        self._private()
        if not path.exists():
            write_durably(path, secrets.token_bytes(_KEY_BYTES))
            path.chmod(0o600)
        return path.read_bytes()

    def _said(self) -> dict[str, dict[str, Any]]:
        path = self._folder / CLIENTS
        if not path.exists():
            return {}
        try:
            said: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(
                "The clients in {path} can't be read: {error}. Restore the file from a copy.",
                path=path,
                error=error,
            ) from error
        return said

    def _write(self, said: dict[str, dict[str, Any]]) -> None:
        path = self._folder / CLIENTS
        self._private()
        write_durably(path, json.dumps(said, indent=2, sort_keys=True).encode())
        path.chmod(0o600)

    def _private(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o700)  # the owner alone


def _hash(secret: str, salt: bytes) -> str:
    return hashlib.blake2b(secret.encode(), salt=salt, digest_size=32).hexdigest()
