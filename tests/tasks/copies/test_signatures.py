"""Signatures are the same on any machine, and estimate how much of their three-word sequences texts share."""

from random import Random

import numpy as np

from tasks.copies.candidates import similar_pairs
from tasks.copies.signatures import ALGORITHM_VERSION, LAYOUT, signatures, similarities, unpacked

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def words(count: int, seed: int) -> list[str]:
    random = Random(seed)
    return ["".join(random.choices(LETTERS, k=5)) for _ in range(count)]


def shared(one: list[str], other: list[str]) -> float:
    first, second = ({tuple(text[at : at + 3]) for at in range(len(text) - 2)} for text in (one, other))
    return len(first & second) / len(first | second)


def test_a_signature_stays_what_it_was() -> None:
    """Published signatures are compared with new ones: if this fails, ALGORITHM_VERSION has to go up."""
    (one,) = signatures([["قال", "الوزير", "ان", "الخطه", "جاهزه"]])
    assert len(one) == LAYOUT.itemsize == 264
    (found,), _ = unpacked([one])
    assert (found["version"], found["shingles"]) == (1, 3)
    assert found["minima"][:4].tolist() == [52480, 3081, 12586, 13978]


def test_the_batch_a_text_comes_in_does_not_count() -> None:
    bodies = [words(count, count) for count in (0, 1, 2, 3, 4, 50)]
    assert signatures(bodies) == [signatures([body])[0] for body in bodies]
    assert signatures([]) == []


def test_words_that_are_moved_share_their_sequences() -> None:
    body = words(90, 1)
    moved = [*body[30:60], *body[:30], *body[60:]]
    first, second = unpacked(signatures([body]))[0], unpacked(signatures([moved]))[0]
    assert similarities(first, second)[0] > 0.8


def test_the_estimate_is_within_four_standard_errors() -> None:
    body = words(400, 2)
    for changed in (4, 12, 40, 100):
        other = [*body[:-changed], *words(changed, changed)]
        first, second = unpacked(signatures([body]))[0], unpacked(signatures([other]))[0]
        assert abs(similarities(first, second)[0] - shared(body, other)) < 4 * 0.044, changed


def test_signatures_of_another_version_or_none_are_not_compared() -> None:
    good, bad = signatures([words(20, 1), words(20, 1)])
    bad = np.uint32(ALGORITHM_VERSION + 1).tobytes() + bad[4:]
    assert unpacked([good, bad, None, b"short"])[1].tolist() == [True, False, False, False]


def test_candidates_are_found_among_many() -> None:
    bodies = [words(60, seed) for seed in range(2_000)]
    copy = [*bodies[1_234][:50], *words(10, -1)]
    known, new = unpacked(signatures(bodies))[0], unpacked(signatures([copy]))[0]
    found = [
        (row, other)
        for rows, others, _ in similar_pairs(new, known, 0.3)
        for row, other in zip(rows, others, strict=True)
    ]
    assert found == [(0, 1_234)]


def test_one_text_on_every_page_takes_no_more_than_its_pairs() -> None:
    same = unpacked(signatures([words(60, 1)]) * 3_000)[0]
    assert sum(len(rows) for rows, _, _ in similar_pairs(same[:700], same, 0.3)) == 700 * 3_000
