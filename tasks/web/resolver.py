"""Names to IPs, each vetted: a connection is made to the IP that was vetted and to no other.

aiohttp asks its resolver once a connection and connects to what that returns, so that a name which resolves to a
public server when it is checked and to this machine when it is connected to (DNS rebinding) has no second chance. IPs
that are written in an address pass by the resolver; `tasks.web.guard` has vetted those, and `vetted_socket`, through
which every connection goes, vets what it is given again.
"""

import socket
from collections.abc import Callable

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from tasks.model.errors import RejectDocument
from tasks.web.guard import Network, vet

# Family, type, protocol, canonical name, and where to connect.
AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str | int, ...]]


class VettingResolver(AbstractResolver):
    """What another resolver says, without the IPs that nothing is fetched from."""

    def __init__(self, allowed: tuple[Network, ...] = (), inner: AbstractResolver | None = None) -> None:
        """`inner` resolves; the system's resolver where there is none. To be made inside an event loop."""
        self._allowed = allowed
        self._inner = inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The vetted IPs of a host.

        Raises:
            RejectDocument: `address` where no answer is one of a public server.
            OSError: as the inner resolver; also where it knows no IP.
        """
        answers = await self._inner.resolve(host, port, family)
        vetted = [answer for answer in answers if self._is_vetted(answer["host"], port)]
        if not answers:
            raise OSError(f"{host} has no address")
        if not vetted:
            raise RejectDocument("address", f"{host} is {answers[0]['host']}")
        return vetted

    async def close(self) -> None:
        """Close the inner resolver."""
        await self._inner.close()

    def _is_vetted(self, ip: str, port: int) -> bool:
        try:
            vet(ip, self._allowed, port)
        except RejectDocument:
            return False
        return True


def vetted_socket(allowed: tuple[Network, ...]) -> Callable[[AddressInfo], socket.socket]:
    """What makes the socket of every connection, and raises RejectDocument (`address`) where it would lead astray."""

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, at = info
        vet(str(at[0]), allowed, int(at[1]))
        return socket.socket(family=family, type=kind, proto=protocol)

    return make
