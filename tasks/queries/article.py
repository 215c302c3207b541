"""The question what one article says: its text, and the spans in it."""

from tasks.queries.question import Question, chain, literal, scan

_OF_IT = 'filter(pl.col("article_id") == article["article_id"][0], pl.col("revision") == article["revision"][0])'


def article(article_id: str) -> Question:
    """The article's newest revision, and in `found` the spans of its quotes, speakers and names, in text order.

    Args:
        article_id: the whole id.
    """
    newest = (
        f'filter(pl.col("article_id") == {literal(article_id)})',
        'sort("revision", descending=True)',
        "head(1)",
        "collect()",
    )
    quoted = (
        _OF_IT,
        'select("start", "end", "speaker", "speaker_role", "act", "kind", "how", "confidence", "source_start", '
        '"source_end", layer=pl.lit("quote"))',
    )
    named = (_OF_IT, 'select("start", "end", "name", mention="kind", layer=pl.lit("mention"))')
    found = ('sort("start", "end", descending=[False, True])', "collect()")
    return Question(
        (
            chain("article", scan("articles"), newest),
            chain("quoted", scan("quotes"), quoted),
            chain("named", scan("mentions"), named),
            chain("found", 'pl.concat([quoted, named], how="diagonal")', found),
        )
    )
