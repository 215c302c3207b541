"""Names to vetted IPs: what is connected to is what was vetted, whatever the name says the next time."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_network

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from tasks.model.errors import RejectDocument
from tasks.web.resolver import VettingResolver, vetted_socket

LOOPBACK = (ip_network("127.0.0.0/8"),)


class Says(AbstractResolver):
    """Says one thing after the other; the last stays."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.left = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        ips = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        return [ResolveResult(hostname=host, host=ip, port=port, family=family, proto=0, flags=0) for ip in ips]

    async def close(self) -> None:
        pass


def ips(resolver: VettingResolver, host: str = "news.test", port: int = 80) -> list[str]:
    return [answer["host"] for answer in asyncio.run(resolver.resolve(host, port))]


def test_public_ips_are_let_through_and_others_left_out() -> None:
    assert ips(VettingResolver((), Says(["8.8.8.8", "10.0.0.1", "::ffff:10.0.0.1"]))) == ["8.8.8.8"]


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["::1"], ["10.1.1.1", "169.254.169.254"], ["100.64.0.1"]])
def test_a_name_of_a_private_ip_is_refused(answer: list[str]) -> None:
    """As 127.0.0.1.nip.io is one."""
    with pytest.raises(RejectDocument) as error:
        ips(VettingResolver((), Says(answer)))
    assert error.value.reason == "address"
    assert answer[0] in error.value.detail


def test_a_name_that_is_public_first_and_private_then_is_refused_then() -> None:
    resolver = VettingResolver((), Says(["8.8.8.8"], ["127.0.0.1"]))
    assert ips(resolver) == ["8.8.8.8"]
    with pytest.raises(RejectDocument):
        ips(resolver)


def test_a_name_without_an_ip_is_not_resolved() -> None:
    with pytest.raises(OSError, match="no address"):
        ips(VettingResolver((), Says([])))


def test_allowed_networks_are_let_through_at_any_port_and_others_only_at_theirs() -> None:
    assert ips(VettingResolver(LOOPBACK, Says(["127.0.1.1", "8.8.8.8"])), port=22) == ["127.0.1.1"]


def test_no_socket_is_made_for_an_ip_that_is_not_vetted() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 80))
    with pytest.raises(RejectDocument):
        vetted_socket(())(info)
    vetted_socket(LOOPBACK)(info).close()
