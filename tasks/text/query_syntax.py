"""From a query as written to one that can be matched; what cannot be is refused with its place."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from luqum.exceptions import ParseError
from luqum.thread import parse
from luqum.tree import (
    AndOperation,
    BaseGroup,
    BaseOperation,
    Item,
    Not,
    Phrase,
    Plus,
    Prohibit,
    Proximity,
    SearchField,
    Word,
)

from tasks.model.errors import ConfigError
from tasks.text.query import Clause, Group, Leaf, Query, literal_of, pattern_of, words_of

FIELDS = ("headline",)
_UNSUPPORTED = {
    "Range": "a range ([a TO b])",
    "From": "a range (>a)",
    "To": "a range (<a)",
    "Fuzzy": "a fuzzy word (word~)",
    "Boost": "a weight (word^2)",
    "Regex": "a regular expression (/…/)",
}
_ESCAPED = re.compile(r"\\(.)")
_AT = re.compile(r"position (\d+)")
_NUMBER = re.compile(r"[~^]\d*\.[\d.]*")
_MOST_SLOP = 1000


@lru_cache(maxsize=64)
def compile_query(written: str) -> Query:
    """The query, ready to match.

    Raises:
        ConfigError: it is no query, or one that is not supported; the text says what and at which character.
    """
    if not written.strip():
        raise ConfigError("The query is empty.")
    try:
        compiler = _Compiler()
        clause = compiler.clause(parse(written), False)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise ConfigError(_explain(written, error)) from None
    literals = frozenset(map(literal_of, compiler.words))
    return Query(clause, *_by_kind(compiler.words), tuple(_positive(clause)), literals)


def _by_kind(words: Sequence[str]) -> tuple[dict[str, tuple[int, ...]], tuple[tuple[re.Pattern[str], int], ...]]:
    """The numbers of the words without wildcards by word, and those with, as patterns."""
    plain: dict[str, tuple[int, ...]] = {}
    patterns = []
    for number, word in enumerate(words):
        pattern = pattern_of(word)
        if pattern is None:
            plain[word] = (*plain.get(word, ()), number)
        else:
            patterns.append((pattern, number))
    return plain, tuple(patterns)


class _Compiler:
    """Compiles one query and numbers its words on the way."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def clause(self, node: Item, headline: bool) -> Clause:
        """The clause of a node of luqum's tree."""
        if isinstance(node, BaseGroup):
            return self.clause(node.children[0], headline)
        if isinstance(node, SearchField):
            return self.clause(node.children[0], _field(node))
        if isinstance(node, BaseOperation):
            return self.group(node.children, isinstance(node, AndOperation), headline)
        if isinstance(node, Plus | Not | Prohibit):
            return self.group([node], False, headline)
        return self.leaf(node, headline)

    def group(self, nodes: Sequence[Item], all_of_them: bool, headline: bool) -> Clause:
        """The clause of some clauses side by side."""
        must: list[Clause] = []
        should: list[Clause] = []
        never: list[Clause] = []
        for node in nodes:
            if isinstance(node, Not | Prohibit):
                never.append(self.clause(node.children[0], headline))
            elif isinstance(node, Plus):
                must.append(self.clause(node.children[0], headline))
            else:
                (must if all_of_them else should).append(self.clause(node, headline))
        if not must and not should:
            raise _refused(nodes[0], "what must not match needs something beside it that must")
        return Group(tuple(must), tuple(should), tuple(never))

    def leaf(self, node: Item, headline: bool) -> Leaf:
        """The leaf of a word, phrase or proximity."""
        if isinstance(node, Proximity):
            inside, slop = node.children[0], _slop(node)
        elif isinstance(node, Word | Phrase):
            inside, slop = node, None
        else:
            what = _UNSUPPORTED.get(type(node).__name__, type(node).__name__)
            raise _refused(node, f"{what} is not supported")
        words = words_of(_ESCAPED.sub(r"\1", inside.value.strip('"') if isinstance(inside, Phrase) else inside.value))
        if not words:
            raise _refused(node, f"{str(node).strip()} has no letters to look for")
        first = len(self.words)
        self.words += words
        written = f"{'headline:' if headline else ''}{str(node).strip()}"
        return Leaf(tuple(range(first, len(self.words))), slop, headline, written)


def _field(node: SearchField) -> bool:
    if node.name not in FIELDS:
        raise _refused(node, f"there is no field {node.name}: only {', '.join(FIELDS)}")
    return True


def _slop(node: Proximity) -> int:
    degree = int(node.degree)
    if degree > _MOST_SLOP:
        raise _refused(node, f"~{degree} is more than {_MOST_SLOP} words")
    return degree


def _positive(clause: Clause) -> Iterator[Leaf]:
    if isinstance(clause, Leaf):
        yield clause
        return
    for one in (*clause.must, *clause.should):
        yield from _positive(one)


def _refused(node: Any, why: str) -> ConfigError:
    return ConfigError(f"The query is wrong at character {_place(node) + 1}: {why}.")


def _place(node: Any) -> int:
    """Where a node begins; luqum gives some nodes no place, then it is that of their first child."""
    if node.pos is not None:
        return int(node.pos)
    return next((_place(child) for child in node.children), 0)


def _explain(written: str, error: Exception) -> str:
    at = _AT.search(str(error))
    if at is not None:
        place = int(at.group(1))
        return f"The query is wrong at character {place + 1}: {written[place : place + 20]!r} was not expected there."
    if isinstance(error, ParseError):
        return f"The query is wrong at character {len(written) + 1}: it ends too early; a bracket or word is missing."
    number = _NUMBER.search(written)
    if number is not None:
        return f"The query is wrong at character {number.start() + 1}: {number.group()} is no whole number."
    return "The query is wrong at character 1: its brackets are nested too deep."
