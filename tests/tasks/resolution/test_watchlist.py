"""The watch list is consistent: every spelling leads to one row."""

import re
from collections import Counter

from expectations.vocabulary import ENTITY_KINDS
from tasks.resolution.watchlist import thing_spelling, watched


def test_every_row_is_of_a_known_kind_and_has_both_names() -> None:
    assert len(watched()) >= 60
    assert {one.kind for one in watched()} <= set(ENTITY_KINDS)
    assert all(one.name and one.latin.isprintable() and one.latin for one in watched())


def test_no_spelling_leads_to_two_rows() -> None:
    spellings = Counter(
        (one.kind, spelling) for one in watched() for spelling in {thing_spelling(one.kind, s) for s in one.spellings}
    )
    assert [spelling for spelling, count in spellings.items() if count > 1] == []
    assert len({one.entity_id for one in watched()}) == len(watched())


def test_wikidata_ids_are_well_formed_and_each_once() -> None:
    ids = [one.wikidata for one in watched() if one.wikidata is not None]
    assert all(re.fullmatch(r"Q[1-9]\d*", one) for one in ids)
    assert len(ids) == len(set(ids)) > 30
