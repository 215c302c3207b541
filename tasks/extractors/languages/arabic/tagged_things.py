"""The things of a text: those that the rules find, with what the tagger adds and where it reads a longer name."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from tasks.extractors.languages.arabic.gazetteers import (
    common_words,
    heads,
    is_definite,
    match,
    organisations,
    outlets,
    peoples,
    places,
    readings,
)
from tasks.extractors.languages.arabic.institutions import Thing
from tasks.extractors.languages.arabic.labels import Tagged
from tasks.extractors.languages.arabic.listlooks import bodies
from tasks.extractors.languages.arabic.repeated import repeated
from tasks.extractors.languages.arabic.timewords import months
from tasks.text.segment import Segmented, Token, standing

Tokens = tuple[Token, ...]
_PLACES = ("GPE", "LOC", "FACILITY")


def with_tagged(
    segmented: Segmented, ruled: Sequence[Thing], names: Sequence[Tagged], persons: Collection[int]
) -> list[Thing]:
    """The things of the rules and of the tagger, in text order, nested ones behind what they stand in.

    The rules' things stay, for they name more than the corpora do that the tagger has learnt from (السلطات العراقية).

    Args:
        segmented: the text.
        ruled: the things of the rules.
        names: all names of the tagger.
        persons: the tokens of persons' names.
    """
    tokens, by_token = segmented.tokens, _by_token(ruled)
    forms = standing(segmented)
    replaced, added = set[Thing](), list[Thing]()
    for name in repeated(segmented, [one for one in names if one.kind != "PER"]):
        span = range(name.first, name.last)
        kind = kind_of(tokens, name)
        if kind is None or any(at in persons for at in span):
            continue
        inner = dict.fromkeys(thing for at in span for thing in by_token.get(at, ()))
        if not inner:
            added.append(Thing(name.first, name.last, joined(tokens[name.first].form, forms), kind))
        elif all(name.first <= one.first and one.last <= name.last for one in inner):
            wider = _wider(tokens, name, kind, [*inner])
            replaced.update(wider)
            added += [Thing(name.first, name.last, one.cut, kind) for one in wider[:1]]
    kept = [one for one in ruled if one not in replaced]
    return sorted(kept + added, key=lambda one: (one.first, -one.last))


def _by_token(things: Sequence[Thing]) -> dict[int, list[Thing]]:
    """The things that each token belongs to."""
    found: dict[int, list[Thing]] = defaultdict(list)
    for one in things:
        for at in range(one.first, one.last):
            found[at].append(one)
    return found


def _wider(tokens: Tokens, name: Tagged, kind: str, inner: Sequence[Thing]) -> list[Thing]:
    """The things that the tagger's name takes the place of: its beginning, or a listed body that is a place too."""
    listed = kind in ("GPE", "LOC")  # the lists know where a place's name ends: منطقة حائل | زكيرو فالاندو
    same = [
        one for one in inner if one.first == name.first and one.kind == kind and not listed and one.last < name.last
    ]
    place = [one for one in inner if (one.first, one.last) == name[:2] and one.kind in _PLACES and kind == "ORG"]
    return same or [one for one in place if _is_body(tokens, name)]


def _is_body(tokens: Tokens, name: Tagged) -> bool:
    return any(
        match(tokens, name.first, name.last, phrases, form)[0] == name.last
        for _, form in readings(tokens[name.first].form)
        for phrases in (bodies(), outlets())
    )


def kind_of(tokens: Tokens, name: Tagged) -> str | None:
    """The kind of what the tagger found, by the noun that opens it and by the lists; None for what is no entity."""
    if name.last == name.first + 1 and tokens[name.first].form in months("gregorian"):
        return None  # نيسان is a firm too, but in news a month
    opened = next(_opened(tokens[name.first].form), None)
    if name.kind == "MISC":
        people = any(form in peoples() for _, form in readings(tokens[name.first].form))
        return "EVENT" if opened == "EVENT" else "NORP" if people and name.last == name.first + 1 else None
    if name.kind == "ORG":
        return opened if opened == "FACILITY" else "ORG"
    return opened if opened in _PLACES else _listed_place(tokens, name) or "GPE"


def _opened(form: str) -> Iterator[str]:
    for _, reading in readings(form):
        kind = heads().get(reading[2:] if is_definite(reading) else reading)
        if kind is not None:
            yield kind


def _listed_place(tokens: Tokens, name: Tagged) -> str:
    found = (match(tokens, name.first, name.last, places(), form) for _, form in readings(tokens[name.first].form))
    return next((kind for end, kind in found if end == name.last), "")


def joined(form: str, alone: Collection[str]) -> int:
    """The letters of the particles joined to a name: where what is left is known, or is one of the text's words."""
    if len(readings(form)) == 1 or _is_known(form):
        return 0
    for cut, reading in readings(form)[1:]:
        if _is_known(reading) or (is_definite(reading) and reading not in common_words()):
            return cut
    return next((cut for cut, reading in readings(form)[1:] if reading in alone and len(reading) > 3), 0)


def _is_known(form: str) -> bool:
    bare = form[2:] if is_definite(form) else form
    return bare in heads() or any(form in phrases for phrases in (places(), organisations(), bodies()))
