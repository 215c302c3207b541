"""Addresses of articles: one identity for the many ways in which the same address is written (RFC 3986, section 6)."""

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKERS = re.compile(r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|ref_src|xtor)$", re.IGNORECASE)
_HOST = re.compile(r"^[a-z0-9._\-\[\]:]+$")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2048
# Sub-delimiters and what a path may hold besides letters and digits (RFC 3986, 3.3); % is not among them.
_SAFE = "/:@!$&'()*+,;=~-._"


def canonical(url: str) -> str | None:
    """The address in its one canonical form, None where it is no web address.

    Scheme and host are lower case, http counts as https, `www.`, default ports, fragments and parameters that track
    readers are left out, percent-encoding is made uniform (Arabic letters encoded, in capitals), an empty path is /.
    The order of parameters is kept. The form is for identity; what was given stays in the table.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not parts.hostname or len(url) > _LONGEST:
        return None
    host = _host(parts.hostname)
    if host is None:
        return None
    at = "" if port in (None, 80, 443) else f":{port}"
    path = quote(unquote(parts.path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape") or "/"
    query = _query(parts.query)
    return f"https://{host}{at}{path}{'?' if query else ''}{query}"


def same_site(url: str, other: str) -> bool:
    """Whether two addresses are of one host, www. or not."""
    try:
        hosts = [(urlsplit(one).hostname or "").removeprefix("www.") for one in (url, other)]
    except ValueError:
        return False
    return hosts[0] == hosts[1] != ""


def is_article(url: str) -> bool:
    """Whether an address can be one article's: a web address with more than a host."""
    form = canonical(url)
    parts: SplitResult = urlsplit(form or "")
    return form is not None and (parts.path != "/" or parts.query != "")


def _host(name: str) -> str | None:
    """The host in ASCII, lower case, without www.; names that IDNA cannot encode are no hosts."""
    try:
        host = name.lower().rstrip(".").encode("idna").decode("ascii").removeprefix("www.")
    except UnicodeError:
        return None
    return host if _HOST.match(host) else None


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    return urlencode([pair for pair in pairs if not _TRACKERS.match(pair[0])], errors="surrogateescape")
