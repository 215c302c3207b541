"""Which addresses may be fetched: public web servers, and what the networks of `MARSAD_ALLOWED_NETWORKS` hold.

Whatever somebody on the web writes into a feed or a redirect would else make this machine ask its neighbours for him
(server-side request forgery). An address is checked twice: as it is written, here, and as the IP that a connection is
really made to, in `tasks.web.resolver`.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

from tasks.model.errors import RejectDocument

Network = IPv4Network | IPv6Network
LONGEST = 2048  # characters as written; servers and browsers agree on little above it
_LONGEST_WIRE = 3 * LONGEST  # an Arabic letter of 2 bytes is written with 6 characters
PORTS = frozenset({80, 443, *range(8000, 10_000)})
_DEFAULT = {"http": 80, "https": 443}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\]")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# A host whose last label is a number is an IPv4 address to a browser (WHATWG URL, 3.5: "ends in a number").
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
# All that may stand in an address besides letters and digits: it is sent as it was written, but for what cannot be.
_AS_WRITTEN = "%/:?#[]@!$&'()*+,;=-._~|^`{}\"<>"
_ENCODED = str.maketrans({char: f"%{ord(char):02X}" for char in '"<>`{}|^'})
# Not global by their use, whatever a version of `ipaddress` says of them: carriers' NAT, relays of 6to4, tests.
_NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "::/96",  # IPv4-compatible, with :: and ::1
        "::ffff:0:0/96",  # IPv4-mapped: no name resolves to it honestly
        "64:ff9b:1::/48",  # NAT64 of a local network
        "100::/64",
        "2001::/23",  # Teredo and others that no web server has
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for.

    Attributes:
        url: as it goes over the wire: ASCII, the host in lower case, without a fragment.
        scheme: http or https.
        host: in ASCII; an IPv6 address without brackets.
        port: always known.
        target: path and query.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """What has turns: the host, on the web's own two ports as one; `host:port` on another."""
        return self._name if self.port in (80, 443) else f"{self._name}:{self.port}"

    @property
    def origin(self) -> str:
        """`scheme://host:port`: what has a robots.txt."""
        return f"{self.scheme}://{self._name}:{self.port}"

    @property
    def _name(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def check_address(url: str, allowed: tuple[Network, ...] = ()) -> Address:
    """The address as it may be asked for.

    Args:
        url: absolute, as found.
        allowed: networks that are let through, at any port.

    Raises:
        RejectDocument: `scheme` where it is not http or https, `address` where it leads where nothing is fetched.
    """
    url = url.strip(" \t\r\n\f")
    if len(url) > LONGEST:
        raise _refused(f"longer than {LONGEST} characters")
    if _CONTROLS.search(url):
        raise _refused("it has a control character or a backslash")
    try:
        parts = urlsplit(url)
        port = parts.port
        name = parts.hostname or ""
    except ValueError as error:
        raise _refused(str(error)) from None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT:
        raise RejectDocument("scheme", scheme or "none")
    if "@" in parts.netloc:
        raise _refused("it has a user name or password")
    host = _host(name, bracketed="[" in parts.netloc)
    port = _DEFAULT[scheme] if port is None else port
    _check_where(host, port, allowed)
    target = _wire(parts.path or "/") + (f"?{_wire(parts.query)}" if parts.query else "")
    at = "" if port == _DEFAULT[scheme] else f":{port}"
    wire = f"{scheme}://{f'[{host}]' if ':' in host else host}{at}{target}"
    if len(wire) > _LONGEST_WIRE:
        raise _refused(f"longer than {_LONGEST_WIRE} characters when encoded")
    return Address(wire, scheme, host, port, target)


def vet(ip: str, allowed: tuple[Network, ...] = (), port: int = 80) -> IPv4Address | IPv6Address:
    """The IP, where it is one of a public server or of an allowed network.

    Raises:
        RejectDocument: `address` where it is not.
    """
    try:
        at = ip_address(ip)
    except ValueError:
        raise _refused(f"{ip!r} is no IP") from None
    if isinstance(at, IPv6Address) and at.scope_id is not None:
        raise _refused(f"{ip} is of this network only")
    if any(at in network for network in allowed):
        return at
    if not _is_public(at):
        raise _refused(f"{ip} is not public")
    if port not in PORTS:
        raise _refused(f"port {port}")
    return at


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and ip in _NAT64:
        return _is_public(IPv4Address(int(ip) & 0xFFFFFFFF))
    if any(ip in network for network in _NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_link_local or ip.is_unspecified)


def _check_where(host: str, port: int, allowed: tuple[Network, ...]) -> None:
    """Vet an IP at once; of a name only the port, and that only where no allowed network could be behind it."""
    if port == 0:
        raise _refused("port 0")
    if ":" in host or _NUMBER.fullmatch(host):
        vet(host, allowed, port)
    elif port not in PORTS and not allowed:
        raise _refused(f"port {port}")


def _host(name: str, bracketed: bool) -> str:
    """The host in ASCII; IPs only in their plain notation."""
    if bracketed:
        return _ipv6(name)
    try:
        # nameprep also makes 127.0.0.1 of １２７。０。０。１, before anything looks at it
        host = name.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        raise _refused("its host is no name") from None
    if _NUMBER.fullmatch(host):
        return _ipv4(host)
    if not _NAME.fullmatch(host) or len(host) > 253:
        raise _refused("its host is no name")
    return host


def _ipv4(host: str) -> str:
    try:
        plain = str(IPv4Address(host))
    except ValueError:
        plain = None
    if plain != host:
        raise _refused(f"{host} is an odd notation of an IP")
    return host


def _ipv6(name: str) -> str:
    try:
        return str(IPv6Address(name))
    except ValueError:
        raise _refused("its host is no IPv6 address") from None


def _wire(part: str) -> str:
    """Path or query with all that is no ASCII percent-encoded as UTF-8; bytes that were escaped on reading as such."""
    encoded = quote(part, safe=_AS_WRITTEN, errors="surrogateescape")
    return encoded.translate(_ENCODED)


def _refused(detail: str) -> RejectDocument:
    return RejectDocument("address", detail)
