"""Who may speak to a park's own VTN, and by which secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Role = Literal["bl", "ven"]
"""Business logic above, which sees and writes programs and events; or an end below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Somebody who may be let in."""

    id: str
    role: Role


class ClientsFile(Protocol):
    """Keeps clients; of their secrets nothing but what a right one is told by."""

    def add(self, client: Client) -> str:
        """Let somebody in from now on, in place of who had this id.

        Returns:
            The secret, which is kept nowhere.
        """
        ...

    def remove(self, client_id: str) -> bool:
        """Let somebody in no more; whether there was such a client."""
        ...

    def listed(self) -> tuple[Client, ...]:
        """All of them, by id.

        Raises:
            StoreError: the file can't be read.
        """
        ...

    def admitted(self, client_id: str, secret: str) -> Client | None:
        """The client whose secret this is; None where it is not.

        A wrong secret takes as long as an unknown client.

        Raises:
            StoreError: the file can't be read.
        """
        ...

    def signing_key(self) -> bytes:
        """The key that tokens are signed with; made where there is none yet."""
        ...
