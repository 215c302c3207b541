"""Train the tagger of names on a marked corpus, or measure it on parts of the corpus that it was not trained on.

    python -m tasks.training.names ANERCORP.txt WOJOOD_DIR ANT.jsonl.gz
    python -m tasks.training.names ANERCORP.txt WOJOOD_DIR ANT.jsonl.gz --evaluate

ANERCORP.txt is the training split of ANERcorp by CAMeL Lab (CC BY-SA 4.0), WOJOOD_DIR holds `train.txt`, `val.txt` and
`test.txt` of the sample of Wojood (MIT), ANT.jsonl.gz is the ANT corpus v1.1 (Apache-2.0). The same files give the same
weights on the same machine.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from tasks.extractors.languages.arabic.findings import findings
from tasks.extractors.languages.arabic.labels import (
    CLASSES,
    CLOSERS,
    LABELS,
    MODEL,
    OPENERS,
    O,
    Tagged,
    encoded,
    may_follow,
    step_name,
)
from tasks.extractors.languages.arabic.packing import packed
from tasks.extractors.languages.arabic.repeated import repeated
from tasks.extractors.languages.arabic.scoring import Scorer
from tasks.extractors.languages.arabic.tagger import Tagger, all_features, weights
from tasks.storage.seeds import SEEDS
from tasks.text.segment import Sentence
from tasks.training.chain import EPOCHS, Array, Chain, Row, train
from tasks.training.corpora import Article, anercorp, unmarked, wojood
from tasks.training.weights import write

SMALL = 0.04  # nats: a feature that changes no score by as much is left out
PARTS = 5
EVERY = 20  # one in so many articles of unmarked news is read; twice as many told no better
NO_PERSON = tuple(at for at, label in enumerate(LABELS) if not label.endswith("PER"))
_LARGEST = 2000  # hundredths
Marked = tuple[Article, list[Row]]
Counts = Counter[tuple[str, str]]  # by class, and marked, found or right


def rows(article: Article) -> Iterator[Row]:
    """What the tagger sees of an article, and what it should say."""
    segmented = article.segmented
    marks = findings(segmented).marks
    names = list(article.tokens())
    for sentence in segmented.sentences:
        inside = slice(sentence.first, sentence.last)
        labels = encoded(sentence.last - sentence.first, _within(sentence, names))
        possible = [_possible(label, article.whole) for label in labels]
        yield Row(all_features(segmented.tokens[inside], marks[inside]), possible)


def _within(sentence: Sentence, names: Iterable[Tagged]) -> Iterator[Tagged]:
    """What of the names lies in the sentence, counted from its first token."""
    for first, last, kind in names:
        if first < sentence.last and last > sentence.first:
            begin, end = max(first, sentence.first), min(last, sentence.last)
            yield Tagged(begin - sentence.first, end - sentence.first, kind)


def _possible(label: int, whole: bool) -> tuple[int, ...]:
    """The labels that a word may have: where only persons are marked, all but theirs for what is none."""
    return (label,) if whole or label != O else NO_PERSON


def trained(data: Sequence[Row], epochs: int = EPOCHS) -> dict[str, str]:
    """The packed weights."""
    allowed = np.array(
        [[float(may_follow(before, label)) for label in range(len(LABELS))] for before in range(len(LABELS))]
    )
    first, last = (np.array([float(label in known) for label in range(len(LABELS))]) for known in (OPENERS, CLOSERS))
    return pruned(train(data, allowed, first, last, epochs))


def pruned(chain: Chain) -> dict[str, str]:
    """The weights in hundredths above those of O, without features that change nothing."""
    found = {name: _packed(one - one[O]) for name, one in sorted(chain.weights.items()) if np.ptp(one) >= SMALL}
    return found | {step_name(before): _packed(one) for before, one in enumerate(chain.steps)}


def _packed(weights: Array) -> str:
    return packed(int(one) for one in np.clip(np.round(100 * weights), -_LARGEST, _LARGEST))


def compared(article: Article, found: Iterable[Tagged]) -> Counts:
    """How many names are marked, found, and found with the same words and class."""
    marked, read = set(article.names), {article.as_words(name) for name in found}
    told = (("marked", marked), ("found", read), ("right", marked & read))
    return Counter((name.kind, what) for what, names in told for name in names)


def held_out(data: Sequence[Marked], always: Sequence[Row], part: int, epochs: int = EPOCHS) -> tuple[Counts, Counts]:
    """The counts on one of `PARTS` stretches of a tagger trained on the others: at once, and with names found again."""
    first, last = len(data) * part // PARTS, len(data) * (part + 1) // PARTS
    others = [row for _, several in [*data[:first], *data[last:]] for row in several]
    model = trained([*others, *always], epochs)
    tagger, scorer = Tagger(model), Scorer([weights(model)])
    alone, again = Counts(), Counts()
    for article, _ in data[first:last]:
        names = tagger.tag(scorer.score(article.segmented, findings(article.segmented).marks))
        persons = [name for name in names if name.kind == "PER"]
        things = [name for name in names if name.kind != "PER"]  # as `tagged_things.with_tagged` has it
        alone += compared(article, names)
        again += compared(article, [*persons, *repeated(article.segmented, things)])
    return alone, again


def with_rows(corpus: Sequence[Article]) -> list[Marked]:
    """The articles, each with what the tagger sees of it."""
    return [(article, list(rows(article))) for article in corpus]


def figures(counts: Counts, kinds: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over these classes."""
    marked, found, right = (sum(counts[kind, what] for kind in kinds) for what in ("marked", "found", "right"))
    precision, recall = right / max(found, 1), right / max(marked, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def table(counts: Counts) -> str:
    """The figures as text."""
    lines = [(kind, (kind,)) for kind in CLASSES] + [("three", CLASSES[:3]), ("all", CLASSES)]
    return "\n".join(
        "{:<6} P {:.3f}  R {:.3f}  F1 {:.3f}".format(name, *figures(counts, kinds)) for name, kinds in lines
    )


def evaluate(corpus: Sequence[Article], more: Sequence[Article]) -> None:
    """Print the figures of each part of the corpus and of all; `more` is always trained on."""
    data, always = with_rows(corpus), [row for article in more for row in rows(article)]
    whole = [Counts(), Counts()]
    for part in range(PARTS):
        alone, again = held_out(data, always, part)
        whole[0] += alone
        whole[1] += again
        print(f"part {part + 1}\n{table(again)}", flush=True)
    print(f"all parts, without names found again\n{table(whole[0])}\nall parts\n{table(whole[1])}")


def main(path: str, folder: str, news: str, *options: str) -> None:
    """Write the model, or measure.

    Raises:
        SystemExit: an option is not known; nothing is read or written.
    """
    unknown = set(options) - {"--evaluate"}
    if unknown:
        raise SystemExit(f"unknown: {' '.join(sorted(unknown))}; give --evaluate or nothing behind the three data")
    corpus, more = anercorp(Path(path)), [*wojood(Path(folder)), *unmarked(Path(news), EVERY)]
    if "--evaluate" in options:
        evaluate(corpus, more)
    else:
        write(trained([row for article in corpus + more for row in rows(article)]), SEEDS / MODEL)


if __name__ == "__main__":
    main(*sys.argv[1:])
