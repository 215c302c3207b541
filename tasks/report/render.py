"""Records to HTML: Jinja2 with everything escaped, and JSON that no text can break out of."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup, escape

from tasks.report.highlight import highlighted
from tasks.report.material import Material
from tasks.report.scope import Scope
from tasks.report.strings import DIRECTIONS, outlet_key, outlet_name, say
from tasks.report.words import attribute, translated
from tasks.text.pieces import visible

_MOST = 10_000  # things that are kept as HTML, of a kind: pages say the same over and over
_TEMPLATES = Path(__file__).parent / "templates"
# What may end a script or begin a comment in HTML, and two line ends that JavaScript once knew and JSON does not.
_UNSAFE = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def as_json(value: object) -> str:
    """JSON that can stand in a script element or file, whatever the texts in it say."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False)
    for character, written in _UNSAFE.items():  # a hundredth of the time of `translate`, which looks at every letter
        said = said.replace(character, written)
    return said


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be JSON")


def environment(material: Material, scope: Scope, language: str) -> Environment:
    """The templates, with what they call.

    Args:
        material: of the report; names are looked up in it.
        scope: of the report.
        language: of the interface as it is written; the pages hold what they need to switch.
    """
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=_shown,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals.update(
        lang=language,
        direction=DIRECTIONS[language],
        material=material,
        scope=scope,
        title={"ar": scope.title.ar, "en": scope.title.en},
        made_at=f"{scope.made_at:%Y-%m-%d %H:%M}",
        say=say,
        both=lambda arabic, english: _both(language, arabic, english),
        highlighted=lambda pieces, page: highlighted(pieces, page, material.pages, language),
    )
    # What is said of a constant is said once, when a template is read: Jinja folds filters, and no calls.
    made.filters.update(
        t=lru_cache(_MOST)(partial(translated, language)),
        attribute=partial(attribute, language),
        day=lru_cache(_MOST)(_day),
        outlet=partial(_outlet, language),
        entity=lru_cache(_MOST)(partial(_entity, language, material)),
        percent=_percent,
    )
    return made


def _shown(value: Any) -> Any:
    """What the templates print: text of articles cannot turn the order of letters around."""
    if isinstance(value, Markup | Undefined):
        return value
    return visible(value) if isinstance(value, str) else value


def _both(language: str, arabic: str, english: str) -> Markup:
    """Words that the report does not know in both languages by a key: a topic's title, a name."""
    shown = {"ar": arabic, "en": english}[language]
    return Markup(f'<bdi data-ar="{escape(arabic)}" data-en="{escape(english)}">{escape(shown)}</bdi>')


def _day(moment: date | datetime | str | None) -> Markup:
    if moment is None:
        return Markup('<span class="of">—</span>')
    day = escape(moment if isinstance(moment, str) else f"{moment:%Y-%m-%d}")
    return Markup(f'<time datetime="{day}">{day}</time>')


@cache
def _outlet(language: str, outlet: str | None) -> Markup:
    key = outlet_key(outlet) if outlet is not None else "ui.no_outlet"
    name = escape(visible(outlet_name(language, outlet)))
    return Markup(f'<bdi data-t="{escape(key)}">{name}</bdi>' if key else f"<bdi>{name}</bdi>")


def _entity(language: str, material: Material, entity_id: str) -> Markup:
    arabic, english = (material.name(entity_id, code) for code in ("ar", "en"))
    return Markup(f"<bdi>{escape(arabic)}</bdi>") if arabic == english else _both(language, arabic, english)


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.0%}"


Render = Callable[[str, Mapping[str, Any]], str]


def renderer(made: Environment) -> Render:
    """A function that fills in the template of a name."""
    templates = {name: made.get_template(f"{name}.html.j2") for name in ("index", "person", "article")}
    return lambda name, values: templates[name].render(values)
