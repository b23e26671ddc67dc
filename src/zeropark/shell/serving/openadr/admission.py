"""Letting clients in: tokens for secrets, and visitors for tokens (RFC 6749, 4.4)."""

from __future__ import annotations

from collections.abc import Mapping

from zeropark.basis.errors import Phrase
from zeropark.shell.ports.clock import Clock
from zeropark.shell.ports.openadr_clients import Client, ClientsFile
from zeropark.shell.serving.openadr.errors import UnusableRequestError
from zeropark.shell.serving.openadr.scopes import OF_ROLE
from zeropark.shell.serving.openadr.tokens import LIFETIME, Claim, claim_of, signed
from zeropark.shell.serving.openadr.vtn import Visitor


class TokenRefusedError(UnusableRequestError):
    """A token was asked for that is not given; `error` is its name in RFC 6749."""

    def __init__(self, error: str, remedy: Phrase) -> None:
        self.error = error
        super().__init__("No token is given: {error}. {remedy}", error=error, remedy=remedy)


class Admission:
    """The door of a VTN."""

    def __init__(self, clients: ClientsFile, clock: Clock) -> None:
        """A door.

        Args:
            clients: who may be let in; asked every time, so that a removal counts at once.
            clock: by which tokens expire.
        """
        self._clients, self._clock, self._key = clients, clock, clients.signing_key()

    def token(self, form: Mapping[str, str]) -> tuple[str, Claim]:
        """A token for a client's secret, and what it says.

        Args:
            form: the fields of the request, `client_id` and `client_secret` among them.

        Raises:
            TokenRefusedError: the secret is wrong, or the request asks for what is not given.
        """
        if form.get("grant_type") != "client_credentials":
            raise TokenRefusedError("unsupported_grant_type", Phrase("Use client_credentials."))
        if not form.get("client_id") or not form.get("client_secret"):
            raise TokenRefusedError("invalid_request", Phrase("Send client_id and client_secret."))
        client = self._clients.admitted(form["client_id"], form["client_secret"])
        if client is None:
            raise TokenRefusedError("invalid_client", Phrase("Check the client's id and secret."))
        asked = frozenset(form.get("scope", "").replace(",", " ").split())
        if not asked <= OF_ROLE[client.role]:
            raise TokenRefusedError("invalid_scope", Phrase("Ask for scopes of the client's role."))
        expires = (self._clock.now() + LIFETIME).replace(microsecond=0)
        claim = Claim(client=client.id, scopes=asked or OF_ROLE[client.role], expires=expires)
        return signed(claim, self._key), claim

    def visitor(self, token: str) -> Visitor | None:
        """Who shows a token; None where nobody is let in by it, or no more."""
        claim = claim_of(token, self._key, now=self._clock.now())
        client = self.client(claim.client) if claim else None
        if claim is None or client is None:
            return None
        return Visitor(client=client, scopes=claim.scopes & OF_ROLE[client.role])

    def client(self, client_id: str) -> Client | None:
        """The client of that id, as it is let in now."""
        return next((each for each in self._clients.listed() if each.id == client_id), None)

    def sees_all(self, client_id: str) -> bool:
        """Whether a client is business logic."""
        client = self.client(client_id)
        return client is not None and client.role == "bl"
