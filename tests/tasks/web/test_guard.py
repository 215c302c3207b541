"""Which addresses are fetched: no notation of a private IP gets through, and what is let through is sent as written."""

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.model.errors import RejectDocument
from tasks.web.guard import check_address, vet

LOOPBACK = (ip_network("127.0.0.0/8"),)
PRIVATE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b:1::808:808", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1",
    "2002:7f00:1::", "2002:808:808::1", "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1", "3fff::1", "5f00::1",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.0", "2606:4700::1111",
    "64:ff9b::808:808",
]  # fmt: skip


def refused(url: str, allowed: tuple[object, ...] = ()) -> str:
    with pytest.raises(RejectDocument) as error:
        check_address(url, allowed)  # type: ignore[arg-type]
    return error.value.reason


@pytest.mark.parametrize("ip", PRIVATE)
def test_a_private_ip_is_refused(ip: str) -> None:
    with pytest.raises(RejectDocument) as error:
        vet(ip)
    assert error.value.reason == "address"
    assert refused(f"http://[{ip}]/" if ":" in ip else f"http://{ip}/") == "address"


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_ip_is_let_through(ip: str) -> None:
    assert str(vet(ip)) == ip
    assert check_address(f"https://[{ip}]/" if ":" in ip else f"https://{ip}/").host == ip


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.1", "017700000001", "0x7f.0x0.0x0.0x1", "0",
        "127.0.0.1.", "１２７.０.０.１", "127。0。0。1", "①②⑦.0.0.1", "127.0.0.01", "8.8.8.010", "1.2.3", "08.8.8.8",
        "0x", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:10.0.0.1]", "[fe80::1%25eth0]", "[::1]", "[v1.x]", "256.256.256.256",
        "a.b.1", "99999999999",
    ],
)  # fmt: skip
def test_odd_notations_are_refused(host: str) -> None:
    assert refused(f"http://{host}/") == "address"


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@news.example.com/", "http://user@news.example.com/", "http://@news.example.com/",
        "http://news.example.com:22/", "http://news.example.com:6379/", "http://news.example.com:0/", "http://8.8.8.8:25/",
        "http://news.example.com:70000/", "http://news.example.com:x/", "http://news.example.com/a\r\nHost: b", "http://a\x00.com/",
        "http://news.example.com\\@127.0.0.1/", "http://news.example.com/\\a", "http:///a", "http://", "https:news", "http://.com/",
        "http://-a.com/", "http://a b.com/", "http://a..b/", "http://xn--/x/" + "a" * 2048, "http://[::1/", "http://a%2eb.com/",
        "http://" + "a" * 64 + ".com/", "http://\ud800.com/", "http://news.example.com/a\tb",
        "http://" + "a." * 200 + "com/",
    ],
)  # fmt: skip
def test_addresses_that_lead_astray_are_refused(url: str) -> None:
    assert refused(url) == "address"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.com/", "data:text/html,x", "javascript:alert(1)", "//a.com/", "/a", "", "gopher://a/"]
)  # fmt: skip
def test_other_schemes_are_refused(url: str) -> None:
    assert refused(url) == "scheme"


def test_the_longest_address_and_one_letter_more() -> None:
    assert check_address("http://a.com/" + "a" * 2035).target == "/" + "a" * 2035
    assert refused("http://a.com/" + "a" * 2036) == "address"
    assert refused("http://a.com/" + "漢" * 2000) == "address"


@pytest.mark.parametrize(
    ("url", "wire"),
    [
        (" HTTP://News.Example.COM ", "http://news.example.com/"),
        ("https://news.example.com.:443/a?b#c", "https://news.example.com/a?b"),
        ("https://أخبار.مثال/مقال/1", "https://xn--igbicxr.xn--mgbh0fb/%D9%85%D9%82%D8%A7%D9%84/1"),
        ("http://a.com:8080/%d8%a3?q=%C7%E1&x=[1]", "http://a.com:8080/%d8%a3?q=%C7%E1&x=[1]"),
        ("http://a.com/a b|c\"d'", "http://a.com/a%20b%7Cc%22d'"),
        ("http://a.com?x=1", "http://a.com/?x=1"),
        ("http://a.com/\udcc7", "http://a.com/%C7"),
    ],
)
def test_what_goes_over_the_wire(url: str, wire: str) -> None:
    assert check_address(url).url == wire


def test_an_allowed_network_is_let_through_at_any_port() -> None:
    assert check_address("http://127.0.1.3:22/x", LOOPBACK).authority == "127.0.1.3:22"
    assert refused("http://10.0.0.1/", LOOPBACK) == "address"
    assert refused("http://0x7f.1/", LOOPBACK) == "address"
    assert refused("http://8.8.8.8:22/", LOOPBACK) == "address"
    # What is behind a name is known only when it is resolved: there its port is vetted again.
    assert check_address("http://intranet.test:10080/", LOOPBACK).port == 10080
    with pytest.raises(RejectDocument):
        vet("8.8.8.8", LOOPBACK, 10080)


def private_ips() -> st.SearchStrategy[int]:
    networks = [
        ip_network(n) for n in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")
    ]
    return st.sampled_from(networks).flatmap(
        lambda network: st.integers(int(network.network_address), int(network.broadcast_address))
    )


def notations(ip: int) -> list[str]:
    a, b, c, d = ip.to_bytes(4, "big")
    return [
        f"{a}.{b}.{c}.{d}", f"{ip}", f"0x{ip:x}", f"0{ip:o}", f"{a}.{ip & 0xFFFFFF}", f"{a}.{b}.{ip & 0xFFFF}",
        f"0{a:o}.{b}.{c}.{d}", f"0x{a:x}.0x{b:x}.{c}.{d}", f"{a}.{b}.{c}.{d}.", f"%3{a // 100}{a % 100:02}.{b}.{c}.{d}",
        f"[::ffff:{a}.{b}.{c}.{d}]", f"[::{a}.{b}.{c}.{d}]", f"[64:ff9b::{a}.{b}.{c}.{d}]",
        f"[2002:{ip >> 16:x}:{ip & 0xFFFF:x}::1]",
    ]  # fmt: skip


@given(private_ips(), st.sampled_from(["http", "https"]), st.sampled_from(["", ":80", ":8080"]))
def test_no_notation_of_a_private_ip_gets_through(ip: int, scheme: str, port: str) -> None:
    for host in notations(ip):
        assert refused(f"{scheme}://{host}{port}/") == "address", host


@given(st.integers(0, 2**32 - 1))
def test_what_the_guard_takes_for_a_name_is_no_ip_to_the_system(ip: int) -> None:
    """Nothing that `inet_aton` reads as an IP may pass but in its plain notation."""
    for host in notations(ip)[:8]:
        try:
            passed = check_address(f"http://{host}/").host
        except RejectDocument:
            continue
        assert passed == socket.inet_ntoa(socket.inet_aton(host))
        vet(passed)


@given(st.text(max_size=60))
def test_whatever_is_given_is_refused_with_a_reason_or_sent_in_ascii(text: str) -> None:
    for url in (text, f"http://{text}", f"https://a.com/{text}"):
        try:
            wire = check_address(url).url
        except RejectDocument:
            continue
        assert wire.isascii()
        assert not any(char in wire for char in " \r\n\t\\\x00")
        assert check_address(wire).url == wire


@given(st.integers(0, 2**128 - 1), st.integers(0, 2**32 - 1))
def test_vetting_raises_nothing_else(six: int, four: int) -> None:
    for ip in (str(IPv6Address(six)), str(IPv4Address(four))):
        with suppress(RejectDocument):
            assert str(vet(ip)) == ip
