"""What was said that nobody had said before: new statements of watched people, and denials."""

from collections.abc import Iterator, Mapping

import polars as pl

from tasks.news.happening import Happening

_OF_QUOTES = ("quote_id", "article_id", "speaker", "speaker_entity_id", "content", "kind", "act")
_OF_ARTICLES = ("article_id", "duplicate_cluster", "headline", "outlet", "url", "published_at")
# Copies of one text say the same, and so do the revisions of an article where nothing was added.
SAID = ("duplicate_cluster", "content")
LONGEST = 500  # characters of one statement in a message; the tables have it whole


def candidates(quotes: pl.DataFrame, articles: pl.DataFrame, watched: Mapping[str, str]) -> pl.DataFrame:
    """The statements that may be news: of watched people, and denials; with what is to be told of their articles.

    Args:
        quotes: a batch's rows.
        articles: a batch's rows.
        watched: the names of who is watched, by entity_id.
    """
    wanted = quotes.filter(_by(watched) | (pl.col("act") == "deny"))
    newest = articles.filter("is_latest").select(_OF_ARTICLES)
    return wanted.select(_OF_QUOTES).join(newest, on="article_id", how="inner", maintain_order="left")


def _by(watched: Mapping[str, str]) -> pl.Expr:
    return pl.col("speaker_entity_id").is_in(list(watched)).fill_null(False)


def unsaid(found: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Those of the statements that no copy and no earlier revision of their article has, each once.

    Args:
        found: what `candidates` gives.
        before: columns `SAID` of what was published before.
    """
    ordered = found.sort("published_at", "article_id", maintain_order=True, nulls_last=True)
    once = ordered.unique(SAID, keep="first", maintain_order=True)
    return once.join(before, on=SAID, how="anti", maintain_order="left")


def statements(new: pl.DataFrame, watched: Mapping[str, str]) -> Iterator[Happening]:
    """One happening for what one speaker says in one article: of watched people, and of who denies."""
    yield from _told("marsad.quote.watched", new.filter(_by(watched)), watched, "{} said something new")
    yield from _told("marsad.quote.denied", new.filter(pl.col("act") == "deny"), watched, "{} denied something")


def _told(event: str, new: pl.DataFrame, watched: Mapping[str, str], title: str) -> Iterator[Happening]:
    for _, rows in new.group_by("article_id", "speaker_entity_id", "speaker", maintain_order=True):
        first = rows.row(0, named=True)
        entity = first["speaker_entity_id"]
        name = watched.get(entity) or first["speaker"] or "somebody"
        yield Happening(
            event=event,
            resource=f"marsad.entity.{entity}" if entity else f"marsad.article.{first['article_id']}",
            title=title.format(name),
            text=_text(name, first, rows["content"].to_list()),
            key="/".join(rows["quote_id"]),
            url=first["url"],
            details=(("article_id", first["article_id"]), ("quote_ids", rows["quote_id"].to_list())),
        )


def _text(name: str, article: Mapping[str, object], contents: list[str]) -> str:
    where = f"{article['outlet'] or '?'}: {article['headline']}"
    said = (content if len(content) <= LONGEST else f"{content[: LONGEST - 1]}…" for content in contents)
    return "\n".join((where, *(f"{name}: «{content}»" for content in said)))
