"""Words of the report in HTML, with the key by which the page finds them when the language is switched."""

import json
from functools import cache

from markupsafe import Markup, escape

from tasks.report.strings import say


@cache
def _said(language: str, key: str) -> Markup:
    """The words for a key, in an element by which the page finds them when the language is switched."""
    return Markup(f'<span data-t="{escape(key)}">{escape(say(language, key))}</span>')


def translated(language: str, key: str, /, **values: object) -> Markup:
    """The words for a key with values in them, in an element that holds the values too."""
    if not values:
        return _said(language, key)
    told = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in values.items()}
    words = escape(say(language, key, **told))
    return Markup(f'<span data-t="{escape(key)}" data-values="{escape(json.dumps(told))}">{words}</span>')


@cache
def attribute(language: str, name: str, key: str, /, **values: object) -> Markup:
    """An attribute with the words for a key, and beside it where they come from."""
    told = {name: str(value) for name, value in values.items()}
    found = f'{name}="{escape(say(language, key, **told))}" data-t-attr="{name}:{escape(key)}"'
    return Markup(f'{found} data-values="{escape(json.dumps(told))}"' if told else found)
