"""The address cases of w3lib and courlan: one identity for both sides, except where it is said why not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.text.addresses import canonical

CASES = Path(__file__).resolve().parents[4] / "shared" / "ingest-cases"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the folder of shared cases is not here")

# Of w3lib: what its option or its answer does that an identity must not do.
W3LIB_APART = {
    "http://www.example.com/do?c=1&b=2&a=3": "it sorts parameters; here their order is kept",
    "http://www.example.com/do?c=3&b=5&b=2&a=50": "sorted",
    "http://www.example.com/do?b=&a=2": "sorted",
    "http://www.example.com/do?b=&c&a=2": "sorted",
    "http://www.example.com/do?q=a space&a=1": "sorted",
    "http://www.example.com/do?q=a+space&a=1": "sorted",
    "http://www.example.com/do?q=a%20space&a=1": "sorted",
    "http://www.example.com/a do\u00c2\u00a3.html?a=1": "letters that an encoding has garbled stay as they are",
    "http://www.example.com/do?price=£500&a=5&z=3": "sorted",
    "http://www.example.com/do?price=\u00c2\u00a3500&a=5&z=3": "sorted",
    "http://www.example.com/do?price(\u00c2\u00a3)=500&a=1": "sorted",
    "http://はじめよう.みんな/?query=サ&maxResults=5": "sorted",
    "a#frag": "no web address",
    "a?b=1#frag": "no web address",
    "?b=1": "no web address",
    "sftp://UsEr:PaSsWoRd@www.EXAMPLE.com/": "no web address",
    "http://.éxamplé.com/résumé?q=résumé": "an empty label is no host name",
}
# Of courlan: names of parameters that many sites use for the article itself, and pages that lie at a fragment.
COURLAN_APART = {
    "http://test.org/?s_cid=123&clickid=1": "s_cid and clickid are not on the short list",
    "http://test.org/?aftr_source=0": "not on the short list",
    "http://test.org/?fb_ref=0": "not on the short list",
    "http://test.org/?this_affiliate=0": "not on the short list",
    "https://hanxiao.io//404.html": "an empty path segment may be meant",
    "http://xn--München.de": "a name in two encodings is none",
    'https://example.org/abc"': "cutting what follows is guessing",
    "https://example.org/abc<": "cutting what follows is guessing",
    "øª": "no web address",
    "http://test.net/foo.html?testid=1&post=abc&page=2": "sorted",
    "http://test.net/foo.html?page=2&itemid=10&lang=en": "sorted",
    "https://example.org:443/file.html?p=100&abc=1#frag": "sorted",
}
OPTIONS = {"encoding", "query_separator", "keep_blank_values", "strict"}  # what is not an address alone


def cases(library: str, *functions: str) -> list[dict[str, Any]]:
    path = CASES / library / "cases.json"
    every = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [
        case for case in every if case["fn"] in functions and case["op"] == "Eq" and not OPTIONS & {*case["kwargs"]}
    ]


def apart(found: list[dict[str, Any]]) -> set[str]:
    """The addresses whose two sides are not one identity."""
    pairs = [(case["args"][0], case["expected"]) for case in found]
    return {url for url, form in pairs if canonical(url) is None or canonical(url) != canonical(form)}


def test_what_w3lib_calls_one_address_is_one() -> None:
    found = cases("w3lib", "canonicalize_url")
    assert len(found) == 60
    assert apart(found) == W3LIB_APART.keys()


def test_what_courlan_calls_one_address_is_one() -> None:
    found = cases("courlan", "normalize_url", "clean_url")
    assert len(found) == 35
    assert apart(found) == COURLAN_APART.keys()
