"""The JSON-LD of a page (schema.org): the object of its article, and what kind of page it says it is."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from tasks.text.page import tidy

Object = dict[str, Any]

_LONGEST = 1_000_000  # characters; a page with 5 MB of JSON-LD cost one parser 720 MB of memory
_DEEPEST = 6
_ARTICLES = ("Article", "Posting", "Report")
_LISTS = ("ItemList", "CollectionPage", "SearchResultsPage")  # what they hold are other pages' articles


def read_linked_data(tree: HtmlElement) -> list[Any]:
    """All that the page's scripts of JSON-LD hold; what is broken or too long is left out."""
    found = []
    for script in tree.iter("script"):
        raw = script.text or ""
        if (script.get("type") or "").strip().lower() == "application/ld+json" and len(raw) <= _LONGEST:
            try:
                found.append(json.loads(raw, strict=False))
            except (ValueError, RecursionError):
                continue
    return found


def article_of(data: list[Any]) -> Object:
    """The outermost object that is an article; empty where there is none."""
    return next(_articles(data, _DEEPEST), {})


def kinds_of(data: list[Any]) -> frozenset[str]:
    """The types of the outermost objects, those of a graph among them."""
    return frozenset(kind for one in _outermost(data, _DEEPEST) for kind in kinds(one))


def kinds(one: Object) -> list[str]:
    """The types of an object, without the vocabulary's address."""
    every = first_list(one.get("@type"))
    return [kind.rpartition("/")[2] for kind in every if isinstance(kind, str)]


def text_of(value: Any) -> str | None:
    """A text on one line, None where the value is none."""
    return " ".join(tidy(value).split("\n")) or None if isinstance(value, str) else None


def name_of(value: Any) -> str | None:
    """A text, or the name of an object."""
    return text_of(value.get("name")) if isinstance(value, dict) else text_of(value)


def truth_of(value: Any) -> bool | None:
    """True or false in the ways in which pages write them; None for anything else."""
    if isinstance(value, bool):
        return value
    word = value.rpartition("/")[2].strip().lower() if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(word)


def first_of(value: Any) -> Any:
    """The first of a list, or the value itself."""
    return (value[0] if value else None) if isinstance(value, list) else value


def first_list(value: Any) -> list[Any]:
    """A list, or the value as one."""
    return value if isinstance(value, list) else [value]


def _outermost(value: Any, depth: int) -> Iterator[Object]:
    if isinstance(value, list) and depth:
        for one in value:
            yield from _outermost(one, depth - 1)
    elif isinstance(value, dict):
        yield value
        yield from _outermost(value.get("@graph"), depth - 1 if depth else 0)


def _articles(value: Any, depth: int) -> Iterator[Object]:
    if depth == 0:
        return
    if isinstance(value, list):
        for one in value:
            yield from _articles(one, depth - 1)
    elif isinstance(value, dict) and not any(kind in _LISTS for kind in kinds(value)):
        if any(kind.endswith(_ARTICLES) for kind in kinds(value)):
            yield value
        for one in value.values():
            yield from _articles(one, depth - 1)
