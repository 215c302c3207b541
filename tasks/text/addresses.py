"""Addresses of articles: one identity for the many ways in which the same address is written (RFC 3986, section 6)."""

import re
from functools import cache, lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from w3lib.url import canonicalize_url

from tasks.storage.seeds import rows

_HOST = re.compile(r"^([a-z0-9._\-]+|\[[0-9a-f:.]+\])$")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2048
# Hosts under which an outlet shows the same articles to telephones.
_HOSTS_FOR_PHONES = ("www.", "m.", "mobile.", "amp.")
# In example.co.uk the second label is part of the suffix, and m.co.uk somebody's own name.
_SUFFIXES = frozenset({"ac", "co", "com", "edu", "gov", "info", "mil", "net", "org"})
_AMP_PATH = re.compile(r"(?<=[^/])(?:/amp(?=/?$)|\.amp(?=(?:\.html?)?$))", re.IGNORECASE)
_AMP_PARAMETERS = {"amp": ("", "1", "true"), "outputtype": ("amp",)}


@lru_cache(maxsize=1 << 10)
def canonical(url: str) -> str | None:
    """The address in its one canonical form, None where it is no web address.

    Scheme and host are lower case, http counts as https; `www.`, `m.`, `mobile.` and `amp.` before a site's name, the
    ways to ask for a page in AMP, default ports, fragments and parameters that track readers are left out; dot segments
    are resolved, percent-encoding is made uniform (Arabic letters encoded, in capitals), an empty path is /. The order
    of parameters is kept. The form is for identity; what was given stays in the table.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not parts.hostname or len(url) > _LONGEST:
        return None
    host = site(parts.hostname)
    if host is None:
        return None
    at = "" if port in (None, 80, 443) else f":{port}"
    try:
        path, query = _path(parts.path), _query(parts.query)
    except UnicodeEncodeError:  # half of a pair
        return None
    return f"https://{host}{at}{path}{'?' if query else ''}{query}"


def site(host: str) -> str | None:
    """A host in ASCII, lower case, without what only says that it is on the web or for telephones.

    None for a name that IDNA cannot encode. What is left has two labels at least, and is no mere suffix such as co.uk.
    """
    try:
        name = host.lower().rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if ":" in name:
        name = f"[{name}]"
    while (shorter := _without_prefix(name)) != name:
        name = shorter
    return name if _HOST.match(name) else None


def same_site(url: str, other: str) -> bool:
    """Whether two addresses are of one host, www., m. or not."""
    try:
        hosts = [site(urlsplit(one).hostname or "") for one in (url, other)]
    except ValueError:
        return False
    return hosts[0] == hosts[1] is not None


def is_article(url: str) -> bool:
    """Whether an address can be one article's: a web address with more than a host."""
    form = canonical(url)
    parts: SplitResult = urlsplit(form or "")
    return form is not None and (parts.path != "/" or parts.query != "")


def resolved(link: str, url: str | None) -> str | None:
    """A link as an absolute web address, seen from the page at `url`; None where it is none, or empty."""
    try:
        whole = urljoin(url or "", link.strip())
    except ValueError:
        return None
    return whole if link.strip() and canonical(whole) is not None else None


def _without_prefix(name: str) -> str:
    for prefix in _HOSTS_FOR_PHONES:
        rest = name.removeprefix(prefix)
        labels = rest.split(".")
        if rest != name and (len(labels) > 2 or (len(labels) == 2 and labels[0] not in _SUFFIXES)):
            return rest
    return name


def _path(path: str) -> str:
    """The path with uniform percent-encoding and without dot segments and what asks for AMP.

    An address below an article's is no other article's, so that /amp at its end can mean nothing else.
    """
    form = urlsplit(canonicalize_url(f"https://news.example{path}")).path or "/"
    while (shorter := _AMP_PATH.sub("", form)) != form:
        form = shorter
    return form


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    return urlencode([pair for pair in pairs if not _is_idle(*pair)], errors="surrogateescape")


def _is_idle(name: str, value: str) -> bool:
    """Whether a parameter chooses no article: it tracks the reader or asks for a page in AMP."""
    return bool(_trackers().fullmatch(name)) or value.lower() in _AMP_PARAMETERS.get(name.lower(), ())


@cache
def _trackers() -> re.Pattern[str]:
    """The names of all parameters that count readers."""
    names = (row["name"] for row in rows("lexicons/tracking-parameters.csv"))
    wild = (re.escape(name.removesuffix("*")) + (r"\w*" if name.endswith("*") else "") for name in names)
    return re.compile("|".join(wild), re.IGNORECASE)
