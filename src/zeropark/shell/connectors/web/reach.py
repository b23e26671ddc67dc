"""Which addresses may be asked: where others name the address, none inside without leave.

Whoever may leave an address for callbacks could make this machine ask its neighbours, or the
service that tells a cloud machine its secrets (server-side request forgery). So a name is looked
up once, all that it stands for is judged, and just that address is connected to.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from zeropark.basis.errors import InputError
from zeropark.shell.ports.web import UnreachableError

Network = IPv4Network | IPv6Network
_Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What may be connected to."""

    everything: bool = False
    """Whatever its own people name."""
    networks: tuple[Network, ...] = ()
    """Beside public addresses."""

    @classmethod
    def public_and(cls, named: Iterable[str]) -> Reach:
        """Public addresses, and networks or addresses that are named.

        Raises:
            InputError: a name is no address or network.
        """
        return cls(networks=tuple(map(_network, named)))

    def address_of(self, host: str, port: int) -> str:
        """An address of a host that may be connected to.

        Raises:
            UnreachableError: it has none, or one that may not be.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnreachableError(
                "{host} has no address: {reason}. Check the name.", host=host, reason=error
            ) from error
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            if not self._allows(ip_address(address.partition("%")[0])):
                raise UnreachableError(
                    "{host} ({address}) is no public address, and callbacks to it are not allowed. "
                    "Allow it when the server is started: --callbacks-to {address}.",
                    host=host,
                    address=address,
                )
        return addresses[0]

    def _allows(self, address: _Address) -> bool:
        mapped = getattr(address, "ipv4_mapped", None) or address
        named = any(mapped in network for network in self.networks)
        return self.everything or named or (mapped.is_global and not mapped.is_multicast)


def _network(text: str) -> Network:
    try:
        return ip_network(text, strict=False)
    except ValueError as error:
        raise InputError(
            "{text!r} is no address or network such as 10.1.2.0/24.", text=text
        ) from error
