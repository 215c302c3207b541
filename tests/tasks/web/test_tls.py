"""Certificates are verified, and nothing is ever asked of who shows a wrong one."""

import ssl
from pathlib import Path
from typing import Any

import pytest
from aiohttp.client_exceptions import ClientConnectorSSLError
from aiohttp.client_reqrep import ConnectionKey

from tasks.model.errors import RejectDocument
from tasks.web.outcomes import Fetched, Refused
from tasks.web.wire import _meant
from tests.outlets import odd, serve
from tests.outlets.certificates import server_context, trusting_context
from tests.tasks.web.conftest import Fetch


def test_a_certificate_that_is_in_order(fetch: Fetch, tmp_path: Path) -> None:
    with serve(tls=server_context(tmp_path, "127.0.1.1")) as server:
        got = fetch(server.outlet(1).url("/articles/1"), client={"tls": trusting_context()})
        assert isinstance(got, Fetched)


@pytest.mark.parametrize(
    ("shown", "trusting", "said"),
    [
        ({"host": "127.0.1.1"}, False, "unable to get local issuer|self-signed"),
        ({"host": "127.0.1.1", "self_signed": True}, True, "self-signed"),
        ({"host": "127.0.1.1", "days": -1}, True, "expired"),
        ({"host": "127.0.1.9"}, True, "IP address mismatch"),
    ],
    ids=["unknown authority", "self-signed", "expired", "another host's"],
)
def test_one_that_is_not(fetch: Fetch, tmp_path: Path, shown: dict[str, Any], trusting: bool, said: str) -> None:
    with serve(tls=server_context(tmp_path, **shown)) as server:
        got = fetch(server.outlet(1).url("/articles/1"), client={"tls": trusting_context()} if trusting else {})
        assert isinstance(got, Refused)
        assert got.reason == "tls"
        assert any(words in got.detail for words in said.split("|"))
        assert server.requests() == []


def test_a_server_that_speaks_no_tls(fetch: Fetch) -> None:
    with serve() as server:
        got = fetch(server.outlet(1).url("/articles/1").replace("http:", "https:"))
        assert isinstance(got, Refused)
        assert got.reason == "tls"


def test_a_redirect_to_a_wrong_certificate(fetch: Fetch, tmp_path: Path) -> None:
    with serve() as plain, serve(tls=server_context(tmp_path, "127.0.1.1", self_signed=True)) as secret:
        plain.outlet(1).script["/a"] = odd.redirect(secret.outlet(1).url("/articles/1"))
        got = fetch(plain.outlet(1).url("/a"))
        assert isinstance(got, Refused)
        assert (got.reason, len(got.hops)) == ("tls", 1)


def test_a_handshake_that_is_too_old() -> None:
    """As of servers that want to renegotiate in the old way: no setting makes us speak it."""
    fault = ssl.SSLError(1, "[SSL: UNSAFE_LEGACY_RENEGOTIATION_DISABLED] unsafe legacy renegotiation disabled")
    key = ConnectionKey("news.test", 443, True, True, None, None, None)
    meant = _meant(ClientConnectorSSLError(key, fault))
    assert isinstance(meant, RejectDocument)
    assert meant.reason == "tls"
